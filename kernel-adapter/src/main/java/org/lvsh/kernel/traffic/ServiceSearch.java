package org.lvsh.kernel.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;

/** In which order the kernel looks for the service of a packet ({@code ip_vs_service_find}). */
public final class ServiceSearch {
  private static final int FTP = 21;
  private static final int FTP_DATA = 20;

  /** {@code ip_unprivileged_port_start}, from which on passive FTP has its ports. */
  private static final int UNPRIVILEGED = 1_024;

  private ServiceSearch() {}

  /** Why the kernel looks where it does. */
  public enum Reason {
    /** The packet has this mark. */
    MARK,
    /** The packet goes to this very port. */
    PORT,
    /** The packet may carry data of FTP: from port 1024, or port 20. */
    FTP_DATA,
    /** A service for every port of the address. */
    EVERY_PORT
  }

  /** Where the kernel looks. */
  public record Place(Reason reason, ServiceKey key) {
    public Place {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(key);
    }
  }

  /**
   * The places for a packet; the first at which there is a service is it.
   *
   * @param mark what the packet filter has given it
   */
  public static List<Place> of(Packet packet, Optional<Mark> mark) {
    List<Place> places = new ArrayList<>();
    mark.ifPresent(
        one ->
            places.add(
                new Place(Reason.MARK, new ServiceKey.OnMark(packet.address().family(), one))));
    places.add(onPort(Reason.PORT, packet, packet.port()));
    if (packet.protocol() == Protocol.TCP
        && (packet.port() == FTP_DATA || packet.port() >= UNPRIVILEGED)) {
      places.add(onPort(Reason.FTP_DATA, packet, FTP));
    }
    places.add(onPort(Reason.EVERY_PORT, packet, 0));
    return places;
  }

  private static Place onPort(Reason reason, Packet packet, int port) {
    return new Place(reason, new ServiceKey.OnAddress(packet.protocol(), packet.address(), port));
  }
}
