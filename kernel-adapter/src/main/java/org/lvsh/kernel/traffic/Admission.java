package org.lvsh.kernel.traffic;

import java.util.Optional;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * What a service does with a packet that begins a connection, before a server is looked for ({@code
 * ip_vs_schedule}, {@code ip_vs_leave}).
 */
public enum Admission {
  /** Its scheduler is asked. */
  SCHEDULED,
  /** A template is looked for, and its scheduler is asked where there is none. */
  STICKY,
  /** Its persistence engine cannot read the packet, which is lost. */
  UNREADABLE,
  /** It comes from port 20, as data of active FTP do: the director keeps it for itself. */
  FROM_FTP_DATA,
  /** It is data of FTP, whose service is not persistent: the director keeps it for itself. */
  LEFT_TO_OTHERS,
  /** It came to a service for every port that is not persistent, and is lost. */
  NOT_PERSISTENT;

  private static final int FTP = 21;
  private static final int FTP_DATA = 20;

  /**
   * What a service does.
   *
   * @param service one that {@link ServiceSearch} leads to
   */
  public static Admission of(VirtualService service, Packet packet) {
    if (packet.clientPort() == FTP_DATA) {
      return FROM_FTP_DATA;
    }
    Optional<Persistence> persistence = service.persistence();
    if (persistence.isPresent()) {
      return persistence.get().engine().isPresent() && !isReadable(packet) ? UNREADABLE : STICKY;
    }
    return service.key() instanceof ServiceKey.OnAddress on && on.port() != packet.port()
        ? ofAnotherPort(on)
        : SCHEDULED;
  }

  private static Admission ofAnotherPort(ServiceKey.OnAddress service) {
    return service.port() == FTP ? LEFT_TO_OTHERS : NOT_PERSISTENT;
  }

  private static boolean isReadable(Packet packet) {
    return packet.protocol() == Protocol.UDP && !packet.callId().isEmpty();
  }
}
