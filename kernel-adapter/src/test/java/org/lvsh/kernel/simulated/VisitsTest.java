package org.lvsh.kernel.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.rule;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.start;
import static org.lvsh.kernel.Samples.tcp;
import static org.lvsh.kernel.Samples.udp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Passage;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.Visitors;
import org.lvsh.kernel.Visitors.Target;
import org.lvsh.kernel.Visits;
import org.lvsh.kernel.Visits.Served;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation.RemoveServer;
import org.lvsh.kernel.model.Operation.SetSetting;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.VirtualService;

/** That clients come to a kernel, and time passes in it. */
class VisitsTest {
  private static final Target HTTP = target("192.168.0.1", 80);
  private static final Target HTTPS = target("192.168.0.1", 443);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final SimulatedKernel kernel = SimulatedKernel.inMemory();
  private final TriedKernel tried = new TriedKernel(kernel);

  private static Target target(String address, int port) {
    return new Target(Protocol.TCP, IpAddress.of(address), port);
  }

  private Visits come(int clients, Duration during, Target... targets) {
    return kernel.visit(
        Visitors.apart(IpAddress.of("203.0.113.1"), clients, List.of(targets), during));
  }

  private List<Connection> entries() {
    List<Connection> all = new ArrayList<>();
    kernel.connections(all::add);
    return all;
  }

  @BeforeEach
  void aStickyMarkOfTwoPorts() {
    VirtualService shop =
        VirtualService.of(mark(10), Scheduler.of("wrr"), Persistence.of(Duration.ofMinutes(5)));
    tried.takes(
        add(shop),
        add(mark(10), server(ONE, 1)),
        add(mark(10), server(TWO, 2)),
        add(rule("192.168.0.1", 80, 80, 10)),
        add(rule("192.168.0.1", 443, 443, 10)));
  }

  @Test
  void eachClientConnectsToEachTargetAndStaysOnItsServer() {
    Visits visits = come(300, Duration.ZERO, HTTP, HTTPS);
    assertEquals(
        Map.of(mark(10), Map.of(ONE, new Served(100, 200), TWO, new Served(200, 400))),
        visits.served());
    assertEquals(600, visits.connections());
    assertEquals(300, visits.newTemplates());
    assertEquals(
        List.of(0L, 0L, 0L), List.of(visits.refused(), visits.unreadable(), visits.notBalanced()));
    assertEquals(new Passage(Duration.ZERO, 0, 0, 600, 300), visits.passage());
    assertEquals(900, entries().size());
    assertEquals(0, come(300, Duration.ZERO, HTTP).newTemplates(), "the same clients come back");
  }

  @Test
  void clientsAreCountedUpFromTheFirst() {
    come(257, Duration.ZERO, HTTP);
    Set<IpAddress> clients = new HashSet<>();
    entries().forEach(entry -> clients.add(entry.client()));
    assertEquals(257, clients.size());
    assertTrue(clients.contains(IpAddress.of("203.0.113.1")));
    assertTrue(clients.contains(IpAddress.of("203.0.114.1")));
  }

  @Test
  void aClientThatComesBackTakesAnotherPort() {
    come(1, Duration.ZERO, HTTP, HTTPS);
    come(1, Duration.ZERO, HTTP);
    List<Integer> ports =
        entries().stream().filter(one -> !one.isTemplate()).map(Connection::clientPort).toList();
    assertEquals(List.of(32_768, 32_769, 32_769), ports.stream().sorted().toList());
  }

  @Test
  void clientsComeEvenlyOverTheTimeGiven() {
    Visits visits = come(600, TEN_MINUTES, HTTP);
    assertEquals(TEN_MINUTES, visits.passage().clock());
    TreeMap<Duration, Integer> ends = new TreeMap<>();
    entries().stream()
        .filter(one -> !one.isTemplate())
        .forEach(one -> ends.merge(one.expires(), 1, Integer::sum));
    assertEquals(Duration.ofMinutes(5), ends.firstKey(), "the first one has waited longest");
    assertEquals(Duration.ofSeconds(899), ends.lastKey());
    assertEquals(600, ends.size());
    Counters counters = kernel.statistics().get(mark(10)).counters().orElseThrow();
    assertEquals(600, counters.connections());
    assertEquals(1, counters.connectionsPerSecond());
  }

  /**
   * Silent connections of TCP live for a quarter of an hour, their templates to the next minute.
   */
  @Test
  void timePasses() {
    come(3, Duration.ZERO, HTTP, HTTPS);
    assertEquals(new Passage(TEN_MINUTES, 0, 0, 6, 3), kernel.forward(TEN_MINUTES));
    assertEquals(
        new Passage(Duration.ofMinutes(15), 6, 0, 0, 3), kernel.forward(Duration.ofMinutes(5)));
    assertEquals(
        new Passage(Duration.ofMinutes(16), 0, 3, 0, 0), kernel.forward(Duration.ofMinutes(1)));
    assertEquals(List.of(), entries());
  }

  @Test
  void whoFindsNoServerIsRefused() {
    tried.takes(new RemoveServer(mark(10), ONE), new RemoveServer(mark(10), TWO));
    Visits visits = come(5, Duration.ZERO, HTTP, target("192.168.0.1", 22));
    assertEquals(5, visits.refused());
    assertEquals(5, visits.notBalanced(), "and port 22 is of no service");
    assertEquals(0, visits.connections());
  }

  @Test
  void theServerAddedLastComesFirst() {
    tried.takes(add(WEB), add(WEB, server(ONE, 1)), add(WEB, server(TWO, 1)));
    Target web = target("192.168.0.1", 8080);
    ServiceKey key = tcp("192.168.0.1", 8080);
    tried.takes(add(key), add(key, server(TWO, 1)), add(key, server(ONE, 1)));
    assertEquals(Map.of(key, Map.of(ONE, new Served(1, 1))), come(1, Duration.ZERO, web).served());
    assertEquals(Map.of(key, Map.of(TWO, new Served(1, 1))), come(1, Duration.ZERO, web).served());
  }

  @Test
  void aBackupThatIsOnlyOneBalancesNothing() {
    tried.takes(
        start(SyncDaemon.of(SyncDaemon.Role.BACKUP, "lo", 0)),
        new SetSetting(new Setting("backup_only", "1")));
    assertEquals(2, come(2, Duration.ZERO, HTTP).notBalanced());
  }

  @Test
  void sipClientsMakeOneCallEach() {
    ServiceKey sip = udp("192.168.0.1", 5060);
    Persistence engine =
        new Persistence(Duration.ofMinutes(5), Optional.empty(), Optional.of("sip"));
    tried.takes(add(VirtualService.of(sip, Scheduler.of("rr"), engine)), add(sip, server(ONE, 1)));
    Target call = new Target(Protocol.UDP, IpAddress.of("192.168.0.1"), 5060);
    assertEquals(2, come(2, Duration.ZERO, call).newTemplates());
    Set<String> data = new HashSet<>();
    entries().stream().filter(Connection::isTemplate).forEach(one -> data.add(one.engineData()));
    assertEquals(Set.of("sip 1@203.0.113.1", "sip 1@203.0.113.2"), data);
  }

  @Test
  void ipv6ClientsComeToIpv6() {
    ServerKey six = at("2001:db8:1::1", 80);
    tried.takes(add(WEB6), add(WEB6, server(six, 1)));
    Visits visits =
        kernel.visit(
            Visitors.apart(
                IpAddress.of("2001:db8:0:0:ffff:ffff:ffff:ffff"),
                2,
                List.of(target("2001:db8::1", 80)),
                Duration.ZERO));
    assertEquals(Map.of(WEB6, Map.of(six, new Served(2, 2))), visits.served());
    assertTrue(
        entries().stream().anyMatch(one -> one.client().equals(IpAddress.of("2001:db8:0:1::"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> come(1, Duration.ZERO, target("2001:db8::1", 80)),
        "no IPv4 client can");
  }

  @Test
  void countersAreZeroedAndConnectionsStay() {
    come(3, Duration.ZERO, HTTP);
    assertEquals(Optional.of(Errno.ESRCH), kernel.zero(Optional.of(WEB)));
    assertEquals(3, kernel.statistics().get(mark(10)).counters().orElseThrow().connections());
    assertEquals(Optional.empty(), kernel.zero(Optional.of(mark(10))));
    assertEquals(Optional.of(Counters.NONE), kernel.statistics().get(mark(10)).counters());
    assertEquals(6, entries().size());
  }

  /** Far below the limit where the work is linear, far above where it is quadratic. */
  @Test
  void twentyThousandClientsAreQuick() {
    int clients = 20_000;
    Visits visits =
        assertTimeout(
            Duration.ofMinutes(1), () -> come(clients, Duration.ofMinutes(30), HTTP, HTTPS));
    assertEquals(2L * clients, visits.connections());
    assertTimeout(Duration.ofMinutes(1), () -> kernel.forward(Duration.ofDays(1)));
    assertEquals(List.of(), entries());
  }
}
