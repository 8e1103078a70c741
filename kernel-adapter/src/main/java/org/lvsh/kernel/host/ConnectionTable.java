package org.lvsh.kernel.host;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Connection;

/**
 * The connection table of IPVS, {@code ip_vs_conn} ({@code ip_vs_conn_seq_show}). It is handed over
 * a line at a time, so that its size does not matter; a line that makes no sense is left out.
 */
public final class ConnectionTable {
  /** Where Linux keeps that of the network namespace of the thread that reads it. */
  public static final Path FILE = ProcLines.FOLDER.resolve("ip_vs_conn");

  private final Path file;

  public ConnectionTable(Path file) {
    this.file = file;
  }

  /**
   * Hands over each entry.
   *
   * @throws KernelException where the table cannot be read
   */
  public void each(Consumer<Connection> consumer) {
    ProcLines.eachWhereItLies(file, line -> ConnectionLine.read(line).ifPresent(consumer));
  }
}
