package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
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
    List<ServerSpec> servers = new ArrayList<>();
    for (ServiceKey key : keys) {
      ServiceEntry entry = snapshot.services().get(key);
      entry.servers().values().forEach(server -> servers.add(server(key, server)));
    }
    Optional<Ownership> owned = Optional.ofNullable(snapshot.ownership().get(keys.get(0)));
    return new ServiceSpec(
        name,
        owned.map(Ownership::source),
        name,
        keys.get(0) instanceof ServiceKey.OnMark key ? Optional.of(key.mark()) : Optional.empty(),
        targets.target(keys),
        first.scheduler(),
        last.persistence().map(Decompiler::stickiness),
        first.onePacket(),
        owned.flatMap(Ownership::pool),
        servers,
        Set.of(),
        Span.NONE);
  }

  /** One that is drained has the weight that it gets back. */
  private ServerSpec server(ServiceKey key, RealServer server) {
    ServerSpec spec = SpecStatements.spec(server, SpecStatements.ownPort(key));
    return DrainedServers.drain(snapshot, key, server.key()).map(spec::drained).orElse(spec);
  }

  /**
   * As it was said for both families: taken from IPv6, since {@code per /32} leaves no trace on an
   * IPv4 entry.
   */
  private static Stickiness stickiness(Persistence persistence) {
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
