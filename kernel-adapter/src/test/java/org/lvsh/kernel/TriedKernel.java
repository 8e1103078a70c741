package org.lvsh.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.VirtualService;

/** A kernel in the words of its contract: what it takes, what it refuses, what it then holds. */
public final class TriedKernel {
  private final Kernel kernel;

  public TriedKernel(Kernel kernel) {
    this.kernel = kernel;
  }

  public Snapshot read() {
    return kernel.read();
  }

  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    return kernel.statistics();
  }

  public Optional<Errno> zero(Optional<ServiceKey> service) {
    return kernel.zero(service);
  }

  public Capabilities capabilities() {
    return kernel.capabilities();
  }

  /** The outcomes, checked to stand in the order of the operations. */
  public List<Outcome> apply(Operation... operations) {
    List<Outcome> outcomes = kernel.apply(List.of(operations), Progress.SILENT);
    assertEquals(List.of(operations), outcomes.stream().map(Outcome::operation).toList());
    return outcomes;
  }

  /** That every operation is done. */
  public void takes(Operation... operations) {
    assertEquals(Stream.of(operations).map(Outcome::done).toList(), apply(operations));
  }

  /** That an operation is refused with this errno and changes nothing. */
  public void refuses(Errno errno, Operation operation) {
    Snapshot before = read();
    assertEquals(List.of(Outcome.refused(operation, errno)), apply(operation));
    assertEquals(before, read(), "a refused operation changes nothing");
  }

  /** That there is nothing but settings. */
  public void isEmpty() {
    assertEquals(Snapshot.EMPTY, read().withSettings(new TreeMap<>()));
  }

  /** That exactly these services are there. */
  public void holds(ServiceKey... keys) {
    assertEquals(Set.of(keys), read().services().keySet());
  }

  /** That the service is there with these settings, whatever its servers. */
  public void holds(VirtualService service) {
    assertEquals(
        Optional.of(service),
        Optional.ofNullable(read().services().get(service.key())).map(entry -> entry.service()));
  }

  /** That the service has exactly these servers, in this order. */
  public void holdsServers(ServiceKey service, RealServer... servers) {
    assertEquals(List.of(servers), List.copyOf(read().services().get(service).servers().values()));
  }

  /** That exactly these sync daemons run, in this order. */
  public void runs(SyncDaemon... daemons) {
    assertEquals(List.of(daemons), List.copyOf(read().daemons().values()));
  }
}
