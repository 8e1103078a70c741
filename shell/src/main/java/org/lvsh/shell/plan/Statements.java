package org.lvsh.shell.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;

/** Finds the statement that asks for an operation. */
final class Statements {
  private final Desired desired;
  private final Map<String, Map<ServerKey, Span>> servers = new HashMap<>();

  Statements(Desired desired) {
    this.desired = desired;
  }

  /**
   * The line of the server, where it is about one that was said; else that of the service; else the
   * last statement that spoke of the service.
   */
  Span of(String name, Operation operation) {
    Optional<ServiceSpec> service = Optional.ofNullable(desired.services().get(name));
    return service
        .flatMap(spec -> server(operation).flatMap(server -> origin(spec, server)))
        .or(() -> service.map(ServiceSpec::origin).filter(Statements::isSaid))
        .or(() -> Optional.ofNullable(desired.statements().get(name)))
        .orElse(Span.NONE);
  }

  /** The last statement that spoke of a setting of the director. */
  Span ofDirector(String what) {
    return desired.director().said().getOrDefault(what, Span.NONE);
  }

  private static Optional<ServerKey> server(Operation operation) {
    if (operation instanceof Operation.AddServer add) {
      return Optional.of(add.server().key());
    }
    return operation instanceof Operation.ChangeServer change
        ? Optional.of(change.server().key())
        : Optional.empty();
  }

  private Optional<Span> origin(ServiceSpec service, ServerKey key) {
    return Optional.ofNullable(
        servers.computeIfAbsent(service.name(), unseen -> origins(service)).get(key));
  }

  /** Where each server of a service was said; one that is there twice counts where it is first. */
  private static Map<ServerKey, Span> origins(ServiceSpec service) {
    Map<ServerKey, Span> origins = new HashMap<>();
    for (ServerSpec server : service.servers()) {
      int port = server.port().orElse(service.target().serverPort());
      if (isSaid(server.origin())) {
        origins.putIfAbsent(new ServerKey(server.address(), port), server.origin());
      }
    }
    return origins;
  }

  private static boolean isSaid(Span span) {
    return !Objects.equals(span, Span.NONE);
  }
}
