package org.lvsh.language.complete;

import org.antlr.v4.runtime.Token;
import org.lvsh.language.parse.GrammarWords;
import org.lvsh.language.parse.LvshLexer;

/** What a word is in its statement, for the colour it is drawn in. */
public enum Role {
  VERB,
  KEYWORD,
  /** A name, whether given or used. */
  NAME,
  /** A value, such as an address. */
  VALUE,
  STRING,
  COMMENT,
  MISTAKE;

  /**
   * The role of a word that a rule takes; null for a separator.
   *
   * @param first whether it is the first word of its statement
   */
  static Role of(Token word, Frame frame, boolean first) {
    if (first) {
      return VERB;
    }
    if (word.getType() == LvshLexer.COMMA || word.getType() == LvshLexer.EQUALS) {
      return null;
    }
    if (word.getType() == LvshLexer.STRING) {
      return STRING;
    }
    boolean keyword = GrammarWords.keyword(word.getType()).isPresent();
    Frame described = frame.described();
    if (described == null || (keyword && described.equals(frame))) {
      return keyword ? KEYWORD : NAME;
    }
    return switch (Kind.ofRule(described)) {
      case VALUE, ENTRY, FILE -> VALUE;
      case VERB,
          KEYWORD,
          SCHEDULER_WORD,
          NEW_NAME,
          LIVE_SERVICE,
          SERVICE,
          FOREIGN_SERVICE,
          POOL,
          HOLDER,
          SERVER,
          DRAINED_SERVER,
          SCHEDULER,
          INTERFACE,
          SETTING,
          WARNING,
          TOPIC,
          VARIABLE ->
          NAME;
    };
  }
}
