package org.lvsh.kernel.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.LabMachine;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.firewall.NftablesFirewall;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.netlink.IpvsClient;

/** That real packets make the counters of a real kernel move: UDP to a VIP of this machine. */
@Tag("lab")
class CountersLabTest {
  private static final ServiceKey SERVICE = udp("10.99.0.1", 5000);
  private static final ServerKey SERVER = at("10.99.0.2", 5001);
  private static final int PACKETS = 3;
  private static final byte[] FIVE_BYTES = "hello".getBytes(US_ASCII);
  private static final int LENGTH = 20 + 8 + FIVE_BYTES.length;

  /** The kernel sums its counters up every two seconds ({@code estimation_timer}). */
  private static final int PATIENCE_SECONDS = 30;

  private final IpvsClient ipvs = IpvsClient.live();
  private final TriedKernel kernel =
      new TriedKernel(LiveKernel.with(ipvs, new NftablesFirewall(new LiveNft())));

  @BeforeEach
  void makeTheService() {
    LabMachine.empty(ipvs);
    LabMachine.run("ip", "address", "replace", "10.99.0.1/32", "dev", "lo");
    LabMachine.run("ip", "address", "replace", "10.99.0.2/32", "dev", "lo");
    kernel.takes(add(SERVICE), add(SERVICE, server(SERVER, 1)));
  }

  @AfterEach
  void close() {
    ipvs.close();
  }

  @Test
  void packetsAreCountedUntilTheyAreZeroed() throws Exception {
    talk();
    Counters counted = countersWhen(PACKETS);
    assertEquals(1, counted.connections());
    assertEquals(PACKETS, counted.incomingPackets());
    assertEquals((long) PACKETS * LENGTH, counted.incomingBytes());
    ServerStatistics server = kernel.statistics().get(SERVICE).servers().get(SERVER);
    assertEquals(PACKETS, server.counters().orElseThrow().incomingPackets());
    assertEquals(
        List.of(0L, 1L, 0L),
        List.of(
            server.activeConnections(),
            server.inactiveConnections(),
            server.persistentConnections().orElseThrow()));
    assertEquals(
        ServerStatistics.ofConnections(0, 1),
        ReadOnlyKernel.live().statistics().get(SERVICE).servers().get(SERVER));
    assertEquals(Optional.empty(), kernel.zero(Optional.of(SERVICE)));
    assertEquals(0, countersWhen(0).incomingBytes());
    assertEquals(1, kernel.statistics().get(SERVICE).servers().get(SERVER).inactiveConnections());
  }

  private static void talk() throws IOException {
    InetAddress address = SERVER.address().inet();
    try (DatagramSocket server = new DatagramSocket(SERVER.port(), address);
        DatagramSocket client = new DatagramSocket()) {
      server.setSoTimeout(PATIENCE_SECONDS * 1000);
      InetSocketAddress virtual = new InetSocketAddress("10.99.0.1", 5000);
      for (int packet = 0; packet < PACKETS; packet++) {
        client.send(new DatagramPacket(FIVE_BYTES, FIVE_BYTES.length, virtual));
        server.receive(new DatagramPacket(new byte[FIVE_BYTES.length], FIVE_BYTES.length));
      }
    }
  }

  /** The service's counters as soon as they have so many packets, or at last. */
  private Counters countersWhen(long packets) throws InterruptedException {
    Counters counters = kernel.statistics().get(SERVICE).counters().orElseThrow();
    for (int wait = 0; wait < PATIENCE_SECONDS && counters.incomingPackets() != packets; wait++) {
      Thread.sleep(1000);
      counters = kernel.statistics().get(SERVICE).counters().orElseThrow();
    }
    return counters;
  }
}
