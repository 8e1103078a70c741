package org.lvsh.kernel.snapshot;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.kernel.model.Snapshot;

/**
 * A snapshot as a block of lines that a text can carry in its comments:
 *
 * <pre>{@code
 * #: lvsh-snapshot 1 sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * #: {"format":"lvsh-simulated-kernel","version":1,"timeouts":{"tcp":900,"tcpFin":120,"udp":300},"s
 * #: ervices":[],"markRules":[],"ownership":[]}
 * #: end
 * }</pre>
 *
 * <p>Between the first line and the last stands {@link SnapshotText}, cut anywhere but beside a
 * blank, in ASCII. The first line has its sum, so that a block of which anything is changed or
 * missing is never taken for another state.
 */
public final class SnapshotBlock {
  /** What each line of a block begins with. */
  public static final String PREFIX = "#:";

  private static final int WIDTH = 96;
  private static final String BEGIN = "lvsh-snapshot";
  private static final String VERSION = "1";
  private static final String END = "end";
  private static final Pattern FIRST =
      Pattern.compile(BEGIN + " ([0-9]{1,9})(?: sha256 ([0-9a-f]{64}))?");
  private static final Pattern BESIDE_NO_BLANK = Pattern.compile("(?<=[^ ])(?=[^ ])");

  private SnapshotBlock() {}

  /** The lines of a snapshot, without their ends. */
  public static List<String> write(Snapshot snapshot) {
    String text = ascii(json(snapshot));
    List<String> lines = new ArrayList<>();
    lines.add("%s %s %s sha256 %s".formatted(PREFIX, BEGIN, VERSION, sum(text)));
    int start = 0;
    while (start < text.length()) {
      int end = cut(text, start);
      lines.add(PREFIX + " " + text.substring(start, end));
      start = end;
    }
    lines.add(PREFIX + " " + END);
    return lines;
  }

  /** Whether a text has any line of a block in it. */
  public static boolean isIn(String text) {
    return text.lines().anyMatch(line -> line.startsWith(PREFIX));
  }

  /**
   * Reads the one block in a text; its other lines do not matter.
   *
   * @throws DamagedException where there is no whole block, or more than one
   */
  public static Snapshot read(String text) throws DamagedException {
    List<String> lines =
        text.lines()
            .filter(line -> line.startsWith(PREFIX))
            .map(line -> line.substring(PREFIX.length()).strip())
            .toList();
    if (lines.isEmpty()) {
      throw new DamagedException("there is no line that begins with " + PREFIX);
    }
    String sum = sumIn(lines.get(0));
    if (!lines.get(lines.size() - 1).equals(END)) {
      throw new DamagedException("it ends too early");
    }
    String json = String.join("", lines.subList(1, lines.size() - 1));
    if (!sum.equals(sum(json))) {
      throw new DamagedException("its lines are not as they were written");
    }
    return snapshot(json);
  }

  /** The sum that the first line of a block says. */
  private static String sumIn(String first) throws DamagedException {
    Matcher words = FIRST.matcher(first);
    if (!words.matches()) {
      throw new DamagedException("its first line is missing");
    }
    if (!words.group(1).equals(VERSION)) {
      throw new DamagedException(
          "it is of version %s; this lvsh reads version %s".formatted(words.group(1), VERSION));
    }
    if (words.group(2) == null) {
      throw new DamagedException("its first line is cut short");
    }
    return words.group(2);
  }

  private static String json(Snapshot snapshot) {
    StringWriter text = new StringWriter();
    try (Writer gathering = new GatheringWriter(text)) {
      SnapshotText.write(snapshot, gathering);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static Snapshot snapshot(String json) throws DamagedException {
    try {
      return SnapshotText.read(new StringReader(json));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** What is beyond ASCII stands within strings only, where JSON has a way to write it so. */
  private static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int at = 0; at < json.length(); at++) {
      char unit = json.charAt(at);
      if (unit < 0x7F) {
        text.append(unit);
      } else {
        text.append("\\u%04x".formatted((int) unit));
      }
    }
    return text.toString();
  }

  /** Where the line ends that begins at a place: an editor may take blanks off the end of lines. */
  private static int cut(String text, int start) {
    Matcher place = BESIDE_NO_BLANK.matcher(text);
    int wanted = Math.min(start + WIDTH, text.length());
    return wanted < text.length() && place.find(wanted) ? place.start() : text.length();
  }

  private static String sum(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }
}
