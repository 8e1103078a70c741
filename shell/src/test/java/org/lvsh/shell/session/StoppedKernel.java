package org.lvsh.shell.session;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;

/**
 * A kernel on which something happens at one batch: its process ends there, or waits to be killed,
 * or somebody else does something. Where that returns, the batch goes on.
 */
public class StoppedKernel implements Kernel {
  /** Kills whoever runs it. */
  public static final Consumer<List<Operation>> KILL =
      batch -> {
        throw new Killed();
      };

  private final Kernel behind;
  private final Place place;
  private final Consumer<List<Operation>> event;
  private int batches;

  /**
   * A kernel with an event.
   *
   * @param event what happens there; it gets the operations of the batch
   */
  public StoppedKernel(Kernel behind, Place place, Consumer<List<Operation>> event) {
    this.behind = behind;
    this.place = place;
    this.event = event;
  }

  /** The process is killed; an error, so that nothing in it can take care of it. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Where it happens.
   *
   * @param batch counted from 0
   * @param done how many operations of the batch are done by then; of the firewall all or none are
   */
  public record Place(int batch, int done) {
    /** Before every batch. */
    public static final Place EVERYWHERE = new Place(-1, 0);

    @Override
    public String toString() {
      return "in batch " + batch + " after " + done + " of its operations";
    }
  }

  /** How many batches have begun. */
  public int batches() {
    return batches;
  }

  @Override
  public List<Outcome> apply(List<Operation> operations, Progress progress) {
    boolean isHere = place.equals(Place.EVERYWHERE) || batches == place.batch();
    batches++;
    if (!isHere) {
      return behind.apply(operations, progress);
    }
    int done = Math.min(place.done(), operations.size());
    List<Outcome> outcomes =
        new ArrayList<>(behind.apply(operations.subList(0, done), Progress.SILENT));
    event.accept(List.copyOf(operations));
    outcomes.addAll(behind.apply(operations.subList(done, operations.size()), progress));
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

  @Override
  public List<MarkInUse> marksOfOthers() {
    return behind.marksOfOthers();
  }

  @Override
  public Optional<FirewallKind> firewall() {
    return behind.firewall();
  }

  @Override
  public Optional<String> restriction() {
    return behind.restriction();
  }

  @Override
  public List<String> leftOut() {
    return behind.leftOut();
  }

  @Override
  public void close() {
    behind.close();
  }
}
