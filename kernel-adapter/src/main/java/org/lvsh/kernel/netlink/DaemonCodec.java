package org.lvsh.kernel.netlink;

import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.SyncDaemon.Role;

/**
 * A sync daemon as attributes, both ways ({@code ip_vs_genl_new_daemon} and {@code
 * ip_vs_genl_fill_daemon} in {@code ip_vs_ctl.c}).
 */
final class DaemonCodec {
  /** {@code IP_VS_STATE_*}. */
  private static final int MASTER = 1;

  private static final int BACKUP = 2;

  private DaemonCodec() {}

  /** What finds the daemon. */
  static void writeRole(MessageWriter writer, Role role) {
    writer.u32(Ipvs.Daemon.STATE, number(role));
  }

  /** All of it; the kernel chooses the length where none is said. */
  static void write(MessageWriter writer, SyncDaemon daemon) {
    writeRole(writer, daemon.role());
    writer
        .string(Ipvs.Daemon.MCAST_IFN, daemon.interfaceName())
        .u32(Ipvs.Daemon.SYNC_ID, daemon.syncId())
        .u16(Ipvs.Daemon.SYNC_MAXLEN, daemon.maxLength())
        .bytes(groupType(daemon.group().family()), daemon.group().bytes())
        .u16(Ipvs.Daemon.MCAST_PORT, daemon.port())
        .u8(Ipvs.Daemon.MCAST_TTL, daemon.ttl());
  }

  private static int number(Role role) {
    return switch (role) {
      case MASTER -> MASTER;
      case BACKUP -> BACKUP;
    };
  }

  private static int groupType(AddressFamily family) {
    return switch (family) {
      case IPV4 -> Ipvs.Daemon.MCAST_GROUP;
      case IPV6 -> Ipvs.Daemon.MCAST_GROUP6;
    };
  }

  /**
   * Reads a daemon of a listing. Kernels before 4.3 say neither group nor port, ttl and length:
   * they know no others than the defaults.
   *
   * @throws LeftOutException where another program started it as {@code kernel.model} cannot say
   */
  static SyncDaemon read(Attributes attributes) {
    Role role = readRole(attributes);
    try {
      return new SyncDaemon(
          role,
          attributes.string(Ipvs.Daemon.MCAST_IFN),
          (int) Math.min(attributes.u32(Ipvs.Daemon.SYNC_ID), Integer.MAX_VALUE),
          readGroup(attributes),
          u16(attributes, Ipvs.Daemon.MCAST_PORT, SyncDaemon.DEFAULT_PORT),
          attributes.has(Ipvs.Daemon.MCAST_TTL)
              ? attributes.u8(Ipvs.Daemon.MCAST_TTL)
              : SyncDaemon.DEFAULT_TTL,
          u16(attributes, Ipvs.Daemon.SYNC_MAXLEN, 0));
    } catch (IllegalArgumentException exception) {
      throw new LeftOutException(
          "the " + role.word() + " sync daemon, for it has " + exception.getMessage());
    }
  }

  private static Role readRole(Attributes attributes) {
    int state = attributes.s32(Ipvs.Daemon.STATE);
    return switch (state) {
      case MASTER -> Role.MASTER;
      case BACKUP -> Role.BACKUP;
      default -> throw NetlinkException.damaged("a sync daemon in state " + state);
    };
  }

  private static IpAddress readGroup(Attributes attributes) {
    if (attributes.has(Ipvs.Daemon.MCAST_GROUP6)) {
      return Addresses.decodeWhole(attributes, Ipvs.Daemon.MCAST_GROUP6, AddressFamily.IPV6);
    }
    return attributes.has(Ipvs.Daemon.MCAST_GROUP)
        ? Addresses.decodeWhole(attributes, Ipvs.Daemon.MCAST_GROUP, AddressFamily.IPV4)
        : SyncDaemon.DEFAULT_GROUP;
  }

  private static int u16(Attributes attributes, int type, int otherwise) {
    return attributes.has(type) ? attributes.u16(type) : otherwise;
  }
}
