package org.lvsh.kernel.netlink;

import java.util.HashSet;
import java.util.Set;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;

/**
 * Notes what operations touch, from the last one to the first. Each case says whether nothing that
 * was noted before touches the same thing, and notes its own.
 */
final class Touched implements IpvsOnly<Boolean> {
  private final Set<ServiceKey> services = new HashSet<>();
  private final Set<ServiceKey> withServers = new HashSet<>();
  private final Set<Server> servers = new HashSet<>();
  private final Set<SyncDaemon.Role> daemons = new HashSet<>();
  private boolean timeouts;

  private record Server(ServiceKey service, ServerKey key) {}

  @Override
  public Boolean addService(Operation.AddService operation) {
    return whole(operation.service().key());
  }

  @Override
  public Boolean changeService(Operation.ChangeService operation) {
    return services.add(operation.service().key());
  }

  @Override
  public Boolean removeService(Operation.RemoveService operation) {
    return whole(operation.key());
  }

  /** Adding and removing a service decide about its servers, too. */
  private boolean whole(ServiceKey key) {
    withServers.add(key);
    return services.add(key);
  }

  @Override
  public Boolean addServer(Operation.AddServer operation) {
    return server(operation.service(), operation.server().key());
  }

  @Override
  public Boolean changeServer(Operation.ChangeServer operation) {
    return server(operation.service(), operation.server().key());
  }

  @Override
  public Boolean removeServer(Operation.RemoveServer operation) {
    return server(operation.service(), operation.server());
  }

  private boolean server(ServiceKey service, ServerKey key) {
    return servers.add(new Server(service, key)) && !withServers.contains(service);
  }

  /** A timeout of 0 keeps the old one, so that earlier ones may still show. */
  @Override
  public Boolean setTimeouts(Operation.SetTimeouts operation) {
    boolean isLast = !timeouts;
    timeouts = true;
    return isLast;
  }

  @Override
  public Boolean startDaemon(Operation.StartDaemon operation) {
    return daemons.add(operation.daemon().role());
  }

  @Override
  public Boolean stopDaemon(Operation.StopDaemon operation) {
    return daemons.add(operation.role());
  }
}
