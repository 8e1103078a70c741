package org.lvsh.shell.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;

/**
 * What changes of the director as a whole.
 *
 * @param timeouts empty where they stay
 * @param daemons those that change, the master's first
 * @param settings those that change, by their names
 */
public record DirectorChanges(
    Optional<TimeoutsChange> timeouts, List<DaemonChange> daemons, List<SettingChange> settings) {
  public DirectorChanges {
    daemons = List.copyOf(daemons);
    settings = List.copyOf(settings);
  }

  /** The change between two states. */
  static DirectorChanges between(Snapshot before, Snapshot after) {
    List<DaemonChange> daemons = new ArrayList<>();
    for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
      Optional<SyncDaemon> was = Optional.ofNullable(before.daemons().get(role));
      Optional<SyncDaemon> is = Optional.ofNullable(after.daemons().get(role));
      if (!was.equals(is)) {
        daemons.add(new DaemonChange(role, was, is));
      }
    }
    boolean same = Objects.equals(before.timeouts(), after.timeouts());
    return new DirectorChanges(
        same
            ? Optional.empty()
            : Optional.of(new TimeoutsChange(before.timeouts(), after.timeouts())),
        daemons,
        settings(before, after));
  }

  /**
   * A setting neither comes nor goes: each is there before and after, or comes with a scheduler,
   * and then it begins as that has it.
   */
  private static List<SettingChange> settings(Snapshot before, Snapshot after) {
    List<SettingChange> changes = new ArrayList<>();
    for (Setting is : after.settings().values()) {
      before
          .setting(is.name())
          .filter(was -> !was.equals(is))
          .ifPresent(was -> changes.add(new SettingChange(was, is)));
    }
    return changes;
  }

  public boolean isEmpty() {
    return timeouts.isEmpty() && daemons.isEmpty() && settings.isEmpty();
  }

  /** Other timeouts, for connections that are idle from then on. */
  public record TimeoutsChange(Timeouts before, Timeouts after) {}

  /** Another value of a setting. */
  public record SettingChange(Setting before, Setting after) {}

  /** A sync daemon that starts, ends, or is started anew. */
  public record DaemonChange(
      SyncDaemon.Role role, Optional<SyncDaemon> before, Optional<SyncDaemon> after) {

    public ChangeKind kind() {
      if (before.isEmpty()) {
        return ChangeKind.ADD;
      }
      return after.isEmpty() ? ChangeKind.REMOVE : ChangeKind.REPLACE;
    }
  }
}
