package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.Scene;

/** Counters of the kernel's entries become those of services. */
class ServiceTrafficTest {
  private static final Counters ONE = new Counters(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  private static final Counters TWO = new Counters(2, 4, 6, 8, 10, 12, 14, 16, 18, 20);
  private static final ServerKey SERVER = new ServerKey(IpAddress.of("10.1.0.1"), 0);
  private static final ServerKey OTHER = new ServerKey(IpAddress.of("2001:db8:1::1"), 0);
  private static final ServiceKey FOUR = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(1000));
  private static final ServiceKey SIX = new ServiceKey.OnMark(AddressFamily.IPV6, new Mark(1000));

  private static Snapshot shop() {
    return Scene.empty()
        .apply(
            "service shop on 192.0.2.1,2001:db8::1 ports 80,443",
            "  server 10.1.0.1 tunnel",
            "  server 2001:db8:1::1")
        .live();
  }

  private static ServiceStatistics counted(Counters counters, ServerKey server, long active) {
    return new ServiceStatistics(
        counters, new TreeMap<>(Map.of(server, new ServerStatistics(counters, active, 2, 3))));
  }

  @Test
  void aServiceOfTwoEntriesIsCountedAsOne() {
    assertEquals(
        List.of(
            new ServiceTraffic(
                "shop",
                new ServerStatistics(TWO, 11, 4, 6),
                Map.of(
                    "10.1.0.1",
                    new ServerStatistics(ONE, 1, 2, 3),
                    "2001:db8:1::1",
                    new ServerStatistics(ONE, 10, 2, 3)))),
        ServiceTraffic.of(
            shop(), Map.of(FOUR, counted(ONE, SERVER, 1), SIX, counted(ONE, OTHER, 10))));
  }

  @Test
  void aServerOfBothIsCountedAsOne() {
    ServiceTraffic traffic =
        ServiceTraffic.of(
                shop(), Map.of(FOUR, counted(ONE, SERVER, 1), SIX, counted(ONE, SERVER, 10)))
            .get(0);
    assertEquals(Map.of("10.1.0.1", new ServerStatistics(TWO, 11, 4, 6)), traffic.servers());
    assertEquals(new ServerStatistics(TWO, 11, 4, 6), traffic.total());
  }

  @Test
  void whatIsNotKnownOfOneIsNotKnownOfAll() {
    ServiceStatistics unknown =
        new ServiceStatistics(
            Optional.empty(), new TreeMap<>(Map.of(OTHER, ServerStatistics.ofConnections(10, 20))));
    ServiceTraffic traffic =
        ServiceTraffic.of(shop(), Map.of(FOUR, counted(ONE, SERVER, 1), SIX, unknown)).get(0);
    assertEquals(ServerStatistics.ofConnections(11, 22), traffic.total());
  }

  @Test
  void whatCameOrWentMeanwhileIsLeftOut() {
    assertEquals(List.of(), ServiceTraffic.of(shop(), Map.of()));
    assertEquals(
        List.of(), ServiceTraffic.of(Snapshot.EMPTY, Map.of(FOUR, counted(ONE, SERVER, 1))));
  }

  /** A server is called as in the statements. */
  @Test
  void aPortIsSaidWhereItIsNotTheServices() {
    Snapshot web = Scene.empty().apply("service web on 192.0.2.1 port 80").live();
    ServiceKey key = Scene.tcp("192.0.2.1", 80);
    ServerStatistics none = ServerStatistics.NONE;
    ServiceStatistics counted =
        new ServiceStatistics(
            Counters.NONE,
            new TreeMap<>(
                Map.of(
                    new ServerKey(IpAddress.of("10.1.0.1"), 80), none,
                    new ServerKey(IpAddress.of("10.1.0.1"), 8080), none)));
    assertEquals(
        List.of("10.1.0.1", "10.1.0.1:8080"),
        List.copyOf(ServiceTraffic.of(web, Map.of(key, counted)).get(0).servers().keySet()));
  }
}
