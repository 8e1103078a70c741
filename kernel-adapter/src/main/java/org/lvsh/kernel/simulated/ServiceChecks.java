package org.lvsh.kernel.simulated;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.VirtualService;

/**
 * What Linux checks about a service's settings, and the form in which it hands them back ({@code
 * ip_vs_add_service}, {@code ip_vs_edit_service} in {@code ip_vs_ctl.c}).
 */
final class ServiceChecks {
  static final ImmutableSet<String> ENGINES = ImmutableSet.of("sip");

  /** The kernel takes it for a service without a scheduler, which forwards nothing. */
  private static final String NO_SCHEDULER = "none";

  private static final long WHOLE_IPV4_ADDRESS = 0xFFFF_FFFFL;

  private ServiceChecks() {}

  /**
   * Why the settings are refused. ENOENT: the scheduler, then the engine, is unknown; EINVAL: the
   * granularity was written for the other address family. Linux itself finds only an IPv4 netmask
   * on an IPv6 service, being above 128; it would take a prefix length for a netmask on an IPv4
   * one, which is never what was meant, so that is refused alike.
   */
  static Optional<Errno> refusal(VirtualService service) {
    if (!isKnown(service.scheduler())) {
      return Optional.of(Errno.ENOENT);
    }
    if (!service.persistence().flatMap(Persistence::engine).map(ENGINES::contains).orElse(true)) {
      return Optional.of(Errno.ENOENT);
    }
    return service
        .persistence()
        .flatMap(Persistence::granularity)
        .filter(granularity -> granularity.family() != service.key().family())
        .map(granularity -> Errno.EINVAL);
  }

  private static boolean isKnown(Scheduler scheduler) {
    return Scheduler.KNOWN.contains(scheduler.name()) || scheduler.name().equals(NO_SCHEDULER);
  }

  /**
   * The service as a dump shows it: a granularity of the whole address cannot be told from none.
   */
  static VirtualService asKept(VirtualService service) {
    Optional<Persistence> kept =
        service
            .persistence()
            .map(
                asked ->
                    new Persistence(
                        asked.timeout(),
                        asked.granularity().filter(granularity -> !isWhole(granularity)),
                        asked.engine()));
    return new VirtualService(service.key(), service.scheduler(), kept, service.onePacket());
  }

  private static boolean isWhole(Granularity granularity) {
    return switch (granularity.family()) {
      case IPV4 -> granularity.value() == WHOLE_IPV4_ADDRESS;
      case IPV6 -> granularity.value() == granularity.family().bits();
    };
  }
}
