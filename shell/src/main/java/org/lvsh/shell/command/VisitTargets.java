package org.lvsh.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lvsh.kernel.Visitors.Target;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/**
 * Where the clients of a service connect to: each virtual address, protocol and port of it, of a
 * range its first port, of any port 80 and 443.
 */
final class VisitTargets implements ServiceKey.Cases<List<Target>> {
  private static final int[] OF_ANY_PORT = {80, 443};

  private final Snapshot snapshot;

  private VisitTargets(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Those of a service's entries, in the order of their addresses. */
  static List<Target> of(List<ServiceKey> entries, Snapshot snapshot) {
    VisitTargets targets = new VisitTargets(snapshot);
    return entries.stream().flatMap(entry -> entry.accept(targets).stream()).toList();
  }

  /** Those of them that clients of one family can reach. */
  static List<Target> of(AddressFamily family, List<Target> targets) {
    return targets.stream().filter(target -> target.address().family() == family).toList();
  }

  @Override
  public List<Target> onAddress(ServiceKey.OnAddress key) {
    Ports ports = key.port() == 0 ? Ports.ANY : Ports.of(key.port());
    return targets(key.protocol(), key.address(), ports);
  }

  /** A mark that no rule of ours sets has none: who sets it is not in the kernel. */
  @Override
  public List<Target> onMark(ServiceKey.OnMark key) {
    List<Target> targets = new ArrayList<>();
    for (MarkRule rule : snapshot.markRules().values()) {
      MarkRule.Match match = rule.match();
      if (rule.mark().equals(key.mark()) && match.address().family() == key.family()) {
        targets.addAll(targets(match.protocol(), match.address(), match.ports()));
      }
    }
    return targets;
  }

  private static List<Target> targets(Protocol protocol, IpAddress address, Ports ports) {
    IntStream each =
        ports.isAny() ? IntStream.of(OF_ANY_PORT) : IntStream.of(Math.max(ports.first(), 1));
    return each.mapToObj(port -> new Target(protocol, address, port)).toList();
  }
}
