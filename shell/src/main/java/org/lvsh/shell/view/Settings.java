package org.lvsh.shell.view;

import java.util.stream.Collectors;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.compile.SchedulerFlags;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmWords;

/** The settings of an entry in short words. */
final class Settings {
  private Settings() {}

  static String scheduler(VirtualService service) {
    return scheduler(service.scheduler());
  }

  static String scheduler(Scheduler scheduler) {
    String flags =
        scheduler.flags().stream()
            .map(bit -> SchedulerFlags.word(scheduler.name(), bit))
            .collect(Collectors.joining(","));
    return flags.isEmpty() ? scheduler.name() : scheduler.name() + " with " + flags;
  }

  static String sticky(VirtualService service) {
    return service.persistence().map(Settings::sticky).orElse("no");
  }

  private static String sticky(Persistence persistence) {
    String per = persistence.granularity().map(Settings::granularity).orElse("");
    String engine = persistence.engine().map(name -> " by " + name).orElse("");
    return persistence.timeout().toSeconds() + "s" + per + engine;
  }

  private static String granularity(Persistence.Granularity granularity) {
    long value = granularity.value();
    if (granularity.family() == AddressFamily.IPV6) {
      return " per /" + value;
    }
    int length = Long.bitCount(value);
    boolean leading = Long.numberOfTrailingZeros(value) == 32 - length;
    return leading ? " per /" + length : " per mask " + IpvsadmWords.mask(granularity);
  }

  static String onePacket(VirtualService service) {
    return service.onePacket() ? "yes" : "no";
  }
}
