package org.lvsh.shell.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.model.Snapshot;

/** Machines to work on, of which nothing is kept but what is on trial. */
public final class Directors {
  private Directors() {}

  public static Director of(Kernel kernel) {
    return of(kernel, Trials.none());
  }

  public static Director of(Kernel kernel, Trials trials) {
    Operator nobody = new Operator("nobody", Optional.empty(), 1);
    Clock standing = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return new Director(kernel, Store.nowhere(nobody, standing).withTrials(trials), "");
  }

  /** Something that was applied waits to be confirmed. */
  public static void begin(Trials trials, String what) {
    trials.begin(
        new Deed(what, "prompt"),
        "nobody",
        Instant.EPOCH,
        Duration.ofSeconds(60),
        Snapshot.EMPTY,
        Snapshot.EMPTY);
  }
}
