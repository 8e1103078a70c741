package org.lvsh.shell.plan;

import java.util.Optional;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceKey;

/**
 * What happens to one real server.
 *
 * @param before empty where it is new
 * @param after empty where it goes
 */
public record ServerChange(
    ServiceKey service, Optional<RealServer> before, Optional<RealServer> after) {

  public ChangeKind kind() {
    if (before.isEmpty()) {
      return ChangeKind.ADD;
    }
    return after.isEmpty() ? ChangeKind.REMOVE : ChangeKind.CHANGE;
  }

  /** The server as it is after the change, or was where it goes. */
  public RealServer server() {
    return after.or(() -> before).orElseThrow();
  }
}
