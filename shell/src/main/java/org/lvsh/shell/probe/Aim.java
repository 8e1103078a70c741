package org.lvsh.shell.probe;

import java.util.Objects;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.shell.compile.ServerSpec;

/**
 * A port of a service on one of its real servers.
 *
 * @param servicePort the port that clients connect to, 1 to 65535
 * @param endpoint where the server has it
 */
public record Aim(ServerSpec server, int servicePort, Endpoint endpoint) {
  public Aim {
    Objects.requireNonNull(server);
    Objects.requireNonNull(endpoint);
  }

  public Protocol protocol() {
    return endpoint.protocol();
  }

  /** Whether clients reach the server at the virtual address, where nobody can ask it from here. */
  public boolean isElsewhereForClients() {
    return switch (server.forwarding().method()) {
      case DIRECT, IPIP, GUE, GRE -> true;
      case MASQUERADE -> false;
    };
  }
}
