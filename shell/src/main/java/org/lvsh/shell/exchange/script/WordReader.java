package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.script.RawWord.Piece;

/** Reads one word of a script: its quotes, its variables, and what only a shell can find out. */
final class WordReader {
  private static final String META = " \t\r\n;&|()<>";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]");
  private static final Pattern EXPANSION =
      Pattern.compile(
          "([#!]?)([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?])"
              + "(?:\\[([0-9]+|@|\\*|\\$?[A-Za-z_][A-Za-z0-9_]*)])?(?:(:?)([-=?+])(?s:.*))?");

  /** How deep variables may stand within what stands for others. */
  private static final int DEEPEST = 16;

  private final Source source;
  private final String text;
  private final int limit;
  private final int depth;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder letters = new StringBuilder();
  private boolean lettersAreQuoted;
  private Optional<Span> open = Optional.empty();
  private int at;

  WordReader(Source source, int start) {
    this(source, start, source.text().length(), 0);
  }

  private WordReader(Source source, int start, int limit, int depth) {
    this.source = source;
    this.text = source.text();
    this.at = start;
    this.limit = limit;
    this.depth = depth;
  }

  /** The offset behind the word. */
  int end() {
    return at;
  }

  /** Where a quote or the like begins that does not end. */
  Optional<Span> open() {
    return open;
  }

  RawWord word() {
    int start = at;
    while (at < limit && (META.indexOf(text.charAt(at)) < 0 || isSubstitution())) {
      piece();
    }
    flush();
    return new RawWord(new Span(source, start, at), pieces);
  }

  private boolean isSubstitution() {
    return text.startsWith("<(", at) || text.startsWith(">(", at);
  }

  /** A text between lines; variables stand for their values in it unless it is literal. */
  static RawWord document(Source source, int start, int end, boolean literal) {
    WordReader reader = new WordReader(source, start, end, 0);
    while (reader.at < end) {
      char next = reader.text.charAt(reader.at);
      if (!literal && next == '$') {
        reader.variable(true);
      } else if (!literal && next == '`') {
        reader.backquoted(true);
      } else if (!literal && next == '\\' && reader.isEscaped("$`\\\n")) {
        reader.escaped();
      } else {
        reader.letter(next, true);
        reader.at++;
      }
    }
    reader.flush();
    return new RawWord(new Span(source, start, end), reader.pieces);
  }

  private void piece() {
    switch (text.charAt(at)) {
      case '\\' -> escaped();
      case '\'' -> singleQuoted();
      case '"' -> doubleQuoted();
      case '$' -> variable(false);
      case '`' -> backquoted(false);
      case '<', '>' -> unknown(closing(at + 1, '(', ')'), false);
      default -> {
        letter(text.charAt(at), false);
        at++;
      }
    }
  }

  private void letter(char letter, boolean quoted) {
    if (lettersAreQuoted != quoted) {
      flush();
      lettersAreQuoted = quoted;
    }
    letters.append(letter);
  }

  private void flush() {
    if (!letters.isEmpty()) {
      pieces.add(Piece.text(letters.toString(), lettersAreQuoted));
      letters.setLength(0);
    }
  }

  private boolean isEscaped(String these) {
    return at + 1 < limit && these.indexOf(text.charAt(at + 1)) >= 0;
  }

  /** A letter behind a backslash; at the end of a line both are nothing. */
  private void escaped() {
    at++;
    if (text.startsWith("\r\n", at)) {
      at += 2;
    } else if (at < limit) {
      if (text.charAt(at) != '\n') {
        letter(text.charAt(at), true);
      }
      at++;
    }
  }

  private void singleQuoted() {
    int end = text.indexOf('\'', at + 1);
    if (end < 0 || end >= limit) {
      leaveOpen(at);
      return;
    }
    flush();
    pieces.add(Piece.text(text.substring(at + 1, end), true));
    at = end + 1;
  }

  private void doubleQuoted() {
    int start = at;
    at++;
    flush();
    pieces.add(Piece.text("", true));
    while (at < limit && text.charAt(at) != '"') {
      pieceInQuotes();
    }
    if (at >= limit) {
      leaveOpen(start);
      return;
    }
    flush();
    at++;
  }

  private void pieceInQuotes() {
    switch (text.charAt(at)) {
      case '$' -> variable(true);
      case '`' -> backquoted(true);
      case '\\' -> {
        if (isEscaped("$`\"\\\n\r")) {
          escaped();
        } else {
          letter('\\', true);
          at++;
        }
      }
      default -> {
        letter(text.charAt(at), true);
        at++;
      }
    }
  }

  private void leaveOpen(int start) {
    if (open.isEmpty()) {
      open = Optional.of(new Span(source, start, start + 1));
    }
    at = limit;
  }

  private void backquoted(boolean quoted) {
    int end = at + 1;
    while (end < limit && text.charAt(end) != '`') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= limit) {
      leaveOpen(at);
      return;
    }
    unknown(end + 1, quoted);
  }

  /** All up to an offset is known to the shell alone; a negative one is where nothing closes it. */
  private void unknown(int end, boolean quoted) {
    if (end < 0 || end > limit) {
      leaveOpen(at);
      return;
    }
    flush();
    String written = text.substring(at, end);
    pieces.add(
        Tools.given(written)
            .map(given -> Piece.text(given, quoted))
            .orElseGet(() -> Piece.unknown(written, quoted)));
    at = end;
  }

  private void variable(boolean quoted) {
    if (text.startsWith("$(", at)) {
      unknown(closing(at + 1, '(', ')'), quoted);
      return;
    }
    if (text.startsWith("${", at)) {
      braced(quoted);
      return;
    }
    Matcher name = NAME.matcher(text).region(Math.min(at + 1, limit), limit);
    if (name.lookingAt()) {
      flush();
      pieces.add(Piece.variable(name.group(), quoted));
      at = name.end();
    } else {
      letter('$', quoted);
      at++;
    }
  }

  private void braced(boolean quoted) {
    int end = closing(at + 1, '{', '}');
    if (end < 0 || end > limit) {
      leaveOpen(at);
      return;
    }
    Matcher form = EXPANSION.matcher(text.substring(at + 2, end - 1));
    boolean known = form.matches() && (form.group(1).isEmpty() || form.group(3) != null);
    if (!known || depth >= DEEPEST) {
      unknown(end, quoted);
      return;
    }
    flush();
    Optional<RawWord.Fallback> fallback =
        Optional.ofNullable(form.group(5))
            .map(
                sign ->
                    new RawWord.Fallback(
                        sign.charAt(0),
                        !form.group(4).isEmpty(),
                        fallback(at + 2 + form.end(5), end, quoted)));
    pieces.add(
        new Piece(
            RawWord.Kind.VARIABLE,
            form.group(2),
            quoted,
            Optional.ofNullable(form.group(3)).map(WordReader::index),
            fallback,
            switch (form.group(1)) {
              case "#" -> RawWord.Asked.COUNT;
              case "!" -> RawWord.Asked.NUMBERS;
              default -> RawWord.Asked.VALUE;
            }));
    at = end;
  }

  private static String index(String written) {
    return written.equals("*") ? "@" : written.replace("$", "");
  }

  /**
   * What stands behind a variable, up to the brace that ends at an offset; within quotes it may
   * have quotes again.
   */
  private RawWord fallback(int start, int end, boolean quoted) {
    WordReader reader = new WordReader(source, start, end - 1, depth + 1);
    while (reader.at < reader.limit) {
      char next = text.charAt(reader.at);
      if (quoted && next == '"') {
        reader.at++;
      } else if (quoted) {
        reader.pieceInQuotes();
      } else if ((next == '<' || next == '>') && !reader.isSubstitution()) {
        reader.letter(next, false);
        reader.at++;
      } else {
        reader.piece();
      }
    }
    reader.flush();
    open = open.or(() -> reader.open);
    return new RawWord(new Span(source, at, end), reader.pieces);
  }

  /** The offset behind the bracket that closes the one at an offset; -1 where there is none. */
  private int closing(int from, char opening, char closing) {
    int depth = 0;
    for (int place = from; place < limit; place++) {
      char letter = text.charAt(place);
      if (letter == '\\') {
        place++;
      } else if (letter == '\'' || letter == '"') {
        place = text.indexOf(letter, place + 1);
        if (place < 0) {
          return -1;
        }
      } else if (letter == opening) {
        depth++;
      } else if (letter == closing && --depth == 0) {
        return place + 1;
      }
    }
    return -1;
  }
}
