package org.lvsh.kernel.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.tcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelContract;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.SetTimeouts;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Timeouts;

class SimulatedKernelTest extends KernelContract {
  @Override
  protected Kernel fresh() {
    return SimulatedKernel.inMemory();
  }

  @Test
  void itSaysWhatItIsAndWhatItCanDo() {
    assertEquals("simulated", fresh().label());
    assertEquals(Set.copyOf(Scheduler.KNOWN), fresh().capabilities().schedulers());
    assertEquals(Set.of("sip"), fresh().capabilities().persistenceEngines());
  }

  @Test
  void itHasNoConnectionsWithoutTraffic() {
    List<Connection> seen = new ArrayList<>();
    fresh().connections(seen::add);
    assertEquals(List.of(), seen);
  }

  /** Debian's kernels count 250 ticks a second, up to 2147483647. */
  @Test
  void theLongestTimeoutIsThatOfDebian() {
    Duration longest = Duration.ofSeconds(8_589_934);
    Timeouts all = new Timeouts(longest, longest, longest);
    new TriedKernel(fresh()).takes(new SetTimeouts(all));
    Timeouts more = new Timeouts(longest, longest, longest.plusSeconds(1));
    new TriedKernel(fresh()).refuses(Errno.EINVAL, new SetTimeouts(more));
  }

  @Test
  void progressCountsOperationsAndTransactionsAtOnce() {
    List<String> reports = new ArrayList<>();
    List<Operation> operations =
        List.of(
            add(tcp("192.168.0.1", 80)),
            add(rule("192.168.0.1", 80, 80, 1)),
            add(rule("192.168.0.1", 81, 81, 1)),
            add(mark(1)));
    fresh().apply(operations, (done, total) -> reports.add(done + "/" + total));
    assertEquals(List.of("1/4", "3/4", "4/4"), reports);
  }

  /** Far below the limit where the work is linear, far above where it is quadratic. */
  @Test
  void fiftyThousandServicesAreQuick() {
    int services = 50_000;
    List<Operation> operations = new ArrayList<>();
    for (int at = 0; at < services; at++) {
      String virtual = "172." + (16 + at / 65536) + "." + at / 256 % 256 + "." + at % 256;
      ServiceKey key = mark(at + 1L);
      operations.add(add(key));
      operations.add(add(key, server(at("10.0.0.1", 80), 1)));
      operations.add(add(key, server(at("10.0.0.2", 80), 1)));
      operations.add(add(rule(virtual, 80, 80, at + 1L)));
      operations.add(name(key, "service-" + at));
    }
    Kernel kernel = fresh();
    List<Outcome> outcomes =
        assertTimeout(Duration.ofSeconds(20), () -> kernel.apply(operations, Progress.SILENT));
    assertEquals(operations.stream().map(Outcome::done).toList(), outcomes);
    assertTimeout(
        Duration.ofSeconds(10), () -> assertEquals(services, kernel.read().services().size()));
  }
}
