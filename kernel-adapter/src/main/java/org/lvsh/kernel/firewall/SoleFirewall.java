package org.lvsh.kernel.firewall;

import java.util.List;
import java.util.function.Predicate;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;

/**
 * A firewall that was chosen while the other one held nothing. A prompt may stay open for days, and
 * as long as this one holds nothing either, another lvsh may choose the other. So before the first
 * change the other one is asked again; what is here already keeps everybody else here, too.
 */
final class SoleFirewall implements Firewall {
  private final Firewall chosen;
  private final Firewall other;
  private boolean isIdle = true;

  SoleFirewall(Firewall chosen, Firewall other) {
    this.chosen = chosen;
    this.other = other;
  }

  @Override
  public FirewallKind kind() {
    return chosen.kind();
  }

  @Override
  public boolean holdsOurs() {
    return chosen.holdsOurs();
  }

  @Override
  public FirewallState read() {
    FirewallState state = chosen.read();
    isIdle = state.isIdle();
    return state;
  }

  /**
   * Changes the chosen one.
   *
   * @throws org.lvsh.kernel.KernelException also where the other one holds something by now
   */
  @Override
  public List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists) {
    if (isIdle && otherHoldsOurs()) {
      throw Firewalls.inTheOther(other.kind(), kind());
    }
    List<Outcome> outcomes = chosen.apply(run, exists);
    isIdle = false;
    return outcomes;
  }

  /** Where its program is not on this machine any more nobody can have written there. */
  private boolean otherHoldsOurs() {
    try {
      return other.holdsOurs();
    } catch (FirewallMissingException gone) {
      return false;
    }
  }

  @Override
  public void clear() {
    chosen.clear();
  }

  @Override
  public void close() {
    chosen.close();
    other.close();
  }
}
