package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.ONE6;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.Samples.start;
import static org.lvsh.kernel.Samples.udp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Forwarding.Checksum;
import org.lvsh.kernel.model.Forwarding.Method;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.StopDaemon;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.SyncDaemon.Role;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/** Questions and changes of every kind, and what each answer of a kernel has to mean. */
final class Conversation {
  private static final RealServer DIRECT = new RealServer(TWO, 5, Forwarding.DIRECT, 9, 8);
  private static final RealServer GUE =
      RealServer.of(ONE6, 7, new Forwarding(Method.GUE, 6080, Checksum.REMOTE));
  private static final VirtualService PHONES =
      sticky(udp("192.168.0.1", 5060), "wrr", 77, 0xFFFF_FF00L, Optional.of("sip"));
  private static final VirtualService MARKED = sticky(mark6(9), "mh", 60, 48, Optional.empty());

  private static final SyncDaemon MASTER =
      new SyncDaemon(Role.MASTER, "eth0", 3, IpAddress.of("239.1.2.3"), 8848, 9, 1400);
  private static final SyncDaemon BACKUP =
      new SyncDaemon(Role.BACKUP, "lo", 255, IpAddress.of("ff02::77"), 1, 255, 65_487);

  private static final Counters NOTHING = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The ticks of a second of the kernel that was recorded. */
  static final int TICKS_PER_SECOND = 250;

  private final IpvsClient client;

  private Conversation(IpvsClient client) {
    this.client = client;
  }

  /** With a kernel that has nothing yet, and the interfaces lo and eth0. */
  static void with(IpvsClient client) {
    new Conversation(client).hold();
  }

  private void hold() {
    assertEquals(new IpvsInfo(0x010201, 4096), client.info());
    assertEquals(Timeouts.DEFAULT, client.timeouts());
    daemons();
    changes();
    Listing<VirtualService> services = client.services();
    assertEquals(
        Set.of(PHONES, service(WEB, "rr"), MARKED),
        Set.copyOf(services.entries()),
        "in the order of the kernel's hash table");
    assertEquals(List.of(), services.leftOut());
    assertEquals(
        new Listing<>(List.of(GUE, DIRECT, server(ONE, 1)), List.of()), client.servers(WEB));
    assertEquals(new Listing<>(List.of(), List.of()), client.servers(mark(77)));
    assertTrue(client.has(WEB));
    assertTrue(client.has(MARKED.key()));
    assertFalse(client.has(mark(77)));
    Operation last = add(WEB6);
    allDone(last);
    statistics();
    assertEquals(Optional.empty(), client.flush());
    assertEquals(new Listing<>(List.of(), List.of()), client.services());
  }

  private void changes() {
    List<Operation> operations =
        List.of(
            add(WEB),
            add(WEB, server(ONE, 1)),
            add(WEB),
            add(WEB, DIRECT),
            add(WEB, server(TWO, -1)),
            add(WEB, GUE),
            add(PHONES),
            add(MARKED));
    List<Outcome> outcomes = client.apply(operations, Progress.SILENT);
    for (int at = 0; at < operations.size(); at++) {
      Outcome expected =
          switch (at) {
            case 2 -> Outcome.refused(operations.get(at), Errno.EEXIST);
            case 4 -> Outcome.refused(operations.get(at), Errno.ERANGE);
            default -> Outcome.done(operations.get(at));
          };
      assertEquals(expected, outcomes.get(at));
    }
  }

  private void allDone(Operation... operations) {
    List<Operation> all = List.of(operations);
    assertEquals(all.stream().map(Outcome::done).toList(), client.apply(all, Progress.SILENT));
  }

  /** Before there is a server of another family than its service, for then they are refused. */
  private void daemons() {
    allDone(start(MASTER), start(BACKUP));
    assertEquals(new Listing<>(List.of(MASTER, BACKUP), List.of()), client.daemons());
    allDone(new StopDaemon(Role.MASTER), new StopDaemon(Role.BACKUP));
    assertEquals(new Listing<>(List.of(), List.of()), client.daemons());
  }

  /** No packet has passed; how counters look that some have moved, other tests say. */
  private void statistics() {
    Map<ServiceKey, ServiceStatistics> statistics = client.statistics();
    assertEquals(Set.of(WEB, WEB6, PHONES.key(), MARKED.key()), statistics.keySet());
    assertEquals(
        Set.of(server(ONE, 1).key(), DIRECT.key(), GUE.key()),
        statistics.get(WEB).servers().keySet());
    statistics
        .values()
        .forEach(
            each -> {
              assertEquals(Optional.of(NOTHING), each.counters());
              each.servers()
                  .values()
                  .forEach(server -> assertEquals(new ServerStatistics(NOTHING, 0, 0, 0), server));
            });
    assertEquals(Optional.empty(), client.zero(Optional.of(WEB)));
    assertEquals(Optional.empty(), client.zero(Optional.empty()));
    assertEquals(Optional.of(Errno.ESRCH), client.zero(Optional.of(mark(77))));
  }

  private static VirtualService sticky(
      ServiceKey key, String scheduler, long seconds, long granularity, Optional<String> engine) {
    Persistence persistence =
        new Persistence(
            Duration.ofSeconds(seconds),
            Optional.of(new Granularity(key.family(), granularity)),
            engine);
    boolean phones = key.family() == AddressFamily.IPV4;
    return new VirtualService(
        key,
        new Scheduler(scheduler, phones ? Set.of() : Set.of(2)),
        Optional.of(persistence),
        phones);
  }
}
