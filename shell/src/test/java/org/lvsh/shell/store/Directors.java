package org.lvsh.shell.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.lvsh.kernel.Kernel;

/** Machines to work on, of which nothing is kept. */
public final class Directors {
  private Directors() {}

  public static Director of(Kernel kernel) {
    Operator nobody = new Operator("nobody", Optional.empty(), 1);
    Clock standing = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return new Director(kernel, Store.nowhere(nobody, standing), "");
  }
}
