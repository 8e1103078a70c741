package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * Cuts the lexer's words into statements: at each semicolon, and at each line end unless the line
 * ends in a comma. Blank lines give no statement. Of a statement that is longer than is read, only
 * its beginning and its last word are kept.
 */
public final class Segments {
  private final Lexer lexer;
  private final List<Token> comments = new ArrayList<>();
  private boolean ended;

  public Segments(Lexer lexer) {
    this.lexer = lexer;
  }

  /** The comments before and among the statements that were read so far, and behind the last. */
  public List<Token> comments() {
    return comments;
  }

  /** The words of the next statement with an end behind them, or null after the last one. */
  public List<Token> next() {
    List<Token> words = new ArrayList<>();
    while (!ended) {
      Token word = lexer.nextToken();
      ended = word.getType() == Token.EOF;
      if (ended || isEnd(word, words)) {
        if (!words.isEmpty()) {
          words.add(end(words.get(words.size() - 1)));
          return words;
        }
      } else if (word.getChannel() == Token.DEFAULT_CHANNEL
          && word.getType() != LvshLexer.NEWLINE) {
        add(word, words);
      } else if (word.getType() == LvshLexer.COMMENT) {
        comments.add(word);
      }
    }
    return null;
  }

  private static void add(Token word, List<Token> words) {
    if (words.isEmpty()
        || words.get(words.size() - 1).getStopIndex() - words.get(0).getStartIndex()
            <= StatementParser.STATEMENT_LIMIT) {
      words.add(word);
    } else {
      words.set(words.size() - 1, word);
    }
  }

  private static boolean isEnd(Token word, List<Token> words) {
    if (word.getType() == LvshLexer.SEMICOLON) {
      return true;
    }
    boolean goesOn = !words.isEmpty() && words.get(words.size() - 1).getType() == LvshLexer.COMMA;
    return word.getType() == LvshLexer.NEWLINE && !goesOn;
  }

  private static Token end(Token last) {
    CommonToken end = new CommonToken(last);
    end.setType(Token.EOF);
    end.setText("<end>");
    end.setStartIndex(last.getStopIndex() + 1);
    end.setStopIndex(last.getStopIndex());
    return end;
  }
}
