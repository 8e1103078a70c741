package org.lvsh.shell.compile;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.language.diagnostic.Span;

/**
 * Servers that several services share.
 *
 * @param origin where it was declared; {@link Span#NONE} where the kernel's services told of it
 */
public record PoolSpec(String name, List<ServerSpec> servers, Span origin) implements ServerHolder {
  public PoolSpec {
    Objects.requireNonNull(name);
    servers = List.copyOf(servers);
  }

  @Override
  public String kind() {
    return "pool";
  }

  @Override
  public OptionalInt ownPort() {
    return OptionalInt.empty();
  }

  PoolSpec with(List<ServerSpec> newServers) {
    return new PoolSpec(name, newServers, origin);
  }

  PoolSpec named(String newName) {
    return new PoolSpec(newName, servers, origin);
  }

  /**
   * The servers that a service takes from it: those of its address families, and those that are
   * reached by a tunnel, whose family may be another ({@code ip_vs_add_dest}).
   */
  public List<ServerSpec> serversFor(Target target) {
    return servers.stream()
        .filter(
            server -> target.families().contains(server.address().family()) || isTunnelled(server))
        .toList();
  }

  private static boolean isTunnelled(ServerSpec server) {
    Forwarding.Method method = server.forwarding().method();
    return method != Forwarding.Method.DIRECT && method != Forwarding.Method.MASQUERADE;
  }
}
