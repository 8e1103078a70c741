package org.lvsh.shell.store;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.snapshot.DamagedException;

/**
 * How far a change of the kernel has come, a line for each step, each with a sum of its own:
 *
 * <pre>{@code
 * 5c1f09aa lvsh-journal 1
 * 0b2d7e44 boot 0d6e2c3a-…
 * 77a1c0de doing root, process 123, since 2026-11-26 02:10:00, 'apply shop.lvs'
 * 91f3ab20 begins 1 of 3
 * 10e8d2b7 ended 1 DDD
 * }</pre>
 *
 * <p>What became of a batch is a letter for each operation: D done, R refused, U unknown, N not
 * tried. A last line without an end was being written when the process ended, and does not count.
 *
 * @param doing who did it, for what and since when
 * @param stood how far it had come
 */
record Steps(String boot, String doing, String stood) {
  static final String NO_BOOT = "none";

  private static final String FIRST = "lvsh-journal 1";
  private static final String BOOT = "boot ";
  private static final String DOING = "doing ";
  private static final long MOST_BYTES = 64L << 20;
  private static final int SUM_LENGTH = 8;
  private static final Pattern BEGINS = Pattern.compile("begins ([0-9]+) of ([0-9]+)");
  private static final Pattern ENDED = Pattern.compile("ended ([0-9]+) [DRUN]*");

  /** The first lines. */
  static List<String> head(String boot, String doing) {
    return List.of(line(FIRST), line(BOOT + boot), line(DOING + oneLine(doing)));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** That somebody recovers. */
  static String resumed(String doing) {
    return line(DOING + oneLine(doing));
  }

  /** That a batch begins. */
  static String begins(int batch, int batches) {
    return line("begins %d of %d".formatted(batch + 1, batches));
  }

  /** What became of it. */
  static String ended(int batch, List<Outcome> outcomes) {
    String letters = outcomes.stream().map(Steps::letter).collect(Collectors.joining());
    return line("ended %d %s".formatted(batch + 1, letters));
  }

  private static String letter(Outcome outcome) {
    return switch (outcome.status()) {
      case DONE -> "D";
      case REFUSED -> "R";
      case UNKNOWN -> "U";
      case NOT_TRIED -> "N";
    };
  }

  private static String line(String text) {
    return sum(text) + " " + text;
  }

  private static String sum(String text) {
    return Hashing.crc32c().hashString(text, StandardCharsets.UTF_8).toString();
  }

  /** Reads the file; of several who did it, the last counts. */
  static Steps read(Path file) throws IOException, DamagedException {
    if (Files.size(file) > MOST_BYTES) {
      throw new DamagedException("is larger than any journal");
    }
    return of(Files.readString(file));
  }

  private static Steps of(String text) throws DamagedException {
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    if (lines.size() < 3 || !checked(lines.get(0)).equals(FIRST)) {
      throw new DamagedException("is not of a kind that this lvsh knows");
    }
    String boot = after(BOOT, checked(lines.get(1)));
    String doing = after(DOING, checked(lines.get(2)));
    String stood = "nothing had begun";
    for (String line : lines.subList(3, lines.size())) {
      String step = checked(line);
      if (step.startsWith(DOING)) {
        doing = after(DOING, step);
      } else {
        stood = stood(step);
      }
    }
    return new Steps(boot, doing, stood);
  }

  private static String stood(String step) throws DamagedException {
    Matcher begins = BEGINS.matcher(step);
    if (begins.matches()) {
      return "in batch %s of %s".formatted(begins.group(1), begins.group(2));
    }
    Matcher ended = ENDED.matcher(step);
    if (ended.matches()) {
      return "after batch " + ended.group(1);
    }
    throw damaged();
  }

  private static String after(String word, String text) throws DamagedException {
    if (!text.startsWith(word)) {
      throw damaged();
    }
    return text.substring(word.length());
  }

  private static String checked(String line) throws DamagedException {
    String text = line.length() > SUM_LENGTH ? line.substring(SUM_LENGTH + 1) : "";
    if (!line.equals(line(text))) {
      throw damaged();
    }
    return text;
  }

  private static DamagedException damaged() {
    return new DamagedException("is damaged");
  }
}
