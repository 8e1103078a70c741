package org.lvsh.shell.compile;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** A real server of a service. */
public record NamedServer(ServiceSpec service, ServerSpec server) {
  public NamedServer {
    Objects.requireNonNull(service);
    Objects.requireNonNull(server);
  }

  /** Those of all these services, in their order. */
  public static List<NamedServer> of(Collection<ServiceSpec> services) {
    return services.stream()
        .flatMap(service -> service.servers().stream().map(one -> new NamedServer(service, one)))
        .toList();
  }
}
