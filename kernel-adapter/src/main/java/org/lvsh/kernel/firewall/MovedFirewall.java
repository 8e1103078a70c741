package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;

/**
 * A firewall in the place of the other one, in which nothing is left but perhaps a last mark. The
 * last mark goes over with the first change, and only then is the other one emptied: whoever does
 * no more than look changes nothing, and whatever fails on the way, no mark is given twice.
 */
final class MovedFirewall implements Firewall {
  private final Firewall from;
  private final Firewall to;
  private final Firewall alone;
  private boolean isOver;

  MovedFirewall(Firewall from, Firewall to) {
    this.from = from;
    this.to = to;
    this.alone = new SoleFirewall(to, from);
  }

  @Override
  public FirewallKind kind() {
    return to.kind();
  }

  @Override
  public boolean holdsOurs() {
    return to.holdsOurs();
  }

  /** What the new one holds, and the larger of both last marks. */
  @Override
  public FirewallState read() {
    FirewallState there = alone.read();
    return isOver
        ? there
        : new FirewallState(
            there.markRules(), there.ownership(), larger(there.lastMark(), from.read().lastMark()));
  }

  private static Optional<Mark> larger(Optional<Mark> one, Optional<Mark> other) {
    return Stream.concat(one.stream(), other.stream()).max(Comparator.naturalOrder());
  }

  /**
   * Changes the new one.
   *
   * @throws KernelException also where somebody else has put rules or names into the old one since
   */
  @Override
  public List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists) {
    if (isOver) {
      return alone.apply(run, exists);
    }
    List<Operation> whole = new ArrayList<>(marksToCarry());
    int carried = whole.size();
    whole.addAll(run);
    List<Outcome> outcomes = to.apply(whole, exists);
    if (outcomes.stream().allMatch(outcome -> outcome.status() == Outcome.Status.DONE)) {
      emptyTheOther();
    }
    return outcomes.subList(carried, outcomes.size());
  }

  private List<Operation> marksToCarry() {
    FirewallState left = from.read();
    if (!left.isIdle()) {
      throw Firewalls.inTheOther(from.kind(), to.kind());
    }
    Optional<Mark> there = to.read().lastMark();
    Optional<Mark> last = larger(there, left.lastMark());
    return last.equals(there)
        ? List.of()
        : last.<Operation>map(Operation.SetLastMark::new).stream().toList();
  }

  /** What stays where that fails does no harm: the next change takes it away. */
  private void emptyTheOther() {
    try {
      from.clear();
      isOver = true;
    } catch (KernelException | FirewallMissingException stays) {
      isOver = false;
    }
  }

  @Override
  public void clear() {
    to.clear();
    emptyTheOther();
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
