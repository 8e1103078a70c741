package org.lvsh.shell.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;

/** A kernel that fails at one operation or batch, counted over all calls, as a real one might. */
final class FaultyKernel implements Kernel {
  private final Kernel behind;
  private final Fault fault;
  private final int at;
  private int operations;
  private int batches;

  FaultyKernel(Kernel behind, Fault fault, int at) {
    this.behind = behind;
    this.fault = fault;
    this.at = at;
  }

  /** What happens at the chosen place. */
  enum Fault {
    /** The operation is refused, and so is all of its transaction. */
    REFUSED,
    /** Everything is refused from the operation on. */
    REFUSED_EVER_AFTER,
    /** The batch cannot be sent. */
    UNREACHABLE,
    /** No batch can be sent from this one on. */
    UNREACHABLE_EVER_AFTER,
    /** The batch is carried out, and nobody hears of it. */
    DONE_UNHEARD,
    /** The batch is lost, and nobody hears of it. */
    LOST_UNHEARD
  }

  @Override
  public List<Outcome> apply(List<Operation> all, Progress progress) {
    int batch = batches++;
    boolean here = batch == at;
    return switch (fault) {
      case REFUSED, REFUSED_EVER_AFTER -> withRefusal(all);
      case UNREACHABLE -> here ? unreachable() : behind.apply(all, progress);
      case UNREACHABLE_EVER_AFTER -> batch >= at ? unreachable() : behind.apply(all, progress);
      case DONE_UNHEARD ->
          here ? unheard(behind.apply(all, progress)) : behind.apply(all, progress);
      case LOST_UNHEARD -> here ? lost(all) : behind.apply(all, progress);
    };
  }

  private static List<Outcome> unreachable() {
    throw new KernelException("the kernel has gone away");
  }

  private static List<Outcome> unheard(List<Outcome> outcomes) {
    return lost(outcomes.stream().map(Outcome::operation).toList());
  }

  private static List<Outcome> lost(List<Operation> all) {
    return all.stream().map(FaultyKernel::unknown).toList();
  }

  private static Outcome unknown(Operation operation) {
    return new Outcome(operation, Outcome.Status.UNKNOWN, Optional.empty());
  }

  /** A batch of the firewall stands and falls whole; of another each operation by itself. */
  private List<Outcome> withRefusal(List<Operation> all) {
    int first = operations;
    operations += all.size();
    if (all.get(0).isFirewall() && isRefused(first, all.size())) {
      return refusedWhole(all, Math.max(at - first, 0));
    }
    if (all.get(0).isFirewall()) {
      return behind.apply(all, Progress.SILENT);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int place = 0; place < all.size(); place++) {
      outcomes.addAll(
          isRefused(first + place, 1)
              ? List.of(Outcome.refused(all.get(place), Errno.EINVAL))
              : behind.apply(all.subList(place, place + 1), Progress.SILENT));
    }
    return outcomes;
  }

  private boolean isRefused(int first, int count) {
    boolean within = at >= first && at < first + count;
    return within || (fault == Fault.REFUSED_EVER_AFTER && first >= at);
  }

  private static List<Outcome> refusedWhole(List<Operation> all, int refused) {
    List<Outcome> outcomes = new ArrayList<>(all.stream().map(Outcome::notTried).toList());
    outcomes.set(refused, Outcome.refused(all.get(refused), Errno.EINVAL));
    return outcomes;
  }

  @Override
  public String label() {
    return behind.label();
  }

  @Override
  public Snapshot read() {
    return behind.read();
  }

  @Override
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    return behind.statistics();
  }

  @Override
  public Optional<Errno> zero(Optional<ServiceKey> service) {
    return behind.zero(service);
  }

  @Override
  public void connections(Consumer<Connection> each) {
    behind.connections(each);
  }

  @Override
  public Capabilities capabilities() {
    return behind.capabilities();
  }
}
