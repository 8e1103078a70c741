package org.lvsh.shell.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;

/** What decides in the kernel, once a plan is carried out, what becomes of connections. */
final class Aftermath {
  private final Snapshot basis;
  private final Snapshot target;
  private final Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
  private final Map<Mark, List<MarkRule>> before;
  private final Map<Claimed, List<MarkRule>> after = new HashMap<>();

  /** Where packets go to. */
  private record Claimed(Protocol protocol, IpAddress address) {
    static Claimed by(MarkRule.Match match) {
      return new Claimed(match.protocol(), match.address());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Claimed that
          && protocol == that.protocol
          && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return 31 * address.hashCode() + protocol.number();
    }
  }

  Aftermath(Snapshot basis, Snapshot target) {
    this.basis = basis;
    this.target = target;
    target.services().keySet().forEach(key -> families.add(key.family()));
    before = new HashMap<>();
    for (MarkRule rule : basis.markRules().values()) {
      before.computeIfAbsent(rule.mark(), first -> new ArrayList<>()).add(rule);
    }
    for (MarkRule rule : target.markRules().values()) {
      after.computeIfAbsent(Claimed.by(rule.match()), first -> new ArrayList<>()).add(rule);
    }
  }

  /** A setting as it is then; empty where it cannot be read. Settings change before all else. */
  Optional<Setting> setting(KnownSetting known) {
    return Optional.ofNullable(target.settings().get(known.fileName()));
  }

  /** Whether a setting is there and not 0. A kernel without {@code CONFIG_SYSCTL} acts as at 0. */
  boolean isOn(KnownSetting known) {
    return isOn(target, known);
  }

  private static boolean isOn(Snapshot snapshot, KnownSetting known) {
    Setting there = snapshot.settings().get(known.fileName());
    return there != null && !there.value().equals("0");
  }

  /** Whether a plan switches a setting on. */
  boolean isSwitchedOn(KnownSetting known) {
    return isOn(known) && !isOn(basis, known);
  }

  /** Whether a family has no service left: its packets are not looked at any more then. */
  boolean isForsaken(AddressFamily family) {
    return !families.contains(family);
  }

  /** Whether a service has a server that can get connections. */
  boolean hasUsableServer(ServiceKey key) {
    return target.services().get(key).servers().values().stream()
        .anyMatch(server -> server.weight() > 0);
  }

  /** The protocols that a service gets; all of them where the marks are set by others. */
  Set<Protocol> protocols(ServiceKey key) {
    if (key instanceof ServiceKey.OnAddress on) {
      return EnumSet.of(on.protocol());
    }
    Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
    rules(key).forEach(rule -> protocols.add(rule.match().protocol()));
    return protocols.isEmpty() ? EnumSet.allOf(Protocol.class) : protocols;
  }

  private List<MarkRule> rules(ServiceKey key) {
    return key instanceof ServiceKey.OnMark on
        ? before.getOrDefault(on.mark(), List.of()).stream()
            .filter(rule -> rule.match().address().family() == on.family())
            .toList()
        : List.of();
  }

  /** Whether another service gets some of the packets of one that goes. */
  boolean isTakenOver(ServiceKey key) {
    if (key instanceof ServiceKey.OnAddress on) {
      Ports ports = on.port() == 0 ? Ports.ANY : Ports.of(on.port());
      return isTaken(new MarkRule.Match(on.protocol(), on.address(), ports));
    }
    return rules(key).stream().anyMatch(rule -> isTaken(rule.match()));
  }

  private boolean isTaken(MarkRule.Match match) {
    return after.getOrDefault(Claimed.by(match), List.of()).stream()
            .anyMatch(rule -> rule.match().ports().overlaps(match.ports()))
        || isServed(match, 0, 0)
        || isServed(match, match.ports().first(), match.ports().last());
  }

  private boolean isServed(MarkRule.Match match, int first, int last) {
    ServiceKey from = new ServiceKey.OnAddress(match.protocol(), match.address(), first);
    ServiceKey to = new ServiceKey.OnAddress(match.protocol(), match.address(), last);
    return !target.services().subMap(from, true, to, true).isEmpty();
  }

  /** Whether all packets that a rule was for get the same mark still. */
  boolean isStillMarked(MarkRule rule) {
    int next = rule.match().ports().first();
    for (MarkRule there : after.getOrDefault(Claimed.by(rule.match()), List.of())) {
      Ports ports = there.match().ports();
      if (there.mark().equals(rule.mark()) && ports.first() <= next && next <= ports.last()) {
        next = ports.last() + 1;
      }
    }
    return next > rule.match().ports().last();
  }
}
