package org.lvsh.language.parse;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** The words that statements begin with, and those words cut short. */
public final class Verbs {
  private static final IntervalSet TYPES =
      LvshParser._ATN.nextTokens(LvshParser._ATN.ruleToStartState[LvshParser.RULE_statement]);

  private static final NavigableMap<String, Integer> BY_WORD = byWord();

  private Verbs() {}

  private static NavigableMap<String, Integer> byWord() {
    NavigableMap<String, Integer> verbs = new TreeMap<>();
    for (int type : TYPES.toList()) {
      verbs.put(word(new CommonToken(type)), type);
    }
    return verbs;
  }

  /** Whether a word is a verb as it stands. */
  static boolean isVerb(Token word) {
    return TYPES.contains(word.getType());
  }

  /** A verb as it is written in full. */
  static String word(Token verb) {
    return GrammarWords.keyword(verb.getType()).orElseThrow();
  }

  /** The verbs that begin with a word, in alphabetical order. */
  public static List<String> beginningWith(String word) {
    return List.copyOf(BY_WORD.subMap(word, true, word + Character.MAX_VALUE, false).keySet());
  }

  /** Whether several verbs begin with a word that is none itself. */
  static boolean isAmbiguous(Token word) {
    return !isVerb(word) && beginningWith(word.getText()).size() > 1;
  }

  /**
   * The first word of a statement with the verb in its place that it alone can be cut from; any
   * other word as it is. It keeps its place in the text.
   */
  public static Token completed(Token word) {
    if (isVerb(word)) {
      return word;
    }
    List<String> verbs = beginningWith(word.getText());
    if (verbs.size() != 1) {
      return word;
    }
    CommonToken verb = new CommonToken(word);
    verb.setType(BY_WORD.get(verbs.get(0)));
    return verb;
  }
}
