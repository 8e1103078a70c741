package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.LL1Analyzer;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.junit.jupiter.api.Test;

/** What must hold of the grammar itself. */
class GrammarTest {
  private static final ATN STATES = LvshParser._ATN;

  @Test
  void oneWordDecidesEveryChoice() {
    List<String> undecided = new ArrayList<>();
    for (DecisionState decision : STATES.decisionToState) {
      IntervalSet taken = new IntervalSet();
      for (IntervalSet next : new LL1Analyzer(STATES).getDecisionLookahead(decision)) {
        if (next == null || !taken.and(next).isNil()) {
          undecided.add(LvshParser.ruleNames[decision.ruleIndex]);
        }
        taken.addAll(next == null ? new IntervalSet() : next);
      }
    }
    assertEquals(List.of(), undecided);
  }

  @Test
  void everyKeywordMayBeAName() {
    IntervalSet names = STATES.nextTokens(STATES.ruleToStartState[LvshParser.RULE_name]);
    Set<String> missing = new TreeSet<>(keywords());
    missing.removeIf(word -> names.contains(type(word)));
    assertEquals(Set.of(), missing);
    assertTrue(names.contains(LvshLexer.WORD));
  }

  /** The words that are tokens of their own. */
  static Set<String> keywords() {
    Set<String> words = new TreeSet<>();
    IntStream.rangeClosed(1, LvshLexer.VOCABULARY.getMaxTokenType())
        .mapToObj(LvshLexer.VOCABULARY::getLiteralName)
        .filter(literal -> literal != null && Character.isLetter(literal.charAt(1)))
        .forEach(literal -> words.add(literal.substring(1, literal.length() - 1)));
    return words;
  }

  private static int type(String word) {
    return IntStream.rangeClosed(1, LvshLexer.VOCABULARY.getMaxTokenType())
        .filter(type -> ("'" + word + "'").equals(LvshLexer.VOCABULARY.getLiteralName(type)))
        .findFirst()
        .orElse(Token.INVALID_TYPE);
  }
}
