package org.lvsh.kernel.netlink;

import java.time.Duration;
import org.lvsh.kernel.model.Timeouts;

/** The timeouts as attributes, both ways ({@code ip_vs_genl_set_config}), in seconds. */
final class TimeoutsCodec {
  private TimeoutsCodec() {}

  static void write(MessageWriter writer, Timeouts timeouts) {
    writer
        .u32(Ipvs.Top.TIMEOUT_TCP, timeouts.tcp().toSeconds())
        .u32(Ipvs.Top.TIMEOUT_TCP_FIN, timeouts.tcpFin().toSeconds())
        .u32(Ipvs.Top.TIMEOUT_UDP, timeouts.udp().toSeconds());
  }

  static Timeouts read(Attributes attributes) {
    return new Timeouts(
        duration(attributes, Ipvs.Top.TIMEOUT_TCP),
        duration(attributes, Ipvs.Top.TIMEOUT_TCP_FIN),
        duration(attributes, Ipvs.Top.TIMEOUT_UDP));
  }

  /** 0, which in an operation keeps what is set, where the kernel is built without the protocol. */
  private static Duration duration(Attributes attributes, int type) {
    return attributes.has(type) ? Duration.ofSeconds(attributes.u32(type)) : Duration.ZERO;
  }
}
