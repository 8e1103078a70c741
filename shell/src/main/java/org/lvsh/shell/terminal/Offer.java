package org.lvsh.shell.terminal;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.language.complete.Candidate;
import org.lvsh.language.complete.Completion;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.command.LiveNames;
import org.lvsh.shell.command.Name;
import org.lvsh.shell.command.Names;

/**
 * A line of what can come next.
 *
 * @param text what is put in; empty where it only says what is expected
 * @param shown what is shown for it
 * @param meaning in a few words; may be empty
 * @param whole whether a blank may follow
 * @param spare whether it says what is expected where the names for it are offered too
 */
record Offer(String text, String shown, String meaning, boolean whole, boolean spare) {

  /** Everything that can come at a place: what is expected, the names for it, then the words. */
  static List<Offer> at(Completion place, LiveNames live) {
    List<Offer> expected = new ArrayList<>();
    List<Offer> offers = new ArrayList<>();
    for (Candidate candidate : place.candidates()) {
      Names names = live.names(candidate, place);
      if (!candidate.kind().isWord()) {
        boolean spare = !names.names().isEmpty();
        expected.add(new Offer("", candidate.text(), candidate.meaning(), true, spare));
      }
      names.names().forEach(name -> offers.add(of(name)));
      if (names.more() > 0) {
        offers.add(note("…", "and " + names.more() + " more"));
      }
    }
    expected.addAll(offers);
    return expected;
  }

  /** A line that puts nothing in. */
  static Offer note(String shown, String meaning) {
    return new Offer("", shown, meaning, true, false);
  }

  /** Whoever made what it names may have chosen signs that a terminal obeys. */
  private static Offer of(Name name) {
    String shown = CaretRenderer.printable(name.text());
    return new Offer(name.text(), shown, name.meaning(), name.whole(), false);
  }
}
