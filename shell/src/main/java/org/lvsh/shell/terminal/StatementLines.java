package org.lvsh.shell.terminal;

import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.lvsh.language.complete.StatementCompleter;
import org.lvsh.shell.command.LiveNames;

/**
 * Tells the line reader where input ends, a line that ends in a comma or a backslash goes on, and
 * which word is to be completed.
 */
public final class StatementLines implements Parser {
  private final LiveNames names;

  StatementLines(LiveNames names) {
    this.names = names;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && goesOn(line)) {
      throw new EOFError(-1, cursor, "the statement goes on", "goes on");
    }
    return context == ParseContext.COMPLETE
        ? new WordAtCursor(
            line, cursor, StatementCompleter.complete(line, cursor, names.definitions()))
        : new Whole(line, cursor);
  }

  private static boolean goesOn(String text) {
    String lastLine = text.substring(text.lastIndexOf('\n') + 1);
    int comment = lastLine.indexOf('#');
    String said = (comment < 0 ? lastLine : lastLine.substring(0, comment)).stripTrailing();
    return said.endsWith(",") || (comment < 0 && said.endsWith("\\"));
  }

  @Override
  public boolean isEscapeChar(char character) {
    return false;
  }

  /** The line as one word. */
  private record Whole(String line, int cursor) implements ParsedLine {
    @Override
    public String word() {
      return line;
    }

    @Override
    public int wordCursor() {
      return cursor;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(line);
    }
  }
}
