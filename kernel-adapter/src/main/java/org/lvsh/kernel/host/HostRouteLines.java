package org.lvsh.kernel.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.IpAddress;

/**
 * The routes of a network namespace, from three files of its folder in /proc: {@code route} has
 * IPv4's main table ({@code fib_route_seq_show}), {@code fib_trie} the types of all tables ({@code
 * fib_trie_seq_show}), {@code ipv6_route} everything of IPv6 ({@code ipv6_route_seq_show}). A line
 * that makes no sense is left out.
 */
final class HostRouteLines {
  /** A director with the routes of the whole Internet is told that it has too many. */
  static final int MOST = 100_000;

  private static final int MOST_LINES = 50 * MOST;

  private static final int GATEWAY = 0x2;
  private static final int REJECT = 0x200;
  private static final int LOCAL = 0x8000_0000;
  private static final int IPV4_FIELDS = 8;
  private static final int IPV6_FIELDS = 10;
  private static final Pattern LEAF = Pattern.compile("\\s+\\|-- (\\S+)");
  private static final Pattern KIND = Pattern.compile("\\s+/(\\d{1,2}) \\S+ LOCAL.*");

  private final Path folder;
  private final List<HostRoute> routes = new ArrayList<>();
  private final List<HostNetwork> local = new ArrayList<>();
  private boolean hasOtherTables;
  private String leaf = "";
  private int lines;

  private HostRouteLines(Path folder) {
    this.folder = folder;
  }

  /**
   * Those of a folder such as {@code /proc/thread-self/net}.
   *
   * @throws KernelException where they cannot be read, or are too many
   */
  static HostRoutes in(Path folder) {
    return new HostRouteLines(folder).read();
  }

  private HostRoutes read() {
    each("route", this::ipv4);
    each("fib_trie", this::trie);
    each("ipv6_route", this::ipv6);
    return new HostRoutes(routes, local, hasOtherTables);
  }

  private void each(String name, Consumer<String> line) {
    boolean needed = name.equals("route");
    boolean there =
        ProcLines.eachIfThere(
            folder.resolve(name),
            text -> {
              refuseTooMany();
              try {
                line.accept(text);
              } catch (IllegalArgumentException strange) {
                // What a newer kernel may say beside what is known.
                leaf = "";
              }
            });
    if (needed && !there) {
      throw new KernelException(folder.resolve(name) + " is not there");
    }
  }

  private void refuseTooMany() {
    if (++lines > MOST_LINES || routes.size() > MOST || local.size() > MOST) {
      throw new KernelException(
          "there are more than %d routes, which is more than lvsh looks at".formatted(MOST));
    }
  }

  /** {@code Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT}. */
  private void ipv4(String line) {
    List<String> words = HostWords.split(line);
    if (words.size() < IPV4_FIELDS || words.get(0).equals("Iface")) {
      return;
    }
    int flags = Integer.parseUnsignedInt(words.get(3), HostWords.HEXADECIMAL);
    String name = words.get(0);
    routes.add(
        new HostRoute(
            new HostNetwork(HostWords.ipv4(words.get(1)), HostWords.prefix(words.get(7))),
            gateway(flags, HostWords.ipv4(words.get(2))),
            name,
            Long.parseLong(words.get(6)),
            (flags & REJECT) != 0 || name.equals("*")));
  }

  private static Optional<IpAddress> gateway(int flags, IpAddress gateway) {
    return (flags & GATEWAY) == 0 ? Optional.empty() : Optional.of(gateway);
  }

  /** A leaf is an address; below it stand the prefixes that begin with it, and their types. */
  private void trie(String line) {
    if (line.startsWith("Id ")) {
      hasOtherTables = true;
    }
    Matcher address = LEAF.matcher(line);
    if (address.matches()) {
      leaf = address.group(1);
      return;
    }
    Matcher kind = KIND.matcher(line);
    if (kind.matches()) {
      local.add(new HostNetwork(IpAddress.of(leaf), Integer.parseInt(kind.group(1))));
    }
  }

  /** Destination and prefix, source and prefix, next hop, metric, counts, flags, interface. */
  private void ipv6(String line) {
    List<String> words = HostWords.split(line);
    if (words.size() < IPV6_FIELDS) {
      return;
    }
    int flags = Integer.parseUnsignedInt(words.get(8), HostWords.HEXADECIMAL);
    HostNetwork network =
        new HostNetwork(
            HostWords.ipv6(words.get(0)), Integer.parseInt(words.get(1), HostWords.HEXADECIMAL));
    if ((flags & LOCAL) != 0) {
      local.add(network);
      return;
    }
    routes.add(
        new HostRoute(
            network,
            gateway(flags, HostWords.ipv6(words.get(4))),
            words.get(9),
            Long.parseUnsignedLong(words.get(5), HostWords.HEXADECIMAL),
            (flags & REJECT) != 0));
  }
}
