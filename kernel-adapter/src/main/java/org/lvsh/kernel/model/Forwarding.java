package org.lvsh.kernel.model;

import java.util.Objects;

/**
 * How packets reach a real server. For the tunnels other than IPIP the kernel also keeps a port
 * (GUE) and how the outer header is summed.
 *
 * @param guePort 1 to 65535 for {@link Method#GUE}, 0 otherwise
 * @param checksum {@link Checksum#NONE} unless GUE or GRE asks for another
 */
public record Forwarding(Method method, int guePort, Checksum checksum) {
  public static final Forwarding DIRECT = new Forwarding(Method.DIRECT, 0, Checksum.NONE);
  public static final Forwarding MASQUERADE = new Forwarding(Method.MASQUERADE, 0, Checksum.NONE);
  public static final Forwarding TUNNEL = new Forwarding(Method.IPIP, 0, Checksum.NONE);

  public Forwarding {
    Objects.requireNonNull(checksum);
    if (guePort < 0 || guePort > Ports.MAX) {
      throw new IllegalArgumentException("no GUE port: " + guePort);
    }
    if (method != Method.GUE && guePort != 0) {
      throw new IllegalArgumentException("only GUE has a port");
    }
    if (checksum != Checksum.NONE && !method.sums()) {
      throw new IllegalArgumentException("only GUE and GRE have a checksum");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Forwarding that
        && method == that.method
        && guePort == that.guePort
        && checksum == that.checksum;
  }

  @Override
  public int hashCode() {
    return 31 * guePort + method.name().hashCode();
  }

  public boolean isTunnel() {
    return method == Method.IPIP || method == Method.GUE || method == Method.GRE;
  }

  /** The forwarding method ({@code IP_VS_CONN_F_*}), the tunnels told apart. */
  public enum Method {
    DIRECT,
    MASQUERADE,
    IPIP,
    GUE,
    GRE;

    boolean sums() {
      return this == GUE || this == GRE;
    }
  }

  /** {@code IP_VS_TUNNEL_ENCAP_FLAG_*}. */
  public enum Checksum {
    NONE,
    FULL,
    REMOTE
  }
}
