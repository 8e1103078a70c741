package org.lvsh.shell.terminal;

import java.util.ListIterator;
import org.jline.reader.Buffer;
import org.jline.reader.History;
import org.jline.reader.LineReader;

/**
 * Up and down: through the lines of what is typed, and at its edges through what the history has
 * that begins with it.
 */
final class HistorySearch {
  private final LineReader reader;
  private String beginning = "";
  private String shown = "";

  private HistorySearch(LineReader reader) {
    this.reader = reader;
  }

  static void bind(LineReader reader) {
    HistorySearch search = new HistorySearch(reader);
    reader.getWidgets().put(LineReader.UP_LINE_OR_SEARCH, search::up);
    reader.getWidgets().put(LineReader.DOWN_LINE_OR_SEARCH, search::down);
  }

  private boolean up() {
    if (reader.getBuffer().up()) {
      return true;
    }
    History history = reader.getHistory();
    if (!isShown()) {
      beginning = reader.getBuffer().toString();
      history.moveToEnd();
    }
    ListIterator<History.Entry> entries = history.iterator(history.index());
    while (entries.hasPrevious()) {
      if (showIfFitting(entries.previous())) {
        break;
      }
    }
    return true;
  }

  private boolean down() {
    if (reader.getBuffer().down() || !isShown()) {
      return true;
    }
    History history = reader.getHistory();
    ListIterator<History.Entry> entries =
        history.iterator(Math.min(history.index() + 1, history.last() + 1));
    while (entries.hasNext()) {
      if (showIfFitting(entries.next())) {
        return true;
      }
    }
    history.moveToEnd();
    show(beginning);
    return true;
  }

  /** Whether what stands there was found, and not changed since. */
  private boolean isShown() {
    return !shown.isEmpty() && reader.getBuffer().toString().equals(shown);
  }

  private boolean showIfFitting(History.Entry entry) {
    String line = entry.line();
    boolean fits = line.startsWith(beginning) && !line.equals(reader.getBuffer().toString());
    if (fits) {
      reader.getHistory().moveTo(entry.index());
      show(line);
    }
    return fits;
  }

  private void show(String text) {
    Buffer buffer = reader.getBuffer();
    buffer.clear();
    buffer.write(text);
    shown = text;
  }
}
