package org.lvsh.shell.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.lvsh.language.complete.StatementRoles;
import org.lvsh.shell.command.LiveNames;

/** Makes the line reader of the prompt, with a history that outlives it. */
public final class PromptReader {
  private static final int HISTORY_SIZE = 5_000;

  private PromptReader() {}

  /**
   * A reader on a terminal.
   *
   * @param looks what the terminal can show
   * @param names the names that can be completed
   * @param roles what words are, for their colours
   * @param history the file that keeps the history; where it cannot be kept, the prompt works all
   *     the same
   */
  public static LineReader on(
      Terminal terminal,
      Looks looks,
      LiveNames names,
      StatementRoles roles,
      Optional<Path> history) {
    LineReader reader =
        LineReaderBuilder.builder()
            .appName("lvsh")
            .terminal(terminal)
            .parser(new StatementLines(names))
            .completer(new StatementCompletions(names))
            .history(new ForgivingHistory())
            .build();
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    reader.option(LineReader.Option.HISTORY_BEEP, false);
    reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "  ... ");
    reader.setVariable(LineReader.HISTORY_SIZE, HISTORY_SIZE);
    reader.setVariable(LineReader.HISTORY_FILE_SIZE, HISTORY_SIZE);
    QuestionMark.bind(reader, names);
    HistorySearch.bind(reader);
    if (looks.hasColours()) {
      ((LineReaderImpl) reader).setHighlighter(new StatementHighlighter(roles, names));
    } else {
      reader.setVariable(LineReader.COMPLETION_STYLE_STARTING, "fg:default");
      reader.setVariable(LineReader.COMPLETION_STYLE_DESCRIPTION, "fg:default");
    }
    if (looks.hasSuggestions()) {
      Suggestion.bind(reader);
    }
    history
        .filter(PromptReader::isKept)
        .ifPresent(file -> reader.setVariable(LineReader.HISTORY_FILE, file));
    return reader;
  }

  /** Makes the file, readable by its owner only, where it is not there. */
  private static boolean isKept(Path file) {
    try {
      Files.createDirectories(file.getParent());
      if (Files.notExists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Files.isRegularFile(file) && Files.isWritable(file);
    } catch (IOException | UnsupportedOperationException impossible) {
      return false;
    }
  }
}
