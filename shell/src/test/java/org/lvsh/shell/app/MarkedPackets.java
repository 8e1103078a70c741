package org.lvsh.shell.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The mark that packets have after every rule of priority {@code mangle}: packets of a client in a
 * network namespace, which pass prerouting, and packets of the director itself, which pass output.
 * They are dropped there, so that IPVS never sees them and no connection is left.
 */
final class MarkedPackets {
  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");

  private static final String CONNECT =
      """
      ip netns add lvsh-client
      ip link add lvsh0 type veth peer name lvsh1 netns lvsh-client
      ip address add 192.168.77.1/24 dev lvsh0
      ip address add fd00:77::1/64 dev lvsh0 nodad
      ip link set lo up
      ip link set lvsh0 up
      ip route add default via 192.168.77.2
      ip -n lvsh-client address add 192.168.77.2/24 dev lvsh1
      ip -n lvsh-client address add fd00:77::2/64 dev lvsh1 nodad
      ip -n lvsh-client link set lvsh1 up
      ip -n lvsh-client route add default via 192.168.77.1
      ip -n lvsh-client -6 route add default via fd00:77::1
      ip -6 route add default via fd00:77::2
      """;

  private static final String DISCONNECT =
      """
      ip link delete lvsh0
      ip netns delete lvsh-client
      """;

  private static final String WITNESS =
      """
      table inet witness {
        set prerouting4 { typeof meta mark . ip daddr . meta l4proto . th dport; size 65535; flags dynamic; }
        set prerouting6 { typeof meta mark . ip6 daddr . meta l4proto . th dport; size 65535; flags dynamic; }
        set output4 { typeof meta mark . ip daddr . meta l4proto . th dport; size 65535; flags dynamic; }
        set output6 { typeof meta mark . ip6 daddr . meta l4proto . th dport; size 65535; flags dynamic; }
        chain prerouting {
          type filter hook prerouting priority -149
          iifname "lvsh0" meta l4proto { 6, 17, 132 } th sport 40000 update @prerouting4 { meta mark . ip daddr . meta l4proto . th dport } drop
          iifname "lvsh0" meta l4proto { 6, 17, 132 } th sport 40000 update @prerouting6 { meta mark . ip6 daddr . meta l4proto . th dport } drop
          iifname "lvsh0" meta l4proto { 6, 17, 132 } th sport 40000 drop
        }
        chain output {
          type filter hook output priority -149
          meta l4proto { 6, 17, 132 } th sport 40000 update @output4 { meta mark . ip daddr . meta l4proto . th dport } drop
          meta l4proto { 6, 17, 132 } th sport 40000 update @output6 { meta mark . ip6 daddr . meta l4proto . th dport } drop
          meta l4proto { 6, 17, 132 } th sport 40000 drop
        }
      }
      """;

  /** Sends the first packet of a connection to each line's address, protocol and port. */
  private static final String SEND =
      """
      import socket, struct, sys
      NUMBERS = {"tcp": 6, "udp": 17, "sctp": 132}
      def header(protocol, port):
          if protocol == "tcp":
              return struct.pack("!HHIIBBHHH", 40000, port, 0, 0, 0x50, 2, 1024, 0, 0)
          if protocol == "udp":
              return struct.pack("!HHHH", 40000, port, 8, 0)
          return struct.pack("!HHIIBBH", 40000, port, 0, 0, 1, 0, 4)
      sockets = {}
      for line in sys.stdin:
          address, protocol, port = line.split()
          family = socket.AF_INET6 if ":" in address else socket.AF_INET
          key = family, protocol
          if key not in sockets:
              sockets[key] = socket.socket(family, socket.SOCK_RAW, NUMBERS[protocol])
          try:
              sockets[key].sendto(header(protocol, int(port)), (address, 0))
          except PermissionError:
              pass  # The witness has dropped it.
      """;

  private static final Pattern SEEN =
      Pattern.compile("(0x\\w+) \\. ([0-9a-f.:]+) \\. (6|17|132) \\. (\\d+)");

  /** An address and ports as a declaration says them. */
  private static final Pattern DECLARED =
      Pattern.compile("(?m)^service \\S+ on (\\S+) ports? (\\S+)");

  private MarkedPackets() {}

  static void connectAClient() {
    Lab.bash(CONNECT);
  }

  static void disconnect() {
    Lab.bash(DISCONNECT);
  }

  /**
   * Every address of some declarations and two that nobody claims, with every protocol, and every
   * port with its neighbours and the two outermost: each such as {@code 192.168.0.1 tcp 80}.
   */
  static Set<String> around(String declarations) {
    Set<String> addresses = new LinkedHashSet<>(List.of("192.0.2.99", "2001:db8::99"));
    Set<Integer> ports = new TreeSet<>(List.of(1, 65535));
    Matcher declared = DECLARED.matcher(declarations);
    while (declared.find()) {
      addresses.addAll(List.of(declared.group(1).split(",", -1)));
      Matcher port = Pattern.compile("\\d+").matcher(declared.group(2));
      while (port.find()) {
        int number = Integer.parseInt(port.group());
        ports.addAll(List.of(number - 1, number, number + 1));
      }
    }
    Set<String> targets = new TreeSet<>();
    for (String address : addresses) {
      for (String protocol : PROTOCOLS) {
        ports.forEach(port -> targets.add("%s %s %d".formatted(address, protocol, port)));
      }
    }
    return targets;
  }

  /**
   * The marks at both hooks, each such as {@code output 192.168.0.1 tcp 80: 10}. A packet can get
   * lost: while neighbours are looked for, or when the witness's set is just growing. Then it is
   * sent again.
   */
  static Set<String> marks(Set<String> targets) {
    Lab.bash("nft -f -", WITNESS);
    Set<String> seen = new TreeSet<>();
    String client = "ip netns exec lvsh-client ";
    Lab.await(
        "every packet is seen",
        () -> areSeen("output", "", targets, seen) && areSeen("prerouting", client, targets, seen));
    Lab.bash("nft delete table inet witness");
    return seen;
  }

  /** Sends the packets that one of the hooks has not seen, and adds what it sees. */
  private static boolean areSeen(String hook, String where, Set<String> targets, Set<String> seen) {
    Set<String> missing = new TreeSet<>(targets);
    for (String packet : seen) {
      missing.remove(packet.replaceFirst("^" + hook + " (.*): \\d+$", "$1"));
    }
    if (missing.isEmpty()) {
      return true;
    }
    Lab.bash(
        where + "python3 -c '" + SEND + "'",
        missing.stream().map(target -> target + "\n").collect(Collectors.joining()));
    seen.addAll(seen(hook));
    return false;
  }

  private static List<String> seen(String hook) {
    List<String> seen = new ArrayList<>();
    for (String family : List.of("4", "6")) {
      Matcher packet = SEEN.matcher(Lab.bash("nft -nnyp list set inet witness " + hook + family));
      while (packet.find()) {
        seen.add(
            "%s %s %s %s: %d"
                .formatted(
                    hook,
                    packet.group(2),
                    protocol(packet.group(3)),
                    packet.group(4),
                    Long.decode(packet.group(1))));
      }
    }
    return seen;
  }

  private static String protocol(String number) {
    return switch (number) {
      case "6" -> "tcp";
      case "17" -> "udp";
      default -> "sctp";
    };
  }
}
