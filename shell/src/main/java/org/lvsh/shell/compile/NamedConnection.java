package org.lvsh.shell.compile;

import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.Connection;

/**
 * An entry of the connection table.
 *
 * @param service the name of the service that it belongs to; empty where none can be it
 */
public record NamedConnection(Connection connection, Optional<String> service) {
  public NamedConnection {
    Objects.requireNonNull(connection);
    Objects.requireNonNull(service);
  }
}
