package org.lvsh.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.model.Forwarding.Checksum;
import org.lvsh.kernel.model.Forwarding.Method;
import org.lvsh.kernel.model.Persistence.Granularity;

class SettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "RR", "a b", "sixteen-letters-", "rr;"})
  void noSchedulerHasSuchAName(String name) {
    assertThrows(IllegalArgumentException.class, () -> Scheduler.of(name));
  }

  @Test
  void schedulerFlagsAreOneToThree() {
    assertEquals(new Scheduler("sh", Set.of(3, 1)), new Scheduler("sh", Set.of(1, 3)));
    assertThrows(IllegalArgumentException.class, () -> new Scheduler("sh", Set.of(0)));
    assertThrows(IllegalArgumentException.class, () -> new Scheduler("sh", Set.of(4)));
  }

  @Test
  void persistenceIsWholeSecondsOf32Bits() {
    assertEquals(Persistence.MAX, Persistence.of(Duration.ofSeconds(0xFFFF_FFFFL)).timeout());
    for (Duration bad :
        List.of(
            Duration.ZERO,
            Duration.ofSeconds(-1),
            Duration.ofMillis(1500),
            Persistence.MAX.plusSeconds(1))) {
      assertThrows(IllegalArgumentException.class, () -> Persistence.of(bad));
    }
  }

  @Test
  void granularityIsANetmaskOrAPrefixLength() {
    assertEquals(1, new Granularity(AddressFamily.IPV6, 1).value());
    assertEquals(0xFFFF_FFFFL, new Granularity(AddressFamily.IPV4, 0xFFFF_FFFFL).value());
    refusesGranularity(AddressFamily.IPV6, 0);
    refusesGranularity(AddressFamily.IPV6, 129);
    refusesGranularity(AddressFamily.IPV4, 0);
    refusesGranularity(AddressFamily.IPV4, 0x1_0000_0000L);
  }

  private static void refusesGranularity(AddressFamily family, long value) {
    assertThrows(IllegalArgumentException.class, () -> new Granularity(family, value));
  }

  @Test
  void onlyTunnelsHavePortsAndChecksums() {
    assertTrue(new Forwarding(Method.GRE, 0, Checksum.FULL).isTunnel());
    assertTrue(Forwarding.TUNNEL.isTunnel());
    assertFalse(Forwarding.DIRECT.isTunnel());
    refusesForwarding(Method.GUE, 65536, Checksum.NONE);
    refusesForwarding(Method.GUE, -1, Checksum.NONE);
    refusesForwarding(Method.GRE, 1, Checksum.NONE);
    refusesForwarding(Method.IPIP, 0, Checksum.FULL);
    refusesForwarding(Method.MASQUERADE, 0, Checksum.REMOTE);
  }

  private static void refusesForwarding(Method method, int port, Checksum checksum) {
    assertThrows(IllegalArgumentException.class, () -> new Forwarding(method, port, checksum));
  }

  @Test
  void thresholdsAreOf32BitsAndTheWeightIsTheKernelsToJudge() {
    RealServer odd = new RealServer(ONE, -1, Forwarding.DIRECT, 0, 0xFFFF_FFFFL);
    assertEquals(7, odd.withWeight(7).weight());
    assertEquals(odd.lowerLimit(), odd.withWeight(7).lowerLimit());
    for (long bad : new long[] {-1, 0x1_0000_0000L}) {
      assertThrows(
          IllegalArgumentException.class, () -> new RealServer(ONE, 1, Forwarding.DIRECT, bad, 0));
      assertThrows(
          IllegalArgumentException.class, () -> new RealServer(ONE, 1, Forwarding.DIRECT, 0, bad));
    }
  }

  @Test
  void timeoutsAreWholeSeconds() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class, () -> new Timeouts(second, second, Duration.ofMillis(999)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "-a", "a b", "a/b", "é"})
  void noServiceHasSuchAName(String name) {
    assertThrows(IllegalArgumentException.class, () -> new Ownership(WEB, name, "prompt"));
  }

  @Test
  void namesAndSourcesHaveALength() {
    assertEquals(63, new Ownership(WEB, "a".repeat(63), "prompt").name().length());
    assertThrows(
        IllegalArgumentException.class, () -> new Ownership(WEB, "a".repeat(64), "prompt"));
    for (String source : List.of("", " ", "a\nb", "a\u001bb", "a".repeat(256))) {
      assertThrows(IllegalArgumentException.class, () -> new Ownership(WEB, "a", source));
    }
  }

  @Test
  void anErrnoGoesWithARefusalOnly() {
    Operation operation = new Operation.RemoveService(WEB);
    assertEquals(Optional.of(Errno.ESRCH), Outcome.refused(operation, Errno.ESRCH).errno());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Outcome(operation, Outcome.Status.DONE, Optional.of(Errno.ESRCH)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Outcome(operation, Outcome.Status.REFUSED, Optional.empty()));
  }

  @Test
  void anEntrySortsItsServersAndCannotBeChanged() {
    ServiceEntry entry =
        ServiceEntry.of(service(WEB, "rr"), List.of(server(TWO, 2), server(ONE, 1)));
    assertEquals(List.of(ONE, TWO), List.copyOf(entry.servers().keySet()));
    assertThrows(UnsupportedOperationException.class, () -> entry.servers().clear());
  }
}
