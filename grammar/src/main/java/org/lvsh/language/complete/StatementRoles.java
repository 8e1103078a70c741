package org.lvsh.language.complete;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.LvshLexer;
import org.lvsh.language.parse.Offsets;
import org.lvsh.language.parse.PortNames;
import org.lvsh.language.parse.Segments;
import org.lvsh.language.parse.SourceLoader;
import org.lvsh.language.parse.StatementParser;

/**
 * Says what each word of a text is while it is being typed: its role, and where the mistakes are.
 * Reads no file that the text names.
 */
public final class StatementRoles {
  private final StatementParser parser;

  /**
   * Roles of words.
   *
   * @param portNames the names that ports may be said by
   */
  public StatementRoles(PortNames portNames) {
    this.parser = new StatementParser(new NoFiles(), portNames);
  }

  /**
   * The roles of the words of a text, in their order, then the mistakes. What is merely unfinished
   * is no mistake: neither a statement that has no end yet, nor the word at the cursor while it can
   * still become right.
   *
   * @param cursor 0 to the length of the text, in UTF-16 units
   * @param definitions what was said before the text
   */
  public List<RoleSpan> roles(String text, int cursor, Definitions definitions) {
    List<RoleSpan> roles = new ArrayList<>();
    Offsets offsets = Offsets.of(text);
    LvshLexer lexer = new LvshLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    Segments segments = new Segments(lexer);
    for (List<Token> words = segments.next(); words != null; words = segments.next()) {
      addRoles(words.subList(0, words.size() - 1), offsets, definitions, roles);
    }
    segments.comments().forEach(comment -> roles.add(span(comment, offsets, Role.COMMENT)));
    addMistakes(text, cursor, definitions, roles);
    return roles;
  }

  private static void addRoles(
      List<Token> words, Offsets offsets, Definitions definitions, List<RoleSpan> roles) {
    Walk walk = new Walk(definitions);
    for (int i = 0; i < words.size(); i++) {
      Frame frame = walk.take(words.get(i));
      if (frame == null) {
        return;
      }
      Role role = Role.of(words.get(i), frame, i == 0);
      if (role != null) {
        roles.add(span(words.get(i), offsets, role));
      }
    }
  }

  private static RoleSpan span(Token word, Offsets offsets, Role role) {
    return new RoleSpan(
        offsets.unit(word.getStartIndex()), offsets.unit(word.getStopIndex() + 1), role);
  }

  private void addMistakes(String text, int cursor, Definitions definitions, List<RoleSpan> roles) {
    for (Diagnostic mistake : parser.parseTyped(Source.of("", text), definitions).diagnostics()) {
      Span span = mistake.span();
      boolean empty = span.start() == span.end();
      if (mistake.isError() && !empty && !isUnfinished(span, text, cursor, definitions)) {
        roles.add(new RoleSpan(span.start(), span.end(), Role.MISTAKE));
      }
    }
  }

  /** Whether more may put right what ends at the cursor: a word, a quote, a line that goes on. */
  private static boolean isUnfinished(Span span, String text, int cursor, Definitions definitions) {
    if (text.charAt(span.start()) == '\\' && span.end() == text.length()) {
      return true;
    }
    boolean quote = text.charAt(span.start()) == '"' && span.start() < cursor;
    if (span.end() != cursor && !quote) {
      return false;
    }
    Completion word = StatementCompleter.complete(text, cursor, definitions);
    return !word.candidates().isEmpty() && word.start() == span.start();
  }

  /** Every file is there, and empty. */
  private static final class NoFiles implements SourceLoader {
    @Override
    public String locate(Source including, String file) {
      return file;
    }

    @Override
    public String identity(String located) {
      return located;
    }

    @Override
    public Source load(String located) {
      return Source.of(located, "");
    }
  }
}
