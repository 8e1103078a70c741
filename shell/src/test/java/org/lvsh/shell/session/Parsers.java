package org.lvsh.shell.session;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.FileLoader;
import org.lvsh.language.parse.PortNames;
import org.lvsh.language.parse.SourceLoader;
import org.lvsh.language.parse.SourceReader;
import org.lvsh.language.parse.StatementParser;

/** Parsers that know no names of ports, whatever the machine has. */
public final class Parsers {
  public static final PortNames NO_NAMES =
      new PortNames() {
        @Override
        public Set<Integer> of(String name) {
          return Set.of();
        }

        @Override
        public Set<String> all() {
          return Set.of();
        }
      };

  private Parsers() {}

  /** One for the files of this machine. */
  public static StatementParser withoutPortNames() {
    return new StatementParser(new FileLoader(), NO_NAMES);
  }

  /**
   * One for files that are not on the disk; an included one is found from the first folder.
   *
   * @param files by name
   */
  public static StatementParser withFiles(Map<String, String> files) {
    return new StatementParser(new GivenFiles(files), NO_NAMES);
  }

  private record GivenFiles(Map<String, String> files) implements SourceLoader {
    @Override
    public String locate(Source including, String file) {
      return file;
    }

    @Override
    public String identity(String located) {
      return Path.of(located).normalize().toString();
    }

    @Override
    public Source load(String located) throws SourceReader.Unreadable {
      if (!files.containsKey(located)) {
        // As the machine says it.
        return new SourceReader().file(Path.of("/nowhere", located), located);
      }
      return Source.file(located, files.get(located));
    }
  }
}
