package org.lvsh.shell.terminal;

import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Widget;

/**
 * The rest of the last line in the history that begins with what is typed, shown faintly behind it:
 * the keys that go right or to the end take it where the cursor is at the end.
 */
final class Suggestion {
  private Suggestion() {}

  static void bind(LineReader reader) {
    reader.setAutosuggestion(LineReader.SuggestionType.HISTORY);
    takeBy(LineReader.FORWARD_CHAR, reader);
    takeBy(LineReader.END_OF_LINE, reader);
  }

  private static void takeBy(String widget, LineReader reader) {
    Widget otherwise = reader.getBuiltinWidgets().get(widget);
    reader.getWidgets().put(widget, () -> take(reader) || otherwise.apply());
  }

  private static boolean take(LineReader reader) {
    Buffer buffer = reader.getBuffer();
    String rest = reader.getTailTip();
    boolean there = buffer.cursor() == buffer.length() && rest != null && !rest.isEmpty();
    if (there) {
      buffer.write(rest);
    }
    return there;
  }
}
