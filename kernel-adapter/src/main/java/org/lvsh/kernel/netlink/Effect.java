package org.lvsh.kernel.netlink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/** Says whether the kernel holds what an operation asks for. */
final class Effect implements IpvsOnly<Boolean> {
  private final Map<ServiceKey, VirtualService> services;
  private final IpvsReader reader;
  private final Map<ServiceKey, Map<ServerKey, RealServer>> servers = new HashMap<>();

  /**
   * Works on what the kernel holds now.
   *
   * @param services what was read of the services
   * @param reader reads the rest where it is asked for
   */
  Effect(Map<ServiceKey, VirtualService> services, IpvsReader reader) {
    this.services = services;
    this.reader = reader;
  }

  @Override
  public Boolean addService(Operation.AddService operation) {
    return holds(operation.service());
  }

  @Override
  public Boolean changeService(Operation.ChangeService operation) {
    return holds(operation.service());
  }

  @Override
  public Boolean removeService(Operation.RemoveService operation) {
    return !services.containsKey(operation.key());
  }

  /** As it would be read back, in which a granularity of the whole address is none. */
  private boolean holds(VirtualService asked) {
    return ServiceCodec.asListed(asked).equals(services.get(asked.key()));
  }

  @Override
  public Boolean addServer(Operation.AddServer operation) {
    return holds(operation.service(), operation.server());
  }

  @Override
  public Boolean changeServer(Operation.ChangeServer operation) {
    return holds(operation.service(), operation.server());
  }

  @Override
  public Boolean removeServer(Operation.RemoveServer operation) {
    return !serversOf(operation.service()).containsKey(operation.server());
  }

  private boolean holds(ServiceKey service, RealServer asked) {
    return Optional.of(asked).equals(Optional.ofNullable(serversOf(service).get(asked.key())));
  }

  private Map<ServerKey, RealServer> serversOf(ServiceKey service) {
    return servers.computeIfAbsent(service, this::readServers);
  }

  private Map<ServerKey, RealServer> readServers(ServiceKey service) {
    Map<ServerKey, RealServer> byKey = new HashMap<>();
    reader.servers(service).entries().forEach(server -> byKey.put(server.key(), server));
    return byKey;
  }

  @Override
  public Boolean setTimeouts(Operation.SetTimeouts operation) {
    Timeouts asked = operation.timeouts();
    Timeouts there = reader.timeouts();
    return holds(asked.tcp(), there.tcp())
        && holds(asked.tcpFin(), there.tcpFin())
        && holds(asked.udp(), there.udp());
  }

  private static boolean holds(Duration asked, Duration there) {
    return asked.isZero() || asked.equals(there);
  }

  @Override
  public Boolean startDaemon(Operation.StartDaemon operation) {
    return daemon(operation.daemon().role())
        .map(there -> operation.daemon().isMetBy(there))
        .orElse(false);
  }

  @Override
  public Boolean stopDaemon(Operation.StopDaemon operation) {
    return daemon(operation.role()).isEmpty();
  }

  private Optional<SyncDaemon> daemon(SyncDaemon.Role role) {
    return reader.daemons().entries().stream().filter(one -> one.role() == role).findFirst();
  }
}
