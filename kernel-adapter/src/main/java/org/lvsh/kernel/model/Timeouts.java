package org.lvsh.kernel.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * How long idle connections are kept. In an operation 0 keeps what is set; read from the kernel
 * each is 1 s or more. Whole seconds; whether they are too many is the kernel's to say.
 */
public record Timeouts(Duration tcp, Duration tcpFin, Duration udp) {
  /** What the kernel starts with ({@code ip_vs_proto_tcp.c}, {@code ip_vs_proto_udp.c}). */
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofMinutes(15), Duration.ofMinutes(2), Duration.ofMinutes(5));

  public Timeouts {
    if (Stream.of(tcp, tcpFin, udp).anyMatch(timeout -> !isWhole(timeout))) {
      throw new IllegalArgumentException(
          "not in whole seconds: " + tcp + ", " + tcpFin + ", " + udp);
    }
  }

  private static boolean isWhole(Duration timeout) {
    return timeout.equals(timeout.truncatedTo(ChronoUnit.SECONDS));
  }
}
