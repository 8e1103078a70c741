package org.lvsh.shell.watch;

import java.util.Optional;
import org.lvsh.kernel.model.IpAddress;

/** A line of what is watched. */
public sealed interface Row permits TableEntry, RateRow {
  Place place();

  /** What is filtered by, in small letters. */
  String text();

  /** The client; empty where it is about all of them. */
  Optional<IpAddress> client();

  /** What makes it the same row in another reading. */
  Object identity();
}
