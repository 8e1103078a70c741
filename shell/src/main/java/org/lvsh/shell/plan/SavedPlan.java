package org.lvsh.shell.plan;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.FirewallKind;

/**
 * A plan, and where it comes from.
 *
 * @param plan the very plan that was shown
 */
public record SavedPlan(Plan plan, Making making) {
  public SavedPlan {
    Objects.requireNonNull(plan);
    Objects.requireNonNull(making);
  }

  /**
   * Where a plan comes from.
   *
   * @param who made it, such as {@code alice (as root)}
   * @param version of the lvsh that made it
   * @param kernel what the kernel that it is for is called: {@code live} or {@code simulated}
   * @param firewall what keeps marks there; empty where nothing does
   * @param subject the file that was planned, as it was named; empty for what was staged
   */
  public record Making(
      Instant when,
      String who,
      String version,
      String kernel,
      Optional<FirewallKind> firewall,
      Optional<String> subject) {
    public Making {
      Objects.requireNonNull(when);
      Objects.requireNonNull(who);
      Objects.requireNonNull(version);
      Objects.requireNonNull(kernel);
      Objects.requireNonNull(firewall);
      Objects.requireNonNull(subject);
    }
  }
}
