package org.lvsh.shell.compile;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.language.diagnostic.Span;

/**
 * The kernel's state as services with names: the only way from a snapshot back to statements. What
 * lvsh made comes first, by name; then what others made, under names made from their addresses.
 */
public final class Decompiler {
  private final Snapshot snapshot;
  private final TargetReader targets;

  private Decompiler(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.targets = new TargetReader(snapshot);
  }

  /** Every service of a snapshot by its name, in a fixed order. */
  public static Map<String, ServiceSpec> decompile(Snapshot snapshot) {
    return new Decompiler(snapshot).all();
  }

  private Map<String, ServiceSpec> all() {
    Map<String, ServiceSpec> specs = new LinkedHashMap<>();
    ServiceNames.keys(snapshot).forEach((name, keys) -> specs.put(name, spec(name, keys)));
    return specs;
  }

  private ServiceSpec spec(String name, List<ServiceKey> keys) {
    VirtualService first = snapshot.services().get(keys.get(0)).service();
    VirtualService last = snapshot.services().get(keys.get(keys.size() - 1)).service();
    Optional<Ownership> owned = Optional.ofNullable(snapshot.ownership().get(keys.get(0)));
    return new ServiceSpec(
        name,
        owned.map(Ownership::source),
        name,
        keys.get(0) instanceof ServiceKey.OnMark key ? Optional.of(key.mark()) : Optional.empty(),
        targets.target(keys),
        first.scheduler(),
        sticky(first, last),
        first.onePacket(),
        owned.flatMap(Ownership::pool),
        List.copyOf(servers(keys)),
        Set.of(),
        Span.NONE);
  }

  /** One that stands in the entries of both families is said once, for its own. */
  private Collection<ServerSpec> servers(List<ServiceKey> keys) {
    Map<ServerKey, ServerSpec> servers = new LinkedHashMap<>();
    for (ServiceKey key : keys) {
      for (RealServer server : snapshot.services().get(key).servers().values()) {
        if (server.key().address().family() == key.family()) {
          servers.put(server.key(), server(key, server));
        } else {
          servers.putIfAbsent(server.key(), server(key, server));
        }
      }
    }
    return servers.values();
  }

  /** One that is drained has the weight that it gets back. */
  private ServerSpec server(ServiceKey key, RealServer server) {
    ServerSpec spec = SpecStatements.spec(server, SpecStatements.ownPort(key));
    return DrainedServers.drain(snapshot, key, server.key()).map(spec::drained).orElse(spec);
  }

  /**
   * As it was said for both families: taken from IPv6, since {@code per /32} leaves no trace on an
   * IPv4 entry; where somebody has given that what IPv4 cannot have, from IPv4.
   */
  private static Optional<Stickiness> sticky(VirtualService first, VirtualService last) {
    Optional<Stickiness> sticky = last.persistence().map(Decompiler::stickiness);
    boolean fits =
        first.key().family() == last.key().family()
            || sticky.flatMap(Stickiness::grain).filter(Decompiler::isOfIpv6Alone).isEmpty();
    return fits
        ? sticky
        : first.persistence().map(Decompiler::stickiness).map(Decompiler::withoutMask);
  }

  private static boolean isOfIpv6Alone(Stickiness.Grain grain) {
    return grain.value() > AddressFamily.IPV4.bits();
  }

  private static Stickiness withoutMask(Stickiness sticky) {
    return new Stickiness(
        sticky.time(), sticky.grain().filter(grain -> !grain.isMask()), sticky.engine());
  }

  static Stickiness stickiness(Persistence persistence) {
    return new Stickiness(
        persistence.timeout(),
        persistence.granularity().map(Decompiler::grain),
        persistence.engine());
  }

  private static Stickiness.Grain grain(Persistence.Granularity granularity) {
    long value = granularity.value();
    return switch (granularity.family()) {
      case IPV6 -> new Stickiness.Grain(false, value);
      case IPV4 ->
          Masks.isPrefix(value)
              ? new Stickiness.Grain(false, Masks.prefixLength(value))
              : new Stickiness.Grain(true, value);
    };
  }
}
