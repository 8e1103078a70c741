package org.lvsh.shell.exchange;

import java.util.Objects;
import org.lvsh.language.diagnostic.Source;

/**
 * A file of another tool.
 *
 * @param name as the operator wrote it
 * @param text all of it
 */
public record ForeignFile(String name, String text) {
  public ForeignFile {
    Objects.requireNonNull(name);
    Objects.requireNonNull(text);
  }

  /** The file as a place that diagnostics point into. */
  public Source source() {
    return Source.file(name, text);
  }
}
