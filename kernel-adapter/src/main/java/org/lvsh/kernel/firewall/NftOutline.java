package org.lvsh.kernel.firewall;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What text tells of tables before their JSON is asked for. The JSON of a table that has flags
 * makes nft up to 1.0.7 use memory that it has given back already, which may end the whole process;
 * so such a table is never listed as JSON. The usual flag is {@code dormant}: the table does
 * nothing.
 */
final class NftOutline {
  private static final Pattern FLAGS = Pattern.compile("(?m)^\\tflags ");

  private NftOutline() {}

  /** The tables of {@code list tables}: each its family and its name. */
  static List<String> tables(String listing) {
    return listing
        .lines()
        .filter(line -> line.startsWith("table "))
        .map(line -> line.substring("table ".length()).strip())
        .toList();
  }

  /** Whether a table has flags, by its listing alone; those of its sets stand further in. */
  static boolean hasFlags(String listing) {
    return FLAGS.matcher(listing).find();
  }
}
