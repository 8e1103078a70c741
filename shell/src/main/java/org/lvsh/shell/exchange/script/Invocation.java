package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lvsh.shell.exchange.script.Expanded.Problem;

/**
 * The words of a command, and which of them is the program that counts.
 *
 * @param all as far as they are known
 * @param skipped how many stand before the program
 * @param unreadable why it is not known which program it is, where it is not
 * @param problem what of the words is not known, the first of it
 * @param guessed whether the program is a function that is guessed to be called
 */
record Invocation(
    List<Word> all,
    int skipped,
    Optional<Problem> unreadable,
    Optional<Problem> problem,
    boolean guessed) {
  Invocation {
    all = List.copyOf(all);
  }

  static Invocation of(List<RawWord> written, Variables variables, Set<String> functions) {
    List<Word> all = new ArrayList<>();
    List<RawWord> origins = new ArrayList<>();
    boolean guessed = !written.isEmpty() && isGuess(written.get(0), variables, functions);
    for (RawWord raw : written) {
      boolean guess = guessed && all.isEmpty();
      Expanded words = guess ? variables.inCondition(List.of(raw)) : variables.expand(raw);
      for (Word word : words.words()) {
        all.add(word);
        origins.add(raw);
      }
    }
    List<String> texts = all.stream().map(Word::text).toList();
    boolean own = texts.isEmpty() || functions.contains(texts.get(0));
    int skipped = own ? 0 : Prefixes.of(texts);
    Optional<RawWord> program =
        origins.isEmpty() ? Optional.empty() : Optional.of(origins.get(skipped));
    boolean named = guessed || program.filter(RawWord::endsInName).isPresent();
    Optional<Problem> unreadable =
        program.filter(raw -> !named).flatMap(raw -> variables.expand(raw).problem());
    List<RawWord> rest =
        named ? written.stream().filter(raw -> !raw.equals(program.get())).toList() : written;
    Optional<Problem> problem = variables.expand(rest).problem();
    return new Invocation(all, skipped, unreadable, problem, guessed);
  }

  /** Whether a word is a function where the script is called with the word that is guessed. */
  private static boolean isGuess(RawWord word, Variables variables, Set<String> functions) {
    if (!variables.expand(word).guessed()) {
      return false;
    }
    Expanded guess = variables.inCondition(List.of(word));
    return guess.problem().isEmpty()
        && guess.texts().stream().limit(1).anyMatch(functions::contains);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The words from the program on. */
  List<Word> words() {
    return all.subList(skipped, all.size());
  }

  /** The program's name without its folder; a script of {@code init.d} is a service. */
  String program() {
    String path = all.get(skipped).text();
    return isService(path) ? "service" : ShellCommand.name(path);
  }

  List<String> arguments() {
    String path = all.get(skipped).text();
    Stream<String> first = isService(path) ? Stream.of(ShellCommand.name(path)) : Stream.empty();
    return Stream.concat(first, all.stream().skip(skipped + 1L).map(Word::text)).toList();
  }

  private static boolean isService(String path) {
    return path.matches("(.*/)?init\\.d/[^/]+");
  }

  /** Whether it calls one of the functions: neither a path does, nor what runs programs alone. */
  boolean calls(Set<String> functions) {
    boolean direct = skipped == 0 || all.get(0).text().matches("time|action");
    return direct && functions.contains(all.get(skipped).text());
  }

  /** Whether the shell ends with it. */
  boolean isLast() {
    return skipped > 0 && all.get(0).text().equals("exec");
  }

  /** The namespace of the network that it is carried out in, where that is another one. */
  Optional<String> namespace() {
    return Prefixes.namespace(all.stream().map(Word::text).toList());
  }
}
