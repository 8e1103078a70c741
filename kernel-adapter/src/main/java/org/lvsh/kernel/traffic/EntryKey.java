package org.lvsh.kernel.traffic;

import com.google.common.collect.ComparisonChain;
import java.nio.ByteBuffer;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * What a connection or a template is found by in the table ({@code struct ip_vs_conn_param}).
 *
 * @param protocol the number in the IP header; 0 for a mark's template
 * @param client of a template without the bits that do not count
 * @param clientPort 0 for a template
 * @param address the virtual address, or the mark in the place of one
 * @param port 0 for a template that holds for several ports
 * @param callId what the {@code sip} engine tells calls apart by; empty elsewhere
 */
public record EntryKey(
    int protocol, IpAddress client, int clientPort, IpAddress address, int port, String callId)
    implements Comparable<EntryKey> {
  private static final int FTP = 21;
  private static final String SIP = "sip ";

  /** That of the connection which a packet begins or belongs to. */
  public static EntryKey of(Packet packet) {
    return new EntryKey(
        packet.protocol().number(),
        packet.client(),
        packet.clientPort(),
        packet.address(),
        packet.port(),
        "");
  }

  /** That of the template by which a packet's client stays ({@code ip_vs_sched_persist}). */
  public static EntryKey ofTemplate(
      VirtualService service, Persistence persistence, Packet packet) {
    IpAddress client = Granularities.cut(packet.client(), persistence);
    String callId = persistence.engine().isPresent() ? packet.callId() : "";
    return service
        .key()
        .accept(
            new ServiceKey.Cases<>() {
              @Override
              public EntryKey onAddress(ServiceKey.OnAddress key) {
                int port = isOfItsPort(key, packet) ? packet.port() : 0;
                return new EntryKey(
                    packet.protocol().number(), client, 0, packet.address(), port, callId);
              }

              @Override
              public EntryKey onMark(ServiceKey.OnMark key) {
                return new EntryKey(0, client, 0, inAddress(key), 0, callId);
              }
            });
  }

  /** FTP's template holds for its data connections, too. */
  static boolean isOfItsPort(ServiceKey service, Packet packet) {
    return service instanceof ServiceKey.OnAddress address
        && packet.port() == address.port()
        && address.port() != FTP;
  }

  /** A mark stands in the first 32 bits of what is an address elsewhere. */
  private static IpAddress inAddress(ServiceKey.OnMark key) {
    ByteBuffer bytes = ByteBuffer.allocate(key.family().bits() / Byte.SIZE);
    bytes.putInt((int) key.mark().value());
    return IpAddress.of(bytes.array());
  }

  /** Whether this is how a line of the connection table is found. */
  public boolean isOf(Connection line) {
    return isOfAnyCall(line) && line.engineData().equals(engineData());
  }

  /** Whether it would be, if it were about the same call. */
  public boolean isOfAnyCall(Connection line) {
    return line.protocol() == protocol
        && line.clientPort() == clientPort
        && line.virtualPort() == port
        && line.client().equals(client)
        && line.virtualAddress().equals(address);
  }

  @Override
  public int compareTo(EntryKey other) {
    return ComparisonChain.start()
        .compare(client, other.client)
        .compare(clientPort, other.clientPort)
        .compare(address, other.address)
        .compare(port, other.port)
        .compare(protocol, other.protocol)
        .compare(callId, other.callId)
        .result();
  }

  /** What a line of the table says of the call. */
  String engineData() {
    return callId.isEmpty() ? "" : SIP + callId;
  }
}
