package org.lvsh.kernel.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.Forecast.Unknown;
import org.lvsh.kernel.traffic.SeenServer.Fitness;

/** What can be told of a choice, and what not. */
class ForecastTest {
  private final List<SeenServer> servers = new ArrayList<>();

  private ForecastTest with(int number, int weight, long active) {
    return limited(number, weight, active, 0, 0);
  }

  private ForecastTest limited(int number, int weight, long active, long upper, long lower) {
    RealServer settings =
        new RealServer(Director.key(number), weight, Forwarding.DIRECT, upper, lower);
    servers.add(new SeenServer(settings, ServerStatistics.ofConnections(active, 0)));
    return this;
  }

  private Forecast ask(String scheduler) {
    return ask(scheduler, true);
  }

  private Forecast ask(String scheduler, boolean portKnown) {
    VirtualService service =
        new VirtualService(Director.WEB, Director.scheduler(scheduler), Optional.empty(), false);
    Packet packet =
        new Packet(
            Protocol.TCP, IpAddress.of("203.0.113.7"), 40_000, IpAddress.of("192.168.0.1"), 80, "");
    return Forecast.of(service, servers, packet, portKnown);
  }

  private static List<ServerKey> candidates(Forecast forecast) {
    return forecast.candidates().stream().map(Forecast.Candidate::server).toList();
  }

  private static List<ServerKey> keys(int... numbers) {
    List<ServerKey> keys = new ArrayList<>();
    for (int number : numbers) {
      keys.add(Director.key(number));
    }
    return keys;
  }

  @Test
  void tiesGoToTheFirstOfTheList() {
    with(2, 1, 5).with(1, 1, 5);
    for (String scheduler : List.of("lc", "wlc", "sed", "nq", "fo")) {
      assertEquals(keys(2), candidates(ask(scheduler)), scheduler);
      assertTrue(ask(scheduler).isCertain(), scheduler);
    }
  }

  @Test
  void turnsHaveShares() {
    with(1, 3, 0).with(2, 1, 0).with(3, 0, 0);
    Forecast wrr = ask("wrr");
    assertEquals(keys(1, 2), candidates(wrr));
    assertEquals(0.75, wrr.candidates().get(0).share().getAsDouble());
    assertEquals(0.5, ask("rr").candidates().get(0).share().getAsDouble());
    assertEquals(Set.of(Unknown.TURN), wrr.unknowns());
    assertFalse(wrr.mayRefuse());
  }

  @Test
  void oneServerAloneHasEveryTurn() {
    with(1, 3, 0).with(3, 0, 0);
    for (String scheduler : List.of("rr", "wrr", "twos", "lblc", "lblcr")) {
      assertEquals(Optional.of(Director.key(1)), ask(scheduler).server(), scheduler);
      assertEquals(Set.of(), ask(scheduler).unknowns(), scheduler);
    }
  }

  @Test
  void withoutServersAllAreRefused() {
    for (String scheduler : List.of("rr", "wrr", "wlc", "sh", "dh", "mh", "twos", "lblc", "best")) {
      assertEquals(List.of(), ask(scheduler).candidates(), scheduler);
      assertTrue(ask(scheduler).isCertain(), scheduler);
      assertEquals(Optional.empty(), ask(scheduler).server(), scheduler);
    }
    with(1, 0, 0);
    for (String scheduler : List.of("rr", "wrr", "wlc", "sh", "dh", "mh", "twos", "lblc", "best")) {
      assertEquals(List.of(), ask(scheduler).candidates(), scheduler);
    }
  }

  @Test
  void lotsHaveChances() {
    with(1, 1, 0).with(2, 1, 9);
    Forecast twos = ask("twos");
    // The first server is drawn two times of three, for the number 0 is its as well.
    assertEquals(keys(1, 2), candidates(twos));
    assertEquals(8.0 / 9, twos.candidates().get(0).share().getAsDouble(), 1e-9);
    assertEquals(Set.of(Unknown.LOTS), twos.unknowns());
  }

  @Test
  void aServerBetweenItsLimitsMayTakeItOrNot() {
    limited(1, 1, 8, 10, 5).with(2, 1, 20);
    Forecast wlc = ask("wlc");
    assertEquals(Fitness.BETWEEN_LIMITS, servers.get(0).fitness());
    assertEquals(keys(1, 2), candidates(wlc));
    assertEquals(Set.of(Unknown.OVERLOAD), wlc.unknowns());
    assertFalse(wlc.mayRefuse());
    assertFalse(wlc.isCertain());
    servers.remove(1);
    assertTrue(ask("wlc").mayRefuse());
    assertTrue(ask("rr").mayRefuse());
  }

  @Test
  void aServerBetweenItsLimitsThatWouldNotBeChosenIsNoDoubt() {
    limited(1, 1, 8, 10, 5).with(2, 1, 1);
    assertEquals(Optional.of(Director.key(2)), ask("wlc").server());
    assertEquals(Set.of(), ask("wlc").unknowns());
  }

  @Test
  void limitsSayWhatTheySay() {
    limited(1, 1, 10, 10, 5)
        .limited(2, 1, 4, 10, 5)
        .limited(3, 1, 7, 10, 0)
        .limited(4, 1, 8, 10, 0);
    assertEquals(
        List.of(Fitness.OVERLOADED, Fitness.USABLE, Fitness.USABLE, Fitness.BETWEEN_LIMITS),
        servers.stream().map(SeenServer::fitness).toList());
  }

  @Test
  void aHashOfTheClientsPortNeedsThePort() {
    with(1, 1, 0).with(2, 1, 0);
    for (String scheduler : List.of("sh 2", "mh 2")) {
      assertTrue(ask(scheduler).isCertain(), scheduler);
      Forecast open = ask(scheduler, false);
      assertEquals(2, open.candidates().size(), scheduler);
      assertEquals(0.5, open.candidates().get(0).share().getAsDouble(), 0.03, scheduler);
      assertEquals(Set.of(Unknown.CLIENT_PORT), open.unknowns(), scheduler);
      assertEquals(OptionalInt.empty(), open.place(), scheduler);
    }
    assertTrue(ask("sh", false).isCertain());
    assertTrue(ask("dh 2", false).isCertain());
  }

  @Test
  void theWeightOfADrainedServerBeforeIsUnknown() {
    with(1, 1, 0).with(2, 0, 0);
    assertEquals(Set.of(Unknown.FORMER_WEIGHT), ask("mh").unknowns());
    assertEquals(keys(1), candidates(ask("mh")));
    assertFalse(ask("mh").isCertain());
  }

  @Test
  void whatIsRememberedIsUnknown() {
    with(1, 1, 0).with(2, 2, 9).with(3, 20, 9);
    // The second has more than its share while others have less than half of theirs.
    assertEquals(keys(1, 3), candidates(ask("lblc")));
    assertEquals(Set.of(Unknown.MEMORY), ask("lblcr").unknowns());
  }

  @Test
  void anUnknownSchedulerMayChooseAny() {
    with(1, 1, 0).with(2, 1, 0);
    assertEquals(keys(1, 2), candidates(ask("best")));
    assertEquals(Set.of(Unknown.SCHEDULER), ask("best").unknowns());
  }

  @Test
  void aForecastSaysSomething() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Forecast(OptionalInt.empty(), List.of(), List.of(), false, Set.of()));
  }
}
