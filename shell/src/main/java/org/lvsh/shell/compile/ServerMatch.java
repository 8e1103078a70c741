package org.lvsh.shell.compile;

import java.util.List;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.diagnostic.Diagnostic;

/** Finds the servers of a service or a pool that an edit's address means. */
final class ServerMatch {
  private final ServerHolder holder;
  private final ServerAddress address;

  ServerMatch(ServerHolder holder, ServerAddress address) {
    this.holder = holder;
    this.address = address;
  }

  /** The servers; none, with a diagnostic, where the address fits none or is not clear. */
  List<ServerSpec> servers(List<Diagnostic> diagnostics) {
    IpAddress ip = new IpAddress(address.address());
    List<ServerSpec> there =
        holder.servers().stream()
            .filter(server -> server.address().equals(ip))
            .filter(this::hasPort)
            .toList();
    if (there.isEmpty()) {
      diagnostics.add(unknown());
      return List.of();
    }
    if (there.size() > 1 && address.port() == ServerAddress.UNSAID) {
      diagnostics.add(unclear(ip, there));
      return List.of();
    }
    return there;
  }

  private boolean hasPort(ServerSpec server) {
    return address.port() < 0
        || server.port().orElse(holder.ownPort().orElse(ServerAddress.UNSAID)) == address.port();
  }

  private Diagnostic unknown() {
    String called = address.span().text();
    Diagnostic mistake =
        Diagnostic.error(
            "unknown-server",
            address.span(),
            "%s %s has no server %s".formatted(holder.kind(), holder.name(), called));
    return mistake.withHint(
        holder.servers().isEmpty() ? "it has no servers" : "it has " + list(holder.servers()));
  }

  private Diagnostic unclear(IpAddress ip, List<ServerSpec> there) {
    Diagnostic mistake =
        Diagnostic.error(
            "unclear-server",
            address.span(),
            "%s %s has %d servers at %s".formatted(holder.kind(), holder.name(), there.size(), ip));
    return mistake.withHint("say which of %s; ':any' means all of them".formatted(list(there)));
  }

  private static String list(List<ServerSpec> servers) {
    String all =
        servers.stream().limit(8).map(ServerSpec::called).collect(Collectors.joining(", "));
    return servers.size() > 8 ? all + ", …" : all;
  }
}
