package org.lvsh.shell.probe;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of a question to a port.
 *
 * @param time how long it took until the port was known to be open; empty for every other reach
 * @param reason why it is not known to be open, in words, where there is more to say than the reach
 * @param tls what it said to TLS, where it was asked
 * @param http what it said to HTTP, where it was asked
 */
public record Answer(
    Reach reach,
    Optional<Duration> time,
    Optional<String> reason,
    Optional<Tls> tls,
    Optional<Http> http) {
  public Answer {
    Objects.requireNonNull(reach);
    if (time.isPresent() != (reach == Reach.OPEN)) {
      throw new IllegalArgumentException("a time belongs to an open port: " + reach);
    }
  }

  /** Whether a port can be reached. */
  public enum Reach {
    OPEN,
    /** Nothing listens there, and the server says so: by RST, or by ICMP for UDP. */
    REFUSED,
    /** Nothing came back in time. */
    SILENT,
    /** No packet gets there, as the network or this machine says. */
    UNREACHABLE,
    /** It cannot be known. */
    UNKNOWN;

    /** Whether clients that come to it are served for all that is known. */
    public boolean isWell() {
      return this == OPEN || this == UNKNOWN;
    }
  }

  /**
   * What a port said to TLS.
   *
   * @param certificate its own one, which it may show even where the handshake then fails
   * @param failure why there was no handshake
   */
  public record Tls(Optional<Certificate> certificate, Optional<String> failure) {
    public static Tls of(Certificate certificate) {
      return new Tls(Optional.of(certificate), Optional.empty());
    }

    public static Tls failed(String why) {
      return new Tls(Optional.empty(), Optional.of(why));
    }
  }

  /**
   * What a port said to HTTP.
   *
   * @param status 100 to 999; empty where there was none
   * @param failure why there was none
   */
  public record Http(OptionalInt status, Optional<String> failure) {
    public static Http of(int status) {
      return new Http(OptionalInt.of(status), Optional.empty());
    }

    public static Http failed(String why) {
      return new Http(OptionalInt.empty(), Optional.of(why));
    }

    /** Success, or a redirection to somewhere else (RFC 9110, 15). */
    public boolean isWell() {
      return status.isPresent() && status.getAsInt() >= 200 && status.getAsInt() < 400;
    }
  }

  public static Answer open(Duration time) {
    return new Answer(
        Reach.OPEN, Optional.of(time), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Answer refused() {
    return without(Reach.REFUSED, Optional.empty());
  }

  public static Answer silent() {
    return without(Reach.SILENT, Optional.empty());
  }

  public static Answer unreachable(String why) {
    return without(Reach.UNREACHABLE, Optional.of(why));
  }

  public static Answer unknown(String why) {
    return without(Reach.UNKNOWN, Optional.of(why));
  }

  private static Answer without(Reach reach, Optional<String> reason) {
    return new Answer(reach, Optional.empty(), reason, Optional.empty(), Optional.empty());
  }

  public Answer with(Tls said) {
    return new Answer(reach, time, reason, Optional.of(said), http);
  }

  public Answer with(Http said) {
    return new Answer(reach, time, reason, tls, Optional.of(said));
  }
}
