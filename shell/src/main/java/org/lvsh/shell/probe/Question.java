package org.lvsh.shell.probe;

import java.time.Duration;
import java.util.Optional;

/**
 * What each port is asked. Nothing secret is ever sent.
 *
 * @param path what is asked for by HTTP, from the slash on, of printable ASCII; empty: nothing is
 * @param host the name that clients call the service by, for TLS (SNI) and HTTP; empty: HTTP gets
 *     the server's own address
 * @param within how long a port may take for all of it, 1 ms or more
 */
public record Question(Optional<String> path, Optional<String> host, Duration within) {
  /** Long enough for a server in the next room that is busy, short enough to be waited for. */
  public static final Duration USUAL = Duration.ofSeconds(3);

  /** Whether a port is open, and which certificate it shows. */
  public static final Question PLAIN = new Question(Optional.empty(), Optional.empty(), USUAL);

  public Question {
    if (path.isPresent() && !path.get().matches("/[!-~]*")) {
      throw new IllegalArgumentException("no path: " + path.get());
    }
    if (host.isPresent() && !host.get().matches("[A-Za-z0-9.-]+")) {
      throw new IllegalArgumentException("no host: " + host.get());
    }
    if (within.toMillis() < 1 || within.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("no time to answer in: " + within);
    }
  }
}
