package org.lvsh.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.ONE6;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.change;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.Samples.tcp;
import static org.lvsh.kernel.Samples.udp;
import static org.lvsh.kernel.model.Errno.EEXIST;
import static org.lvsh.kernel.model.Errno.EINVAL;
import static org.lvsh.kernel.model.Errno.ENOENT;
import static org.lvsh.kernel.model.Errno.ESRCH;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.RemoveService;
import org.lvsh.kernel.model.Operation.SetTimeouts;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/** The part of the contract that is about virtual services and timeouts. */
public interface ServiceContract {
  TriedKernel kernel();

  @Test
  default void aFreshKernelIsEmpty() {
    kernel().isEmpty();
  }

  @Test
  default void everySchedulerAndEngineItCanDoIsTaken() {
    Capabilities capabilities = kernel().capabilities();
    assertTrue(capabilities.schedulers().containsAll(Set.of("rr", "wrr", "wlc", "sh")));
    int port = 1;
    for (String scheduler : capabilities.schedulers()) {
      kernel().takes(add(service(tcp("192.168.0.1", port++), scheduler)));
    }
    for (String engine : capabilities.persistenceEngines()) {
      kernel().takes(add(sticky(udp("192.168.0.1", port++), 300, Optional.empty(), engine)));
    }
  }

  @Test
  default void everySettingOfAServiceIsKept() {
    Scheduler flagged = new Scheduler("sh", Set.of(1, 3));
    VirtualService plain = new VirtualService(WEB, flagged, Optional.empty(), false);
    VirtualService network =
        sticky(udp("192.168.0.1", 53), 300, netmask(0xFFFF_FF00L), Optional.empty());
    VirtualService sip = sticky(udp("2001:db8::1", 5060), 3600, prefix(64), "sip");
    VirtualService onePacket =
        new VirtualService(mark(7), Scheduler.of("wlc"), Optional.empty(), true);
    kernel().takes(add(plain), add(network), add(sip), add(onePacket));
    kernel().holds(plain);
    kernel().holds(network);
    kernel().holds(sip);
    kernel().holds(onePacket);
  }

  @Test
  default void keysAtTheEndsOfTheirRangesAreTaken() {
    ServiceKey[] keys = {
      tcp("192.168.0.1", 0), tcp("192.168.0.1", 65535), mark(1), mark(Mark.MAX), mark6(Mark.MAX)
    };
    for (ServiceKey key : keys) {
      kernel().takes(add(key));
    }
    kernel().holds(keys);
  }

  @Test
  default void persistenceAtTheEndsOfItsRangeIsKept() {
    VirtualService shortest = sticky(WEB, 1, netmask(1), Optional.empty());
    VirtualService month = sticky(WEB6, 31 * 86_400, prefix(1), Optional.empty());
    kernel().takes(add(shortest), add(month));
    kernel().holds(shortest);
    kernel().holds(month);
  }

  @Test
  default void aGranularityOfTheWholeAddressIsNone() {
    kernel().takes(add(sticky(WEB, 60, netmask(0xFFFF_FFFFL), Optional.empty())));
    kernel().takes(add(sticky(WEB6, 60, prefix(128), Optional.empty())));
    kernel().holds(sticky(WEB, 60, Optional.empty(), Optional.empty()));
    kernel().holds(sticky(WEB6, 60, Optional.empty(), Optional.empty()));
  }

  @Test
  default void aServiceThatIsThereIsRefusedBeforeItsSettingsAreLookedAt() {
    kernel().takes(add(WEB));
    kernel().refuses(EEXIST, add(WEB));
    kernel().refuses(EEXIST, add(service(WEB, "nosuch")));
  }

  @Test
  default void anUnknownSchedulerOrEngineIsRefused() {
    kernel().refuses(ENOENT, add(service(WEB, "nosuch")));
    kernel().refuses(ENOENT, add(sticky(WEB, 60, Optional.empty(), "nosuch")));
    kernel().takes(add(WEB));
    kernel().refuses(ENOENT, change(service(WEB, "nosuch")));
    kernel().refuses(ENOENT, change(sticky(WEB, 60, Optional.empty(), "nosuch")));
  }

  @Test
  default void aServiceMayHaveNoScheduler() {
    kernel().takes(add(service(WEB, "none")));
    kernel().holds(service(WEB, "none"));
    kernel().takes(change(service(WEB, "rr")), change(service(WEB, "none")));
    kernel().holds(service(WEB, "none"));
  }

  @Test
  default void aGranularityOfTheOtherFamilyIsRefused() {
    kernel().refuses(EINVAL, add(sticky(WEB6, 60, netmask(0xFFFF_FF00L), Optional.empty())));
    kernel().refuses(EINVAL, add(sticky(WEB, 60, prefix(64), Optional.empty())));
    kernel().takes(add(WEB), add(WEB6));
    kernel().refuses(EINVAL, change(sticky(WEB6, 60, netmask(0xFFFF_FF00L), Optional.empty())));
    kernel().refuses(EINVAL, change(sticky(WEB, 60, prefix(64), Optional.empty())));
  }

  /** It cannot be said to the kernel, which therefore has no chance to find anything else wrong. */
  @Test
  default void aGranularityOfTheOtherFamilyIsRefusedBeforeAnythingElse() {
    kernel().refuses(EINVAL, change(sticky(WEB, 60, prefix(64), Optional.empty())));
    kernel().refuses(EINVAL, change(sticky(WEB6, 60, netmask(0xFFFF_FF00L), Optional.empty())));
    kernel().refuses(EINVAL, add(sticky(WEB6, 60, netmask(64), Optional.empty())));
    kernel().takes(add(WEB), add(WEB6));
    kernel().refuses(EINVAL, add(sticky(WEB, 60, prefix(64), Optional.empty())));
    kernel().refuses(EINVAL, add(sticky(WEB, 60, prefix(64), "nosuch")));
    kernel().refuses(EINVAL, add(sticky(WEB6, 60, netmask(0xFFFF_FF00L), Optional.empty())));
  }

  @Test
  default void aNameThatNoEngineCanHaveIsRefusedBeforeAnythingElse() {
    for (String name : new String[] {"", "sixteen-letters-", "s p", "sip\0", "s\u00edp"}) {
      kernel().refuses(EINVAL, add(sticky(WEB, 60, Optional.empty(), name)));
      kernel().refuses(EINVAL, change(sticky(WEB, 60, Optional.empty(), name)));
    }
    kernel().refuses(ENOENT, add(sticky(WEB, 60, Optional.empty(), "fifteen-letters")));
  }

  /** The limit is UINT_MAX ticks, beyond which the kernel would count from 0 again. */
  @Test
  default void aPersistenceBeyondTheKernelsTicksIsRefused() {
    VirtualService taken = sticky(WEB, 0xFFFF_FFFFL / 1000, Optional.empty(), Optional.empty());
    kernel().takes(add(taken));
    kernel().holds(taken);
    for (long seconds : new long[] {0xFFFF_FFFFL / 100 + 1, 0xFFFF_FFFFL}) {
      VirtualService tooLong = sticky(WEB, seconds, Optional.empty(), Optional.empty());
      kernel().refuses(EINVAL, change(tooLong));
      kernel().refuses(EINVAL, add(tooLong));
    }
  }

  @Test
  default void aServiceIsChangedInPlaceAndKeepsItsServers() {
    kernel().takes(add(WEB), add(WEB, server(TWO, 2)), add(WEB, server(ONE, 1)));
    VirtualService sticky = sticky(WEB, 60, netmask(0xFFFF_0000L), "sip");
    kernel().takes(change(sticky));
    kernel().holds(sticky);
    kernel().holdsServers(WEB, server(ONE, 1), server(TWO, 2));
    VirtualService flagged = new VirtualService(WEB, Scheduler.DEFAULT, Optional.empty(), true);
    kernel().takes(change(flagged));
    kernel().holds(flagged);
    kernel().holdsServers(WEB, server(ONE, 1), server(TWO, 2));
  }

  @Test
  default void aServiceThatIsNotThereIsNeitherChangedNorRemoved() {
    kernel().takes(add(udp("192.168.0.1", 80)));
    kernel().refuses(ESRCH, change(service(WEB, "rr")));
    kernel().refuses(ESRCH, change(service(WEB, "nosuch")));
    kernel().refuses(ESRCH, new RemoveService(WEB));
  }

  @Test
  default void aServiceAddedAgainHasNoServers() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)), new RemoveService(WEB));
    kernel().holds(new ServiceKey[0]);
    kernel().takes(add(WEB));
    kernel().holdsServers(WEB);
    kernel().takes(add(WEB, server(ONE, 5)));
    kernel().holdsServers(WEB, server(ONE, 5));
  }

  @Test
  default void familiesProtocolsPortsAndMarksAreServicesOfTheirOwn() {
    ServiceKey[] keys = {
      WEB,
      WEB6,
      udp("192.168.0.1", 80),
      tcp("192.168.0.1", 0),
      tcp("192.168.0.2", 80),
      mark(5),
      mark6(5),
      mark(6)
    };
    for (ServiceKey key : keys) {
      kernel().takes(add(key));
    }
    kernel().holds(keys);
    kernel().takes(add(mark6(5), server(ONE6, 1)), add(mark(5), server(ONE, 1)));
    kernel().takes(new RemoveService(mark(5)));
    kernel().refuses(ESRCH, new RemoveService(mark(5)));
    kernel().holdsServers(mark6(5), server(ONE6, 1));
  }

  @Test
  default void timeoutsAreSetAndZeroKeepsTheOldOne() {
    kernel().takes(timeouts(100, 0, 300));
    assertEquals(
        timeouts(100, 120, 300), new SetTimeouts(kernel().read().timeouts()), "120 is the default");
    kernel().takes(timeouts(0, 1, 0));
    assertEquals(timeouts(100, 1, 300), new SetTimeouts(kernel().read().timeouts()));
    kernel().takes(timeouts(0, 0, 0));
    assertEquals(timeouts(100, 1, 300), new SetTimeouts(kernel().read().timeouts()));
  }

  /** The limit is INT_MAX ticks; no kernel counts fewer than 100 or more than 1000 a second. */
  @Test
  default void timeoutsOutOfRangeAreRefusedAllTogether() {
    long taken = Integer.MAX_VALUE / 1000;
    long tooLong = Integer.MAX_VALUE / 100 + 1;
    kernel().takes(timeouts(taken, taken, taken));
    kernel().refuses(EINVAL, timeouts(tooLong, 1, 1));
    kernel().refuses(EINVAL, timeouts(1, tooLong, 1));
    kernel().refuses(EINVAL, timeouts(1, 1, tooLong));
    kernel().refuses(EINVAL, timeouts(1, 1, -1));
    kernel().refuses(EINVAL, timeouts(0xFFFF_FFFFL, 1, 1));
  }

  private static Operation timeouts(long tcp, long tcpFin, long udp) {
    return new SetTimeouts(
        new Timeouts(Duration.ofSeconds(tcp), Duration.ofSeconds(tcpFin), Duration.ofSeconds(udp)));
  }

  private static VirtualService sticky(
      ServiceKey key, long seconds, Optional<Granularity> granularity, String engine) {
    return sticky(key, seconds, granularity, Optional.of(engine));
  }

  private static VirtualService sticky(
      ServiceKey key, long seconds, Optional<Granularity> granularity, Optional<String> engine) {
    Persistence persistence = new Persistence(Duration.ofSeconds(seconds), granularity, engine);
    return VirtualService.of(key, Scheduler.of("wlc"), persistence);
  }

  private static Optional<Granularity> netmask(long value) {
    return Optional.of(new Granularity(AddressFamily.IPV4, value));
  }

  private static Optional<Granularity> prefix(long length) {
    return Optional.of(new Granularity(AddressFamily.IPV6, length));
  }
}
