package org.lvsh.language.parse;

import org.lvsh.language.diagnostic.Source;

/** Finds the files that a source includes. */
public interface SourceLoader {
  /**
   * What a file is called that an including source names: as a path, from where the source lies.
   *
   * @throws SourceReader.Unreadable where it cannot be the name of a file
   */
  String locate(Source including, String file) throws SourceReader.Unreadable;

  /** A name that every way to write the same path leads to, also before the file is there. */
  String identity(String located);

  /**
   * Reads a file.
   *
   * @throws SourceReader.Unreadable where it cannot be read
   */
  Source load(String located) throws SourceReader.Unreadable;
}
