package org.lvsh.kernel.host;

import com.google.common.base.Supplier;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;

/**
 * The services of IPVS with their servers as {@code ip_vs} in /proc shows them to every user
 * ({@code ip_vs_info_seq_show} in {@code ip_vs_ctl.c}); netlink tells more, but root alone.
 *
 * <p>What is not in there and is told as if it were not set: the flags of a scheduler, persistence
 * engines, the thresholds of servers, and one-packet scheduling of an IPv6 service that is no
 * mark's. Every tunnel is shown as IPIP. The family of a mark's service is found out from what else
 * is said of it, see {@code MarkFamilies}. The table is not read in one moment: of services that
 * change meanwhile one may be missing.
 */
public final class ServiceTable {
  /** Where Linux keeps that of the network namespace of the thread that reads it. */
  public static final Path FILE = ProcLines.FOLDER.resolve("ip_vs");

  /** As many services and servers as are read from netlink. */
  private static final int MOST_LINES = 4_000_000;

  private final Path file;
  private final Supplier<Integer> ticksPerSecond;
  private final int mostLines;

  /**
   * The table in a file.
   *
   * @param ticksPerSecond the kernel's HZ, in which it shows persistence; asked for when a service
   *     is persistent
   */
  public ServiceTable(Path file, Supplier<Integer> ticksPerSecond) {
    this(file, ticksPerSecond, MOST_LINES);
  }

  ServiceTable(Path file, Supplier<Integer> ticksPerSecond, int mostLines) {
    this.file = file;
    this.ticksPerSecond = ticksPerSecond;
    this.mostLines = mostLines;
  }

  /**
   * Reads the table.
   *
   * @throws KernelException where it cannot be read or is too long
   */
  public Contents read() {
    ServiceLines lines = new ServiceLines(ticksPerSecond, mostLines);
    ProcLines.each(file, lines::add);
    return lines.contents();
  }

  /**
   * What the table holds.
   *
   * @param entries each service once, in no particular order
   * @param statistics how many connections the servers of each entry have; no counters
   * @param leftOut how many services and servers make no sense here; the servers of a service that
   *     is left out count, too
   */
  public record Contents(
      List<ServiceEntry> entries,
      NavigableMap<ServiceKey, ServiceStatistics> statistics,
      int leftOut) {
    public Contents {
      entries = List.copyOf(entries);
      statistics = Collections.unmodifiableNavigableMap(new TreeMap<>(statistics));
    }
  }
}
