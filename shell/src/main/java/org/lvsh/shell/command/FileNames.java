package org.lvsh.shell.command;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lvsh.language.format.StatementWriter;

/** The names of files as a statement writes them, in quotes where they must be. */
public final class FileNames {
  /** The most files of a folder that are looked at. */
  static final int LIMIT = 2_000;

  private static final String SCRIPT = ".lvs";

  private final Path base;

  /**
   * Names below a folder.
   *
   * @param base what relative names begin at
   */
  public FileNames(Path base) {
    this.base = base;
  }

  /** Files and folders that a word is the beginning of: scripts first, folders last. */
  Names beginning(String typed) {
    boolean quoted = typed.startsWith("\"");
    String path = quoted ? typed.substring(1).replaceAll("\\\\(.)", "$1") : typed;
    int name = path.lastIndexOf('/') + 1;
    List<Entry> entries = entries(path.substring(0, name), path.substring(name));
    List<Name> names =
        entries.stream()
            .map(entry -> entry.written(quoted))
            .filter(written -> written.text().startsWith(typed))
            .toList();
    int shown = Math.min(names.size(), Names.LIMIT);
    return new Names(names.subList(0, shown), names.size() - shown);
  }

  private List<Entry> entries(String folder, String beginning) {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(base.resolve(folder))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean hidden = name.startsWith(".") && !beginning.startsWith(".");
        // What a terminal would obey is not put into the line.
        boolean odd = name.chars().anyMatch(Character::isISOControl);
        if (name.startsWith(beginning) && !hidden && !odd) {
          entries.add(new Entry(folder + name, Files.isDirectory(file)));
        }
        if (entries.size() == LIMIT) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException unreadable) {
      return List.of();
    }
    entries.sort(Comparator.comparingInt(Entry::rank).thenComparing(Entry::path));
    return entries;
  }

  /** A file or a folder. */
  private record Entry(String path, boolean folder) {
    int rank() {
      if (folder) {
        return 2;
      }
      return path.endsWith(SCRIPT) ? 0 : 1;
    }

    Name written(boolean quoted) {
      String whole = folder ? path + "/" : path;
      String word = StatementWriter.path(whole);
      boolean inQuotes = word.startsWith("\"");
      String text = quoted && !inQuotes ? '"' + whole + '"' : word;
      boolean open = folder && text.startsWith("\"");
      return new Name(open ? text.substring(0, text.length() - 1) : text, "", !folder);
    }
  }
}
