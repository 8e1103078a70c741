package org.lvsh.shell.view;

import org.lvsh.kernel.model.Operation;

/** An operation in one short sentence. */
public final class OperationWords implements Operation.Cases<String> {

  @Override
  public String addService(Operation.AddService operation) {
    return "add service " + operation.service().key();
  }

  @Override
  public String changeService(Operation.ChangeService operation) {
    return "change service " + operation.service().key();
  }

  @Override
  public String removeService(Operation.RemoveService operation) {
    return "remove service " + operation.key();
  }

  @Override
  public String addServer(Operation.AddServer operation) {
    return "add server " + operation.server().key() + " to " + operation.service();
  }

  @Override
  public String changeServer(Operation.ChangeServer operation) {
    return "change server " + operation.server().key() + " of " + operation.service();
  }

  @Override
  public String removeServer(Operation.RemoveServer operation) {
    return "remove server " + operation.server() + " from " + operation.service();
  }

  @Override
  public String addMarkRule(Operation.AddMarkRule operation) {
    return "mark " + operation.rule();
  }

  @Override
  public String removeMarkRule(Operation.RemoveMarkRule operation) {
    return "no longer mark " + operation.rule();
  }

  @Override
  public String setOwnership(Operation.SetOwnership operation) {
    return "name " + operation.ownership().key() + " " + operation.ownership().name();
  }

  @Override
  public String clearOwnership(Operation.ClearOwnership operation) {
    return "forget the name of " + operation.key();
  }

  @Override
  public String setTimeouts(Operation.SetTimeouts operation) {
    return "set the timeouts";
  }

  @Override
  public String setLastMark(Operation.SetLastMark operation) {
    return "remember mark " + operation.mark();
  }

  @Override
  public String setSetting(Operation.SetSetting operation) {
    return "set kernel " + operation.setting();
  }

  @Override
  public String startDaemon(Operation.StartDaemon operation) {
    return "start the %s sync daemon on %s"
        .formatted(operation.daemon().role().word(), operation.daemon().interfaceName());
  }

  @Override
  public String stopDaemon(Operation.StopDaemon operation) {
    return "stop the " + operation.role().word() + " sync daemon";
  }
}
