package org.lvsh.kernel.simulated;

import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Passage;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.Simulation;
import org.lvsh.kernel.Visitors;
import org.lvsh.kernel.Visits;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.traffic.Balancer;

/**
 * A kernel for laptops, reviews, tests and teaching. It refuses what Linux refuses, with the same
 * errno and by the same order of checks; what depends on a machine's own addresses and routes it
 * takes as a machine that has none of them would. Clients come only where {@link #visit} lets them,
 * and its clock moves only by that and by {@link #forward}. May be used by several threads.
 */
public final class SimulatedKernel implements Kernel, Simulation {
  private final StateKeeper keeper;

  private SimulatedKernel(StateKeeper keeper) {
    this.keeper = keeper;
  }

  /** An empty kernel that lives as long as this object. */
  public static SimulatedKernel inMemory() {
    return new SimulatedKernel(new MemoryKeeper());
  }

  /**
   * A kernel kept in a file, which other processes may use at the same time: each {@link #read} and
   * each {@link #apply} begins with what the file says then. Where there is no such file yet the
   * kernel is empty, and the first change creates it, readable to its owner alone.
   *
   * <p>Every method that needs the file throws {@link org.lvsh.kernel.KernelException} where it is
   * damaged, too large or out of reach, with nothing changed.
   *
   * @param file in a folder that is there; a symbolic link is followed
   */
  public static SimulatedKernel keptIn(Path file) {
    return new SimulatedKernel(new StateFile(file));
  }

  @Override
  public String label() {
    return "simulated";
  }

  @Override
  public Snapshot read() {
    return keeper.read(State::snapshot);
  }

  @Override
  public List<Outcome> apply(List<Operation> operations, Progress progress) {
    List<Operation> all = List.copyOf(operations);
    return all.isEmpty()
        ? List.of()
        : keeper.change(state -> new Execution(state).apply(all, progress));
  }

  /** Not two seconds late, as Linux is. */
  @Override
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    return keeper.read(state -> state.ipvs().balancer().statistics());
  }

  @Override
  public Optional<Errno> zero(Optional<ServiceKey> service) {
    if (service.isPresent() && !keeper.<Boolean>read(state -> state.ipvs().has(service.get()))) {
      return Optional.of(Errno.ESRCH);
    }
    return keeper.change(
        state -> {
          state.ipvs().balancer().zero(service);
          return Optional.empty();
        });
  }

  @Override
  public void connections(Consumer<Connection> each) {
    keeper.read(
        state -> {
          state.ipvs().balancer().connections(each);
          return Optional.empty();
        });
  }

  @Override
  public Optional<Simulation> simulation() {
    return Optional.of(this);
  }

  @Override
  public Visits visit(Visitors visitors) {
    return keeper.change(state -> new Arrivals(state).come(visitors));
  }

  @Override
  public Passage forward(Duration duration) {
    return keeper.change(
        state -> {
          Balancer balancer = state.ipvs().balancer();
          return Arrivals.passage(balancer, balancer.forward(duration));
        });
  }

  @Override
  public Capabilities capabilities() {
    Set<String> schedulers = ImmutableSet.copyOf(Scheduler.KNOWN);
    return new Capabilities(schedulers, ServiceChecks.ENGINES);
  }
}
