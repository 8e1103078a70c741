package org.lvsh.kernel.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.Samples.tcp;
import static org.lvsh.kernel.Samples.udp;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.VirtualService;

/** What Linux 6.1 with 250 ticks a second showed, and what none should. */
class ServiceTableTest {
  private static final String HEADING =
      """
      IP Virtual Server version 1.2.1 (size=4096)
      Prot LocalAddress:Port Scheduler Flags
        -> RemoteAddress:Port Forward Weight ActiveConn InActConn
      """;
  private static final int TICKS = 250;

  @TempDir Path folder;

  private ServiceTable table(String lines, int most) throws IOException {
    Path file = Files.writeString(folder.resolve("ip_vs"), HEADING + lines);
    return new ServiceTable(file, () -> TICKS, most);
  }

  private ServiceTable.Contents read(String lines) throws IOException {
    return table(lines, 100).read();
  }

  private List<ServiceEntry> readAll(String lines) throws IOException {
    ServiceTable.Contents contents = read(lines);
    assertEquals(0, contents.leftOut());
    return contents.entries();
  }

  private VirtualService readOne(String line) throws IOException {
    List<ServiceEntry> entries = readAll(line + "\n");
    assertEquals(1, entries.size());
    return entries.get(0).service();
  }

  private Set<ServiceKey> keys(String lines) throws IOException {
    return readAll(lines).stream().map(entry -> entry.service().key()).collect(Collectors.toSet());
  }

  @Test
  void theConnectionsOfServersAreKnownAndNoCounters() throws IOException {
    ServiceTable.Contents contents =
        read(
            """
            TCP  C0A80001:0050 wlc \s
              -> 0A000002:0050      Route   0      12         3        \s
              -> 0A000001:1F90      Masq    3      0          -1        \s
            FWM  0000000A rr\s
            """);
    assertEquals(
        Map.of(
            tcp("192.168.0.1", 80),
            new ServiceStatistics(
                Optional.empty(),
                ImmutableMap.of(
                    at("10.0.0.2", 80),
                    ServerStatistics.ofConnections(12, 3),
                    at("10.0.0.1", 8080),
                    ServerStatistics.ofConnections(0, 0xFFFF_FFFFL))),
            mark(10),
            new ServiceStatistics(Optional.empty(), Map.of())),
        contents.statistics());
  }

  @Test
  void aServerWhoseConnectionsAreNoNumbersIsLeftOut() throws IOException {
    ServiceTable.Contents contents =
        read("TCP  C0A80001:0050 wlc \n  -> 0A000002:0050      Route   0      many         3 \n");
    assertEquals(1, contents.leftOut());
  }

  /** A prefix length as the machine that runs this test would show it. */
  private static String mask6(int length) {
    boolean turned = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return String.format("%08X", turned ? Integer.reverseBytes(length) : length);
  }

  @Test
  void aTableWithoutServicesIsEmpty() throws IOException {
    assertEquals(List.of(), readAll(""));
  }

  @Test
  void aServiceComesWithItsServersAndHowEachIsReached() throws IOException {
    List<ServiceEntry> entries =
        readAll(
            """
            TCP  C0A80001:0050 wlc \s
              -> [fd00:0000:0000:0000:0000:0000:0000:0009]:0050      Tunnel  7      0          0        \s
              -> 7F000001:0050      Local   7      0          0        \s
              -> 0A000003:0050      Tunnel  2147483647 0          0        \s
              -> 0A000002:0050      Route   0      12         3        \s
              -> 0A000001:1F90      Masq    3      0          0        \s
            """);
    assertEquals(
        List.of(
            ServiceEntry.of(
                service(tcp("192.168.0.1", 80), "wlc"),
                List.of(
                    RealServer.of(at("fd00::9", 80), 7, Forwarding.TUNNEL),
                    RealServer.of(at("127.0.0.1", 80), 7, Forwarding.DIRECT),
                    RealServer.of(at("10.0.0.3", 80), Integer.MAX_VALUE, Forwarding.TUNNEL),
                    RealServer.of(at("10.0.0.2", 80), 0, Forwarding.DIRECT),
                    server(at("10.0.0.1", 8080), 3)))),
        entries);
  }

  @Test
  void ipv6StandsInBrackets() throws IOException {
    assertEquals(
        List.of(
            ServiceEntry.of(
                service(tcp("fd00::1", 80), "sh"), List.of(server(at("fd00:1::2", 8080), 3)))),
        readAll(
            """
            TCP  [fd00:0000:0000:0000:0000:0000:0000:0001]:0050 sh\s
              -> [fd00:0001:0000:0000:0000:0000:0000:0002]:1F90      Masq    3      0          0        \s
            """));
  }

  @Test
  void everyProtocolAndEveryPortIsRead() throws IOException {
    assertEquals(
        Set.of(
            tcp("192.168.0.1", 65535),
            udp("192.168.0.1", 53),
            new ServiceKey.OnAddress(Protocol.SCTP, IpAddress.of("192.168.0.1"), 0)),
        keys("TCP  C0A80001:FFFF rr  \nUDP  C0A80001:0035 rr  \nSCTP  C0A80001:0000 rr  \n"));
  }

  @Test
  void onePacketSchedulingIsRead() throws IOException {
    assertEquals(
        new VirtualService(udp("192.168.0.1", 53), Scheduler.of("rr"), Optional.empty(), true),
        readOne("UDP  C0A80001:0035 rr ops  "));
    assertEquals(
        new VirtualService(mark(5), Scheduler.of("rr"), Optional.empty(), true),
        readOne("FWM  00000005 rr ops "));
  }

  @Test
  void persistenceIsInTicksAndHasANetmask() throws IOException {
    assertEquals(
        new VirtualService(
            udp("192.168.0.1", 5060),
            Scheduler.of("rr"),
            Optional.of(
                new Persistence(
                    Duration.ofSeconds(77),
                    Optional.of(new Granularity(AddressFamily.IPV4, 0xFFFF_0000L)),
                    Optional.empty())),
            true),
        readOne("UDP  C0A80001:13C4 rr ops  persistent 19250 FFFF0000"));
  }

  @Test
  void persistenceOfIpv6HasAPrefixLength() throws IOException {
    assertEquals(
        Optional.of(
            new Persistence(
                Duration.ofMinutes(5),
                Optional.of(new Granularity(AddressFamily.IPV6, 64)),
                Optional.empty())),
        readOne("TCP  [fd00::1]:0050 sh persistent 75000 " + mask6(64)).persistence());
  }

  @Test
  void theWholeAddressIsNoGranularity() throws IOException {
    Optional<Persistence> minute = Optional.of(Persistence.of(Duration.ofMinutes(1)));
    assertEquals(minute, readOne("TCP  C0A80001:0050 rr  persistent 15000 FFFFFFFF").persistence());
    assertEquals(
        minute, readOne("TCP  [fd00::1]:0050 rr persistent 15000 " + mask6(128)).persistence());
  }

  @Test
  void aTimeThatIsPrintedBelowZeroIsALongOne() throws IOException {
    assertEquals(
        Optional.of(Persistence.of(Duration.ofSeconds(0xFFFF_FFFFL / TICKS))),
        readOne("TCP  C0A80001:0050 rr  persistent -1 FFFFFFFF").persistence());
  }

  @Test
  void theTicksAreNotAskedForWhereNothingIsPersistent() throws IOException {
    Path file = Files.writeString(folder.resolve("ip_vs"), HEADING + "FWM  00000005 rr \n");
    ServiceTable table =
        new ServiceTable(
            file,
            () -> {
              throw new IllegalStateException("asked");
            });
    assertEquals(1, table.read().entries().size());
  }

  @Test
  void theServersOfAMarkTellItsFamily() throws IOException {
    assertEquals(
        Set.of(mark6(9), mark(10)),
        keys(
            """
            FWM  00000009 rr\s
              -> [fd00:0001:0000:0000:0000:0000:0000:0002]:0000      Masq    1      0          0        \s
            FWM  0000000A rr\s
              -> [fd00:0001:0000:0000:0000:0000:0000:0002]:0000      Tunnel  1      0          0        \s
              -> 0A000002:0000      Route   1      0          0        \s
            """));
  }

  @Test
  void theMaskOfAMarkTellsMoreThanItsTunnels() throws IOException {
    assertEquals(
        Set.of(mark6(9), mark(10), mark6(11)),
        keys(
            """
            FWM  00000009 rr persistent 15000 %s
              -> 0A000002:0000      Tunnel  1      0          0        \s
            FWM  0000000A rr persistent 15000 FFFFFF00
            FWM  0000000B rr\s
              -> [fd00::2]:0000      Tunnel  1      0          0        \s
            """
                .formatted(mask6(128))));
  }

  @Test
  void aMarkOfWhichNothingElseIsSaidIsIpv4() throws IOException {
    assertEquals(Set.of(mark(0xFFFF_FFFFL)), keys("FWM  FFFFFFFF mh \n"));
  }

  @Test
  void ofTwoOnOneMarkTheOneThatTellsLessIsOfTheOtherFamily() throws IOException {
    String tells = "FWM  00000009 rr persistent 15000 FFFFFFFF\n";
    String tellsLess = "FWM  00000009 wrr \n";
    for (String both : List.of(tells + tellsLess, tellsLess + tells)) {
      assertEquals(
          Set.of(service(mark6(9), "wrr")),
          readAll(both).stream()
              .map(ServiceEntry::service)
              .filter(service -> service.persistence().isEmpty())
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void ofTwoOnOneMarkThatTellNothingTheNewerIsIpv6() throws IOException {
    assertEquals(
        Set.of(service(mark6(5), "wrr"), service(mark(5), "rr")),
        readAll("FWM  00000005 wrr \nFWM  00000005 rr \n").stream()
            .map(ServiceEntry::service)
            .collect(Collectors.toSet()));
  }

  @Test
  void aServiceThatIsListedTwiceIsOne() throws IOException {
    String service = "TCP  C0A80001:0050 rr  \n";
    String onMark = "FWM  00000005 rr \n  -> 0A000002:0000      Route   1      0          0 \n";
    assertEquals(
        Set.of(tcp("192.168.0.1", 80), mark(5)), keys(service + onMark + onMark + service));
  }

  @Test
  void whatMakesNoSenseIsLeftOutAndCounted() throws IOException {
    for (String odd :
        List.of(
            "",
            "TCP",
            "TCP  C0A80001:0050",
            "TCP  C0A80001 rr",
            "TCP  C0A8ZZ01:0050 rr",
            "TCP  C0A80001:10000 rr",
            "TCP  C0A80001:-1 rr",
            "ICMP  C0A80001:0050 rr",
            "TCP  C0A80001:0050 RR",
            "TCP  C0A80001:0050 rr new",
            "TCP  C0A80001:0050 rr persistent 250",
            "TCP  C0A80001:0050 rr persistent 249 FFFFFFFF",
            "TCP  C0A80001:0050 rr persistent 250 00000000",
            "TCP  C0A80001:0050 rr persistent 250 FFFFFFFF new",
            "FWM  00000000 rr",
            "FWM  100000000 rr",
            "  -> 0A000002:0000      Route   1      0          0",
            "TCP  C0A80001:0050 rr" + " ".repeat(ProcLines.LONGEST))) {
      ServiceTable.Contents contents = read(odd + "\nFWM  00000005 rr \n");
      assertEquals(1, contents.entries().size(), odd);
      assertEquals(1, contents.leftOut(), odd);
    }
  }

  @Test
  void aServerThatMakesNoSenseIsLeftOutAndCounted() throws IOException {
    for (String odd :
        List.of(
            "  ->",
            "  -> 0A000002:0000      Bypass   1      0          0",
            "  -> 0A000002:0000      Route   many      0          0",
            "  -> 0A000002      Route   1      0          0",
            "  -> 0A000002:0000      Route   1      0          0 new")) {
      ServiceTable.Contents contents = read("FWM  00000005 rr \n" + odd + "\n");
      assertEquals(List.of(ServiceEntry.of(service(mark(5), "rr"), List.of())), contents.entries());
      assertEquals(1, contents.leftOut(), odd);
    }
  }

  @Test
  void theServersOfAServiceThatIsLeftOutAreNoOthers() throws IOException {
    for (String odd :
        List.of("ICMP  C0A80001:0000 rr  ", "TCP  C0A80001:0050 rr persistent 1 FFFFFFFF")) {
      ServiceTable.Contents contents =
          read(
              "FWM  00000005 rr \n"
                  + odd
                  + "\n  -> 0A000002:0000      Route   1      0          0         \n");
      assertEquals(List.of(ServiceEntry.of(service(mark(5), "rr"), List.of())), contents.entries());
      assertEquals(2, contents.leftOut(), odd);
    }
  }

  @Test
  void aTableThatIsTooLongIsNotReadOn() throws IOException {
    String two = "FWM  00000005 rr \nFWM  00000006 rr \n";
    int lines = 5;
    assertEquals(2, table(two, lines).read().entries().size());
    ServiceTable tooLong = table(two, lines - 1);
    KernelException refused = assertThrows(KernelException.class, tooLong::read);
    assertTrue(refused.getMessage().contains("more than 4 lines"));
  }

  @Test
  void aTableThatIsNotThereSaysWhatToDo() {
    ServiceTable table = new ServiceTable(folder.resolve("none"), () -> TICKS);
    KernelException missing = assertThrows(KernelException.class, table::read);
    assertTrue(missing.getMessage().contains("modprobe ip_vs"));
  }
}
