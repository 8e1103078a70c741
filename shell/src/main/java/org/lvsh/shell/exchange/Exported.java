package org.lvsh.shell.exchange;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Snapshot;

/**
 * The state of a kernel in another format.
 *
 * @param lines the file
 * @param carried what a kernel that held nothing has when the file has been loaded
 * @param lost what of the state is not in the file, or is another there; each half a sentence
 * @param uses the commands that the file is for, with {@code %s} in the place of its name
 */
public record Exported(List<String> lines, Snapshot carried, List<String> lost, List<String> uses) {
  private static final String FIRST = "# lvsh export ";

  public Exported {
    lines = List.copyOf(lines);
    Objects.requireNonNull(carried);
    lost = List.copyOf(lost);
    uses = List.copyOf(uses);
  }

  /** The comment by which an exported file is known. */
  public static String mark(String format) {
    return FIRST + format;
  }

  /** The comment with which a file says what it does not hold; none where that is nothing. */
  public static List<String> comment(List<String> lost) {
    if (lost.isEmpty()) {
      return List.of();
    }
    return Stream.concat(Stream.of("# Not carried over:"), lost.stream().map(what -> "#   " + what))
        .toList();
  }
}
