package org.lvsh.kernel.simulated;

import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;

/**
 * A kernel for laptops, reviews, tests and teaching. It refuses what Linux refuses, with the same
 * errno and by the same order of checks; what depends on a machine's own addresses and routes it
 * takes as a machine that has none of them would. May be used by several threads.
 */
public final class SimulatedKernel implements Kernel {
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
    return keeper.read();
  }

  @Override
  public List<Outcome> apply(List<Operation> operations, Progress progress) {
    List<Operation> all = List.copyOf(operations);
    return all.isEmpty()
        ? List.of()
        : keeper.change(state -> new Execution(state).apply(all, progress));
  }

  /** Nothing sends traffic through this kernel, so nothing is counted. */
  @Override
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    NavigableMap<ServiceKey, ServiceStatistics> all = new TreeMap<>();
    read().services().forEach((key, entry) -> all.put(key, uncounted(entry)));
    return all;
  }

  private static ServiceStatistics uncounted(ServiceEntry entry) {
    NavigableMap<ServerKey, ServerStatistics> servers = new TreeMap<>();
    entry.servers().keySet().forEach(server -> servers.put(server, ServerStatistics.NONE));
    return new ServiceStatistics(Counters.NONE, servers);
  }

  @Override
  public Optional<Errno> zero(Optional<ServiceKey> service) {
    return service.filter(key -> !read().services().containsKey(key)).map(key -> Errno.ESRCH);
  }

  /** Nothing sends traffic through this kernel, so its table has no entry to hand over. */
  @Override
  public void connections(Consumer<Connection> each) {}

  @Override
  public Capabilities capabilities() {
    Set<String> schedulers = ImmutableSet.copyOf(Scheduler.KNOWN);
    return new Capabilities(schedulers, ServiceChecks.ENGINES);
  }
}
