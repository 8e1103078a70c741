package org.lvsh.kernel.netlink;

import org.lvsh.kernel.model.Operation;

/** The cases of the operations that go to IPVS by netlink; others have no business here. */
interface IpvsOnly<R> extends Operation.Cases<R> {
  @Override
  default R addMarkRule(Operation.AddMarkRule operation) {
    throw notOfIpvs(operation);
  }

  @Override
  default R removeMarkRule(Operation.RemoveMarkRule operation) {
    throw notOfIpvs(operation);
  }

  @Override
  default R setOwnership(Operation.SetOwnership operation) {
    throw notOfIpvs(operation);
  }

  @Override
  default R clearOwnership(Operation.ClearOwnership operation) {
    throw notOfIpvs(operation);
  }

  @Override
  default R setLastMark(Operation.SetLastMark operation) {
    throw notOfIpvs(operation);
  }

  @Override
  default R setSetting(Operation.SetSetting operation) {
    throw notOfIpvs(operation);
  }

  private static IllegalArgumentException notOfIpvs(Operation operation) {
    return new IllegalArgumentException("not an operation of netlink: " + operation);
  }
}
