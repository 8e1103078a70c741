package org.lvsh.kernel.netlink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.ONE6;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.change;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.tcp;
import static org.lvsh.kernel.Samples.udp;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.LabMachine;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.RandomOperations;
import org.lvsh.kernel.ServerContract;
import org.lvsh.kernel.ServiceContract;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.netlink.NetlinkException.Kind;
import org.lvsh.kernel.simulated.SimulatedKernel;

/** The client on a real kernel, with {@code ipvsadm} as the witness. */
@Tag("lab")
class IpvsClientLabTest implements ServiceContract, ServerContract {
  private static final boolean FULL = "full".equals(System.getProperty("lvsh.counts"));

  /** The headers of the message, of the family and of the service, then the address family. */
  private static final int PROTOCOL_AT = 16 + 4 + 4 + 8 + 4;

  private final IpvsClient client = IpvsClient.live();
  private final TriedKernel kernel = new TriedKernel(new IpvsAlone(client));

  @Override
  public TriedKernel kernel() {
    return kernel;
  }

  @BeforeEach
  void emptyTheKernel() {
    LabMachine.empty(client);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void ipvsSaysItsVersion() {
    assertEquals("1.2.1", client.info().versionText());
    assertTrue(client.info().connectionTableSize() > 0);
  }

  @Test
  void ipvsadmSeesWhatIsAdded() {
    kernel.takes(
        add(WEB),
        add(WEB, RealServer.of(ONE, 3, Forwarding.DIRECT)),
        add(WEB6),
        add(WEB6, server(ONE6, 1)),
        add(
            VirtualService.of(
                mark(0xFFFF_FFFEL),
                new Scheduler("sh", Set.of(1, 2)),
                Persistence.of(Duration.ofSeconds(90)))));
    assertEquals(
        """
        -A -f -2 -s sh -p 90 -b sh-fallback,sh-port
        -A -t 192.168.0.1:80 -s rr
        -A -t [2001:db8::1]:80 -s rr
        -a -t 192.168.0.1:80 -r 10.0.0.1:80 -g -w 3
        -a -t [2001:db8::1]:80 -r [2001:db8:1::1]:80 -m -w 1
        """,
        ipvsadm("-Sn").lines().sorted().reduce("", (all, line) -> all + line + "\n"));
  }

  @Test
  void whatIpvsadmAddsIsRead() {
    ipvsadm("-A", "-u", "192.168.0.1:5060", "-s", "wrr", "-p", "77", "-M", "255.255.0.0");
    ipvsadm("-A", "-f", "9", "-6", "-s", "mh", "-b", "mh-port", "-p", "60", "-M", "48");
    ipvsadm("-A", "-u", "192.168.0.1:53", "-o", "--pe", "sip", "-p", "5");
    ipvsadm("-a", "-f", "9", "-6", "-r", "[fd00::5]:8080", "-m", "-x", "9", "-y", "8", "-w", "0");
    ipvsadm(
        "-a",
        "-f",
        "9",
        "-6",
        "-r",
        "10.0.0.7",
        "-i",
        "--tun-type",
        "gue",
        "--tun-port",
        "6",
        "--tun-csum");
    assertEquals(Set.of(), Set.copyOf(client.entries().leftOut()));
    kernel.holds(mark6(9), udp("192.168.0.1", 5060), udp("192.168.0.1", 53));
    kernel.holds(
        VirtualService.of(
            udp("192.168.0.1", 5060),
            Scheduler.of("wrr"),
            new Persistence(
                Duration.ofSeconds(77),
                Optional.of(new Granularity(AddressFamily.IPV4, 0xFFFF_0000L)),
                Optional.empty())));
    kernel.holds(
        new VirtualService(
            udp("192.168.0.1", 53),
            Scheduler.DEFAULT,
            Optional.of(
                new Persistence(Duration.ofSeconds(5), Optional.empty(), Optional.of("sip"))),
            true));
    kernel.holdsServers(
        mark6(9),
        RealServer.of(
            at("10.0.0.7", 0),
            1,
            new Forwarding(Forwarding.Method.GUE, 6, Forwarding.Checksum.FULL)),
        new RealServer(at("fd00::5", 8080), 0, Forwarding.MASQUERADE, 9, 8));
  }

  @Test
  void serversComeNewestFirst() {
    kernel.takes(add(WEB), add(WEB, server(ONE, 1)), add(WEB, server(TWO, 1)));
    assertEquals(
        List.of(TWO, ONE), client.servers(WEB).entries().stream().map(RealServer::key).toList());
  }

  @Test
  void aServiceThatIsNotThereHasNoServers() {
    assertEquals(new Listing<>(List.of(), List.of()), client.servers(WEB));
  }

  @Test
  void aServerOnThisMachineIsReadAsItWasAsked() {
    kernel.takes(add(WEB));
    for (Forwarding forwarding :
        List.of(Forwarding.DIRECT, Forwarding.MASQUERADE, Forwarding.TUNNEL)) {
      RealServer local = RealServer.of(at("127.0.0.1", 80), 1, forwarding);
      kernel.takes(add(WEB, local));
      kernel.holdsServers(WEB, local);
      kernel.takes(new Operation.RemoveServer(WEB, local.key()));
    }
  }

  /** 2^32 ticks, 250 a second: one second more would come out as nought. */
  @Test
  void aPersistenceThatWrapsInTheKernelIsRefused() {
    VirtualService longest = persistent(17_179_869L);
    kernel.takes(add(longest));
    kernel.holds(longest);
    kernel.refuses(Errno.EINVAL, change(persistent(17_179_870L)));
    kernel.refuses(Errno.EINVAL, change(persistent(0xFFFF_FFFFL)));
  }

  /** A client that takes the kernel for one with a tick a second refuses no persistence. */
  @Test
  void theKernelItselfWouldLetThePersistenceWrap() {
    try (IpvsClient credulous = new IpvsClient(IpvsClientLabTest::socket, () -> 1)) {
      Operation tooLong = add(persistent(17_179_870L));
      assertEquals(
          List.of(Outcome.done(tooLong)), credulous.apply(List.of(tooLong), Progress.SILENT));
    }
    assertEquals(
        List.of("tcp 192.168.0.1:80, for it is persistent for 0 s"), client.services().leftOut());
  }

  @Test
  void tenThousandOperationsAThirdOfThemRefused() {
    List<Operation> operations = new ArrayList<>();
    for (int port = 1; port <= 2_500; port++) {
      ServiceKey key = tcp("192.168.0.1", port);
      operations.addAll(
          List.of(add(key), add(key, server(ONE, 1)), add(key), add(key, server(TWO, -1))));
    }
    List<Outcome> outcomes = client.apply(operations, Progress.SILENT);
    IntStream.range(0, operations.size())
        .forEach(
            at ->
                assertEquals(
                    switch (at % 4) {
                      case 2 -> Outcome.refused(operations.get(at), Errno.EEXIST);
                      case 3 -> Outcome.refused(operations.get(at), Errno.ERANGE);
                      default -> Outcome.done(operations.get(at));
                    },
                    outcomes.get(at)));
    assertEquals(2_500, client.services().entries().size());
    assertEquals(5_000, ipvsadm("-Sn").lines().count());
  }

  @Test
  void twoThousandServersOfOneServiceAreRead() {
    kernel.takes(add(WEB));
    kernel.takes(
        IntStream.rangeClosed(1, 2_000)
            .mapToObj(port -> add(WEB, server(at("10.0.0.1", port), 1)))
            .toArray(Operation[]::new));
    assertEquals(2_000, client.servers(WEB).entries().size());
  }

  /** The newest is told first; where it goes before the next datagram, one that stays is hidden. */
  @Test
  void noServerThatStaysIsHiddenByOneThatGoes() {
    kernel.takes(add(WEB));
    RealServer moving = server(at("10.0.0.1", 1_001), 1);
    kernel.takes(
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(port -> add(WEB, server(at("10.0.0.1", port), 1)))
            .toArray(Operation[]::new));
    Set<RealServer> staying = Set.copyOf(client.servers(WEB).entries());
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> moved =
        CompletableFuture.runAsync(
            () -> {
              try (IpvsClient other = new IpvsClient(IpvsClientLabTest::socket, () -> 250)) {
                for (int round = 0; round < 100 && !enough.get(); round++) {
                  other.apply(List.of(add(WEB, moving)), Progress.SILENT);
                  pause();
                  other.apply(
                      List.of(new Operation.RemoveServer(WEB, moving.key())), Progress.SILENT);
                  pause();
                }
              }
            });
    try {
      for (int round = 0; round < 100 && !moved.isDone(); round++) {
        assertSeesAll(staying);
      }
    } finally {
      enough.set(true);
      moved.join();
    }
  }

  /**
   * So what a change hides at a cut of one listing is not at a cut of the one it is compared with.
   */
  @Test
  void listingsThatAreComparedAreCutAtDifferentPlaces() {
    kernel.takes(add(WEB));
    kernel.takes(
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(port -> add(WEB, server(at("10.0.0.1", port), 1)))
            .toArray(Operation[]::new));
    List<List<Integer>> answers = new ArrayList<>();
    try (IpvsClient measured =
        new IpvsClient(bytes -> new Measured(socket(bytes), answers), () -> 250)) {
      measured.servers(WEB);
      measured.servers(WEB);
    }
    List<List<Integer>> listings = answers.stream().filter(one -> one.size() > 3).toList();
    assertEquals(4, listings.size(), "each is asked for twice");
    for (int at = 0; at < listings.size(); at += 2) {
      assertTrue(
          Collections.disjoint(cuts(listings.get(at)), cuts(listings.get(at + 1))),
          listings::toString);
    }
  }

  /** Where in its bytes each datagram ends but the last with entries, and the end alone. */
  private static List<Integer> cuts(List<Integer> lengths) {
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    for (int length : lengths.subList(0, lengths.size() - 2)) {
      end += length;
      ends.add(end);
    }
    return ends;
  }

  /** A socket, and the lengths of the datagrams that answered each one sent. */
  private record Measured(NetlinkSocket socket, List<List<Integer>> answers)
      implements NetlinkSocket {
    @Override
    public void send(ByteBuffer datagram) {
      answers.add(new ArrayList<>());
      socket.send(datagram);
    }

    @Override
    public ByteBuffer receive() {
      ByteBuffer received = socket.receive();
      answers.get(answers.size() - 1).add(received.remaining());
      return received;
    }

    @Override
    public int receiveBufferBytes() {
      return socket.receiveBufferBytes();
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /** A listing that never comes to rest says so, and leaves nothing out. */
  private void assertSeesAll(Set<RealServer> staying) {
    try {
      Set<RealServer> seen = Set.copyOf(client.servers(WEB).entries());
      assertTrue(seen.containsAll(staying), "only " + seen.size());
    } catch (NetlinkException unsteady) {
      assertEquals(Kind.UNSTEADY, unsteady.kind());
    }
  }

  private static void pause() {
    LockSupport.parkNanos(20_000_000);
  }

  @Test
  void aServiceIsThereOrNot() {
    assertFalse(client.has(WEB));
    kernel.takes(add(WEB), add(mark(5)));
    assertTrue(client.has(WEB));
    assertTrue(client.has(mark(5)));
    assertFalse(client.has(mark6(5)));
  }

  /** Whatever number of processors this machine has. */
  @Test
  void twoThreadsReadWhatOneDoes() {
    kernel.takes(
        IntStream.rangeClosed(1, 1_500)
            .boxed()
            .flatMap(port -> Stream.of(add(mark(port)), add(mark(port), server(ONE, port))))
            .toArray(Operation[]::new));
    try (ManyQuestions both =
        new ManyQuestions(
            new IpvsReader(IpvsClientLabTest::socket),
            new IpvsReader(IpvsClientLabTest::socket),
            2)) {
      List<ServiceEntry> entries =
          both.ask(
              client.services().entries(),
              (reader, service) ->
                  ServiceEntry.of(service, reader.servers(service.key()).entries()),
              Progress.SILENT);
      assertEquals(1_500, entries.size());
      assertEquals(client.entries().entries(), entries);
    }
  }

  @Test
  void withoutPrivilegeReadingAndChangingAreNotPermitted() throws Exception {
    assertEquals("NOT_PERMITTED", unprivileged("read"));
    assertEquals("refused EPERM", unprivileged("change"));
  }

  /** Run by {@link #unprivileged}. */
  static final class Unprivileged {
    private Unprivileged() {}

    public static void main(String[] arguments) {
      try (IpvsClient client = IpvsClient.live()) {
        if (arguments[0].equals("read")) {
          Kind kind = assertThrows(NetlinkException.class, client::services).kind();
          System.out.print(kind);
        } else {
          Outcome outcome = client.apply(List.of(add(WEB)), Progress.SILENT).get(0);
          System.out.print("refused " + outcome.errno().orElseThrow());
        }
      }
    }
  }

  /** What {@code kernel.model} cannot say is said by a program that does not ask. */
  @Test
  void anEntryThatNobodyShouldMakeIsLeftOutAndTheOthersAreRead() {
    try (Channel channel = new Channel(IpvsClientLabTest::socket);
        IpvsReader reader = new IpvsReader(IpvsClientLabTest::socket)) {
      byte[] icmp = reader.resolve().addService(add(tcp("192.168.0.9", 0)));
      icmp[PROTOCOL_AT] = 1;
      assertTrue(new Batch(List.of(icmp)).send(channel).errnos().isEmpty());
    }
    kernel.takes(add(WEB));
    kernel.holds(WEB);
    assertEquals(List.of("a service on IP protocol 1"), client.services().leftOut());
  }

  /** Nobody reads the answers until they are too many for the receive buffer. */
  @Test
  void lostAnswersAreMadeUpForByReading() {
    kernel.takes(add(WEB));
    List<Operation> operations = new ArrayList<>();
    for (int port = 1; port <= 400; port++) {
      operations.add(new Operation.RemoveService(mark(port)));
      operations.add(add(WEB, server(at("10.0.0.1", port), port % 3 - 1)));
    }
    operations.add(new Operation.RemoveServer(WEB, TWO));
    try (IpvsClient narrow = new IpvsClient(IpvsClientLabTest::narrowSocket, () -> 250)) {
      List<Outcome> outcomes = narrow.apply(operations, Progress.SILENT);
      for (int at = 1; at < operations.size() - 1; at += 2) {
        Operation operation = operations.get(at);
        Outcome expected =
            (at + 1) / 2 % 3 == 0
                ? Outcome.refused(operation, Errno.ERANGE)
                : Outcome.done(operation);
        assertEquals(expected, outcomes.get(at));
      }
    }
  }

  @Test
  void itRefusesAndHoldsWhatTheSimulatedKernelDoes() {
    long seed = Long.getLong("lvsh.seed", 20_260_101L);
    Random sizes = new Random(seed);
    RandomOperations operations = new RandomOperations(seed);
    Kernel simulated = SimulatedKernel.inMemory();
    Kernel real = new IpvsAlone(client);
    int left = FULL ? 10_000 : 500;
    while (left > 0) {
      List<Operation> batch =
          Stream.generate(operations::next)
              .filter(operation -> !operation.isFirewall() && !operation.isSetting())
              .limit(1 + sizes.nextInt(10))
              .toList();
      assertEquals(
          simulated.apply(batch, Progress.SILENT),
          real.apply(batch, Progress.SILENT),
          "seed " + seed);
      assertEquals(withoutSettings(simulated.read()), real.read(), "seed " + seed);
      left -= batch.size();
    }
  }

  /** Settings of the kernel are files, which a client of netlink does not see. */
  private static Snapshot withoutSettings(Snapshot snapshot) {
    return new Snapshot(
        snapshot.services(),
        snapshot.markRules(),
        snapshot.ownership(),
        snapshot.timeouts(),
        snapshot.lastMark(),
        snapshot.daemons(),
        new TreeMap<>());
  }

  private static NetlinkSocket socket(int answerBytes) {
    return LinuxNetlinkSocket.open(
        LinuxCalls.live(), Linux.NETLINK_GENERIC, Duration.ofSeconds(30), answerBytes);
  }

  /** A socket with the smallest receive buffer there is, which it takes for a large one. */
  private static NetlinkSocket narrowSocket(int answerBytes) {
    LinuxCalls real = LinuxCalls.live();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("getsockopt")) {
            ((ByteBuffer) arguments[3]).putInt(0, 1024 * 1024);
            return 0;
          }
          if (arguments.length > 2 && arguments[2].equals(Linux.SO_RCVBUFFORCE)) {
            ((ByteBuffer) arguments[3]).putInt(0, 1);
          }
          return method.invoke(real.library(), arguments);
        };
    LibC narrow =
        (LibC)
            Proxy.newProxyInstance(
                LibC.class.getClassLoader(), new Class<?>[] {LibC.class}, handler);
    return LinuxNetlinkSocket.open(
        new LinuxCalls(narrow, real.lastErrno()),
        Linux.NETLINK_GENERIC,
        Duration.ofSeconds(30),
        answerBytes);
  }

  private static VirtualService persistent(long seconds) {
    return VirtualService.of(WEB, Scheduler.of("rr"), Persistence.of(Duration.ofSeconds(seconds)));
  }

  private static String unprivileged(String what) throws IOException, InterruptedException {
    return output(
        "setpriv",
        "--bounding-set=-net_admin",
        System.getProperty("java.home") + "/bin/java",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        Unprivileged.class.getName(),
        what);
  }

  private static String ipvsadm(String... arguments) {
    try {
      return output(
          Stream.concat(Stream.of("ipvsadm"), Stream.of(arguments)).toArray(String[]::new));
    } catch (IOException | InterruptedException exception) {
      throw new AssertionError(exception);
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), () -> Optional.of(command).map(List::of) + output);
    return output;
  }
}
