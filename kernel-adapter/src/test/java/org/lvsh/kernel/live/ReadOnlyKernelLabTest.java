package org.lvsh.kernel.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.Samples;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.firewall.NftablesFirewall;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.netlink.IpvsClient;

/** What any user may read, beside what root does. */
@Tag("lab")
class ReadOnlyKernelLabTest {
  private static final String SERVICES =
      """
      -A -t 192.168.0.1:80 -s wlc
      -a -t 192.168.0.1:80 -r 10.0.0.1:8080 -m -w 3
      -a -t 192.168.0.1:80 -r 10.0.0.2:80 -g -w 0
      -a -t 192.168.0.1:80 -r 10.0.0.3:80 -i -w 2147483647
      -a -t 192.168.0.1:80 -r 10.0.0.4:80 -i --tun-type gue --tun-port 6080
      -a -t 192.168.0.1:80 -r 10.0.0.5:80 -i --tun-type gre --tun-csum
      -a -t 192.168.0.1:80 -r [fd00::9]:80 -i
      -a -t 192.168.0.1:80 -r 127.0.0.1:80 -g
      -A -t [fd00::1]:80 -s sh -b sh-port -p 300 -M 64
      -a -t [fd00::1]:80 -r [fd00:1::2]:8080 -m -x 9 -y 8
      -a -t [fd00::1]:80 -r [fd00:1::3]:80 -g
      -A -t [fd00::1]:81 -s mh -p 300
      -A -u 192.168.0.1:5060 -s rr -o -p 77 -M 255.255.0.0 --pe sip
      -A -u 192.168.0.1:53 -s rr -o
      -A -u [fd00::1]:53 -s rr -o
      -A --sctp-service 192.168.0.1:0 -s dh -p 2678400
      -A -f 5 -s rr -o
      -A -f 5 -6 -s wrr
      -A -f 6 -s rr -p 60 -M 255.255.255.0
      -A -f 6 -6 -s wrr -p 60
      -A -f 7 -6 -s lc
      -a -f 7 -6 -r [fd00:1::2]:0 -m
      -A -f 8 -6 -s lblc -p 60 -M 1
      -A -f 9 -s nq
      -a -f 9 -r 10.0.0.1:0 -i
      -A -f 4294967295 -s fo
      """;

  private final LiveKernel root =
      LiveKernel.with(IpvsClient.live(), new NftablesFirewall(new LiveNft()));
  private final Kernel anyone = ReadOnlyKernel.live();

  @BeforeEach
  void emptyTheKernel() throws IOException, InterruptedException {
    ipvsadm("-C", "");
  }

  @AfterEach
  void close() {
    root.close();
  }

  @Test
  void whatItReadsIsWhatRootDoesButForWhatTheFileLeavesOut() throws Exception {
    ipvsadm("-R", SERVICES);
    Snapshot all = root.read();
    assertEquals(
        SERVICES.lines().filter(line -> line.startsWith("-A")).count(), all.services().size());
    assertEquals(shown(all), anyone.read());
  }

  @Test
  void aKernelWithoutServicesHasNone() {
    new TriedKernel(anyone).isEmpty();
    anyone.connections(connection -> {});
  }

  @Test
  void itSaysWhatTheKernelCanDoAndChangesNothing() {
    assertEquals("live", anyone.label());
    assertEquals(root.capabilities(), anyone.capabilities());
    List<Operation> operations = List.of(Samples.add(Samples.WEB));
    KernelException refused =
        assertThrows(KernelException.class, () -> anyone.apply(operations, Progress.SILENT));
    assertTrue(refused.getMessage().contains("root"));
    new TriedKernel(anyone).isEmpty();
  }

  /** Of a configuration what the file shows. */
  private static Snapshot shown(Snapshot all) {
    TreeMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
    all.services().forEach((key, entry) -> services.put(key, shown(entry)));
    return new Snapshot(
        services,
        new TreeMap<>(),
        new TreeMap<>(),
        Timeouts.DEFAULT,
        Optional.empty(),
        new TreeMap<>(),
        all.settings());
  }

  private static ServiceEntry shown(ServiceEntry entry) {
    VirtualService service = entry.service();
    boolean ipv6 =
        service.key() instanceof ServiceKey.OnAddress
            && service.key().family() == AddressFamily.IPV6;
    return ServiceEntry.of(
        new VirtualService(
            service.key(),
            new Scheduler(service.scheduler().name(), Set.of()),
            service
                .persistence()
                .map(full -> new Persistence(full.timeout(), full.granularity(), Optional.empty())),
            service.onePacket() && !ipv6),
        entry.servers().values().stream().map(ReadOnlyKernelLabTest::shown).toList());
  }

  private static RealServer shown(RealServer server) {
    return RealServer.of(
        server.key(),
        server.weight(),
        server.forwarding().isTunnel() ? Forwarding.TUNNEL : server.forwarding());
  }

  private static void ipvsadm(String option, String input)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("ipvsadm", option)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.outputWriter().append(input).close();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }
}
