package org.lvsh.kernel.model;

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

  @Override
  public boolean equals(Object other) {
    return other instanceof MarkRule that && match.equals(that.match) && mark.equals(that.mark);
  }

  @Override
  public int hashCode() {
    return 31 * match.hashCode() + mark.hashCode();
  }

  /** {@code tcp 192.168.0.1:80 to mark 10}. */
  @Override
  public String toString() {
    return match + " to mark " + mark;
  }

  /** The packets a rule is for; no two rules overlap. */
  public record Match(Protocol protocol, IpAddress address, Ports ports)
      implements Comparable<Match> {
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
      int byAddress = address.compareTo(other.address);
      if (byAddress != 0) {
        return byAddress;
      }
      int byProtocol = protocol.compareTo(other.protocol);
      return byProtocol != 0 ? byProtocol : ports.compareTo(other.ports);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Match that
          && protocol == that.protocol
          && address.equals(that.address)
          && ports.equals(that.ports);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * address.hashCode() + ports.hashCode()) + protocol.number();
    }

    @Override
    public String toString() {
      return protocol.word() + " " + address.beforePort() + ":" + ports;
    }
  }
}
