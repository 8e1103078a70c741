package org.lvsh.shell.app;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A persistence template, read from the kernel's own table by other means than lvsh's.
 *
 * @param client as visit writes it
 * @param server by its IPv4 address, whatever the family
 * @param seconds how long it stays
 */
record Template(String client, String server, int seconds) {
  private static final Path TABLE = Path.of("/proc/net/ip_vs_conn");
  private static final int CLIENT = 1;
  private static final int CLIENT_PORT = 2;
  private static final int SERVER = 5;
  private static final int STATE = 7;
  private static final int EXPIRES = 8;

  /** The templates of a place's clients. */
  static List<Template> at(Place place) {
    return lines(place).stream()
        .filter(words -> words[CLIENT_PORT].equals("0000"))
        .map(
            words ->
                new Template(
                    written(words[CLIENT]),
                    server(words[SERVER]),
                    Integer.parseInt(words[EXPIRES])))
        .toList();
  }

  /** How many connections a place's clients have, without templates. */
  static long connections(Place place) {
    return lines(place).stream().filter(words -> !words[CLIENT_PORT].equals("0000")).count();
  }

  /** The clients of a place that hold an established connection, each with its server. */
  static Map<String, String> established(Place place) {
    Map<String, String> clients = new TreeMap<>();
    for (String[] words : lines(place)) {
      if (words[STATE].equals("ESTABLISHED")) {
        clients.put(written(words[CLIENT]), server(words[SERVER]));
      }
    }
    return clients;
  }

  private static String server(String address) {
    return "192.168.1." + Integer.parseInt(last(address), 16);
  }

  private static List<String[]> lines(Place place) {
    try {
      return Files.readAllLines(TABLE).stream()
          .skip(1)
          .map(line -> line.trim().split(" +", -1))
          .filter(words -> written(words[CLIENT]).startsWith(place.clients()))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** An address of the table, a client's as visit writes it. */
  private static String written(String address) {
    if (address.contains(":")) {
      String text = InetAddresses.forString(address).getHostAddress();
      return text.replace("fd00:9:0:0:0:0:", "fd00:9::");
    }
    return IntStream.of(0, 2, 4, 6)
        .mapToObj(at -> String.valueOf(Integer.parseInt(address.substring(at, at + 2), 16)))
        .collect(Collectors.joining("."));
  }

  /** The last byte, in hexadecimal digits. */
  private static String last(String address) {
    return address.substring(address.length() - 2);
  }
}
