package org.lvsh.kernel.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.VirtualService;

/** That a state says all, and that whatever happens leaves it whole. */
class TrafficStateTest {
  private static final int STEPS = 400;
  private static final int SERVERS = 5;

  static List<String> schedulers() {
    return Scheduler.KNOWN;
  }

  @Test
  void aDirectorWithoutTrafficHasNothingToSay() {
    for (String scheduler : Scheduler.KNOWN) {
      Director director = new Director();
      director.add(VirtualService.of(Director.WEB, Scheduler.of(scheduler)));
      for (int number = 1; number <= 3; number++) {
        director.addAgain(number, number);
      }
      assertEquals(TrafficState.NONE, director.balancer().state(), scheduler);
      assertTrue(director.balancer().state().isNone());
    }
  }

  @Test
  void theOrderOfTheServersIsKeptWhereItIsNotThatOfTheirKeys() {
    Director director = Director.of("rr", 1, 1, 1);
    director.moveOn();
    assertEquals("ABC", director.come(3));
  }

  /** Whoever goes on from a state after each step does the same as whoever never stopped. */
  @ParameterizedTest
  @MethodSource("schedulers")
  void whoGoesOnFromAStateDoesTheSame(String scheduler) {
    for (int seed = 0; seed < 3; seed++) {
      Director one = director(scheduler, seed);
      Director other = director(scheduler, seed);
      Random random = new Random(seed);
      for (int step = 0; step < STEPS; step++) {
        long choice = random.nextLong();
        String where = scheduler + ", seed " + seed + ", step " + step;
        assertEquals(act(one, new Random(choice)), act(other, new Random(choice)), where);
        assertEquals(one.balancer().state(), other.balancer().state(), where);
        assertWhole(one, where);
        other.moveOn();
      }
    }
  }

  private static Director director(String scheduler, int seed) {
    VirtualService service =
        seed % 2 == 0
            ? VirtualService.of(Director.WEB, Scheduler.of(scheduler))
            : Director.sticky(Director.WEB, scheduler, Duration.ofSeconds(200));
    return Director.of(service, 3, 1, 2);
  }

  private static String act(Director director, Random random) {
    int number = 1 + random.nextInt(SERVERS);
    boolean there = director.balancer().services().get(Director.WEB).has(Director.key(number));
    int weight = random.nextInt(4);
    switch (random.nextInt(8)) {
      case 0 -> {
        if (there) {
          director.remove(number);
        } else {
          director.addAgain(number, weight);
        }
      }
      case 1 -> {
        if (there) {
          long limit = random.nextInt(3) * 4L;
          director
              .balancer()
              .changeServer(
                  Director.WEB,
                  new RealServer(Director.key(number), weight, Forwarding.DIRECT, limit, 0));
        }
      }
      case 2 -> {
        return director.forward(random.nextInt(700)).toString();
      }
      case 3 -> {
        if (random.nextInt(10) == 0) {
          director.balancer().zero(Optional.empty());
        }
      }
      default -> {
        return director.come(1 + random.nextInt(8));
      }
    }
    return "";
  }

  /** Counts are those of the table, and nothing is there beyond its time. */
  private static void assertWhole(Director director, String where) {
    Map<ServerKey, Long> active = new HashMap<>();
    for (Connection one : director.connections()) {
      active.merge(new ServerKey(one.server(), one.serverPort()), 1L, Long::sum);
      assertTrue(!one.expires().isNegative(), where);
    }
    director.templates().forEach(one -> assertTrue(!one.expires().isNegative(), where));
    director
        .balancer()
        .statistics()
        .get(Director.WEB)
        .servers()
        .forEach((key, server) -> assertCounts(server, active.getOrDefault(key, 0L), where));
    assertEquals(director.connections().size(), director.balancer().connections(), where);
    assertEquals(director.templates().size(), director.balancer().templates(), where);
  }

  private static void assertCounts(ServerStatistics server, long active, String where) {
    assertEquals(active, server.activeConnections(), where);
    assertEquals(0, server.inactiveConnections(), where);
  }
}
