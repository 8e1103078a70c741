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
    static final int SET_CONFIG = 12;
    static final int GET_CONFIG = 13;
    static final int GET_INFO = 15;

    private Command() {}
  }

  /** {@code IPVS_CMD_ATTR_*}: the first level of every message. */
  static final class Top {
    static final int SERVICE = 1;
    static final int DEST = 2;
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
    static final int PE_NAME = 11;

    private Service() {}
  }

  /** {@code IP_VS_SVC_F_*}. */
  static final class ServiceFlag {
    static final int PERSISTENT = 0x1;
    static final int ONE_PACKET = 0x4;

    /** Flag 1 of the scheduler; 2 and 3 are the next bits. */
    static final int SCHEDULER_1 = 0x8;

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
    static final int ADDR_FAMILY = 11;
    static final int TUN_TYPE = 13;
    static final int TUN_PORT = 14;
    static final int TUN_FLAGS = 15;

    private Dest() {}
  }

  /** {@code IPVS_INFO_ATTR_*}. */
  static final class Info {
    static final int VERSION = 1;
    static final int CONN_TAB_SIZE = 2;

    private Info() {}
  }
}
