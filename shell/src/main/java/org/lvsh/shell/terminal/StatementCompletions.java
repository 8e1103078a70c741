package org.lvsh.shell.terminal;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.terminal.Size;
import org.lvsh.shell.command.LiveNames;

/** Offers the line reader what can come next. */
final class StatementCompletions implements Completer {
  /** Lines of the screen that a list leaves to the prompt. */
  private static final int PROMPT_LINES = 4;

  /** What stands between two columns, and around the meaning of a word. */
  private static final int MARGIN = 3;

  /** A meaning that had to be shorter than this would say nothing. */
  private static final int LEAST_MEANING = 10;

  private final LiveNames names;

  StatementCompletions(LiveNames names) {
    this.names = names;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line instanceof WordAtCursor word) {
      List<Offer> offers =
          Offer.at(word.completion(), names).stream().filter(offer -> !offer.spare()).toList();
      int column = column(reader.getTerminal().getSize(), offers.size());
      for (Offer offer : offers) {
        String meaning = shortened(offer, column);
        candidates.add(
            new Candidate(
                offer.text(),
                offer.shown(),
                null,
                meaning,
                null,
                null,
                offer.whole(),
                candidates.size()));
      }
    }
  }

  /** How wide a column may be, so that all fit on the screen. */
  private static int column(Size screen, int offers) {
    int lines = Math.max(1, screen.getRows() - PROMPT_LINES);
    int columns = Math.max(1, (offers + lines - 1) / lines);
    return screen.getColumns() / columns - MARGIN;
  }

  private static String shortened(Offer offer, int column) {
    String meaning = offer.meaning();
    int room = column - offer.shown().length() - MARGIN;
    if (meaning.isEmpty() || room < Math.min(LEAST_MEANING, meaning.length())) {
      return null;
    }
    return meaning.length() <= room ? meaning : meaning.substring(0, room - 1) + "…";
  }
}
