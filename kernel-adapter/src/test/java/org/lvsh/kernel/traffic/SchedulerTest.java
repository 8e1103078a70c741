package org.lvsh.kernel.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * Which server each scheduler chooses, one connection after another that all go on. The sequences
 * are worked out by hand from the sources of Linux 6.1; those of hashes by another program.
 */
class SchedulerTest {
  /** Whatever chooses, and needs no more than one server that is usable. */
  private static final String ALL = "rr,wrr,lc,wlc,lblc,lblcr,dh,sh,sed,nq,fo,ovf,mh,twos";

  @Test
  void rrTakesTurnsWhateverTheWeights() {
    assertEquals("ABCABCA", Director.of("rr", 5, 1, 3).come(7));
  }

  @Test
  void rrPassesOverWhatIsDrained() {
    assertEquals("ACACAC", Director.of("rr", 1, 0, 1).come(6));
    assertEquals("---", Director.of("rr", 0, 0).come(3));
    assertEquals("-", Director.of("rr").come(1));
  }

  @Test
  void rrGoesOnBehindAServerThatIsRemoved() {
    Director director = Director.of("rr", 1, 1, 1, 1);
    assertEquals("AB", director.come(2));
    director.remove(2);
    assertEquals("CDAC", director.come(4));
    director.addAgain(2, 1);
    assertEquals("DBACD", director.come(5), "the one added last stands first");
  }

  @Test
  void rrBeginsAtTheHeadWhereTheFirstOneIsRemoved() {
    Director director = Director.of("rr", 1, 1, 1);
    assertEquals("A", director.come(1));
    director.remove(1);
    director.addAgain(4, 1);
    assertEquals("DBC", director.come(3));
  }

  @Test
  void rrGoesOnAfterItsOnlyServerWasRemoved() {
    Director director = Director.of("rr", 1);
    assertEquals("A", director.come(1));
    director.remove(1);
    assertEquals("-", director.come(1));
    director.addAgain(2, 1);
    assertEquals("BB", director.come(2));
  }

  /** Those added first had the lowest current weight, at which it begins. */
  @Test
  void wrrGoesDownFromTheHighestWeightInSteps() {
    assertEquals("ABC" + "AABABCABC" + "AABABCABC", Director.of("wrr", 4, 3, 2).come(21));
    assertEquals("AB" + "AAB" + "AAB", Director.of("wrr", 4, 2).come(8));
  }

  @Test
  void wrrBeginsAtTheTopWhereItTakesOver() {
    Director director = Director.of("rr", 4, 3, 2);
    director.balancer().changeService(VirtualService.of(Director.WEB, Scheduler.of("wrr")));
    assertEquals("AABABCABC" + "AABABCABC", director.come(18));
  }

  @Test
  void wrrReckonsAnewWhenAWeightChanges() {
    Director director = Director.of("wrr", 2, 1);
    assertEquals("ABAAB", director.come(5));
    director.change(2, 0);
    assertEquals("AAAA", director.come(4));
    director.change(1, 0);
    assertEquals("--", director.come(2));
    director.change(2, 3);
    assertEquals("BB", director.come(2));
  }

  @Test
  void wrrStopsWhereAllAreOverloaded() {
    Director director = Director.of("wrr", 3, 1);
    director.balancer().changeServer(Director.WEB, limited(1, 3, 2));
    director.balancer().changeServer(Director.WEB, limited(2, 1, 1));
    assertEquals("ABA---", director.come(6));
    director.forward(900);
    assertEquals(3, director.come(6).replace("-", "").length());
  }

  private static RealServer limited(int number, int weight, int limit) {
    return new RealServer(Director.key(number), weight, Forwarding.DIRECT, limit, 0);
  }

  @Test
  void lcHeedsTheConnectionsAlone() {
    assertEquals("ABABAB", Director.of("lc", 1, 9).come(6));
    assertEquals("BBB", Director.of("lc", 0, 9).come(3));
  }

  @Test
  void wlcHeedsConnectionsForTheWeight() {
    assertEquals("ABBABBABB", Director.of("wlc", 1, 2).come(9));
    assertEquals("ABCABC", Director.of("wlc", 7, 7, 7).come(6));
  }

  /** An active connection counts as much as 257 that are not. */
  @Test
  void wlcCountsInactiveConnectionsLess() {
    VirtualService dns = VirtualService.of(udp(53), Scheduler.of("wlc"));
    Director director = Director.of(dns, 1, 1);
    StringBuilder servers = new StringBuilder();
    for (int client = 1; client <= 4; client++) {
      servers.append(dns(director, client));
    }
    assertEquals("ABAB", servers.toString());
    assertEquals(
        0,
        director
            .balancer()
            .statistics()
            .get(udp(53))
            .servers()
            .get(Director.key(1))
            .activeConnections());
  }

  private static ServiceKey udp(int port) {
    return new ServiceKey.OnAddress(Protocol.UDP, Director.WEB.address(), port);
  }

  private static String dns(Director director, int client) {
    return Director.letter(
        director.arrive(Protocol.UDP, client, "192.168.0.1", 53, Optional.empty()));
  }

  @Test
  void sedHeedsTheConnectionThatIsToCome() {
    assertEquals("BABBABBA", Director.of("sed", 1, 2).come(8));
  }

  @Test
  void nqTakesAnIdleOneFirst() {
    assertEquals("ABBBBBBBBBBBBBBBBBA", Director.of("nq", 1, 9).come(19));
    assertEquals("BBB", Director.of("nq", 0, 1).come(3));
  }

  @Test
  void foTakesTheHighestWeight() {
    Director director = Director.of("fo", 1, 5, 3);
    assertEquals("BBB", director.come(3));
    director.change(2, 0);
    assertEquals("CC", director.come(2));
  }

  @Test
  void ovfGoesOnWhenThereAreMoreThanTheWeight() {
    assertEquals("BBBAA--", Director.of("ovf", 1, 2).come(7));
  }

  @Test
  void dhGoesByTheVirtualAddress() {
    StringBuilder servers = new StringBuilder();
    for (int last = 1; last <= 8; last++) {
      servers.append(byDestination("192.168.0." + last));
    }
    assertEquals("ABCBCBCA", servers.toString());
  }

  private static String byDestination(String address) {
    ServiceKey key = new ServiceKey.OnAddress(Protocol.TCP, IpAddress.of(address), 80);
    Director director = Director.of(VirtualService.of(key, Scheduler.of("dh")), 9, 1, 1);
    String one = Director.letter(director.arrive(1, address, 80, Optional.empty()));
    String other = Director.letter(director.arrive(2, address, 80, Optional.empty()));
    assertEquals(one, other, "the client does not matter");
    return one;
  }

  @Test
  void shGoesByTheClient() {
    Director director = Director.of("sh", 2, 1, 3);
    String expected = "BCCCCBCACACCACABABAACACC";
    assertEquals(expected, director.come(24));
    assertEquals(expected, director.come(24), "and always the same way");
  }

  @Test
  void shMayHeedTheClientsPort() {
    String expected = "CCBCACCCCACACABCACACABCB";
    assertEquals(expected, fromOnePort(Director.of("sh 2", 2, 1, 3), 24));
  }

  private static String fromOnePort(Director director, int clients) {
    StringBuilder servers = new StringBuilder();
    for (int number = 1; number <= clients; number++) {
      Packet packet =
          new Packet(Protocol.TCP, Director.client(number), 32_768, Director.WEB.address(), 80, "");
      servers.append(
          Director.letter(
              director.balancer().arrive(packet, Optional.empty(), director.settings())));
    }
    return servers.toString();
  }

  @Test
  void shWithoutFallbackRefusesTheClientsOfADrainedServer() {
    Director director = Director.of("sh", 2, 1, 3);
    director.change(3, 0);
    String servers = director.come(24);
    assertTrue(servers.contains("-") && !servers.contains("C"), servers);
  }

  @Test
  void shWithFallbackLeavesTheOthersWhereTheyWere() {
    Director director = Director.of("sh 1", 1, 1, 1);
    String before = director.come(24);
    RealServer full = new RealServer(Director.key(3), 1, Forwarding.DIRECT, 1, 0);
    director.balancer().changeServer(Director.WEB, full);
    String after = director.come(24);
    for (int at = 0; at < 24; at++) {
      char was = before.charAt(at);
      char is = after.charAt(at);
      assertTrue(was == 'C' ? is == 'A' || is == 'B' : is == was, before + " then " + after);
    }
  }

  @Test
  void mhGoesByTheClient() {
    assertEquals("CCCACCCCCACCCCABACACAACC", Director.of("mh", 2, 1, 3).come(24));
    assertEquals("CCCCBCCACABCBCCACCBABACC", fromOnePort(Director.of("mh 2", 2, 1, 3), 24));
  }

  @Test
  void mhKeepsADrainedServersPlaces() {
    Director director = Director.of("mh", 2, 1, 3);
    director.change(2, 0);
    assertEquals("CCCACCCCCACCCCA-ACACAACC", director.come(24));
    Director falling = Director.of("mh 1", 2, 1, 3);
    falling.change(2, 0);
    String servers = falling.come(24);
    assertTrue(servers.matches("CCCACCCCCACCCCA[AC]ACACAACC"), servers);
  }

  @Test
  void mhWithoutAnyWeightEverChoosesNone() {
    assertEquals("--", Director.of("mh", 0, 0).come(2));
    assertEquals("--", Director.of("mh 1").come(2));
  }

  @Test
  void lblcStaysOnAServerUntilItHasTooMuch() {
    assertEquals("AAABBBBBB", Director.of("lblc", 2, 2).come(9));
  }

  /** Other than all the rest, and as the kernel does. */
  @Test
  void lblcStaysOnAServerThatHasReachedItsLimit() {
    Director director = Director.of("lblc", 9, 9);
    director.balancer().changeServer(Director.WEB, limited(1, 9, 2));
    assertEquals("AAAA", director.come(4));
  }

  @Test
  void lblcForgetsAnAddressThatNobodyAsksFor() {
    Director director = Director.of("lblc", 9, 9);
    assertEquals("A", director.come(1));
    director.change(1, 1);
    director.forward(Duration.ofHours(23).toSeconds());
    assertEquals("A", director.come(1), "still remembered, and used again");
    director.forward(Duration.ofHours(24).toSeconds());
    assertEquals("A", director.come(1), "the first in the list");
    director.change(1, 9);
    director.change(2, 18);
    assertEquals("A", director.come(1));
    director.forward(Duration.ofHours(24).toSeconds());
    director.addAgain(3, 1);
    assertEquals("C", director.come(1));
  }

  @Test
  void lblcLeavesAServerThatIsDrainedOrRemoved() {
    Director director = Director.of("lblc", 9, 9);
    assertEquals("AA", director.come(2));
    director.change(1, 0);
    assertEquals("BB", director.come(2));
    director.remove(2);
    assertEquals("-", director.come(1));
    director.change(1, 9);
    assertEquals("A", director.come(1));
  }

  @Test
  void lblcrTakesAnotherOneInWhereOneHasTooMuch() {
    assertEquals("AAAB" + "BBBABA", Director.of("lblcr", 2, 2).come(10));
  }

  @Test
  void lblcrLetsTheMostLoadedGoAfterADay() {
    Director director = Director.of("lblcr", 2, 2);
    assertEquals("AAAB", director.come(4));
    SchedulerMemory before = director.balancer().state().services().get(0).memory();
    assertEquals(2, before.places().get(0).servers().size());
    for (int hour = 0; hour < 25; hour++) {
      director.forward(3_600);
      director.come(1);
    }
    SchedulerMemory after = director.balancer().state().services().get(0).memory();
    assertEquals(1, after.places().get(0).servers().size());
  }

  @Test
  void twosDrawsByWeightAndIsKnownByItsSeed() {
    Director director = Director.of("twos", 1, 0, 3);
    String servers = director.come(200);
    assertEquals(servers, Director.of("twos", 1, 0, 3).come(200));
    long ofTheFirst = servers.chars().filter(letter -> letter == 'A').count();
    assertTrue(ofTheFirst > 30 && ofTheFirst < 70, servers);
    assertTrue(!servers.contains("B") && !servers.contains("-"), servers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lc", "wlc", "sed", "nq", "fo", "ovf", "twos", "rr", "wrr", "lblcr"})
  void noneChoosesWhatIsDrainedOrOverloaded(String scheduler) {
    Director director = Director.of(scheduler, 1, 0, 1);
    director.balancer().changeServer(Director.WEB, limited(3, 1, 1));
    String servers = director.come(4);
    assertTrue(!servers.contains("B") && !servers.matches(".*C.*C.*"), servers);
    assertTrue(servers.contains("A"), servers);
  }

  @Test
  void eachIsKnownByItsName() {
    assertEquals(ALL, String.join(",", Scheduler.KNOWN));
    for (String scheduler : Scheduler.KNOWN) {
      assertEquals("AA", Director.of(scheduler, 3).come(2), scheduler);
    }
  }

  @Test
  void withoutASchedulerNothingIsForwarded() {
    assertEquals("--", Director.of("none", 1, 1).come(2));
  }
}
