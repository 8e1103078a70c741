package org.lvsh.shell.inspect;

import java.util.List;
import java.util.Objects;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.ServerKey;

/**
 * A connection or a template that a packet would be found by.
 *
 * @param line as the kernel shows it
 * @param servers those of the service that it may go to: one; several where the kernel's line says
 *     an address alone and the service has it with several ports; none where it was removed
 */
public record KnownEntry(Connection line, List<ServerKey> servers, Standing standing) {
  public KnownEntry {
    Objects.requireNonNull(line);
    Objects.requireNonNull(standing);
    servers = List.copyOf(servers);
  }

  /** Whether the packet goes by it. */
  public boolean goesOn() {
    return switch (standing) {
      case GOES_ON, GOES_ON_DRAINED -> true;
      case LOST, ENDS_SERVER_GONE, ENDS_DRAINED, ENDS_CLOSED -> false;
    };
  }

  /** What becomes of it when the packet comes. */
  public enum Standing {
    /** The packet goes by it. */
    GOES_ON,
    /** The same, though its server is drained. */
    GOES_ON_DRAINED,
    /** A connection whose server was removed: the packet is dropped. */
    LOST,
    /** Its server was removed, so it ends and the packet is scheduled anew. */
    ENDS_SERVER_GONE,
    /** Its server is drained, so it ends and the packet is scheduled anew. */
    ENDS_DRAINED,
    /** A connection that is closed: the packet begins another ({@code conn_reuse_mode}). */
    ENDS_CLOSED
  }
}
