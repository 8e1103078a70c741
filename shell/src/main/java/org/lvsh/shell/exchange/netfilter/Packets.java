package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/** Packets as conditions narrow them; what is empty is not narrowed. */
record Packets(Optional<IpAddress> address, Optional<Protocol> protocol, Optional<Ports> ports) {
  static final Packets ALL = new Packets(Optional.empty(), Optional.empty(), Optional.empty());

  /** The most kinds of packets that one rule may be for. */
  private static final int MOST = 100_000;

  static Packets to(IpAddress address) {
    return new Packets(Optional.of(address), Optional.empty(), Optional.empty());
  }

  static Packets of(Protocol protocol) {
    return new Packets(Optional.empty(), Optional.of(protocol), Optional.empty());
  }

  static Packets at(Ports ports) {
    return new Packets(Optional.empty(), Optional.empty(), Optional.of(ports));
  }

  static Packets of(MarkRule.Match match) {
    return new Packets(
        Optional.of(match.address()),
        Optional.of(match.protocol()),
        match.ports().isAny() ? Optional.empty() : Optional.of(match.ports()));
  }

  boolean overlaps(Packets other) {
    return and(other).isPresent();
  }

  /** Those for which both conditions hold; empty where there are none. */
  Optional<Packets> and(Packets other) {
    Optional<Ports> both = ports.isPresent() ? ports : other.ports;
    if (ports.isPresent() && other.ports.isPresent()) {
      if (!ports.get().overlaps(other.ports.get())) {
        return Optional.empty();
      }
      both =
          Optional.of(
              new Ports(
                  Math.max(ports.get().first(), other.ports.get().first()),
                  Math.min(ports.get().last(), other.ports.get().last())));
    }
    if (differ(address, other.address) || differ(protocol, other.protocol)) {
      return Optional.empty();
    }
    return Optional.of(
        new Packets(address.or(() -> other.address), protocol.or(() -> other.protocol), both));
  }

  private static boolean differ(Optional<?> one, Optional<?> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  /** Those of each of some for which one of others holds. */
  static List<Packets> and(List<Packets> some, List<Packets> others) {
    List<Packets> all = new ArrayList<>();
    for (Packets one : some) {
      for (Packets other : others) {
        if (all.size() < MOST) {
          one.and(other).ifPresent(all::add);
        }
      }
    }
    return all;
  }

  /** The matches of mark rules; a rule without a protocol is for all that IPVS balances. */
  List<MarkRule.Match> matches() {
    List<MarkRule.Match> matches = new ArrayList<>();
    for (Protocol one : Protocol.values()) {
      if (protocol.isEmpty() || protocol.get() == one) {
        matches.add(new MarkRule.Match(one, address.orElseThrow(), ports.orElse(Ports.ANY)));
      }
    }
    return matches;
  }
}
