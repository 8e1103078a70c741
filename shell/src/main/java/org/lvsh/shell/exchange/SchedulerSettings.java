package org.lvsh.shell.exchange;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;

/**
 * Settings that come with the module of a scheduler ({@code ip_vs_lblc_init}). Where no service has
 * loaded it, a kernel does not have them, and refuses them.
 */
public final class SchedulerSettings {
  private SchedulerSettings() {}

  /** The scheduler that a setting comes with, where none of some services has it. */
  public static Optional<String> unused(Setting setting, Collection<ServiceEntry> services) {
    return setting
        .known()
        .flatMap(KnownSetting::scheduler)
        .filter(
            scheduler ->
                services.stream()
                    .noneMatch(entry -> entry.service().scheduler().name().equals(scheduler)));
  }

  /** Whether the services that lvsh has made bring a setting with them, or it is always there. */
  public static boolean isSayable(Setting setting, Snapshot state) {
    return unused(setting, own(state)).isEmpty();
  }

  /** Those changed settings of which this is not so, each with why. */
  public static List<String> lost(Snapshot state) {
    return state.changedSettings().stream()
        .flatMap(setting -> unused(setting, own(state)).map(one -> lost(setting, one)).stream())
        .toList();
  }

  private static String lost(Setting setting, String scheduler) {
    return "kernel %s: it comes with the scheduler %s, which no service of lvsh has"
        .formatted(setting, scheduler);
  }

  private static List<ServiceEntry> own(Snapshot state) {
    return state.services().entrySet().stream()
        .filter(entry -> state.ownership().containsKey(entry.getKey()))
        .map(entry -> entry.getValue())
        .toList();
  }
}
