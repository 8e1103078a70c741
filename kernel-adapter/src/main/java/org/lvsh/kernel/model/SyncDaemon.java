package org.lvsh.kernel.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A daemon that tells other directors of connections, or listens to one that does. Whether the
 * interface is there and the group is multicast is the kernel's to say.
 *
 * @param interfaceName 1 to 15 visible ASCII characters, none of them a slash or a colon
 * @param syncId 0 to 255: a backup heeds the masters of its own number, with 0 every master
 * @param port of UDP, 1 to 65535
 * @param ttl how many hops the packets live, 1 to 255
 * @param maxLength the most bytes in a packet's payload; in an operation 0 leaves it to the kernel,
 *     which also moves it into the range that it can do; read from the kernel it is never 0
 */
public record SyncDaemon(
    Role role,
    String interfaceName,
    int syncId,
    IpAddress group,
    int port,
    int ttl,
    int maxLength) {
  /** {@code IP_VS_SYNC_GROUP}. */
  public static final IpAddress DEFAULT_GROUP = IpAddress.of("224.0.0.81");

  /** {@code IP_VS_SYNC_PORT}. */
  public static final int DEFAULT_PORT = 8848;

  /** What {@code start_sync_thread} sets where nothing is said. */
  public static final int DEFAULT_TTL = 1;

  private static final int SMALLEST_SURE_LENGTH = 1024;

  /** 65535 without an IPv6 and a UDP header. */
  private static final int LARGEST_SURE_LENGTH = 65_487;

  /** {@code IP_VS_IFNAME_MAXLEN} without the zero byte at the end; {@code dev_valid_name}. */
  private static final Pattern INTERFACE = Pattern.compile("[!-~&&[^/:]]{1,15}");

  public SyncDaemon {
    Objects.requireNonNull(role);
    Objects.requireNonNull(group);
    if (!INTERFACE.matcher(interfaceName).matches()) {
      throw new IllegalArgumentException("no interface: " + interfaceName);
    }
    if (syncId < 0 || syncId > 255) {
      throw new IllegalArgumentException("no sync id: " + syncId);
    }
    if (port < 1 || port > Ports.MAX || ttl < 1 || ttl > 255) {
      throw new IllegalArgumentException("no port or ttl: " + port + ", " + ttl);
    }
    if (maxLength < 0 || maxLength > 0xFFFF) {
      throw new IllegalArgumentException("no length: " + maxLength);
    }
  }

  /** A daemon with the kernel's choice of all that is not said. */
  public static SyncDaemon of(Role role, String interfaceName, int syncId) {
    return new SyncDaemon(role, interfaceName, syncId, DEFAULT_GROUP, DEFAULT_PORT, DEFAULT_TTL, 0);
  }

  public SyncDaemon withGroup(IpAddress newGroup) {
    return new SyncDaemon(role, interfaceName, syncId, newGroup, port, ttl, maxLength);
  }

  public SyncDaemon withMaxLength(int newMaxLength) {
    return new SyncDaemon(role, interfaceName, syncId, group, port, ttl, newMaxLength);
  }

  /**
   * Whether a daemon that runs is this one. The kernel moves a length into the range that it can
   * do, so only one that was said and lies in that of every kernel is compared.
   */
  public boolean isMetBy(SyncDaemon there) {
    boolean lengthIsKept = maxLength >= SMALLEST_SURE_LENGTH && maxLength <= LARGEST_SURE_LENGTH;
    return equals(lengthIsKept ? there : there.withMaxLength(maxLength));
  }

  /** What it does; a director may run one of each. */
  public enum Role {
    /** Tells of the connections of this director. */
    MASTER("master"),
    /** Takes over what a master tells. */
    BACKUP("backup");

    private final String word;

    Role(String word) {
      this.word = word;
    }

    /** As {@code ipvsadm} spells it. */
    public String word() {
      return word;
    }
  }
}
