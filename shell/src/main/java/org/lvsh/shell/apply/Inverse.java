package org.lvsh.shell.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/** The operations that undo one, given the state before the first. */
final class Inverse implements Operation.Cases<List<Operation>> {
  private final Snapshot before;

  Inverse(Snapshot before) {
    this.before = before;
  }

  @Override
  public List<Operation> addService(Operation.AddService operation) {
    return List.of(new Operation.RemoveService(operation.service().key()));
  }

  @Override
  public List<Operation> changeService(Operation.ChangeService operation) {
    return entry(operation.service().key())
        .<List<Operation>>map(entry -> List.of(new Operation.ChangeService(entry.service())))
        .orElse(List.of());
  }

  @Override
  public List<Operation> removeService(Operation.RemoveService operation) {
    List<Operation> back = new ArrayList<>();
    entry(operation.key())
        .ifPresent(
            entry -> {
              back.add(new Operation.AddService(entry.service()));
              for (RealServer server : entry.servers().values()) {
                back.add(new Operation.AddServer(operation.key(), server));
              }
            });
    return back;
  }

  @Override
  public List<Operation> addServer(Operation.AddServer operation) {
    return List.of(new Operation.RemoveServer(operation.service(), operation.server().key()));
  }

  @Override
  public List<Operation> changeServer(Operation.ChangeServer operation) {
    return server(operation.service(), operation.server().key())
        .<List<Operation>>map(
            server -> List.of(new Operation.ChangeServer(operation.service(), server)))
        .orElse(List.of());
  }

  @Override
  public List<Operation> removeServer(Operation.RemoveServer operation) {
    return server(operation.service(), operation.server())
        .<List<Operation>>map(
            server -> List.of(new Operation.AddServer(operation.service(), server)))
        .orElse(List.of());
  }

  @Override
  public List<Operation> addMarkRule(Operation.AddMarkRule operation) {
    return List.of(new Operation.RemoveMarkRule(operation.rule()));
  }

  @Override
  public List<Operation> removeMarkRule(Operation.RemoveMarkRule operation) {
    return List.of(new Operation.AddMarkRule(operation.rule()));
  }

  @Override
  public List<Operation> setOwnership(Operation.SetOwnership operation) {
    ServiceKey key = operation.ownership().key();
    return List.of(
        before.ownership().containsKey(key)
            ? new Operation.SetOwnership(before.ownership().get(key))
            : new Operation.ClearOwnership(key));
  }

  @Override
  public List<Operation> clearOwnership(Operation.ClearOwnership operation) {
    return List.of(new Operation.SetOwnership(before.ownership().get(operation.key())));
  }

  @Override
  public List<Operation> setTimeouts(Operation.SetTimeouts operation) {
    return List.of(new Operation.SetTimeouts(before.timeouts()));
  }

  @Override
  public List<Operation> setSetting(Operation.SetSetting operation) {
    return before
        .setting(operation.setting().name())
        .<List<Operation>>map(setting -> List.of(new Operation.SetSetting(setting)))
        .orElse(List.of());
  }

  @Override
  public List<Operation> startDaemon(Operation.StartDaemon operation) {
    return List.of(new Operation.StopDaemon(operation.daemon().role()));
  }

  @Override
  public List<Operation> stopDaemon(Operation.StopDaemon operation) {
    return Optional.ofNullable(before.daemons().get(operation.role()))
        .<List<Operation>>map(daemon -> List.of(new Operation.StartDaemon(daemon)))
        .orElse(List.of());
  }

  /** A mark that was given stays given: the next one follows it all the same. */
  @Override
  public List<Operation> setLastMark(Operation.SetLastMark operation) {
    return List.of();
  }

  private Optional<ServiceEntry> entry(ServiceKey key) {
    return Optional.ofNullable(before.services().get(key));
  }

  private Optional<RealServer> server(ServiceKey key, ServerKey server) {
    return entry(key).map(entry -> entry.servers().get(server));
  }
}
