package org.lvsh.kernel.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.TreeSet;

/** The names that ports have on this machine ({@code services(5)}). */
public final class ServiceDatabase {
  /** Where {@code services(5)} says that the names are. */
  public static final Path FILE = Path.of("/etc/services");

  private static final long LIMIT = 16 << 20;
  private static final int MAX_PORT = 65_535;

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
    int comment = line.indexOf('#');
    StringTokenizer words = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
    if (words.countTokens() < 2) {
      return;
    }
    String name = words.nextToken();
    int port = port(words.nextToken());
    if (port > 0) {
      add(name, port, ports);
      while (words.hasMoreTokens()) {
        add(words.nextToken(), port, ports);
      }
    }
  }

  private static void add(String name, int port, Map<String, NavigableSet<Integer>> ports) {
    ports.computeIfAbsent(name, unseen -> new TreeSet<>()).add(port);
  }

  /** The port of {@code 80/tcp}, 0 where it is none. */
  private static int port(String word) {
    int slash = word.indexOf('/');
    int port = 0;
    for (int at = 0; at < slash && port <= MAX_PORT; at++) {
      char digit = word.charAt(at);
      if (digit < '0' || digit > '9') {
        return 0;
      }
      port = 10 * port + digit - '0';
    }
    return port <= MAX_PORT && slash < word.length() - 1 ? port : 0;
  }
}
