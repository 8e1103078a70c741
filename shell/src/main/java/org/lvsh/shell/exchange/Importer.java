package org.lvsh.shell.exchange;

import java.util.List;

/** Reads one format. */
public interface Importer {
  /**
   * Reads files that belong together, the one that was named first in front. Never throws for what
   * stands in them: mistakes are among the result.
   */
  Imported read(List<ForeignFile> files);
}
