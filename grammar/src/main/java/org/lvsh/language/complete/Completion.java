package org.lvsh.language.complete;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can stand at a place of a text.
 *
 * @param start where the word at the place begins, in UTF-16 units of the text
 * @param end where it ends; the same where there is none yet
 * @param typed what stands there up to the place
 * @param candidates the words that begin with what is typed, and all that the operator could name;
 *     empty where nothing can follow, where a comment is, and behind a mistake
 * @param holder the service or the pool that the statement has named last
 * @param listed the words before it in the same list, which ends in a comma
 * @param mayEnd whether the statement could end before this word
 */
public record Completion(
    int start,
    int end,
    String typed,
    List<Candidate> candidates,
    Optional<String> holder,
    Set<String> listed,
    boolean mayEnd) {
  public Completion {
    candidates = List.copyOf(candidates);
    listed = Set.copyOf(listed);
  }

  /** Nothing can come at a place. */
  static Completion nothing(int place) {
    return new Completion(place, place, "", List.of(), Optional.empty(), Set.of(), false);
  }
}
