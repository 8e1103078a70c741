package org.lvsh.shell.watch;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.shell.compile.Masks;

/**
 * An entry of the connection table, and what it hangs together with.
 *
 * @param grain how much of a client's address counts for the service, as {@link Masks#cut} takes it
 * @param whole the time it has when it begins; zero where that is not known
 * @param connections how many connections are on it, where it is a template
 */
public record TableEntry(
    Connection connection, Place place, long grain, Duration whole, Hold hold, int connections)
    implements Row {
  public TableEntry {
    Objects.requireNonNull(connection);
    Objects.requireNonNull(place);
    Objects.requireNonNull(whole);
    Objects.requireNonNull(hold);
  }

  /** What makes an entry one and the same to the kernel, and the server it leads to. */
  private record Identity(
      int protocol,
      IpAddress client,
      int clientPort,
      IpAddress virtualAddress,
      int virtualPort,
      IpAddress server,
      int serverPort) {}

  TableEntry held(Hold how, int count) {
    return new TableEntry(connection, place, grain, whole, how, count);
  }

  /** Whether a client's connections are here, or would be sent by it. */
  boolean isOf(IpAddress client) {
    return client.family() == connection.client().family()
        && (client.equals(connection.client())
            || (connection.isTemplate()
                && Masks.cut(client, grain).equals(Masks.cut(connection.client(), grain))));
  }

  @Override
  public String text() {
    String ports = connection.isTemplate() ? "" : ":" + connection.clientPort();
    String virtual =
        connection
            .mark()
            .map(mark -> "mark " + mark)
            .orElseGet(() -> connection.virtualAddress() + ":" + connection.virtualPort());
    return String.join(
            " ",
            connection.client() + ports,
            place.service(),
            virtual,
            place.server(),
            connection.state())
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<IpAddress> client() {
    return Optional.of(connection.client());
  }

  @Override
  public Object identity() {
    return new Identity(
        connection.protocol(),
        connection.client(),
        connection.clientPort(),
        connection.virtualAddress(),
        connection.virtualPort(),
        connection.server(),
        connection.serverPort());
  }
}
