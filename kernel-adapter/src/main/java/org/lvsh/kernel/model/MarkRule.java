package org.lvsh.kernel.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * That packets to a virtual address, protocol and run of ports get a mark before IPVS sees them.
 */
public record MarkRule(Match match, Mark mark) implements Comparable<MarkRule> {
  public MarkRule {
    Objects.requireNonNull(match);
    Objects.requireNonNull(mark);
  }

  @Override
  public int compareTo(MarkRule other) {
    int byMatch = match.compareTo(other.match);
    return byMatch != 0 ? byMatch : mark.compareTo(other.mark);
  }

  /** {@code tcp 192.168.0.1:80 to mark 10}. */
  @Override
  public String toString() {
    return match + " to mark " + mark;
  }

  /** The packets a rule is for; no two rules overlap. */
  public record Match(Protocol protocol, IpAddress address, Ports ports)
      implements Comparable<Match> {
    private static final Comparator<Match> ORDER =
        Comparator.comparing(Match::address)
            .thenComparing(Match::protocol)
            .thenComparing(Match::ports);

    public Match {
      Objects.requireNonNull(protocol);
      Objects.requireNonNull(address);
      Objects.requireNonNull(ports);
    }

    public boolean overlaps(Match other) {
      return protocol == other.protocol
          && address.equals(other.address)
          && ports.overlaps(other.ports);
    }

    @Override
    public int compareTo(Match other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return protocol.word() + " " + address.beforePort() + ":" + ports;
    }
  }
}
