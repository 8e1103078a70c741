package org.lvsh.kernel.traffic;

import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;

/**
 * What became of a packet.
 *
 * @param service the one that took it; empty where none did
 * @param server where it went; empty where it went nowhere
 * @param newTemplate whether a persistence template was made for it
 */
public record Verdict(
    Fate fate, Optional<ServiceKey> service, Optional<ServerKey> server, boolean newTemplate) {
  /** That of a packet which no service takes. */
  public static final Verdict NOT_BALANCED =
      new Verdict(Fate.NOT_BALANCED, Optional.empty(), Optional.empty(), false);

  public Verdict {
    Objects.requireNonNull(service);
    Objects.requireNonNull(server);
  }

  /** The ways of a packet. */
  public enum Fate {
    /** It began a connection. */
    SCHEDULED,
    /** It belongs to a connection that was there. */
    OLD_CONNECTION,
    /** Its connection's server was removed, so it is lost. */
    SERVER_GONE,
    /** Its service has no server that takes it ({@code ip_vs_leave}). */
    NO_SERVER,
    /** Its service's persistence engine cannot read it ({@code ip_vs_sip_fill_param}). */
    UNREADABLE,
    /** It is of no service, so the director keeps it for itself. */
    NOT_BALANCED
  }

  static Verdict of(Fate fate, ServiceKey service) {
    return new Verdict(fate, Optional.of(service), Optional.empty(), false);
  }

  static Verdict scheduled(ServiceKey service, Destination destination, boolean newTemplate) {
    return new Verdict(
        Fate.SCHEDULED, Optional.of(service), Optional.of(destination.key()), newTemplate);
  }

  static Verdict old(Destination destination) {
    return new Verdict(
        Fate.OLD_CONNECTION,
        Optional.of(destination.serviceKey()),
        Optional.of(destination.key()),
        false);
  }
}
