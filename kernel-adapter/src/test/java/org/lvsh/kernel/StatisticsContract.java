package org.lvsh.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.ONE6;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;
import static org.lvsh.kernel.Samples.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;

/** The part of the contract that is about counters, as far as it needs no packets. */
public interface StatisticsContract {
  TriedKernel kernel();

  @Test
  default void aKernelWithoutServicesCountsNothing() {
    assertEquals(Map.of(), kernel().statistics());
  }

  @Test
  default void everyServiceAndServerIsCountedFromNought() {
    kernel().takes(add(WEB), add(WEB6), add(mark(5)), add(mark6(5)));
    kernel().takes(add(WEB, server(TWO, 1)), add(WEB, server(ONE, 1)));
    kernel().takes(add(mark6(5), server(ONE6, 1)));
    assertEquals(
        Map.of(
            WEB,
            untouched(ONE, TWO),
            WEB6,
            untouched(),
            mark(5),
            untouched(),
            mark6(5),
            untouched(ONE6)),
        kernel().statistics());
    assertEquals(
        List.copyOf(kernel().read().services().keySet()),
        List.copyOf(kernel().statistics().keySet()));
  }

  private static ServiceStatistics untouched(ServerKey... servers) {
    Map<ServerKey, ServerStatistics> all = new LinkedHashMap<>();
    List.of(servers).forEach(server -> all.put(server, ServerStatistics.NONE));
    return new ServiceStatistics(Counters.NONE, all);
  }

  /** Schedulers go by this order, which a snapshot does not keep. */
  @Test
  default void serversAreListedFromTheOneAddedLast() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)), add(WEB, server(TWO, 1)));
    assertEquals(List.of(TWO, ONE), kernel().statistics().get(WEB).order());
    kernel().takes(new Operation.ChangeServer(WEB, server(ONE, 5)));
    assertEquals(List.of(TWO, ONE), kernel().statistics().get(WEB).order(), "changed in its place");
    kernel().takes(new Operation.RemoveServer(WEB, ONE), add(WEB, server(ONE, 1)));
    assertEquals(List.of(ONE, TWO), kernel().statistics().get(WEB).order(), "added again");
  }

  @Test
  default void countersAreZeroedOfOneServiceOrOfAll() {
    zeroes(Optional.empty());
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)), add(mark6(5)));
    zeroes(Optional.empty());
    zeroes(Optional.of(WEB));
    zeroes(Optional.of(mark6(5)));
  }

  @Test
  default void onlyAServiceThatIsThereIsZeroed() {
    kernel().takes(add(WEB), add(mark(5)));
    assertEquals(Optional.of(Errno.ESRCH), kernel().zero(Optional.of(WEB6)));
    assertEquals(Optional.of(Errno.ESRCH), kernel().zero(Optional.of(mark6(5))));
  }

  private void zeroes(Optional<ServiceKey> service) {
    Snapshot before = kernel().read();
    assertEquals(Optional.empty(), kernel().zero(service));
    assertEquals(before, kernel().read(), "counters are no configuration");
  }
}
