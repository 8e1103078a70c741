package org.lvsh.shell.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.inspect.Finding.Severity;
import org.lvsh.shell.session.Scene;

/** What the doctor finds, and what it does not. */
class DoctorTest {
  private static final String FORWARD = "net/ipv4/ip_forward";

  @TempDir Path folder;
  private MadeDirector director;

  @BeforeEach
  void make() {
    director = new MadeDirector(folder);
    director.declares("service web on 192.168.0.1 port 80", "  server 192.168.1.2 weight 4");
  }

  private void finds(DoctorCode... codes) {
    assertEquals(List.of(codes), director.codes(), () -> director.report().toString());
    assertEquals(List.of(), director.report().unread());
  }

  private Finding only() {
    List<Finding> findings = director.report().findings();
    assertEquals(1, findings.size(), findings::toString);
    return findings.get(0);
  }

  @Test
  void nothingIsWrongWithOneInGoodHealth() {
    finds();
    assertFalse(director.report().asksForAChange());
    assertFalse(director.report().isIncomplete());
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.inspect.Ailment#all")
  void whatIsWrongIsFoundAndNothingElse(Ailment ailment) {
    ailment.befall(director);
    finds(ailment.found().toArray(DoctorCode[]::new));
    for (Finding finding : director.report().findings()) {
      assertFalse(finding.mend().isEmpty(), finding::toString);
    }
  }

  @Test
  void everyCodeHasAnAilment() {
    Set<DoctorCode> codes = EnumSet.of(DoctorCode.KERNEL_UNUSABLE);
    for (Ailment ailment : Ailment.all()) {
      codes.add(ailment.code());
    }
    assertEquals(EnumSet.allOf(DoctorCode.class), codes);
  }

  @Test
  void everyPartIsLookedAt() {
    assertEquals(15, director.report().looked().size(), () -> director.report().toString());
  }

  // The virtual addresses.

  @ParameterizedTest
  @ValueSource(strings = {"lo", "eth1"})
  void anAddressMayBeOnAnyInterface(String name) {
    director.machine().lacks("192.168.0.1").holds(name, "192.168.0.1/32");
    finds();
  }

  @Test
  void aNetworkThatIsTakenForLocalHoldsItsAddresses() {
    director.machine().lacks("192.168.0.1").takes("192.168.0.0/24");
    finds();
  }

  @Test
  void theAddressIsToBePutWhereItsNetworkIs() {
    director.machine().lacks("192.168.0.1");
    assertEquals(List.of("ip address add 192.168.0.1/32 dev eth0"), only().mend());
    director.machine().noRoute("192.168.0.0/24");
    assertEquals(List.of("ip address add 192.168.0.1/32 dev lo"), only().mend());
  }

  @Test
  void addressesOfIpv6AreLookedForAsWell() {
    director.declares("service six on fd00::9 ports 80,443", "  server fd00:1::2");
    assertEquals(List.of("ip address add fd00::9/128 dev eth0"), only().mend());
    director.machine().holds("lo", "fd00::9/128");
    finds();
  }

  @Test
  void addressesOfMarkRulesAreLookedFor() {
    director.declares(
        "service shop on 192.168.0.1,192.168.0.8 ports 443,8443", "  server 192.168.1.2");
    assertTrue(only().found().contains("192.168.0.8, an address of service shop"), only().found());
  }

  @Test
  void aMarkThatOthersSetHasNoAddressToLookFor() {
    director.declares("service marked on mark 5", "  server 192.168.1.2");
    director.kernel().setsElsewhere(new Mark(5));
    director.machine().lacks("192.168.0.1").takes("192.168.0.1/32");
    finds();
  }

  @Test
  void onAStandbyAnAddressMayBeElsewhere() {
    director.declares("sync backup on eth0");
    director.machine().hears("eth0", "224.0.0.81").lacks("192.168.0.1");
    assertEquals(Severity.NOTE, only().severity());
    assertFalse(director.report().asksForAChange());
  }

  @Test
  void whereVrrpRunsAnAddressMayBeElsewhere() {
    director.machine().runs("keepalived").lacks("192.168.0.1");
    finds(DoctorCode.VIP_MISSING, DoctorCode.PROGRAM_OF_OTHERS);
    assertFalse(director.report().asksForAChange());
  }

  @Test
  void arpIgnoreDoesNoHarmWhereTheInterfaceHoldsTheAddress() {
    director.machine().set("net/ipv4/conf/eth0/arp_ignore", 1);
    finds();
  }

  @Test
  void aStandbyThatKeepsQuietIsWell() {
    Ailment.of(DoctorCode.VIP_ANSWERED).befall(director);
    director.machine().set("net/ipv4/conf/eth0/arp_ignore", 1);
    finds(DoctorCode.VIP_ANSWERED);
    director.machine().set("net/ipv4/conf/all/arp_announce", 2);
    finds();
  }

  /** {@code arp_ignore()} answers with each of these for the address of another interface. */
  @Test
  void notEveryArpIgnoreKeepsQuiet() {
    Ailment.of(DoctorCode.VIP_ANSWERED).befall(director);
    director.machine().set("net/ipv4/conf/all/arp_announce", 2);
    for (int loud : new int[] {0, 3, 4, 7}) {
      director.machine().set("net/ipv4/conf/eth0/arp_ignore", loud);
      finds(DoctorCode.VIP_ANSWERED);
    }
    director.machine().set("net/ipv4/conf/all/arp_ignore", 3);
    assertEquals(
        List.of(
            "sysctl -w net.ipv4.conf.all.arp_ignore=1",
            "sysctl -w net.ipv4.conf.eth0.arp_ignore=1",
            "sysctl -w net.ipv4.conf.eth0.arp_announce=2"),
        only().mend());
    director.machine().set("net/ipv4/conf/all/arp_ignore", 0);
    for (int quiet : new int[] {1, 2, 8}) {
      director.machine().set("net/ipv4/conf/eth0/arp_ignore", quiet);
      finds();
    }
  }

  // Forwarding.

  @Test
  void directRoutingNeedsNoForwarding() {
    director.machine().set(FORWARD, 0).set("net/ipv4/conf/eth1/forwarding", 0);
    finds();
  }

  @Test
  void theInterfaceOfTheServersDecidesAboutForwarding() {
    director.declares("set web server 192.168.1.2 masquerade");
    director.machine().set(FORWARD, 0);
    finds();
    director.machine().set(FORWARD, 1).set("net/ipv4/conf/eth1/forwarding", 0);
    assertEquals(List.of("sysctl -w net.ipv4.conf.eth1.forwarding=1"), only().mend());
    director.machine().set(FORWARD, 0);
    assertEquals(List.of("sysctl -w net.ipv4.ip_forward=1"), only().mend());
  }

  @Test
  void ipv6IsForwardedByAllInterfacesOrByNone() {
    director.declares("service six on fd00::1 port 80", "  server fd00:1::2 masquerade");
    finds();
    director.machine().set("net/ipv6/conf/all/forwarding", 0);
    assertEquals(List.of("sysctl -w net.ipv6.conf.all.forwarding=1"), only().mend());
  }

  @Test
  void whereTheInterfaceSaysNothingOfForwardingTheMachineDoes() {
    director.declares("add server 203.0.113.9 masquerade to web");
    director.machine().noRoute("0.0.0.0/0").route("203.0.113.0/24", "", "tun7");
    finds();
    director.machine().set(FORWARD, 0);
    assertEquals(List.of("sysctl -w net.ipv4.ip_forward=1"), only().mend());
  }

  @Test
  void aMasqueradedServerOnThisMachineNeedsNoForwarding() {
    director.declares(
        "set web server 192.168.1.2 weight 1", "add server 192.168.1.1 masquerade to web");
    director.machine().set(FORWARD, 0).set("net/ipv4/conf/eth1/forwarding", 0);
    finds(DoctorCode.SERVER_LOCAL);
  }

  @Test
  void redirectsBetweenTwoNetworksHarmNobody() {
    director.declares("set web server 192.168.1.2 masquerade");
    director.machine().set("net/ipv4/conf/all/send_redirects", 1);
    finds();
  }

  @Test
  void theDotOfAnInterfaceIsASlashForSysctl() {
    director.declares("set web server 192.168.1.2 masquerade");
    director
        .machine()
        .noRoute("192.168.1.0/24")
        .route("192.168.1.0/24", "", "eth0.100")
        .set("net/ipv4/conf/eth0.100/forwarding", 0);
    assertEquals(List.of("sysctl -w net.ipv4.conf.eth0/100.forwarding=1"), only().mend());
  }

  // The way back to clients.

  @Test
  void aStrictCheckIsWellWhereClientsComeInByTheWayOut() {
    director.machine().set("net/ipv4/conf/all/rp_filter", 1);
    finds();
  }

  @Test
  void whereThereIsNoWayOutNobodyElsewhereIsAClient() {
    director.machine().set("net/ipv4/conf/all/rp_filter", 1).noRoute("0.0.0.0/0");
    finds();
  }

  @Test
  void aLooseCheckIsWellOnEitherInterface() {
    Ailment.of(DoctorCode.REVERSE_PATH).befall(director);
    director.machine().set("net/ipv4/conf/all/rp_filter", 2);
    finds();
  }

  @Test
  void whereOtherTablesMayHaveTheWayBackNothingIsGuessed() {
    Ailment.of(DoctorCode.REVERSE_PATH).befall(director);
    director.machine().otherTables();
    assertEquals(List.of(), director.report().findings());
    assertEquals(
        List.of(
            "the way back to clients: of IPv4 the main table alone can be read, and others may have"
                + " the way back"),
        director.report().unread());
  }

  // The routes to the servers.

  @Test
  void aTunnelMayGoThroughAGateway() {
    director.declares("add server 203.0.113.9 tunnel to web");
    finds();
  }

  @Test
  void aRouteThatThrowsAwayIsNone() {
    director.declares("add server 203.0.113.9 tunnel to web");
    director.machine().route("203.0.113.0/24", "", "*");
    finds(DoctorCode.SERVER_UNREACHABLE);
  }

  @Test
  void whereOtherTablesMayHaveTheRouteNothingIsGuessed() {
    director.declares("add server 203.0.113.9 to web");
    director.machine().otherTables();
    assertEquals(List.of(), director.report().findings());
    assertEquals(
        List.of(
            "the routes to the servers: of IPv4 the main table alone can be read, and others may have"
                + " the route to 203.0.113.9"),
        director.report().unread());
  }

  @Test
  void whatOthersMadeIsAdoptedBeforeItIsChanged() {
    ServiceKey key = Scene.tcp("192.168.0.1", 90);
    director.others(key);
    director.others(
        new Operation.AddServer(
            key,
            RealServer.of(new ServerKey(IpAddress.of("203.0.113.9"), 90), 1, Forwarding.DIRECT)));
    Finding finding = director.report().findings().get(0);
    assertEquals(DoctorCode.SERVER_BEHIND_GATEWAY, finding.code());
    assertEquals("lvsh --yes adopt tcp-192.168.0.1-90", finding.mend().get(0));
    assertEquals(
        "lvsh --yes set tcp-192.168.0.1-90 server 203.0.113.9:any tunnel", finding.mend().get(1));
  }

  @Test
  void anInterfaceThatHoldsAnAddressMustBeOn() {
    director.machine().off("eth0");
    assertEquals(DoctorCode.INTERFACE_DOWN, only().code());
    assertTrue(only().found().contains("eth0, which holds 192.168.0.1"), only().found());
    director.machine().holds("lo", "192.168.0.1/32");
    finds();
  }

  @Test
  void anUnpluggedInterfaceIsToldFromOneThatIsOff() {
    director.machine().unplugged("eth1");
    assertTrue(only().found().endsWith("has nothing at its other end"), only().found());
    assertEquals(List.of("ip -s link show dev eth1"), only().mend());
  }

  // Services and servers.

  @Test
  void aServiceWithoutServersRefusesEverybody() {
    director.declares("service none on 192.168.0.1 port 25");
    assertTrue(only().found().contains("none (tcp 192.168.0.1:25) has no server"), only().found());
  }

  @Test
  void whatOthersDoWithTheirServersIsTheirs() {
    director.others(Scene.tcp("192.168.0.1", 90));
    finds(DoctorCode.SERVICES_OF_OTHERS);
  }

  @Test
  void aServerWithoutWeightGetsOne() {
    Ailment.of(DoctorCode.NO_USABLE_SERVER).befall(director);
    assertEquals(List.of("lvsh --yes set web server 192.168.1.2:80 weight 1"), only().mend());
  }

  @Test
  void withQuiescentTemplatesExpiringADrainedServerGetsEmpty() {
    Ailment.of(DoctorCode.DRAINED_STICKY).befall(director);
    director.declares("kernel expire_quiescent_template = 1");
    finds();
  }

  // Connections.

  @Test
  void connectionsToServersThatAreThereAreNotStranded() {
    director.connects(3, "192.168.1.2", 80);
    finds();
  }

  @Test
  void aServerThatAnotherServiceHasKeepsNobody() {
    director.declares(
        "service more on 192.168.0.1 port 8080", "  server 192.168.1.77:80 masquerade");
    director.connects(3, "192.168.1.77", 80);
    finds(DoctorCode.CONNECTIONS_STRANDED);
  }

  @Test
  void strandedConnectionsEndWhereTheSettingSaysSo() {
    director.connects(3, "192.168.1.77", 80).declares("kernel expire_nodest_conn = 1");
    finds();
  }

  @Test
  void onAStandbyNobodyIsStranded() {
    director.connects(3, "192.168.1.77", 80).declares("sync backup on eth0");
    director.machine().hears("eth0", "224.0.0.81");
    finds();
  }

  @Test
  void chainsOfFourAreShortEnough() {
    director.connects(8, "192.168.1.2", 80).machine().chains(2);
    finds();
  }

  @Test
  void aFullTableOfNetfilterIsAnError() {
    Ailment.of(DoctorCode.CONNTRACK_FULL).befall(director);
    assertEquals(Severity.WARNING, only().severity());
    director.machine().set("net/netfilter/nf_conntrack_count", 65_536);
    assertEquals(Severity.ERROR, only().severity());
    assertEquals(List.of("sysctl -w net.netfilter.nf_conntrack_max=131072"), only().mend());
    director.machine().set("net/netfilter/nf_conntrack_count", 58_982);
    finds();
  }

  @Test
  void trackingIsOfUseWhereSomethingIsMasqueraded() {
    director.declares("kernel conntrack = 1", "set web server 192.168.1.2 masquerade");
    director.kernel().translatesSources();
    finds();
  }

  // Sync daemons.

  @Test
  void daemonsThatCanDoTheirWorkAreWell() {
    director.declares("sync master on eth0", "sync backup on eth0 group 239.0.0.81");
    director.machine().hears("eth0", "239.0.0.81");
    finds();
  }

  @Test
  void aDeafDaemonIsStartedAnewAsItWas() {
    Ailment.of(DoctorCode.SYNC_DEAF).befall(director);
    assertEquals("lvsh --yes no sync backup", only().mend().get(0));
    assertTrue(
        only().mend().get(1).startsWith("lvsh --yes sync backup on eth0 id 3 group 239.0.0.81"),
        only().mend()::toString);
  }

  @Test
  void aStandbyThatForwardsNothingMayBeAServer() {
    Ailment.of(DoctorCode.SYNC_LOOP).befall(director);
    director.declares("kernel backup_only = 1");
    finds(DoctorCode.SERVER_LOCAL);
  }

  @Test
  void twoMastersMayBeServersOfEachOther() {
    Ailment.of(DoctorCode.SYNC_LOOP).befall(director);
    director.declares("sync master on eth0");
    finds(DoctorCode.SERVER_LOCAL);
  }

  @Test
  void theOldProtocolIsEnoughForIpv4() {
    director.declares("sync master on eth0", "kernel sync_version = 0");
    finds();
  }

  // Settings, marks, others.

  @Test
  void defencesThatWaitAreWell() {
    director.declares("kernel drop_entry = 1", "kernel drop_packet = 1", "kernel secure_tcp = 3");
    finds();
  }

  @Test
  void aMarkThatOthersSetIsWellWhereTheyDo() {
    director.declares("service marked on mark 5", "  server 192.168.1.2");
    director.kernel().setsElsewhere(new Mark(5));
    finds();
  }

  @Test
  void aMarkWhoseRulesAreLostIsToldOnce() {
    director.declares(
        "service shop on 192.168.0.1 ports 8080,8443 mark 10", "  server 192.168.1.2");
    Snapshot whole = director.state();
    director.kernel().flushRuleset();
    director.past().losesNames();
    DoctorCase named =
        DoctorCase.of(
            director.kernel(),
            new Snapshot(
                director.state().services(),
                director.state().markRules(),
                whole.ownership(),
                whole.timeouts(),
                whole.lastMark(),
                whole.daemons(),
                whole.settings()),
            Optional.of(director.machine().host()),
            director.past());
    assertEquals(
        List.of(DoctorCode.NAMES_LOST),
        Doctor.examine(named, Progress.SILENT).findings().stream().map(Finding::code).toList());
  }

  @Test
  void itCanBeEndedBetweenTwoChecks() {
    DoctorCase all =
        DoctorCase.of(
            director.kernel(),
            director.state(),
            Optional.of(director.machine().host()),
            director.past());
    List<Integer> looked = new ArrayList<>();
    Progress ending =
        (done, total) -> {
          looked.add(done);
          if (done == 3) {
            throw new CancellationException();
          }
        };
    assertThrows(CancellationException.class, () -> Doctor.examine(all, ending));
    assertEquals(List.of(0, 1, 2, 3), looked);
  }

  @Test
  void aMarkOfAnotherNumberIsNotShared() {
    director.declares(
        "service shop on 192.168.0.1 ports 8080,8443 mark 10", "  server 192.168.1.2");
    director.kernel().setsElsewhere(new Mark(11));
    finds();
    assertEquals(
        1,
        director.state().services().keySet().stream()
            .filter(key -> key.equals(new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(10))))
            .count());
  }

  @Test
  void aProgramThatIsNoneOfThemIsNotTold() {
    director.machine().runs("bash");
    finds();
  }

  // What was applied before.

  @Test
  void whatIsAsItWasAppliedIsWellAlsoAfterARestart() {
    director.past().applied("apply shop.lvs", director.state(), director.state(), true);
    finds();
  }

  @Test
  void afterARestartTheFileIsAppliedAgain() {
    Ailment.of(DoctorCode.RESTARTED).befall(director);
    assertEquals(List.of("lvsh --yes apply shop.lvs"), only().mend());
    director.past().applied("apply: set web wrr", director.state(), Snapshot.EMPTY, true);
    assertEquals(List.of("lvsh show history 3"), only().mend());
  }

  @Test
  void aSchedulerThatIsNotLinuxsOwnMayBeThere() {
    director.past().applied("apply shop.lvs", Ailment.on("odd"), Ailment.on("odd"), false);
    finds();
  }

  @Test
  void aSchedulerThatAServiceStandsOnIsThere() {
    director.kernel().withoutScheduler("wlc");
    director.past().applied("apply shop.lvs", director.state(), director.state(), false);
    finds();
  }

  @Test
  void aDamagedJournalIsToldAndTheRestLookedAt() {
    director.past().isDamaged();
    director.past().waits(true);
    finds(DoctorCode.CUT_SHORT, DoctorCode.TRIAL_WAITS);
  }

  // What cannot be looked at.

  @Test
  void whatCannotBeReadIsNamedAndTheRestIsLookedAt() {
    director.machine().hides("proc/thread-self/net/route").set(FORWARD, 0);
    director.declares("kernel drop_packet = 3");
    assertEquals(List.of(DoctorCode.DROPS_ALWAYS), director.codes());
    assertTrue(director.report().isIncomplete());
    assertTrue(
        director.report().unread().get(0).contains("net/route cannot be read"),
        () -> director.report().unread().toString());
  }

  @Test
  void withoutRootItIsSaidWhatRootAloneMaySee() {
    director.machine().lacks("192.168.0.1");
    director.kernel().restricted("root alone");
    director.others(Scene.tcp("192.168.0.1", 90));
    assertEquals(List.of(DoctorCode.VIP_MISSING), director.codes());
    List<String> unread = director.report().unread();
    assertEquals("root alone", unread.get(0));
    assertTrue(unread.contains("what was applied before: root alone may look"), unread::toString);
    assertTrue(unread.contains("the sync daemons: root alone may look"), unread::toString);
    assertTrue(unread.contains("the marks that others use: root alone may look"), unread::toString);
  }

  @Test
  void whatLvshHasNoWordsForIsNamed() {
    director.kernel().leavingOut("a service on IP protocol 1");
    assertEquals(
        List.of("a service on IP protocol 1, which lvsh has no words for"),
        director.report().unread());
  }

  @Test
  void ofASimulatedKernelItJudgesTheStateAndSaysWhatCannotBeKnown() {
    director.machine().lacks("192.168.0.1");
    director.declares("kernel drop_packet = 3", "service none on 192.168.0.1 port 25");
    DoctorReport report = director.simulated();
    assertEquals(
        List.of(DoctorCode.NO_USABLE_SERVER, DoctorCode.DROPS_ALWAYS),
        report.findings().stream().map(Finding::code).toList());
    assertFalse(report.isIncomplete());
    assertTrue(report.unseen().get(0).startsWith("a simulated kernel has no machine around it"));
  }

  @Test
  void whatOnlyServersCanTellIsLeftToThem() {
    assertTrue(director.report().unseen().get(0).contains("arp_ignore 1 and arp_announce 2"));
    director.declares("set web server 192.168.1.2 masquerade");
    assertTrue(director.report().unseen().get(0).contains("default route"));
    director.declares("set web server 192.168.1.2 tunnel");
    assertTrue(director.report().unseen().get(0).contains("rp_filter 0"));
  }
}
