package org.lvsh.shell.inspect;

import java.util.Optional;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.store.CutShort;
import org.lvsh.shell.store.Past;

/**
 * What was done to a kernel before. Root alone may look; what cannot be read is a {@link
 * org.lvsh.kernel.KernelException}.
 */
public interface DoctorPast {

  /** That names were lost with the packet filter's table. */
  Optional<Diagnostic> lostNames();

  /** What was cut short. */
  Optional<CutShort> cutShort();

  /** What waits to be confirmed. */
  Optional<Waiting> waiting();

  /** The last apply that changed something, and what has moved since. */
  Optional<Since> last();

  /**
   * Something that waits to be confirmed.
   *
   * @param told what, by whom, and how long still
   * @param isGuarded whether the process lives that puts it back in time
   */
  record Waiting(String told, boolean isGuarded) {}

  /**
   * How things are since the last apply.
   *
   * @param moved leads from what was applied to what there is; empty where nothing has moved
   * @param restarted whether the machine was started anew since
   */
  record Since(Past past, Plan moved, boolean restarted) {}
}
