package org.lvsh.kernel.netlink;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * What the kernel would take for something else than was meant. It is refused here with EINVAL
 * before the kernel is asked, and so before any reason of the kernel's own.
 */
final class Sayable {
  /** {@code IP_VS_PENAME_MAXLEN} with the zero byte at the end. */
  private static final Pattern ENGINE_NAME = Pattern.compile("[a-z0-9_-]{1,15}");

  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;

  private final int ticksPerSecond;

  /**
   * With the kernel's HZ.
   *
   * @param ticksPerSecond 100 to 1000
   */
  Sayable(int ticksPerSecond) {
    this.ticksPerSecond = ticksPerSecond;
  }

  Optional<Errno> refusal(Operation operation) {
    boolean sayable = true;
    if (operation instanceof Operation.AddService add) {
      sayable = isSayable(add.service());
    } else if (operation instanceof Operation.ChangeService change) {
      sayable = isSayable(change.service());
    } else if (operation instanceof Operation.SetTimeouts set) {
      sayable = isSayable(set.timeouts());
    }
    return sayable ? Optional.empty() : Optional.of(Errno.EINVAL);
  }

  private boolean isSayable(VirtualService service) {
    return service.persistence().map(asked -> isSayable(asked, service)).orElse(true);
  }

  /**
   * Not so a prefix length on IPv4, which would be a netmask, and the other way round; and not more
   * seconds than an {@code unsigned int} holds ticks, for {@code ip_vs_add_service} multiplies
   * without a look.
   */
  private boolean isSayable(Persistence asked, VirtualService service) {
    return asked.timeout().toSeconds() <= UNSIGNED_32 / ticksPerSecond
        && asked.engine().map(Sayable::isEngineName).orElse(true)
        && asked
            .granularity()
            .map(granularity -> granularity.family() == service.key().family())
            .orElse(true);
  }

  /** The kernel itself refuses what fits its {@code int} and is too much. */
  private static boolean isSayable(Timeouts timeouts) {
    return Stream.of(timeouts.tcp(), timeouts.tcpFin(), timeouts.udp())
        .allMatch(timeout -> timeout.toSeconds() == (int) timeout.toSeconds());
  }

  static boolean isEngineName(String name) {
    return ENGINE_NAME.matcher(name).matches();
  }
}
