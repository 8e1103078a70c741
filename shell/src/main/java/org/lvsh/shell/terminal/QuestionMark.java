package org.lvsh.shell.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.lvsh.language.complete.Completion;
import org.lvsh.language.complete.StatementCompleter;
import org.lvsh.shell.command.LiveNames;

/**
 * The key {@code ?}: where a word may begin it shows what can come next, above the line and without
 * changing it; anywhere else, as in a comment or in quotes, it is a character like any other.
 */
final class QuestionMark {
  private static final String NAME = "what-next";
  private static final int WIDEST_WORD = 24;

  private final LineReader reader;
  private final LiveNames names;

  private QuestionMark(LineReader reader, LiveNames names) {
    this.reader = reader;
    this.names = names;
  }

  static void bind(LineReader reader, LiveNames names) {
    reader.getWidgets().put(NAME, new QuestionMark(reader, names)::press);
    for (String map : List.of(LineReader.EMACS, LineReader.VIINS)) {
      reader.getKeyMaps().get(map).bind(new Reference(NAME), "?");
    }
  }

  private boolean press() {
    Buffer buffer = reader.getBuffer();
    Completion place =
        StatementCompleter.complete(buffer.toString(), buffer.cursor(), names.definitions());
    boolean nothing = place.candidates().isEmpty() && !place.mayEnd();
    if (nothing || !place.typed().isEmpty()) {
      reader.callWidget(LineReader.SELF_INSERT);
    } else {
      reader.printAbove(String.join("\n", lines(place)));
    }
    return true;
  }

  private List<String> lines(Completion place) {
    List<Offer> offers = new ArrayList<>(Offer.at(place, names));
    if (place.mayEnd()) {
      offers.add(Offer.note("Enter", "the statement is complete"));
    }
    int widest = offers.stream().mapToInt(offer -> offer.shown().length()).max().orElse(0);
    int column = Math.min(widest, WIDEST_WORD);
    int width = Math.max(1, reader.getTerminal().getWidth() - 1);
    return offers.stream().map(offer -> line(offer, column, width)).toList();
  }

  private static String line(Offer offer, int column, int width) {
    String gap = " ".repeat(Math.max(0, column - offer.shown().length()) + 2);
    String line = ("  " + offer.shown() + gap + offer.meaning()).stripTrailing();
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }
}
