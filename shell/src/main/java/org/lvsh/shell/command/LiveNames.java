package org.lvsh.shell.command;

import org.lvsh.language.complete.Candidate;
import org.lvsh.language.complete.Completion;
import org.lvsh.language.parse.Definitions;

/**
 * The names that can be said now. What cannot be found out is left out: nothing here fails, and
 * nothing is asked twice for the same line.
 */
public interface LiveNames {
  /** Forgets what was found out for the line before. */
  void begin();

  /** What names stand for that statements have given a value. */
  Definitions definitions();

  /**
   * What may be written for a candidate: a word of the language as it is, or names that begin with
   * what is typed.
   */
  Names names(Candidate candidate, Completion place);
}
