package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lvsh.kernel.model.Claim;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/**
 * Reads from the kernel's entries which packets a service is for. What was said of a mark's packets
 * stands beside its rules; where it does not, somebody else has made them, and the rules are all
 * there is to go by.
 */
final class TargetReader {
  private final Snapshot snapshot;
  private final Map<Mark, List<MarkRule.Match>> matches = new TreeMap<>();

  TargetReader(Snapshot snapshot) {
    this.snapshot = snapshot;
    for (MarkRule rule : snapshot.markRules().values()) {
      matches.computeIfAbsent(rule.mark(), mark -> new ArrayList<>()).add(rule.match());
    }
  }

  /** The target of the service that has these keys: one address, or one mark in its families. */
  Target target(List<ServiceKey> keys) {
    return keys.get(0)
        .accept(
            new ServiceKey.Cases<>() {
              @Override
              public Target onAddress(ServiceKey.OnAddress key) {
                return new Target.OnAddresses(
                    List.of(key.address()),
                    List.of(key.port() == 0 ? Ports.ANY : Ports.of(key.port())),
                    EnumSet.of(key.protocol()),
                    MarkChoice.NONE);
              }

              @Override
              public Target onMark(ServiceKey.OnMark key) {
                return claim(key).map(claim -> said(key, claim)).orElseGet(() -> guessed(key));
              }
            });
  }

  private Optional<Claim> claim(ServiceKey.OnMark key) {
    return Optional.ofNullable(snapshot.ownership().get(key)).flatMap(Ownership::claim);
  }

  private Target said(ServiceKey.OnMark key, Claim claim) {
    MarkChoice choice =
        switch (claim.mark()) {
          case NOTHING -> MarkChoice.NONE;
          case AUTOMATIC -> MarkChoice.AUTO;
          case FIXED -> MarkChoice.of(key.mark());
        };
    return onAddresses(key, claim.addresses(), claim.ports(), claim.protocols(), choice);
  }

  private Target onAddresses(
      ServiceKey.OnMark key,
      List<IpAddress> addresses,
      List<Ports> ports,
      Set<Protocol> protocols,
      MarkChoice choice) {
    List<Ports> sayable = sayable(ports, matches.getOrDefault(key.mark(), List.of()));
    return sayable.isEmpty()
        ? new Target.OnMark(key.mark(), key.family())
        : new Target.OnAddresses(addresses, sayable, protocols, choice);
  }

  private Target guessed(ServiceKey.OnMark key) {
    List<MarkRule.Match> own = matches.getOrDefault(key.mark(), List.of());
    if (own.isEmpty() || !snapshot.ownership().containsKey(key)) {
      return new Target.OnMark(key.mark(), key.family());
    }
    Set<IpAddress> addresses = new LinkedHashSet<>();
    Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
    NavigableSet<Ports> ports = new TreeSet<>();
    for (MarkRule.Match match : own) {
      addresses.add(match.address());
      protocols.add(match.protocol());
      ports.add(match.ports());
    }
    return onAddresses(
        key, List.copyOf(addresses), joined(ports), protocols, MarkChoice.of(key.mark()));
  }

  /**
   * Ports as a statement can say them, from 1 on. Rules from port 0 on are what is left of all
   * ports, where other services have every one that is missing; else port 0 is left out, to which
   * nobody can send.
   */
  private List<Ports> sayable(List<Ports> ports, List<MarkRule.Match> own) {
    Ports first = ports.get(0);
    if (first.first() != 0 || ports.equals(List.of(Ports.ANY))) {
      return ports;
    }
    if (own.stream().allMatch(match -> haveOthersTheRest(match, ports))) {
      return List.of(Ports.ANY);
    }
    List<Ports> without = new ArrayList<>(ports);
    without.remove(0);
    if (first.last() > 0) {
      without.add(0, new Ports(1, first.last()));
    }
    return without;
  }

  /** Whether every port between and behind some is another mark's at the same address. */
  private boolean haveOthersTheRest(MarkRule.Match match, List<Ports> ports) {
    int next = 0;
    for (Ports run : ports) {
      if (run.first() > next && !isOthers(match, new Ports(next, run.first() - 1), ports)) {
        return false;
      }
      next = run.last() + 1;
    }
    return next > Ports.MAX || isOthers(match, new Ports(next, Ports.MAX), ports);
  }

  /** Whether rules that are apart from each other, none of them ours, have all of a gap. */
  private boolean isOthers(MarkRule.Match match, Ports gap, List<Ports> ours) {
    int had = 0;
    for (MarkRule rule : snapshot.markRules().values()) {
      MarkRule.Match other = rule.match();
      boolean there =
          other.address().equals(match.address())
              && other.protocol() == match.protocol()
              && other.ports().overlaps(gap)
              && ours.stream().noneMatch(other.ports()::overlaps);
      if (there) {
        had +=
            Math.min(other.ports().last(), gap.last())
                - Math.max(other.ports().first(), gap.first())
                + 1;
      }
    }
    return had == gap.last() - gap.first() + 1;
  }

  /** Ports are said once for all addresses; where runs overlap, they are one. */
  private static List<Ports> joined(NavigableSet<Ports> ports) {
    List<Ports> joined = new ArrayList<>();
    Ports run = ports.first();
    for (Ports next : ports.tailSet(run, false)) {
      if (next.overlaps(run)) {
        run = new Ports(run.first(), Math.max(run.last(), next.last()));
      } else {
        joined.add(run);
        run = next;
      }
    }
    joined.add(run);
    return joined;
  }
}
