package org.lvsh.kernel.host;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names that ports have on this machine ({@code services(5)}). */
public final class ServiceDatabase {
  /** Where {@code services(5)} says that the names are. */
  public static final Path FILE = Path.of("/etc/services");

  private static final long LIMIT = 16 << 20;
  private static final Splitter BLANKS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();
  private static final Pattern PORT = Pattern.compile("([0-9]{1,5})/.+");

  private ServiceDatabase() {}

  /**
   * The ports of each name and alias, from 1 to 65535, whatever the protocol; none where the file
   * cannot be read.
   */
  public static Map<String, NavigableSet<Integer>> read(Path file) {
    Map<String, NavigableSet<Integer>> ports = new TreeMap<>();
    try {
      if (Files.size(file) <= LIMIT) {
        // Of any encoding: what is no ASCII stands in comments.
        Files.readAllLines(file, StandardCharsets.ISO_8859_1).forEach(line -> add(line, ports));
      }
    } catch (IOException unreadable) {
      return Map.of();
    }
    return Collections.unmodifiableMap(ports);
  }

  /** {@code http 80/tcp www # WorldWideWeb HTTP}. */
  private static void add(String line, Map<String, NavigableSet<Integer>> ports) {
    List<String> words = BLANKS.splitToList(line.replaceFirst("#.*", ""));
    if (words.size() < 2 || !PORT.matcher(words.get(1)).matches()) {
      return;
    }
    int port = Integer.parseInt(words.get(1).substring(0, words.get(1).indexOf('/')));
    if (port < 1 || port > 65_535) {
      return;
    }
    for (int at = 0; at < words.size(); at++) {
      if (at != 1) {
        ports.computeIfAbsent(words.get(at), name -> new TreeSet<>()).add(port);
      }
    }
  }
}
