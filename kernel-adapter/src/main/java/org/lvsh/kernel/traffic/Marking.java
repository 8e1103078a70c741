package org.lvsh.kernel.traffic;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.MarkRule.Match;
import org.lvsh.kernel.model.Ports;

/** What the packet filter does before IPVS sees a packet. */
public final class Marking {
  private Marking() {}

  /**
   * The mark that a packet gets.
   *
   * @param rules no two of which overlap
   */
  public static Optional<Mark> of(Packet packet, NavigableMap<Match, MarkRule> rules) {
    return ruleOf(packet, rules).map(MarkRule::mark);
  }

  /**
   * The rule that marks a packet.
   *
   * @param rules no two of which overlap
   */
  public static Optional<MarkRule> ruleOf(Packet packet, NavigableMap<Match, MarkRule> rules) {
    // The last of those that begin at its port or before is the only one that may reach it.
    Ports from = new Ports(packet.port(), Ports.MAX);
    return Optional.ofNullable(
            rules.floorEntry(new Match(packet.protocol(), packet.address(), from)))
        .map(Map.Entry::getValue)
        .filter(rule -> matches(rule.match(), packet));
  }

  private static boolean matches(Match match, Packet packet) {
    return match.protocol() == packet.protocol()
        && match.address().equals(packet.address())
        && match.ports().contains(Ports.of(packet.port()));
  }
}
