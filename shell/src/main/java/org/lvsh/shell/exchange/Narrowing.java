package org.lvsh.shell.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.compile.DrainedServers;
import org.lvsh.shell.compile.ServiceNames;

/**
 * A state made as narrow as a program of others can hold it, and what was lost by that. Where the
 * kernel makes no difference between what is there and the nearest that can be held, that is taken;
 * else it is left out. ipvsadm(8) and keepalived.conf(5) refuse most things alike.
 */
public final class Narrowing {
  /** {@code MAX_TIMEOUT} of ipvsadm, {@code LVS_MAX_TIMEOUT} of keepalived. */
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Snapshot state;
  private final Map<ServiceKey, String> names;
  private final List<String> lost = new ArrayList<>();

  public Narrowing(Snapshot state) {
    this.state = state;
    this.names = ServiceNames.of(state);
  }

  /** The port that a program gives a server, whatever is said. */
  @FunctionalInterface
  public interface Port {
    int of(ServiceKey service, RealServer server);
  }

  public List<String> lost() {
    return List.copyOf(lost);
  }

  public void lose(String what) {
    lost.add(what);
  }

  /** Notes down what is lost of a service. */
  public void lose(ServiceKey service, String what) {
    lost.add("%s (%s): %s".formatted(names.get(service), service, what));
  }

  /** A service as it can be held; empty where it cannot. */
  public Optional<VirtualService> service(VirtualService service) {
    ServiceKey key = service.key();
    if (isPortless(key) && service.persistence().isEmpty()) {
      lose(key, "left out, since port 0 without persistence is refused and passes no packet");
      return Optional.empty();
    }
    boolean onePacket = service.heeded().onePacket();
    if (service.onePacket() && !onePacket) {
      lose(key, "is not by the packet (one-packet), which the kernel heeds for udp only");
    }
    return Optional.of(
        new VirtualService(
            key,
            service.scheduler(),
            service.persistence().map(persistence -> persistence(key, persistence)),
            onePacket));
  }

  private static boolean isPortless(ServiceKey key) {
    return key instanceof ServiceKey.OnAddress on && on.port() == 0;
  }

  private Persistence persistence(ServiceKey key, Persistence persistence) {
    if (persistence.timeout().compareTo(LONGEST) <= 0) {
      return persistence;
    }
    lose(
        key,
        "clients stay for 31 days, the most that is taken, and not for %d seconds"
            .formatted(persistence.timeout().toSeconds()));
    return new Persistence(LONGEST, persistence.granularity(), persistence.engine());
  }

  /** Servers as they can be held: those whose port stays first, then the others in their order. */
  public Collection<RealServer> servers(ServiceEntry entry, Port port) {
    ServiceKey service = entry.service().key();
    NavigableMap<ServerKey, RealServer> held = new TreeMap<>();
    List<RealServer> moved = new ArrayList<>();
    for (RealServer server : entry.servers().values()) {
      if (port.of(service, server) == server.key().port()) {
        held.put(server.key(), held(service, server));
      } else {
        moved.add(server);
      }
    }
    for (RealServer server : moved) {
      ServerKey key = new ServerKey(server.key().address(), port.of(service, server));
      if (held.containsKey(key)) {
        lose(service, "server %s is left out: it would be %s, too".formatted(server.key(), key));
      } else {
        lose(service, "server %s has port %d there".formatted(server.key(), key.port()));
        held.put(key, held(service, withKey(server, key)));
      }
    }
    return held.values();
  }

  private static RealServer withKey(RealServer server, ServerKey key) {
    return new RealServer(
        key, server.weight(), server.forwarding(), server.upperLimit(), server.lowerLimit());
  }

  /** A server as it can be held, at the port that it has. */
  public RealServer held(ServiceKey service, RealServer server) {
    return limited(service, summed(service, server));
  }

  /** With no limit that a newer kernel refuses, although an older one has taken it. */
  public ServiceEntry limited(ServiceEntry entry) {
    VirtualService service = entry.service();
    return ServiceEntry.of(
        service,
        entry.servers().values().stream().map(server -> limited(service.key(), server)).toList());
  }

  private RealServer limited(ServiceKey service, RealServer server) {
    long most = RealServer.MOST_CONNECTIONS;
    if (server.upperLimit() <= most && server.lowerLimit() <= most) {
      return server;
    }
    lose(
        service,
        "server %s has a limit of %d connections, the most that is taken"
            .formatted(server.key(), most));
    return new RealServer(
        server.key(),
        server.weight(),
        server.forwarding(),
        Math.min(most, server.upperLimit()),
        Math.min(most, server.lowerLimit()));
  }

  private RealServer summed(ServiceKey service, RealServer server) {
    Forwarding forwarding = server.forwarding();
    if (forwarding.method() != Forwarding.Method.GRE
        || forwarding.checksum() != Forwarding.Checksum.REMOTE) {
      return server;
    }
    lose(service, "server %s has no checksum in its GRE packets".formatted(server.key()));
    return new RealServer(
        server.key(),
        server.weight(),
        new Forwarding(Forwarding.Method.GRE, 0, Forwarding.Checksum.NONE),
        server.upperLimit(),
        server.lowerLimit());
  }

  public Timeouts timeouts() {
    return timeouts(state.timeouts());
  }

  /** Timeouts as they can be held. */
  public Timeouts timeouts(Timeouts timeouts) {
    Timeouts held =
        new Timeouts(atMost(timeouts.tcp()), atMost(timeouts.tcpFin()), atMost(timeouts.udp()));
    if (!held.equals(timeouts)) {
      lose("timeouts of more than 31 days, the most that is taken, are 31 days");
    }
    return held;
  }

  private static Duration atMost(Duration time) {
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }

  /** The names that lvsh knows services by. */
  public void loseNames() {
    long owned = state.ownership().values().stream().map(one -> one.name()).distinct().count();
    if (owned > 0) {
      lose(count(owned, "name") + " of services, which 'export nft' and 'export lvs' hold");
    }
  }

  public void loseMarkRules() {
    if (!state.markRules().isEmpty()) {
      lose(
          count(state.markRules().size(), "mark rule")
              + ", without which marks get no packets: 'export nft' or 'export iptables'");
    }
  }

  public void loseSettings() {
    int changed = state.changedSettings().size();
    if (changed > 0) {
      lose(count(changed, "setting") + " of the kernel, which 'export ipvsadm' holds");
    }
  }

  /** That servers are being drained: what is left of it is the weight 0. */
  public void loseDrains() {
    for (ServiceEntry entry : state.services().values()) {
      ServiceKey service = entry.service().key();
      for (ServerKey server : entry.servers().keySet()) {
        DrainedServers.drain(state, service, server)
            .ifPresent(
                drain ->
                    lose(
                        service,
                        "server %s is drained; it had weight %d"
                            .formatted(server, drain.weight())));
      }
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
