package org.lvsh.shell.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;

/**
 * What changes of the director as a whole.
 *
 * @param timeouts empty where they stay
 * @param daemons those that change, the master's first
 */
public record DirectorChanges(Optional<TimeoutsChange> timeouts, List<DaemonChange> daemons) {
  public DirectorChanges {
    daemons = List.copyOf(daemons);
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
        daemons);
  }

  public boolean isEmpty() {
    return timeouts.isEmpty() && daemons.isEmpty();
  }

  /** Other timeouts, for connections that are idle from then on. */
  public record TimeoutsChange(Timeouts before, Timeouts after) {}

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
