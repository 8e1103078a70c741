package org.lvsh.kernel.simulated;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Persistence;
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

  /** {@code IP_VS_PENAME_MAXLEN} with the zero byte at the end. */
  private static final Pattern ENGINE_NAME = Pattern.compile("[a-z0-9_-]{1,15}");

  /** The longest persistence in seconds. */
  private static final long MAX_PERSISTENCE = 0xFFFF_FFFFL / IpvsTable.TICKS_PER_SECOND;

  private ServiceChecks() {}

  /**
   * What a live kernel would take for something else than was meant, so that it is never asked:
   * EINVAL before every other reason. A granularity of the other address family (a prefix length
   * would be a netmask on IPv4), a name that no persistence engine can have, and a persistence of
   * more ticks than an {@code unsigned int} holds, for {@code ip_vs_add_service} multiplies without
   * a look.
   */
  static Optional<Errno> unsayable(VirtualService service) {
    boolean sayable = service.persistence().map(asked -> isSayable(asked, service)).orElse(true);
    return sayable ? Optional.empty() : Optional.of(Errno.EINVAL);
  }

  private static boolean isSayable(Persistence asked, VirtualService service) {
    return asked.timeout().toSeconds() <= MAX_PERSISTENCE
        && asked.engine().map(engine -> ENGINE_NAME.matcher(engine).matches()).orElse(true)
        && asked
            .granularity()
            .map(granularity -> granularity.family() == service.key().family())
            .orElse(true);
  }

  /** Why the settings are refused. ENOENT: the scheduler, then the engine, is unknown. */
  static Optional<Errno> refusal(VirtualService service) {
    boolean known =
        isKnown(service.scheduler())
            && service
                .persistence()
                .flatMap(Persistence::engine)
                .map(ENGINES::contains)
                .orElse(true);
    return known ? Optional.empty() : Optional.of(Errno.ENOENT);
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
                        asked.granularity().filter(granularity -> !granularity.isWhole()),
                        asked.engine()));
    return new VirtualService(service.key(), service.scheduler(), kept, service.onePacket());
  }
}
