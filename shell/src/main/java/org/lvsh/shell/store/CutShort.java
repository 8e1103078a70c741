package org.lvsh.shell.store;

import java.util.Objects;
import org.lvsh.shell.plan.Plan;

/**
 * A change of the kernel that was begun, and neither carried out as a whole nor put back.
 *
 * @param plan what was to be done
 * @param doing who did it, for what and since when
 * @param stood how far it had come, as it was kept
 */
public record CutShort(Plan plan, String doing, String stood) {
  public CutShort {
    Objects.requireNonNull(plan);
    Objects.requireNonNull(doing);
    Objects.requireNonNull(stood);
  }
}
