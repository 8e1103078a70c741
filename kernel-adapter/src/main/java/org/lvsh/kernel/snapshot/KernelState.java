package org.lvsh.kernel.snapshot;

import java.util.Objects;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.traffic.TrafficState;

/** All that a simulated kernel holds: its configuration and its traffic. */
public record KernelState(Snapshot snapshot, TrafficState traffic) {
  public KernelState {
    Objects.requireNonNull(snapshot);
    Objects.requireNonNull(traffic);
  }

  /** A kernel through which nothing has passed. */
  public static KernelState quiet(Snapshot snapshot) {
    return new KernelState(snapshot, TrafficState.NONE);
  }
}
