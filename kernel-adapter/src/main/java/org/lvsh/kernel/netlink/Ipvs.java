package org.lvsh.kernel.netlink;

/** The numbers of {@code linux/ip_vs.h} and {@code linux/genetlink.h} that are needed here. */
final class Ipvs {
  static final String FAMILY_NAME = "IPVS";
  static final int VERSION = 1;

  private Ipvs() {}

  /** The generic netlink controller, which knows the other families' numbers. */
  static final class Controller {
    static final int FAMILY = 0x10;
    static final int GET_FAMILY = 3;
    static final int FAMILY_ID = 1;
    static final int FAMILY_NAME = 2;

    private Controller() {}
  }

  /** {@code IPVS_CMD_*}. */
  static final class Command {
    static final int NEW_SERVICE = 1;
    static final int SET_SERVICE = 2;
    static final int DEL_SERVICE = 3;
    static final int GET_SERVICE = 4;
    static final int NEW_DEST = 5;
    static final int SET_DEST = 6;
    static final int DEL_DEST = 7;
    static final int GET_DEST = 8;
    static final int NEW_DAEMON = 9;
    static final int DEL_DAEMON = 10;
    static final int GET_DAEMON = 11;
    static final int SET_CONFIG = 12;
    static final int GET_CONFIG = 13;
    static final int GET_INFO = 15;
    static final int ZERO = 16;
    static final int FLUSH = 17;

    private Command() {}
  }

  /** {@code IPVS_CMD_ATTR_*}: the first level of every message. */
  static final class Top {
    static final int SERVICE = 1;
    static final int DEST = 2;
    static final int DAEMON = 3;
    static final int TIMEOUT_TCP = 4;
    static final int TIMEOUT_TCP_FIN = 5;
    static final int TIMEOUT_UDP = 6;

    private Top() {}
  }

  /** {@code IPVS_SVC_ATTR_*}. */
  static final class Service {
    static final int AF = 1;
    static final int PROTOCOL = 2;
    static final int ADDR = 3;
    static final int PORT = 4;
    static final int FWMARK = 5;
    static final int SCHED_NAME = 6;
    static final int FLAGS = 7;
    static final int TIMEOUT = 8;
    static final int NETMASK = 9;
    static final int STATS = 10;
    static final int PE_NAME = 11;
    static final int STATS64 = 12;

    private Service() {}
  }

  /** {@code IP_VS_SVC_F_*}. */
  static final class ServiceFlag {
    static final int PERSISTENT = 0x1;
    static final int ONE_PACKET = 0x4;

    /** Flag 1 of the scheduler; 2 and 3 are the next bits. */
    static final int SCHEDULER_1 = 0x8;

    static final int SCHEDULER_ALL = 0x38;

    private ServiceFlag() {}
  }

  /** {@code IPVS_DEST_ATTR_*}. */
  static final class Dest {
    static final int ADDR = 1;
    static final int PORT = 2;
    static final int FWD_METHOD = 3;
    static final int WEIGHT = 4;
    static final int U_THRESH = 5;
    static final int L_THRESH = 6;
    static final int ACTIVE_CONNS = 7;
    static final int INACT_CONNS = 8;
    static final int PERSIST_CONNS = 9;
    static final int STATS = 10;
    static final int ADDR_FAMILY = 11;
    static final int STATS64 = 12;
    static final int TUN_TYPE = 13;
    static final int TUN_PORT = 14;
    static final int TUN_FLAGS = 15;

    private Dest() {}
  }

  /** {@code IPVS_STATS_ATTR_*}: in STATS and in STATS64 alike. */
  static final class Stats {
    static final int CONNS = 1;
    static final int IN_PACKETS = 2;
    static final int OUT_PACKETS = 3;
    static final int IN_BYTES = 4;
    static final int OUT_BYTES = 5;
    static final int CONNS_PER_SECOND = 6;
    static final int IN_PACKETS_PER_SECOND = 7;
    static final int OUT_PACKETS_PER_SECOND = 8;
    static final int IN_BYTES_PER_SECOND = 9;
    static final int OUT_BYTES_PER_SECOND = 10;

    private Stats() {}
  }

  /** {@code IPVS_DAEMON_ATTR_*}. */
  static final class Daemon {
    static final int STATE = 1;
    static final int MCAST_IFN = 2;
    static final int SYNC_ID = 3;
    static final int SYNC_MAXLEN = 4;
    static final int MCAST_GROUP = 5;
    static final int MCAST_GROUP6 = 6;
    static final int MCAST_PORT = 7;
    static final int MCAST_TTL = 8;

    private Daemon() {}
  }

  /** {@code IPVS_INFO_ATTR_*}. */
  static final class Info {
    static final int VERSION = 1;
    static final int CONN_TAB_SIZE = 2;

    private Info() {}
  }
}
