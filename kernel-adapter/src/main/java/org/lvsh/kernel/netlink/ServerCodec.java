package org.lvsh.kernel.netlink;

import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Forwarding.Checksum;
import org.lvsh.kernel.model.Forwarding.Method;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;

/**
 * A real server as attributes, both ways ({@code ip_vs_genl_parse_dest} and {@code
 * ip_vs_genl_fill_dest} in {@code ip_vs_ctl.c}).
 */
final class ServerCodec {
  /** {@code IP_VS_CONN_F_MASQ} and its like. */
  private static final int MASQUERADE = 0;

  private static final int LOCAL_NODE = 1;
  private static final int TUNNEL = 2;
  private static final int DIRECT = 3;

  /** {@code IP_VS_CONN_F_TUNNEL_TYPE_*}. */
  private static final int IPIP = 0;

  private static final int GUE = 1;
  private static final int GRE = 2;

  private ServerCodec() {}

  /** What finds the server in its service. */
  static void writeKey(MessageWriter writer, ServerKey key) {
    writer
        .u16(Ipvs.Dest.ADDR_FAMILY, key.address().family().number())
        .bytes(Ipvs.Dest.ADDR, Addresses.encode(key.address()))
        .port(Ipvs.Dest.PORT, key.port());
  }

  /**
   * All of it: what the kernel wants for a new server and for a changed one. A weight below 0 is
   * said as it is; the kernel refuses it.
   */
  static void write(MessageWriter writer, RealServer server) {
    writeKey(writer, server.key());
    Forwarding forwarding = server.forwarding();
    writer
        .u32(Ipvs.Dest.FWD_METHOD, forwardingNumber(forwarding.method()))
        .u32(Ipvs.Dest.WEIGHT, server.weight())
        .u32(Ipvs.Dest.U_THRESH, server.upperLimit())
        .u32(Ipvs.Dest.L_THRESH, server.lowerLimit());
    if (forwarding.isTunnel()) {
      writer
          .u8(Ipvs.Dest.TUN_TYPE, tunnelNumber(forwarding.method()))
          .port(Ipvs.Dest.TUN_PORT, forwarding.guePort())
          .u16(Ipvs.Dest.TUN_FLAGS, checksumNumber(forwarding.checksum()));
    }
  }

  private static int forwardingNumber(Method method) {
    return switch (method) {
      case MASQUERADE -> MASQUERADE;
      case DIRECT -> DIRECT;
      case IPIP, GUE, GRE -> TUNNEL;
    };
  }

  private static int tunnelNumber(Method method) {
    return switch (method) {
      case DIRECT, MASQUERADE, IPIP -> IPIP;
      case GUE -> GUE;
      case GRE -> GRE;
    };
  }

  private static int checksumNumber(Checksum checksum) {
    return switch (checksum) {
      case NONE -> 0;
      case FULL -> 1;
      case REMOTE -> 2;
    };
  }

  /**
   * Reads a server of a listing. Kernels before 3.18 say no address family, kernels before 5.3 no
   * tunnel: then it is the service's, and IPIP.
   *
   * @throws LeftOutException where another program made it as {@code kernel.model} cannot say
   */
  static RealServer read(Attributes attributes, AddressFamily serviceFamily) {
    AddressFamily family =
        attributes.has(Ipvs.Dest.ADDR_FAMILY)
            ? Addresses.family(attributes.u16(Ipvs.Dest.ADDR_FAMILY))
            : serviceFamily;
    ServerKey key =
        new ServerKey(
            Addresses.decode(attributes, Ipvs.Dest.ADDR, family), attributes.port(Ipvs.Dest.PORT));
    return new RealServer(
        key,
        attributes.s32(Ipvs.Dest.WEIGHT),
        readForwarding(attributes, key),
        attributes.u32(Ipvs.Dest.U_THRESH),
        attributes.u32(Ipvs.Dest.L_THRESH));
  }

  private static Forwarding readForwarding(Attributes attributes, ServerKey key) {
    int number = attributes.s32(Ipvs.Dest.FWD_METHOD);
    return switch (number) {
      case MASQUERADE -> Forwarding.MASQUERADE;
      case TUNNEL -> readTunnel(attributes, key);
      // What is delivered on this machine goes the direct way, too; old kernels tell the two apart.
      case LOCAL_NODE, DIRECT -> Forwarding.DIRECT;
      default -> throw new LeftOutException(key + ", for it has the forwarding method " + number);
    };
  }

  /** The kernel keeps a port and a checksum for every tunnel and heeds them for some. */
  private static Forwarding readTunnel(Attributes attributes, ServerKey key) {
    int type = attributes.has(Ipvs.Dest.TUN_TYPE) ? attributes.u8(Ipvs.Dest.TUN_TYPE) : IPIP;
    return switch (type) {
      case IPIP -> Forwarding.TUNNEL;
      case GUE ->
          new Forwarding(
              Method.GUE, attributes.port(Ipvs.Dest.TUN_PORT), readChecksum(attributes, key));
      case GRE -> new Forwarding(Method.GRE, 0, readChecksum(attributes, key));
      default -> throw new LeftOutException(key + ", for it has the tunnel type " + type);
    };
  }

  private static Checksum readChecksum(Attributes attributes, ServerKey key) {
    int number = attributes.u16(Ipvs.Dest.TUN_FLAGS);
    return switch (number) {
      case 0 -> Checksum.NONE;
      case 1 -> Checksum.FULL;
      case 2 -> Checksum.REMOTE;
      default -> throw new LeftOutException(key + ", for it has the tunnel flags " + number);
    };
  }
}
