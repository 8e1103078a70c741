package org.lvsh.shell.plan;

import java.util.Optional;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * What happens to one entry of the kernel's service table.
 *
 * @param before empty where it is new
 * @param after empty where it goes
 */
public record EntryChange(
    ServiceKey key, Optional<VirtualService> before, Optional<VirtualService> after) {

  public ChangeKind kind() {
    if (before.isEmpty()) {
      return ChangeKind.ADD;
    }
    return after.isEmpty() ? ChangeKind.REMOVE : ChangeKind.CHANGE;
  }
}
