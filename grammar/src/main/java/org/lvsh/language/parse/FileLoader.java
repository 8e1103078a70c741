package org.lvsh.language.parse;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/** The files of this machine: from the folder of the including file, or the one lvsh runs in. */
public final class FileLoader implements SourceLoader {
  private final SourceReader reader = new SourceReader();

  @Override
  public String locate(Source including, String file) throws SourceReader.Unreadable {
    try {
      Path path = Path.of(file);
      return including.isFile()
          ? Path.of(including.name()).resolveSibling(path).toString()
          : path.toString();
    } catch (InvalidPathException bad) {
      throw new SourceReader.Unreadable(
          Diagnostic.error("bad-file", Span.NONE, "this is not the name of a file"));
    }
  }

  @Override
  public String identity(String located) {
    Path path = Path.of(located).toAbsolutePath().normalize();
    try {
      return path.toRealPath().toString();
    } catch (IOException missing) {
      return path.toString();
    }
  }

  @Override
  public Source load(String located) throws SourceReader.Unreadable {
    return reader.file(Path.of(located), located);
  }
}
