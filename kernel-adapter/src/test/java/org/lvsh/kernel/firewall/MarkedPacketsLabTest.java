package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.rule;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/**
 * Real packets, from a client in a network namespace and from the director itself, and the marks
 * they have after ours were given. Each firewall's test says which one it is.
 */
@Tag("lab")
abstract class MarkedPacketsLabTest {
  private static final String CLIENT = "lvsh-client";

  /** Notes mark, destination, protocol and port of every packet just after priority mangle. */
  private static final String WITNESS =
      """
      table inet witness {
        set prerouting4 { typeof meta mark . ip daddr . meta l4proto . th dport; size 99; flags dynamic; }
        set prerouting6 { typeof meta mark . ip6 daddr . meta l4proto . th dport; size 99; flags dynamic; }
        set output4 { typeof meta mark . ip daddr . meta l4proto . th dport; size 99; flags dynamic; }
        set output6 { typeof meta mark . ip6 daddr . meta l4proto . th dport; size 99; flags dynamic; }
        chain prerouting {
          type filter hook prerouting priority -149
          iifname "lvsh0" update @prerouting4 { meta mark . ip daddr . meta l4proto . th dport }
          iifname "lvsh0" update @prerouting6 { meta mark . ip6 daddr . meta l4proto . th dport }
        }
        chain output {
          type filter hook output priority -149
          update @output4 { meta mark . ip daddr . meta l4proto . th dport }
          update @output6 { meta mark . ip6 daddr . meta l4proto . th dport }
        }
      }
      """;

  private static final Pattern SEEN =
      Pattern.compile("(0x\\w+) \\. ([0-9a-f.:]+) \\. (6|17) \\. (\\d+)");

  private static final String FOUR = "192.168.77.1";
  private static final String SIX = "fd00:77::1";

  private final Programs programs = new Programs();

  abstract Firewall firewall();

  private String run(String command) {
    return programs.run(List.of(command.split(" ")), "");
  }

  @BeforeEach
  void connectAClient() {
    run("ip netns add " + CLIENT);
    run("ip link add lvsh0 type veth peer name lvsh1 netns " + CLIENT);
    run("ip address add 192.168.77.1/24 dev lvsh0");
    run("ip address add fd00:77::1/64 dev lvsh0 nodad");
    run("ip link set lvsh0 up");
    run("ip -n lvsh-client address add 192.168.77.2/24 dev lvsh1");
    run("ip -n lvsh-client address add fd00:77::2/64 dev lvsh1 nodad");
    run("ip -n lvsh-client link set lvsh1 up");
    programs.run(List.of("nft", "-f", "-"), WITNESS);
  }

  @AfterEach
  void takeEverythingAway() {
    List<Operation> run = RandomStates.between(firewall().read(), FirewallState.EMPTY);
    firewall().apply(run, key -> true);
    run("nft delete table inet witness");
    run("ip link delete lvsh0");
    run("ip netns delete " + CLIENT);
  }

  @Test
  void singlePortsRangesAndAnyAreMarkedForBothFamilies() {
    takes(
        add(rule(FOUR, 80, 80, 1)),
        add(rule(FOUR, 8000, 8010, 2)),
        add(rule(FOUR, 9000, 65535, Mark.MAX)),
        add(rule(SIX, 80, 80, 4)),
        add(rule(SIX, 8000, 8010, 5)),
        add(udp(FOUR)),
        add(udp(SIX)));
    Set<String> expected = new TreeSet<>();
    for (String address : List.of(FOUR, SIX)) {
      boolean four = address.equals(FOUR);
      send(address, expected, "tcp", 79, 0);
      send(address, expected, "tcp", 80, four ? 1 : 4);
      send(address, expected, "tcp", 7999, 0);
      send(address, expected, "tcp", 8000, four ? 2 : 5);
      send(address, expected, "tcp", 8010, four ? 2 : 5);
      send(address, expected, "tcp", 8011, 0);
      send(address, expected, "tcp", 65535, four ? Mark.MAX : 0);
      send(address, expected, "udp", 1, 7);
      send(address, expected, "udp", 65535, 7);
    }
    assertEquals(expected, seen("prerouting", expected));
    assertEquals(expected, seen("output", expected));
  }

  private static MarkRule udp(String address) {
    MarkRule.Match match = new MarkRule.Match(Protocol.UDP, IpAddress.of(address), Ports.ANY);
    return new MarkRule(match, new Mark(7));
  }

  private void takes(Operation... run) {
    firewall().apply(List.of(run), key -> true);
  }

  /** From the client and from the director; that nobody listens there does not matter. */
  private void send(String address, Set<String> expected, String protocol, int port, long mark) {
    String script =
        "(echo > /dev/%s/%s/%d) 2> /dev/null || true".formatted(protocol, address, port);
    programs.run(List.of("ip", "netns", "exec", CLIENT, "bash", "-c", script), "");
    programs.run(List.of("bash", "-c", script), "");
    expected.add("%s %s %d: %d".formatted(address, protocol, port, mark));
  }

  /** The packets that were sent; the answers that nobody listens go to other ports. */
  private Set<String> seen(String hook, Set<String> sent) {
    Set<String> seen = new TreeSet<>();
    for (String set : List.of(hook + "4", hook + "6")) {
      Matcher packet = SEEN.matcher(run("nft -nnyp list set inet witness " + set));
      while (packet.find()) {
        if (Set.of(FOUR, SIX).contains(packet.group(2))) {
          seen.add(
              "%s %s %s: %d"
                  .formatted(
                      packet.group(2),
                      packet.group(3).equals("6") ? "tcp" : "udp",
                      packet.group(4),
                      Long.decode(packet.group(1))));
        }
      }
    }
    seen.removeIf(packet -> sent.stream().noneMatch(one -> target(one).equals(target(packet))));
    return seen;
  }

  private static String target(String packet) {
    return packet.substring(0, packet.lastIndexOf(':'));
  }
}
