package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.language.diagnostic.Span;

/**
 * A command that a script gives.
 *
 * @param words at least one, the program first
 * @param span all of it
 * @param input what it reads, where that is known
 * @param outputs the files that it writes to
 */
public record ShellCommand(List<Word> words, Span span, Optional<Word> input, List<Word> outputs) {
  public ShellCommand {
    words = List.copyOf(words);
    Objects.requireNonNull(span);
    Objects.requireNonNull(input);
    outputs = List.copyOf(outputs);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command of no words");
    }
  }

  /** The program's name without its folder. */
  public String program() {
    return name(words.get(0).text());
  }

  /** The words behind the program. */
  public List<Word> arguments() {
    return words.subList(1, words.size());
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
