package org.lvsh.shell.session;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.Simulation;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;

/** A kernel all of whose long answers are pieces of work that somebody sees and can end. */
final class WatchedKernel implements Kernel {
  private static final String READING = "reading the kernel";

  private final Kernel kernel;
  private final Working working;

  WatchedKernel(Kernel kernel, Working working) {
    this.kernel = kernel;
    this.working = working;
  }

  @Override
  public String label() {
    return kernel.label();
  }

  @Override
  public Snapshot read() {
    try (Working.Work work = working.begin(READING)) {
      Snapshot state = kernel.read(work);
      work.report(1, 1);
      return state;
    }
  }

  @Override
  public List<Outcome> apply(List<Operation> operations, Progress progress) {
    return kernel.apply(operations, progress);
  }

  @Override
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    try (Working.Work work = working.begin("reading the counters")) {
      NavigableMap<ServiceKey, ServiceStatistics> statistics = kernel.statistics(work);
      work.report(1, 1);
      return statistics;
    }
  }

  @Override
  public Optional<Errno> zero(Optional<ServiceKey> service) {
    return kernel.zero(service);
  }

  @Override
  public void connections(Consumer<Connection> each) {
    try (Working.Work work = working.begin("reading the connections")) {
      kernel.connections(new Counted(each, work));
    }
  }

  /** Tells the number of those that it has passed on. */
  private static final class Counted implements Consumer<Connection> {
    private final Consumer<Connection> each;
    private final Progress progress;
    private int passed;

    Counted(Consumer<Connection> each, Progress progress) {
      this.each = each;
      this.progress = progress;
    }

    @Override
    public void accept(Connection connection) {
      progress.report(passed++, Progress.UNKNOWN);
      each.accept(connection);
    }
  }

  @Override
  public Capabilities capabilities() {
    return kernel.capabilities();
  }

  @Override
  public List<MarkInUse> marksOfOthers() {
    return kernel.marksOfOthers();
  }

  @Override
  public boolean hasSourceNat() {
    return kernel.hasSourceNat();
  }

  @Override
  public Optional<FirewallKind> firewall() {
    return kernel.firewall();
  }

  @Override
  public Optional<String> restriction() {
    return kernel.restriction();
  }

  @Override
  public List<String> leftOut() {
    return kernel.leftOut();
  }

  @Override
  public Optional<Simulation> simulation() {
    return kernel.simulation();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
