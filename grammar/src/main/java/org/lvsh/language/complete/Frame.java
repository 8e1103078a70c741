package org.lvsh.language.complete;

import java.util.Objects;
import java.util.Set;
import org.antlr.v4.runtime.atn.ATNState;
import org.lvsh.language.parse.GrammarWords;
import org.lvsh.language.parse.LvshParser;

/**
 * A rule of the grammar that is being read, and where its caller goes on behind it. Two are equal
 * where they are called from the same place.
 */
final class Frame {
  private final int rule;
  private final ATNState follow;
  private final Frame caller;
  private final int hash;

  /**
   * A rule that has been entered.
   *
   * @param follow null for the outermost rule
   * @param caller likewise
   */
  Frame(int rule, ATNState follow, Frame caller) {
    this.rule = rule;
    this.follow = follow;
    this.caller = caller;
    this.hash = Objects.hash(rule, follow == null ? -1 : follow.stateNumber, caller);
  }

  int rule() {
    return rule;
  }

  ATNState follow() {
    return follow;
  }

  Frame caller() {
    return caller;
  }

  /** Whether a reader has a word for what this rule reads, other than keywords. */
  boolean isDescribed() {
    return GrammarWords.describes(rule) && !GrammarWords.isChoice(rule);
  }

  /** The innermost rule of that kind, or null. */
  Frame described() {
    for (Frame frame = this; frame != null; frame = frame.caller) {
      if (frame.isDescribed()) {
        return frame;
      }
    }
    return null;
  }

  boolean isWithinOneOf(Set<Integer> rules) {
    for (Frame frame = this; frame != null; frame = frame.caller) {
      if (rules.contains(frame.rule)) {
        return true;
      }
    }
    return false;
  }

  String ruleName() {
    return LvshParser.ruleNames[rule];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame
        && rule == frame.rule
        && Objects.equals(follow, frame.follow)
        && Objects.equals(caller, frame.caller);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
