package org.lvsh.kernel.traffic;

import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;

/** To which port of its server a connection goes. */
public final class ServerPorts {
  private ServerPorts() {}

  /** Without persistence: the server's own, or where it has none the packet's. */
  public static int scheduled(ServerKey server, Packet packet) {
    return server.port() == 0 ? packet.port() : server.port();
  }

  /** With persistence: the server's own for the very port of the service, else the packet's. */
  public static int sticky(ServiceKey service, ServerKey server, Packet packet) {
    boolean translated =
        service instanceof ServiceKey.OnAddress on
            && packet.port() == on.port()
            && server.port() != 0;
    return translated ? server.port() : packet.port();
  }

  /** What stands in a new template; 0 where it holds for several ports. */
  static int inTemplate(ServiceKey service, ServerKey server, Packet packet) {
    return EntryKey.isOfItsPort(service, packet) ? server.port() : 0;
  }
}
