package org.lvsh.kernel.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Connection;

/**
 * The connection table of IPVS, {@code /proc/net/ip_vs_conn} ({@code ip_vs_conn_seq_show}). It is
 * handed over a line at a time, so that its size does not matter; a line that makes no sense is
 * left out.
 */
public final class ConnectionTable {
  /** Where Linux keeps it. */
  public static final Path FILE = Path.of("/proc/net/ip_vs_conn");

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
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Connection> connection = ConnectionLine.read(line);
        connection.ifPresent(consumer);
      }
    } catch (NoSuchFileException missing) {
      throw new KernelException(
          file + " is not there: IPVS is not loaded; try modprobe ip_vs", missing);
    } catch (IOException failed) {
      throw new KernelException(file + " cannot be read: " + failed.getMessage(), failed);
    }
  }
}
