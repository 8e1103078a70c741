package org.lvsh.language.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStartState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;

/**
 * What could come at a place, in the language's own words: found by a walk over the grammar's own
 * states, so that it is always what the grammar says.
 */
final class Expected {
  private final ATN atn;
  private final Set<String> descriptions = new LinkedHashSet<>();
  private final Set<String> keywords = new LinkedHashSet<>();
  private final Set<Place> seen = new HashSet<>();

  private Expected(ATN atn) {
    this.atn = atn;
  }

  static Expected at(ATN atn, int state, RuleContext context) {
    Expected expected = new Expected(atn);
    if (GrammarWords.describes(context.getRuleIndex()) && context.getChildCount() == 0) {
      expected.describe(context.getRuleIndex());
      return expected;
    }
    expected.walk(atn.states.get(state), context, new ArrayDeque<>());
    return expected;
  }

  /** Each thing that could come, as a reader says it. */
  Set<String> descriptions() {
    return descriptions;
  }

  /** The keywords among them, for a suggestion. */
  Set<String> keywords() {
    return keywords;
  }

  private void describe(int rule) {
    descriptions.add(GrammarWords.description(rule));
    if (GrammarWords.isChoice(rule)) {
      RuleStartState start = atn.ruleToStartState[rule];
      for (int type : atn.nextTokens(start).toList()) {
        addKeyword(type);
      }
    }
  }

  private void walk(ATNState state, RuleContext context, Deque<ATNState> follow) {
    if (state instanceof RuleStopState) {
      leaveRule(context, follow);
      return;
    }
    if (!seen.add(new Place(state, List.copyOf(follow)))) {
      return;
    }
    for (Transition transition : state.getTransitions()) {
      if (transition instanceof RuleTransition rule) {
        enterRule(rule, context, follow);
      } else if (transition.isEpsilon()) {
        walk(transition.target, context, follow);
      } else {
        transition.label().toList().forEach(this::addToken);
      }
    }
  }

  private void enterRule(RuleTransition rule, RuleContext context, Deque<ATNState> follow) {
    if (GrammarWords.describes(rule.ruleIndex)) {
      describe(rule.ruleIndex);
      return;
    }
    follow.push(rule.followState);
    walk(rule.target, context, follow);
    follow.pop();
  }

  private void leaveRule(RuleContext context, Deque<ATNState> follow) {
    if (!follow.isEmpty()) {
      ATNState next = follow.pop();
      walk(next, context, follow);
      follow.push(next);
    } else if (context instanceof ParserRuleContext && context.invokingState >= 0) {
      RuleTransition call = (RuleTransition) atn.states.get(context.invokingState).transition(0);
      walk(call.followState, context.parent, follow);
    }
  }

  private void addToken(int type) {
    if (type == Token.EOF) {
      descriptions.add("the end of the statement");
    } else {
      descriptions.add(GrammarWords.word(type));
      addKeyword(type);
    }
  }

  private void addKeyword(int type) {
    GrammarWords.keyword(type).ifPresent(keywords::add);
  }

  /** A state and where its rule will go on. */
  private record Place(ATNState state, List<ATNState> follow) {}
}
