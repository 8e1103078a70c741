package org.lvsh.kernel.simulated;

import com.google.common.collect.ImmutableMap;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.SyncDaemon.Role;

/**
 * The sync daemons that run ({@code start_sync_thread} and {@code stop_sync_thread} in {@code
 * ip_vs_sync.c}), on a machine with the interfaces lo and eth0, both up.
 */
final class DaemonTable {
  private static final String LOOPBACK = "lo";

  /** In bytes, by the interface's name. */
  private static final ImmutableMap<String, Integer> MTU =
      ImmutableMap.of(LOOPBACK, 65_536, "eth0", 1_500);

  private static final int ETHERNET = 1_500;
  private static final int LARGEST_PACKET = 65_535;
  private static final int SHORTEST_OF_MASTER = 1;
  private static final int SHORTEST_OF_BACKUP = 1_024;
  private static final int IPV4_AND_UDP_HEADER = 28;
  private static final int IPV6_AND_UDP_HEADER = 48;

  private final NavigableMap<Role, SyncDaemon> running = new TreeMap<>();

  /**
   * EINVAL: the group is not multicast, or there is a server of another family than its service's;
   * ENODEV; EEXIST; ENETUNREACH: a master on lo, through which no route leads to IPv6 groups.
   *
   * @param mixed whether there is such a server
   */
  Optional<Errno> start(SyncDaemon daemon, boolean mixed) {
    if (!daemon.group().isMulticast() || mixed) {
      return Optional.of(Errno.EINVAL);
    }
    if (!MTU.containsKey(daemon.interfaceName())) {
      return Optional.of(Errno.ENODEV);
    }
    if (running.containsKey(daemon.role())) {
      return Optional.of(Errno.EEXIST);
    }
    if (daemon.role() == Role.MASTER && !isReached(daemon)) {
      return Optional.of(Errno.ENETUNREACH);
    }
    running.put(daemon.role(), daemon.withMaxLength(keptLength(daemon)));
    return Optional.empty();
  }

  private static boolean isReached(SyncDaemon daemon) {
    return daemon.group().family() == AddressFamily.IPV4
        || !daemon.interfaceName().equals(LOOPBACK);
  }

  /** A backup takes packets as long as its interface does, whatever the master's may be. */
  private static int keptLength(SyncDaemon daemon) {
    int headers =
        switch (daemon.group().family()) {
          case IPV4 -> IPV4_AND_UDP_HEADER;
          case IPV6 -> IPV6_AND_UDP_HEADER;
        };
    int shortest =
        switch (daemon.role()) {
          case MASTER -> SHORTEST_OF_MASTER;
          case BACKUP -> SHORTEST_OF_BACKUP;
        };
    int packet =
        switch (daemon.role()) {
          case MASTER -> ETHERNET;
          case BACKUP -> clamp(MTU.get(daemon.interfaceName()), ETHERNET, LARGEST_PACKET);
        };
    return daemon.maxLength() == 0
        ? packet - headers
        : clamp(daemon.maxLength(), shortest, LARGEST_PACKET - headers);
  }

  private static int clamp(int value, int least, int most) {
    return Math.max(least, Math.min(most, value));
  }

  /** ESRCH where none of this role runs. */
  Optional<Errno> stop(Role role) {
    return running.remove(role) == null ? Optional.of(Errno.ESRCH) : Optional.empty();
  }

  boolean anyRuns() {
    return !running.isEmpty();
  }

  NavigableMap<Role, SyncDaemon> running() {
    return Collections.unmodifiableNavigableMap(running);
  }
}
