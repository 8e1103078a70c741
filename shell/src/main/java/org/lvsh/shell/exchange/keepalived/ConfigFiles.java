package org.lvsh.shell.exchange.keepalived;

import java.util.List;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.SourceReader;

/** Finds the files that a configuration includes. */
public interface ConfigFiles {
  /**
   * The names of the files that a pattern matches, in the order in which they are read ({@code
   * glob(3)} with braces), without folders.
   *
   * @param including where the {@code include} stands: patterns are taken from its folder
   */
  List<String> matching(Source including, String pattern);

  /** A name that every way to write the same path leads to. */
  String identity(String name);

  /**
   * Reads a file.
   *
   * @throws SourceReader.Unreadable where it cannot be read
   */
  Source load(String name) throws SourceReader.Unreadable;
}
