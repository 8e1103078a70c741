package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Drain;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/**
 * The servers of a live state that are being drained. A drain holds until it is lifted, also of a
 * server that somebody has taken out of IPVS meanwhile; who gives it a weight by hand has ended it.
 */
public final class DrainedServers {
  private final Map<String, List<Drained>> byService = new HashMap<>();
  private final Snapshot live;

  /** One that is drained, in one entry of its service. */
  private record Drained(ServiceKey service, ServerKey server, Drain drain) {
    /**
     * Whether a server of another entry is the same one: at its own port in both, or at the same.
     */
    boolean is(ServiceKey otherService, ServerKey other) {
      boolean own =
          server.port() == SpecStatements.ownPort(service)
              && other.port() == SpecStatements.ownPort(otherService);
      return server.address().equals(other.address()) && (own || server.port() == other.port());
    }
  }

  DrainedServers(Snapshot live) {
    this.live = live;
    for (Ownership ownership : live.ownership().values()) {
      for (ServerKey server : ownership.drains().servers().keySet()) {
        drain(live, ownership.key(), server)
            .ifPresent(
                drain ->
                    byService
                        .computeIfAbsent(ownership.name(), unseen -> new ArrayList<>())
                        .add(new Drained(ownership.key(), server, drain)));
      }
    }
  }

  /** Whether a server is being drained. */
  public static Optional<Drain> drain(Snapshot state, ServiceKey service, ServerKey server) {
    Ownership ownership = state.ownership().get(service);
    ServiceEntry entry = state.services().get(service);
    if (ownership == null) {
      return Optional.empty();
    }
    RealServer there = entry == null ? null : entry.servers().get(server);
    return ownership.drains().of(server).filter(drain -> there == null || there.weight() == 0);
  }

  /**
   * Those of an entry that go on being drained, each with the weight that statements say.
   *
   * @param liveName the name under which the kernel holds its service
   */
  Drains of(String liveName, ServiceEntry made) {
    Drains drains = Drains.NONE;
    for (Drained one : byService.getOrDefault(liveName, List.of())) {
      for (RealServer server : made.servers().values()) {
        if (one.is(made.service().key(), server.key())) {
          drains = drains.with(server.key(), new Drain(server.weight(), one.drain().since()));
        }
      }
      if (one.service().equals(made.service().key()) && isGone(one)) {
        drains =
            drains.of(one.server()).isPresent() ? drains : drains.with(one.server(), one.drain());
      }
    }
    return drains;
  }

  /** Whether somebody has taken it out of IPVS: it may come back. */
  private boolean isGone(Drained one) {
    ServiceEntry entry = live.services().get(one.service());
    return entry == null || !entry.servers().containsKey(one.server());
  }

  /** An entry with some of its servers drained. */
  static ServiceEntry drain(ServiceEntry entry, Drains drains) {
    if (drains.isEmpty()) {
      return entry;
    }
    NavigableMap<ServerKey, RealServer> servers = new TreeMap<>(entry.servers());
    servers.replaceAll((key, server) -> drains.of(key).isPresent() ? server.withWeight(0) : server);
    return new ServiceEntry(entry.service(), servers);
  }
}
