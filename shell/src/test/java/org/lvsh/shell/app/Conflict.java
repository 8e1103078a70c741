package org.lvsh.shell.app;

import java.util.Optional;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;

/**
 * What somebody else does with {@code ipvsadm} so that the kernel refuses an operation: makes what
 * is to be made, removes what is to be changed or removed. Nothing stands in the way of the others.
 */
final class Conflict implements Operation.Cases<Optional<String>> {
  static Optional<String> with(Operation operation) {
    return operation.accept(new Conflict());
  }

  private static String at(IpAddress address, int port) {
    boolean isIpv6 = address.family() == AddressFamily.IPV6;
    return (isIpv6 ? "[" + address + "]" : address) + ":" + port;
  }

  private static String at(ServerKey server) {
    return " -r " + at(server.address(), server.port());
  }

  private static String at(ServiceKey key) {
    if (key instanceof ServiceKey.OnAddress address) {
      String option =
          switch (address.protocol()) {
            case TCP -> "-t ";
            case UDP -> "-u ";
            case SCTP -> "--sctp-service ";
          };
      return option + at(address.address(), address.port());
    }
    ServiceKey.OnMark mark = (ServiceKey.OnMark) key;
    return "-f " + mark.mark().value() + (mark.family() == AddressFamily.IPV6 ? " -6" : "");
  }

  private static Optional<String> without(ServiceKey key) {
    return Optional.of("ipvsadm -D " + at(key));
  }

  private static Optional<String> without(ServiceKey key, ServerKey server) {
    return Optional.of("ipvsadm -d " + at(key) + at(server));
  }

  @Override
  public Optional<String> addService(Operation.AddService operation) {
    return Optional.of("ipvsadm -A " + at(operation.service().key()) + " -s rr");
  }

  @Override
  public Optional<String> changeService(Operation.ChangeService operation) {
    return without(operation.service().key());
  }

  @Override
  public Optional<String> removeService(Operation.RemoveService operation) {
    return without(operation.key());
  }

  @Override
  public Optional<String> addServer(Operation.AddServer operation) {
    String server = at(operation.server().key());
    return Optional.of("ipvsadm -a " + at(operation.service()) + server + " -g");
  }

  @Override
  public Optional<String> changeServer(Operation.ChangeServer operation) {
    return without(operation.service(), operation.server().key());
  }

  @Override
  public Optional<String> removeServer(Operation.RemoveServer operation) {
    return without(operation.service(), operation.server());
  }

  @Override
  public Optional<String> addMarkRule(Operation.AddMarkRule operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> removeMarkRule(Operation.RemoveMarkRule operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> setOwnership(Operation.SetOwnership operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> clearOwnership(Operation.ClearOwnership operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> setTimeouts(Operation.SetTimeouts operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> setLastMark(Operation.SetLastMark operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> setSetting(Operation.SetSetting operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> startDaemon(Operation.StartDaemon operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> stopDaemon(Operation.StopDaemon operation) {
    return Optional.empty();
  }
}
