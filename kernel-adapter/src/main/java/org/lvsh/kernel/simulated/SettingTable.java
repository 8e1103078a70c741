package org.lvsh.kernel.simulated;

import java.util.Collections;
import java.util.EnumSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Setting;

/**
 * The settings under {@code /proc/sys/net/ipv4/vs} of Linux 6.1 as Debian builds it ({@code
 * vs_vars} in {@code ip_vs_ctl.c}), on a machine with 2 GiB of free memory.
 */
final class SettingTable {
  /** Those of later kernels, and of a kernel built to be debugged. */
  private static final Set<KnownSetting> ABSENT =
      EnumSet.of(KnownSetting.EST_CPULIST, KnownSetting.EST_NICE, KnownSetting.DEBUG_LEVEL);

  private static final long FREE_PAGES = 524_288;

  /** {@code nr_free_buffer_pages() / 32}. */
  private static final Setting QUEUE =
      new Setting(KnownSetting.SYNC_QLEN_MAX.fileName(), Long.toString(FREE_PAGES / 32));

  private final NavigableMap<String, Setting> settings = new TreeMap<>();

  SettingTable() {
    for (KnownSetting known : KnownSetting.values()) {
      if (!ABSENT.contains(known) && known.scheduler().isEmpty()) {
        put(known.first().orElse(QUEUE));
      }
    }
  }

  private void put(Setting setting) {
    settings.put(setting.name(), setting);
  }

  /** The module of a scheduler is loaded, if it has one with a setting. */
  void load(String scheduler) {
    KnownSetting.named(scheduler + "_expiration")
        .filter(known -> known.scheduler().isPresent())
        .flatMap(KnownSetting::first)
        .ifPresent(first -> settings.putIfAbsent(first.name(), first));
  }

  /** The same for the module that a setting belongs to. */
  void loadFor(Setting setting) {
    setting.known().flatMap(KnownSetting::scheduler).ifPresent(this::load);
  }

  /** ENOENT; EINVAL of the value, which stays as it was. */
  Optional<Errno> set(Setting asked) {
    Setting present = settings.get(asked.name());
    if (present == null) {
      return Optional.of(Errno.ENOENT);
    }
    KnownSetting known = asked.known().orElseThrow();
    boolean taken = asked.fits(present) && known.takes(asked);
    if (!taken || (known.isInSeconds() && isTooLong(asked))) {
      return Optional.of(Errno.EINVAL);
    }
    put(asked);
    settings.replaceAll((name, setting) -> settled(setting));
    return Optional.empty();
  }

  /** {@code do_proc_dointvec_jiffies_conv}. */
  private static boolean isTooLong(Setting asked) {
    return Math.abs(Long.parseLong(asked.value())) > IpvsTable.MAX_TIMEOUT;
  }

  /** {@code update_defense_level}, which the kernel runs every second. */
  private Setting settled(Setting setting) {
    boolean moves = setting.known().filter(KnownSetting::movesByItself).isPresent();
    if (!moves || !Set.of("1", "2").contains(setting.value())) {
      return setting;
    }
    long threshold = Long.parseLong(settings.get(KnownSetting.AMEMTHRESH.fileName()).value());
    return new Setting(setting.name(), FREE_PAGES < threshold ? "2" : "1");
  }

  NavigableMap<String, Setting> all() {
    return Collections.unmodifiableNavigableMap(settings);
  }
}
