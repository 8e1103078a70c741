package org.lvsh.kernel.traffic;

import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Protocol;

/**
 * The packets of a connection that is made and then says nothing more, in the sizes that Linux
 * sends: of TCP a SYN of 60 bytes and an ACK of 52, with a SYN and ACK of 60 in between; of UDP one
 * packet of 60 bytes each way; of SCTP two packets of 100 bytes each way. IPv6 has 20 bytes more in
 * each.
 */
record Handshake(int incomingPackets, int outgoingPackets, int incomingBytes, int outgoingBytes) {
  private static final int MORE_OF_IPV6 = 20;

  static Handshake of(Protocol protocol, AddressFamily family) {
    Handshake ipv4 =
        switch (protocol) {
          case TCP -> new Handshake(2, 1, 60 + 52, 60);
          case UDP -> new Handshake(1, 1, 60, 60);
          case SCTP -> new Handshake(2, 2, 200, 200);
        };
    return switch (family) {
      case IPV4 -> ipv4;
      case IPV6 -> ipv4.larger();
    };
  }

  private Handshake larger() {
    return new Handshake(
        incomingPackets,
        outgoingPackets,
        incomingBytes + MORE_OF_IPV6 * incomingPackets,
        outgoingBytes + MORE_OF_IPV6 * outgoingPackets);
  }
}
