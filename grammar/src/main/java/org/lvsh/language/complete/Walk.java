package org.lvsh.language.complete;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.GrammarWords;
import org.lvsh.language.parse.LvshLexer;
import org.lvsh.language.parse.LvshParser;
import org.lvsh.language.parse.Substitution;
import org.lvsh.language.parse.Verbs;

/**
 * A walk through the grammar's states along the words of one statement. One word decides every
 * choice and no rule calls itself, so there is one way for each word, and it ends.
 */
final class Walk {
  private static final ATN STATES = LvshParser._ATN;
  private static final Place BEGIN =
      new Place(
          STATES.ruleToStartState[LvshParser.RULE_statement],
          new Frame(LvshParser.RULE_statement, null, null));

  /** Words that other words follow each time, so that once is not enough. */
  private static final Set<Integer> AGAIN = Set.of(LvshLexer.NO, LvshLexer.FOR, LvshLexer.WITH);

  /** Words that are taken, but none that anybody looks for. */
  private static final Set<Integer> NOT_OFFERED =
      Set.of(
          LvshParser.RULE_anyKeyword,
          LvshParser.RULE_portWord,
          LvshParser.RULE_noOwnFormat,
          LvshParser.RULE_noTableFormat);

  private static final Set<Integer> HOLDERS =
      Set.of(LvshParser.RULE_serviceName, LvshParser.RULE_holderName);

  private final Definitions definitions;
  private final Set<Said> said = new HashSet<>();
  private Place place = BEGIN;
  private Optional<String> holder = Optional.empty();
  private boolean onMark;
  private boolean first = true;

  Walk(Definitions definitions) {
    this.definitions = definitions;
  }

  /** A state of the grammar, and the rule that it is in. */
  private record Place(ATNState state, Frame frame) {}

  /** A word or, with type 0, a choice that was said at a place. */
  private record Said(int state, Frame frame, int type) {}

  /** Takes what can come next. */
  interface Visitor {
    /** A word of the language. */
    void word(int type, Frame frame, boolean first);

    /** Something that the operator has to name. */
    void named(Frame frame);

    /** The end of the statement. */
    void end();
  }

  /** The service or the pool that was named last. */
  Optional<String> holder() {
    return holder;
  }

  /**
   * Goes on by a word, or by those that it stands for.
   *
   * @return the rule that takes the last of them, or null where none does
   */
  Frame take(Token word) {
    Frame taken = null;
    for (Token meant : Substitution.meaning(first ? Verbs.completed(word) : word, definitions)) {
      taken = go(meant);
      if (taken == null) {
        return null;
      }
    }
    return taken;
  }

  private Frame go(Token word) {
    Deque<Place> open = new ArrayDeque<>(List.of(place));
    Set<Place> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Place from = open.pop();
      if (!seen.add(from)) {
        continue;
      }
      Place next = step(from, word.getType(), open);
      if (next != null) {
        remember(from, word);
        place = next;
        first = false;
        return from.frame();
      }
    }
    return null;
  }

  /** The place behind a word, or null; what can be reached without one goes on the stack. */
  private static Place step(Place from, int type, Deque<Place> open) {
    if (from.state() instanceof RuleStopState) {
      leave(from).ifPresent(open::push);
      return null;
    }
    for (Transition transition : from.state().getTransitions()) {
      if (transition.isEpsilon()) {
        open.push(behind(from, transition));
      } else if (transition.matches(type, 1, LvshLexer.VOCABULARY.getMaxTokenType())) {
        return new Place(transition.target, from.frame());
      }
    }
    return null;
  }

  private static Place behind(Place from, Transition transition) {
    return transition instanceof RuleTransition call
        ? new Place(call.target, new Frame(call.ruleIndex, call.followState, from.frame()))
        : new Place(transition.target, from.frame());
  }

  private static Optional<Place> leave(Place from) {
    Frame frame = from.frame();
    return frame.follow() == null
        ? Optional.empty()
        : Optional.of(new Place(frame.follow(), frame.caller()));
  }

  private void remember(Place from, Token word) {
    onMark |= from.frame().rule() == LvshParser.RULE_serviceTarget && isMark(word.getType());
    said.add(new Said(from.state().stateNumber, from.frame(), word.getType()));
    for (Frame frame = from.frame(); frame != null; frame = frame.caller()) {
      if (GrammarWords.isChoice(frame.rule()) || frame.rule() == LvshParser.RULE_portClause) {
        said.add(new Said(0, frame, 0));
      }
      if (HOLDERS.contains(frame.rule())) {
        holder = Optional.of(word.getText());
      }
    }
  }

  /**
   * Shows a visitor all that can come next, but no option twice.
   *
   * @param listed whether the word before was a comma: a list may go on with another of its words
   */
  void visit(boolean listed, Visitor visitor) {
    visit(place, listed, visitor, new HashSet<>());
  }

  private void visit(Place from, boolean listed, Visitor visitor, Set<Place> seen) {
    if (!seen.add(from)) {
      return;
    }
    if (from.state() instanceof RuleStopState) {
      leave(from).ifPresentOrElse(behind -> visit(behind, listed, visitor, seen), visitor::end);
      return;
    }
    for (Transition transition : from.state().getTransitions()) {
      if (!transition.isEpsilon()) {
        words(from, transition).forEach(type -> visitor.word(type, from.frame(), first));
      } else if (!(transition instanceof RuleTransition call)) {
        visit(behind(from, transition), listed, visitor, seen);
      } else if (!NOT_OFFERED.contains(call.ruleIndex)) {
        enter(behind(from, transition), listed, visitor, seen);
      }
    }
  }

  private void enter(Place within, boolean listed, Visitor visitor, Set<Place> seen) {
    Frame frame = within.frame();
    if (isIdle(frame) || (!listed && said.contains(new Said(0, frame, 0)))) {
      return;
    }
    if (frame.isDescribed()) {
      visitor.named(meant(frame));
    }
    visit(within, listed, visitor, seen);
  }

  private static boolean isMark(int type) {
    return type == LvshLexer.MARK;
  }

  /** A service on a mark takes every protocol that carries it. */
  private boolean isIdle(Frame frame) {
    return onMark && frame.rule() == LvshParser.RULE_protocol;
  }

  /** Where the service is named already, only a time is left to say. */
  private Frame meant(Frame frame) {
    return frame.rule() == LvshParser.RULE_serviceOrTime && holder.isPresent()
        ? new Frame(LvshParser.RULE_timeSpan, frame.follow(), frame.caller())
        : frame;
  }

  /** The words of a transition that were not said there yet. Commas are for those who want one. */
  private List<Integer> words(Place from, Transition transition) {
    List<Integer> types = new ArrayList<>();
    for (int type : transition.label().toList()) {
      boolean word = GrammarWords.keyword(type).isPresent() || type == LvshLexer.EQUALS;
      Said again = new Said(from.state().stateNumber, from.frame(), type);
      if (word && !(onMark && isMark(type)) && (AGAIN.contains(type) || !said.contains(again))) {
        types.add(type);
      }
    }
    return types;
  }
}
