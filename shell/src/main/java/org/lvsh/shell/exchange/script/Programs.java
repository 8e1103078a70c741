package org.lvsh.shell.exchange.script;

import java.util.List;

/** The programs whose commands are read. */
public interface Programs {
  /**
   * Whether the commands of a program are read.
   *
   * @param program its name without its folder
   */
  boolean heeds(String program);

  /**
   * Whether a command of such a program changes anything, so that it must be known whether and with
   * which words it is given.
   */
  boolean changes(String program, List<String> arguments);

  /**
   * How a command of such a program ends, asked right before it is taken: a query finds only what
   * was made so far.
   */
  default Status outcome(ShellCommand command) {
    List<String> arguments = command.arguments().stream().map(Word::text).toList();
    return changes(command.program(), arguments) ? Status.SUCCESS : Status.UNKNOWN;
  }

  /** Takes a command of such a program. */
  void take(ShellCommand command);

  /** Whether something is changed by what is written into a file of this path. */
  boolean changesFile(String path);

  /**
   * Takes what a command writes into such a file, the last of its outputs; says whether it could.
   */
  boolean takeOutput(ShellCommand command);
}
