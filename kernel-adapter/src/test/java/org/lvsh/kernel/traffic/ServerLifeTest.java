package org.lvsh.kernel.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.Verdict.Fate;

/** What becomes of connections when servers are drained, limited, removed and added again. */
class ServerLifeTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private static Director sticky() {
    return Director.of(Director.sticky(Director.WEB, "rr", FIVE_MINUTES), 1, 1);
  }

  private static RealServer limited(int number, long upper, long lower) {
    return new RealServer(Director.key(number), 1, Forwarding.DIRECT, upper, lower);
  }

  @Test
  void connectionsAreCountedWhereTheyGo() {
    Director director = Director.of("rr", 1, 1);
    director.come(5);
    assertEquals(3, director.statistics(1).activeConnections());
    assertEquals(2, director.statistics(2).activeConnections());
    assertEquals(0, director.statistics(1).inactiveConnections());
    director.forward(900);
    assertEquals(0, director.statistics(1).activeConnections());
    assertEquals(
        3, director.statistics(1).counters().orElseThrow().connections(), "counted once for all");
  }

  @Test
  void aConnectionsPacketsAreThoseOfItsHandshake() {
    Director director = Director.of("rr", 1);
    director.come(2);
    Counters direct = director.statistics(1).counters().orElseThrow();
    assertEquals(List.of(4L, 0L, 224L, 0L), passed(direct));
    RealServer masqueraded = RealServer.of(Director.key(1), 1, Forwarding.MASQUERADE);
    director.balancer().changeServer(Director.WEB, masqueraded);
    director.come(1);
    Counters both = director.statistics(1).counters().orElseThrow();
    assertEquals(List.of(6L, 1L, 336L, 60L), passed(both));
  }

  private static List<Long> passed(Counters counters) {
    return List.of(
        counters.incomingPackets(),
        counters.outgoingPackets(),
        counters.incomingBytes(),
        counters.outgoingBytes());
  }

  /** 20 connections in each two seconds are 10 a second, which the average nears by quarters. */
  @Test
  void ratesFollowWithinSomeSeconds() {
    Director director = Director.of("rr", 1);
    assertEquals(0, rate(director));
    director.come(20);
    assertEquals(0, rate(director));
    director.forward(2);
    assertEquals(2, rate(director), "a quarter of ten, as the kernel rounds");
    director.come(20);
    director.forward(2);
    assertEquals(4, rate(director));
    director.forward(2);
    assertEquals(3, rate(director));
    director.forward(3_600);
    assertEquals(0, rate(director));
  }

  private static long rate(Director director) {
    return director.statistics(1).counters().orElseThrow().connectionsPerSecond();
  }

  @Test
  void zeroLeavesTheConnections() {
    Director director = Director.of("rr", 1);
    director.come(2);
    director.balancer().zero(Optional.of(Director.WEB));
    assertEquals(new ServerStatistics(Counters.NONE, 2, 0, 0), director.statistics(1));
  }

  @Test
  void aFullServerGetsNoneUntilAQuarterIsGone() {
    Director director = Director.of("rr", 1);
    director.balancer().changeServer(Director.WEB, limited(1, 4, 0));
    assertEquals("AA", director.come(2));
    director.forward(100);
    assertEquals("AA--", director.come(4));
    director.forward(799);
    assertEquals("-", director.come(1));
    director.forward(1);
    assertEquals("AA-", director.come(3));
  }

  @Test
  void theLowerLimitSaysWhenItTakesThemAgain() {
    Director director = Director.of("rr", 1);
    director.balancer().changeServer(Director.WEB, limited(1, 3, 1));
    assertEquals("A", director.come(1));
    director.forward(10);
    assertEquals("A", director.come(1));
    director.forward(10);
    assertEquals("A-", director.come(2));
    director.forward(890);
    assertEquals("-", director.come(1), "one is left, and below one is none");
    director.forward(10);
    assertEquals("AAA-", director.come(4));
  }

  @Test
  void anotherLimitCountsAtOnce() {
    Director director = Director.of("rr", 1);
    assertEquals("AAA", director.come(3));
    director.balancer().changeServer(Director.WEB, limited(1, 3, 0));
    assertEquals("-", director.come(1));
    director.balancer().changeServer(Director.WEB, limited(1, 0, 0));
    assertEquals("A", director.come(1));
  }

  @Test
  void limitsDoNotHoldAgainstATemplate() {
    Director director = sticky();
    director.balancer().changeServer(Director.WEB, limited(1, 1, 0));
    assertEquals("AB", director.come(2));
    assertEquals("AB", director.come(2));
    assertEquals(2, director.statistics(1).activeConnections());
  }

  @Test
  void aDrainedServerKeepsItsConnections() {
    Director director = Director.of("rr", 1, 1);
    director.come(2);
    director.change(1, 0);
    assertEquals("BB", director.come(2));
    assertEquals(1, director.statistics(1).activeConnections());
  }

  @Test
  void packetsToARemovedServerAreLost() {
    Director director = Director.of("rr", 1, 1);
    assertEquals("A", director.come(1));
    director.remove(1);
    assertEquals(1, director.connections().size(), "it stays in the table");
    assertEquals(Fate.SERVER_GONE, again(director).fate());
  }

  /** The very packet that {@link Director#come} began with. */
  private static Verdict again(Director director) {
    Packet packet =
        new Packet(
            Director.WEB.protocol(), Director.client(1), 32_768, Director.WEB.address(), 80, "");
    return director.balancer().arrive(packet, Optional.empty(), director.settings());
  }

  @Test
  void aPacketOfAConnectionLetsItsTimeBeginAgain() {
    Director director = Director.of("rr", 1, 1);
    director.come(1);
    director.forward(600);
    assertEquals(Fate.OLD_CONNECTION, again(director).fate());
    assertEquals(Lapse.NOTHING, director.forward(899));
    assertEquals(new Lapse(1, 0), director.forward(1));
  }

  @Test
  void expireNodestConnEndsWhatARemovedServerHad() {
    Director director = sticky();
    director.expireNodest();
    director.come(4);
    director.remove(1);
    assertEquals(2, director.connections().size());
    assertEquals(2, director.templates().size());
    assertEquals("BB", director.come(2));
  }

  /** Only a removal looks for them; what is there when the setting changes waits for a packet. */
  @Test
  void expireNodestConnLetsAPacketBeScheduledAnew() {
    Director director = Director.of("rr", 1, 1);
    director.come(1);
    director.remove(1);
    director.expireNodest();
    assertEquals(1, director.connections().size());
    Verdict verdict = again(director);
    assertEquals(Fate.SCHEDULED, verdict.fate());
    assertEquals("B", Director.letter(verdict));
    assertEquals(1, director.connections().size());
  }

  @Test
  void aServerAddedAgainGetsItsClientsAndCountersBack() {
    Director director = sticky();
    director.come(2);
    director.remove(1);
    director.forward(240);
    director.addAgain(1, 1);
    assertEquals("A", director.comeFrom(1));
    assertEquals(2, director.statistics(1).activeConnections());
    assertEquals(1, director.statistics(1).persistentConnections().orElseThrow());
    assertEquals(2, director.statistics(1).counters().orElseThrow().connections());
  }

  /** The connections end after 900 s, and two minutes of idleness are seen from 960 s on. */
  @Test
  void aServerIsForgottenTwoMinutesAfterItsLastConnection() {
    Director director = Director.of("rr", 1, 1);
    director.come(2);
    director.remove(1);
    director.forward(1_019);
    director.addAgain(1, 1);
    assertEquals(1, director.statistics(1).counters().orElseThrow().connections());
    director.remove(1);
    director.forward(240);
    director.addAgain(1, 1);
    assertEquals(ServerStatistics.NONE, director.statistics(1));
  }

  @Test
  void aServiceMadeAnewGetsConnectionsBackButNotItsCounters() {
    Director director = sticky();
    director.come(2);
    VirtualService service = Director.sticky(Director.WEB, "rr", FIVE_MINUTES);
    director.balancer().removeService(Director.WEB, director.settings());
    assertEquals(2, director.templates().size());
    assertEquals(2, director.connections().size());
    director.add(service, 1, 1);
    assertEquals(1, director.statistics(1).activeConnections());
    assertEquals(Counters.NONE, director.statistics(1).counters().orElseThrow());
    assertEquals("AB", director.come(2), "by the templates that were there");
    assertEquals(2, director.templates().size());
  }

  @Test
  void anotherServiceTakesNothingOver() {
    Director director = sticky();
    director.come(1);
    director.balancer().removeService(Director.WEB, director.settings());
    VirtualService plain = VirtualService.of(Director.WEB, Scheduler.of("rr"));
    director.add(plain, 0, 1);
    assertEquals(1, director.statistics(1).activeConnections(), "its server is the same");
    assertEquals("B", director.come(1));
    assertEquals("B", director.come(1));
  }
}
