package org.lvsh.language.complete;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.GrammarWords;
import org.lvsh.language.parse.LvshLexer;
import org.lvsh.language.parse.Offsets;
import org.lvsh.language.parse.Segments;

/**
 * Says what can stand at a place of a text, from the statement around it alone: mistakes elsewhere
 * silence nothing. Knows no names; which of them may stand there is told by the {@link Kind}.
 */
public final class StatementCompleter {
  /** Put where the cursor is, so that there is a word in any case. */
  private static final String CURSOR = "x";

  private StatementCompleter() {}

  /**
   * What can stand at the cursor.
   *
   * @param cursor 0 to the length of the text, in UTF-16 units
   * @param definitions what was said before the text
   */
  public static Completion complete(String text, int cursor, Definitions definitions) {
    String before = text.substring(0, cursor) + CURSOR;
    List<Token> words = lastStatement(before);
    Offsets offsets = Offsets.of(before);
    int last = words.size() - 1;
    if (last < 0 || offsets.unit(words.get(last).getStopIndex() + 1) != before.length()) {
      return Completion.nothing(cursor);
    }
    int quote = openQuote(words);
    int at = quote < 0 ? last : quote;
    int start = offsets.unit(words.get(at).getStartIndex());
    if (at > 0 && isJoined(words.get(at - 1), words.get(at))) {
      return Completion.nothing(cursor);
    }
    String typed = text.substring(start, cursor);
    int end = quote < 0 ? endOfWord(text, start, cursor) : endOfQuotes(text, cursor);
    Walk walk = new Walk(definitions);
    for (Token word : words.subList(0, at)) {
      if (walk.take(word) == null) {
        return Completion.nothing(cursor);
      }
    }
    return complete(walk, words.subList(0, at), typed, start, end);
  }

  private static Completion complete(
      Walk walk, List<Token> words, String typed, int start, int end) {
    Set<String> listed = listed(words);
    Offered offered = new Offered(typed, listed);
    walk.visit(!listed.isEmpty(), offered);
    return new Completion(
        start, end, typed, offered.candidates(), walk.holder(), listed, offered.mayEnd);
  }

  /** The words of the last statement without its end; none where the text ends in a comment. */
  private static List<Token> lastStatement(String text) {
    LvshLexer lexer = new LvshLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    Segments segments = new Segments(lexer);
    List<Token> last = List.of();
    for (List<Token> next = segments.next(); next != null; next = segments.next()) {
      last = next.subList(0, next.size() - 1);
    }
    return last;
  }

  /** The place of a quote on the last word's line that is not closed, or -1. */
  private static int openQuote(List<Token> words) {
    int line = words.get(words.size() - 1).getLine();
    for (int i = 0; i < words.size(); i++) {
      Token word = words.get(i);
      if (word.getType() == LvshLexer.STRAY
          && word.getLine() == line
          && word.getText().equals("\"")) {
        return i;
      }
    }
    return -1;
  }

  /** Whether nothing stands between two words that are no separators. */
  private static boolean isJoined(Token one, Token other) {
    boolean separates = one.getType() == LvshLexer.COMMA || one.getType() == LvshLexer.EQUALS;
    return !separates && one.getStopIndex() + 1 == other.getStartIndex();
  }

  private static int endOfWord(String text, int start, int cursor) {
    if (start == cursor) {
      return cursor;
    }
    String rest = CURSOR + text.substring(cursor);
    LvshLexer lexer = new LvshLexer(CharStreams.fromString(rest));
    lexer.removeErrorListeners();
    return cursor + lexer.nextToken().getText().length() - CURSOR.length();
  }

  private static int endOfQuotes(String text, int cursor) {
    for (int i = cursor; i < text.length() && "\r\n".indexOf(text.charAt(i)) < 0; i++) {
      if (text.charAt(i) == '"') {
        return i + 1;
      }
    }
    return cursor;
  }

  /** What stands before in the same list, where the last word is a comma. */
  private static Set<String> listed(List<Token> words) {
    Set<String> listed = new HashSet<>();
    for (int i = words.size() - 1; i > 0; i -= 2) {
      if (words.get(i).getType() != LvshLexer.COMMA) {
        break;
      }
      listed.add(words.get(i - 1).getText());
    }
    return listed;
  }

  /** Collects what a walk shows. */
  private static final class Offered implements Walk.Visitor {
    private final String typed;
    private final Set<String> listed;
    private final Set<Candidate> words = new LinkedHashSet<>();
    private final Set<Candidate> named = new LinkedHashSet<>();
    private boolean mayEnd;

    Offered(String typed, Set<String> listed) {
      this.typed = typed;
      this.listed = listed;
    }

    /** What is to be named first, then the words in alphabetical order. */
    List<Candidate> candidates() {
      List<Candidate> all = new ArrayList<>(named);
      words.stream().sorted(Comparator.comparing(Candidate::text)).forEach(all::add);
      return all;
    }

    @Override
    public void word(int type, Frame frame, boolean first) {
      String word = GrammarWords.keyword(type).orElse("=");
      if (word.startsWith(typed) && !listed.contains(word)) {
        words.add(
            new Candidate(Meanings.kind(frame, first), word, Meanings.of(word, frame, first)));
      }
    }

    @Override
    public void named(Frame frame) {
      Kind kind = Kind.ofRule(frame);
      if (typed.startsWith("$") && kind != Kind.NEW_NAME) {
        named.add(new Candidate(Kind.VARIABLE, "$NAME", "a name that stands for a value"));
      } else {
        named.add(new Candidate(kind, Meanings.label(frame), Meanings.of(frame)));
      }
    }

    @Override
    public void end() {
      mayEnd = true;
    }
  }
}
