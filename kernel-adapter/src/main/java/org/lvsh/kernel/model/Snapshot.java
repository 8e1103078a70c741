package org.lvsh.kernel.model;

import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration of IPVS at one moment: what a plan compares. No counters, no connections. Every
 * part is in a fixed order.
 *
 * @param services what {@code ipvsadm -S} lists
 * @param markRules the rules of our own, by what they match; rules of others are not ours to see
 *     here
 * @param ownership the names of the services that lvsh made
 * @param lastMark the automatic mark that was given last; the next one follows it
 * @param daemons the sync daemons that run, the master's before the backup's
 * @param settings those in files of their own, by their names; none where they are not known
 */
public record Snapshot(
    NavigableMap<ServiceKey, ServiceEntry> services,
    NavigableMap<MarkRule.Match, MarkRule> markRules,
    NavigableMap<ServiceKey, Ownership> ownership,
    Timeouts timeouts,
    Optional<Mark> lastMark,
    NavigableMap<SyncDaemon.Role, SyncDaemon> daemons,
    NavigableMap<String, Setting> settings) {

  public static final Snapshot EMPTY =
      new Snapshot(
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          Timeouts.DEFAULT,
          Optional.empty(),
          new TreeMap<>(),
          new TreeMap<>());

  public Snapshot {
    services = Frozen.of(services);
    markRules = Frozen.of(markRules);
    ownership = Frozen.of(ownership);
    Objects.requireNonNull(timeouts);
    Objects.requireNonNull(lastMark);
    daemons = Frozen.of(daemons);
    settings = Frozen.of(settings);
  }

  /** The same with other settings. */
  public Snapshot withSettings(NavigableMap<String, Setting> others) {
    return new Snapshot(services, markRules, ownership, timeouts, lastMark, daemons, others);
  }

  /**
   * A setting as it is, or as it will be when the module of its scheduler is loaded; empty where
   * the kernel does not have it.
   */
  public Optional<Setting> setting(String name) {
    return Optional.ofNullable(settings.get(name))
        .or(
            () ->
                KnownSetting.named(name)
                    .filter(known -> known.scheduler().isPresent())
                    .flatMap(KnownSetting::first));
  }

  /** The settings that are known not to be what a kernel starts with. */
  public List<Setting> changedSettings() {
    return settings.values().stream()
        .filter(
            setting ->
                setting
                    .known()
                    .flatMap(KnownSetting::first)
                    .filter(first -> !first.equals(setting))
                    .isPresent())
        .toList();
  }
}
