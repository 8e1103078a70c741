package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.script.Token.Kind;

/** Cuts a script into tokens, as the POSIX shell does (Shell Command Language, 2.3). */
final class ShellLexer {
  private static final String META = " \t\r\n;&|()<>";

  private final Source source;
  private final String text;
  private final Findings findings;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private int at;

  private ShellLexer(Source source, Findings findings) {
    this.source = source;
    this.text = source.text();
    this.findings = findings;
  }

  /** A document whose text begins below the line. */
  private record Pending(int token, String end, boolean literal, boolean indented) {}

  /** The tokens of a script; where it cannot be read on, those before that. */
  static List<Token> tokens(Source source, Findings findings) {
    ShellLexer lexer = new ShellLexer(source, findings);
    while (lexer.skipBlanks()) {
      lexer.next();
    }
    int end = lexer.text.length();
    lexer.documents();
    lexer.tokens.add(Token.of(Kind.END, new Span(source, end, end)));
    return lexer.tokens;
  }

  /** Says whether anything is left. */
  private boolean skipBlanks() {
    while (at < text.length()) {
      if (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
        at++;
      } else if (lineGoesOn()) {
        at = text.indexOf('\n', at) + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private boolean lineGoesOn() {
    return text.startsWith("\\\n", at) || text.startsWith("\\\r\n", at);
  }

  private void next() {
    int start = at;
    char first = text.charAt(at);
    switch (first) {
      case '\n' -> {
        at++;
        add(Kind.NEWLINE, start);
        documents();
      }
      case '\r' -> at++;
      case '#' -> at = lineEnd(at);
      case ';' -> operator(start);
      case '&' -> ampersand(start);
      case '|' -> pipe(start);
      case '(' -> one(Kind.OPEN);
      case ')' -> one(Kind.CLOSE);
      case '<' -> reading(start);
      case '>' -> writing(start, true);
      default -> wordOrStream(start);
    }
  }

  private void one(Kind kind) {
    at++;
    add(kind, at - 1);
  }

  private void add(Kind kind, int start) {
    tokens.add(Token.of(kind, span(start)));
  }

  private Span span(int start) {
    return new Span(source, start, at);
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private void operator(int start) {
    for (String mark : List.of(";;&", ";;", ";&")) {
      if (text.startsWith(mark, at)) {
        at += mark.length();
        add(Kind.BREAK, start);
        return;
      }
    }
    one(Kind.SEMICOLON);
  }

  private void ampersand(int start) {
    if (text.startsWith("&&", at)) {
      at += 2;
      add(Kind.AND, start);
    } else if (text.startsWith("&>", at)) {
      at++;
      writing(start, true);
    } else {
      one(Kind.BACKGROUND);
    }
  }

  private void pipe(int start) {
    boolean or = text.startsWith("||", at);
    at += or || text.startsWith("|&", at) ? 2 : 1;
    add(or ? Kind.OR : Kind.PIPE, start);
  }

  private void reading(int start) {
    if (text.startsWith("<<<", at)) {
      at += 3;
      skipBlanks();
      RawWord word = word();
      tokens.add(new Token(Kind.DOCUMENT, span(start), Optional.of(word)));
    } else if (text.startsWith("<<", at)) {
      document(start);
    } else if (text.startsWith("<&", at) || text.startsWith("<>", at)) {
      at += 2;
      otherStream(start);
    } else if (text.startsWith("<(", at)) {
      wordToken();
    } else {
      one(Kind.READ);
    }
  }

  /** What goes to a file by the stream that others read, or to another one. */
  private void writing(int start, boolean output) {
    at++;
    boolean copied = at < text.length() && text.charAt(at) == '&';
    if (at < text.length() && ">|&".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (output && !copied) {
      add(Kind.WRITE, start);
    } else {
      otherStream(start);
    }
  }

  private void otherStream(int start) {
    skipBlanks();
    if (at < text.length() && META.indexOf(text.charAt(at)) < 0) {
      word();
    }
    add(Kind.OTHER_STREAM, start);
  }

  /** A number right before an arrow says which stream is meant. */
  private void wordOrStream(int start) {
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    boolean arrow = end > at && end < text.length() && "<>".indexOf(text.charAt(end)) >= 0;
    if (!arrow) {
      wordToken();
      return;
    }
    String stream = text.substring(at, end);
    at = end;
    if (text.charAt(at) == '>') {
      writing(start, stream.equals("1"));
    } else {
      reading(start);
    }
  }

  private void wordToken() {
    int start = at;
    RawWord word = word();
    tokens.add(new Token(Kind.WORD, span(start), Optional.of(word)));
  }

  private RawWord word() {
    WordReader reader = new WordReader(source, at);
    RawWord word = reader.word();
    at = reader.end();
    reader
        .open()
        .ifPresent(
            open -> {
              findings.error(
                  "open-quote",
                  open,
                  "what begins here is not closed again",
                  "close it; nothing behind it can be read");
              at = text.length();
            });
    return word;
  }

  private void document(int start) {
    at += 2;
    boolean indented = at < text.length() && text.charAt(at) == '-';
    at += indented ? 1 : 0;
    skipBlanks();
    RawWord end = word();
    boolean literal = end.pieces().stream().anyMatch(RawWord.Piece::quoted);
    pending.add(new Pending(tokens.size(), end.literal().orElse(""), literal, indented));
    add(Kind.DOCUMENT, start);
  }

  /** Reads the documents of the line that has just ended. */
  private void documents() {
    for (Pending one : pending) {
      int start = at;
      int end = at;
      int behind = at;
      while (behind < text.length()) {
        int lineEnd = lineEnd(behind);
        String line = text.substring(behind, lineEnd).replaceFirst("\r$", "");
        end = behind;
        behind = Math.min(text.length(), lineEnd + 1);
        if ((one.indented() ? line.replaceFirst("^\t+", "") : line).equals(one.end())) {
          break;
        }
        end = behind;
      }
      RawWord word = WordReader.document(source, start, end, one.literal());
      Token token = tokens.get(one.token());
      tokens.set(one.token(), new Token(Kind.DOCUMENT, token.span(), Optional.of(word)));
      at = behind;
    }
    pending.clear();
  }
}
