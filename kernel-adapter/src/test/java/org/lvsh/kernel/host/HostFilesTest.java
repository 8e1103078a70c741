package org.lvsh.kernel.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.host.HostInterface.State;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/** The files are as Linux 6.1 and 6.18 write them on a little-endian processor. */
class HostFilesTest {
  @TempDir Path root;

  private HostFiles host() {
    return new HostFiles(root, List::of);
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void net(String name, String text) throws IOException {
    file("proc/thread-self/net/" + name, text);
  }

  private static IpAddress address(String text) {
    return IpAddress.of(text);
  }

  private void fourInterfaces() throws IOException {
    net(
        "dev",
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets
            lo:    9579      87    0    0    0     0          0         0     9579      87
          ifb0:       0       0    0    0    0     0          0         0        0       0
          eth0: 290708006    6504    0    0    0     0          0         0   375869    4355
        verylongname12:0       0    0    0    0     0          0         0        0       0
        """);
    net(
        "igmp",
        """
        Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
        1\tlo        :     1      V3
        \t\t\t\t010000E0     1 0:00000000\t\t0
        4\teth0      :     2      V3
        \t\t\t\t510000E0     1 0:00000000\t\t0
        \t\t\t\t010000E0     1 0:00000000\t\t0
        7\tverylongname12:     1      V3
        \t\t\t\t010000E0     1 0:00000000\t\t0
        """);
  }

  private void sys(String name, int number, String state) throws IOException {
    file("sys/class/net/" + name + "/ifindex", number + "\n");
    file("sys/class/net/" + name + "/operstate", state + "\n");
  }

  private Map<String, State> states() {
    Map<String, State> states = new TreeMap<>();
    host().interfaces().forEach((name, one) -> states.put(name, one.state()));
    return states;
  }

  @Test
  void aSettingIsReadWithOneBlankBetweenItsWords() throws IOException {
    file("proc/sys/net/ipv4/ip_forward", "1\n");
    file("proc/sys/net/ipv4/tcp_rmem", "4096\t131072\t6291456\n");
    assertEquals(Optional.of("1"), host().setting("net/ipv4/ip_forward"));
    assertEquals(Optional.of("4096 131072 6291456"), host().setting("net/ipv4/tcp_rmem"));
    assertEquals(Optional.empty(), host().setting("net/netfilter/nf_conntrack_max"));
  }

  @Test
  void aSettingThatCannotBeReadIsToldAndNotGuessed() throws IOException {
    Files.createDirectories(root.resolve("proc/sys/net/ipv4/ip_forward"));
    KernelException told =
        assertThrows(KernelException.class, () -> host().setting("net/ipv4/ip_forward"));
    assertTrue(told.getMessage().contains("ip_forward cannot be read"), told.getMessage());
  }

  @Test
  void anInterfaceIsUpWhereItHasJoinedTheGroupOfAllHosts() throws IOException {
    fourInterfaces();
    assertEquals(
        Map.of("lo", State.UP, "ifb0", State.DOWN, "eth0", State.UP, "verylongname12", State.UP),
        states());
  }

  @Test
  void withoutMulticastTheStateIsNotKnown() throws IOException {
    fourInterfaces();
    Files.delete(root.resolve("proc/thread-self/net/igmp"));
    assertEquals(Set.of(State.UNKNOWN), Set.copyOf(states().values()));
  }

  @Test
  void withoutACarrierAnInterfaceIsCutOff() throws IOException {
    fourInterfaces();
    sys("lo", 1, "unknown");
    sys("ifb0", 2, "down");
    sys("eth0", 4, "lowerlayerdown");
    sys("verylongname12", 7, "up");
    file("sys/class/net/bonding_masters", "bond0\n");
    assertEquals(State.NO_CARRIER, states().get("eth0"));
    assertEquals(State.UP, states().get("verylongname12"));
    assertEquals(State.DOWN, states().get("ifb0"));
  }

  @Test
  void theFolderOfAnotherNetworkNamespaceTellsNothing() throws IOException {
    fourInterfaces();
    sys("lo", 1, "unknown");
    sys("ifb0", 2, "down");
    sys("eth0", 2, "down");
    sys("verylongname12", 7, "up");
    assertEquals(State.UP, states().get("eth0"));
    sys("eth0", 4, "down");
    assertEquals(State.NO_CARRIER, states().get("eth0"));
    sys("eth1", 9, "down");
    assertEquals(State.UP, states().get("eth0"));
  }

  @Test
  void addressesOfIpv6AreReadFromTheirFile() throws IOException {
    net(
        "if_inet6",
        """
        00000000000000000000000000000001 01 80 10 80       lo
        fd000000000000000000000000000002 04 40 00 82     eth0
        fd000000000000000000000000000003 04 80 00 88     eth0
        not an address
        """);
    HostAddress own = new HostAddress("eth1", address("10.0.0.1"), 24, false);
    assertEquals(
        List.of(
            own,
            new HostAddress("lo", address("::1"), 128, false),
            new HostAddress("eth0", address("fd00::2"), 64, false),
            new HostAddress("eth0", address("fd00::3"), 128, true)),
        new HostFiles(root, () -> List.of(own)).addresses());
  }

  private void routes() throws IOException {
    net(
        "route",
        """
        Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
        eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
        eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
        eth1\t0001A8C0\t00000000\t0001\t0\t0\t20\t00FFFFFF\t0\t0\t0
        eth2\t0001A8C0\t00000000\t0001\t0\t0\t10\t00FFFFFF\t0\t0\t0
        *\t0000000A\t00000000\t0200\t0\t0\t0\t000000FF\t0\t0\t0
        """);
    net(
        "fib_trie",
        """
        Main:
          +-- 0.0.0.0/0 3 0 5
             |-- 0.0.0.0
                /0 universe UNICAST
             +-- 127.0.0.0/8 2 0 2
                +-- 127.0.0.0/31 1 0 0
                   |-- 127.0.0.0
                      /8 host LOCAL
                   |-- 127.0.0.1
                      /32 host LOCAL
                |-- 127.255.255.255
                   /32 link BROADCAST
             |-- 192.0.2.2
                /32 host LOCAL
             |-- 192.168.0.0
                /24 host LOCAL
        """);
    net(
        "ipv6_route",
        """
        fd000000000000000000000000000000 40 00000000000000000000000000000000 00 \
        00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
        00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
        fd000000000000000000000000000001 00000400 00000003 00000000 00000003     eth0
        fd000000000000000000000000000002 80 00000000000000000000000000000000 00 \
        00000000000000000000000000000000 00000000 00000004 00000000 80200001     eth0
        00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
        00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
        """);
  }

  private Optional<String> way(String to) {
    return host().routes().to(address(to)).map(HostRoute::interfaceName);
  }

  @Test
  void theNarrowestRouteWithTheLowestMetricIsTaken() throws IOException {
    routes();
    assertEquals(Optional.of("eth2"), way("192.168.1.9"));
    assertEquals(Optional.of("eth0"), way("192.0.2.9"));
    assertEquals(Optional.of("eth0"), way("203.0.113.9"));
    assertEquals(Optional.of("eth0"), way("fd00::9"));
    assertTrue(host().routes().to(address("192.0.2.9")).orElseThrow().isConnected());
    HostRoute away = host().routes().to(address("203.0.113.9")).orElseThrow();
    assertFalse(away.isConnected());
    assertEquals(Optional.of(address("192.0.2.1")), away.gateway());
    HostRoute away6 = host().routes().to(address("2001:db8::1")).orElseThrow();
    assertEquals(Optional.of(address("fd00::1")), away6.gateway());
  }

  @Test
  void aRouteThatThrowsPacketsAwayIsToldFromOthers() throws IOException {
    routes();
    assertTrue(host().routes().to(address("10.0.0.1")).orElseThrow().rejected());
  }

  @Test
  void whatIsLocalIsFoundInEveryTable() throws IOException {
    routes();
    HostRoutes routes = host().routes();
    assertTrue(routes.isLocal(address("192.0.2.2")));
    assertTrue(routes.isLocal(address("192.168.0.77")));
    assertTrue(routes.isLocal(address("127.5.5.5")));
    assertTrue(routes.isLocal(address("fd00::2")));
    assertFalse(routes.isLocal(address("192.0.2.3")));
    assertFalse(routes.isLocal(address("fd00::3")));
    assertFalse(routes.hasOtherTables());
    assertTrue(routes.knows(AddressFamily.IPV4));
  }

  @Test
  void anotherTableMayKnowMore() throws IOException {
    routes();
    net("fib_trie", "Id 100:\n  +-- 0.0.0.0/0 0 0 1\n     |-- 0.0.0.0\n        /0 host LOCAL\n");
    HostRoutes routes = host().routes();
    assertTrue(routes.hasOtherTables());
    assertFalse(routes.knows(AddressFamily.IPV4));
    assertTrue(routes.knows(AddressFamily.IPV6));
    assertTrue(routes.isLocal(address("203.0.113.1")));
  }

  @Test
  void aNetworkHoldsWhatBeginsLikeIt() {
    HostNetwork network = new HostNetwork(address("10.128.0.0"), 9);
    assertTrue(network.contains(address("10.255.255.255")));
    assertFalse(network.contains(address("10.127.255.255")));
    assertFalse(network.contains(address("11.128.0.0")));
    assertFalse(network.contains(address("::10.128.0.0")));
    assertTrue(new HostNetwork(address("0.0.0.0"), 0).contains(address("203.0.113.9")));
    HostNetwork one = new HostNetwork(address("fd00::80"), 128);
    assertTrue(one.contains(address("fd00::80")));
    assertFalse(one.contains(address("fd00::81")));
    assertTrue(new HostNetwork(address("fd00::"), 127).contains(address("fd00::1")));
    assertThrows(IllegalArgumentException.class, () -> new HostNetwork(address("::"), 129));
  }

  @Test
  void withoutAFileOfRoutesNothingIsGuessed() {
    assertThrows(KernelException.class, () -> host().routes());
  }

  @Test
  void moreRoutesThanAnybodyLooksAtAreRefused() throws IOException {
    String line = "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
    net("route", line.repeat(HostRouteLines.MOST));
    assertEquals(HostRouteLines.MOST, host().routes().routes().size());
    net("route", line.repeat(HostRouteLines.MOST + 2));
    assertThrows(KernelException.class, () -> host().routes());
  }

  @Test
  void groupsAreThoseOfTheInterface() throws IOException {
    fourInterfaces();
    net(
        "igmp6",
        """
        4    eth0            ff020000000000000000000000000081     1 0000000C 0
        1    lo              ff020000000000000000000000000001     1 0000000C 0
        """);
    assertEquals(
        Set.of(address("224.0.0.81"), address("224.0.0.1"), address("ff02::81")),
        host().groups("eth0"));
    assertEquals(Set.of(), host().groups("ifb0"));
  }

  private void process(int id, String name) throws IOException {
    file("proc/" + id + "/comm", name + "\n");
  }

  private void network(String folder, String network) throws IOException {
    Path link = root.resolve("proc/" + folder + "/ns/net");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(network));
  }

  @Test
  void aProcessOfAnotherNetworkNamespaceIsNotHere() throws IOException {
    network("thread-self", "net:[1]");
    process(12, "keepalived");
    network("12", "net:[1]");
    process(13, "keepalived");
    network("13", "net:[2]");
    process(14, "keepalived");
    process(9, "keepalived");
    process(15, "bash");
    Files.createDirectories(root.resolve("proc/sys"));
    assertEquals(
        List.of(
            new HostProcess(9, "keepalived", false),
            new HostProcess(12, "keepalived", true),
            new HostProcess(14, "keepalived", false)),
        host().processes(Set.of("keepalived", "ldirectord")));
  }

  @Test
  void modulesAreNamedAndTheTableHasItsSize() throws IOException {
    assertEquals(Set.of(), host().loadedModules());
    assertEquals(OptionalLong.empty(), host().connectionTableSize());
    file("proc/modules", "ip_vs_wlc 16384 1 - Live 0x0\nip_vs 200704 3 ip_vs_wlc, Live 0x0\n");
    net("ip_vs", "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port\n");
    assertEquals(Set.of("ip_vs", "ip_vs_wlc"), host().loadedModules());
    assertEquals(OptionalLong.of(4096), host().connectionTableSize());
  }

  @Test
  void damagedFilesAreReadAsFarAsTheyMakeSense() throws IOException {
    net("dev", "\u0000\u0001 no colon\n:::\n eth0: 1\n");
    net("igmp", "x\n9\n9\tname\n\t\t\t\tZZZZ\n1\teth0 : 1\n\t\t\t\t010000E0 1\n");
    net("route", "eth0 1 2\neth0\tZ\tZ\tZ\tZ\tZ\tZ\tZ\n" + "x".repeat(5000) + "\n");
    net(
        "fib_trie",
        "   /32 host LOCAL\n  |-- none\n     /32 host LOCAL\n  |-- 1.2.3.4\n /99 x LOCAL\n");
    net("ipv6_route", "zz 1\n");
    net("if_inet6", "zz 1 zz 1 zz lo\n");
    assertEquals(State.UP, states().get("eth0"));
    assertEquals(List.of(), host().routes().routes());
    assertEquals(List.of(), host().routes().local());
    assertEquals(List.of(), host().addresses());
  }
}
