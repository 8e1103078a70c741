package org.lvsh.shell.exchange;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmExport;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmImporter;
import org.lvsh.shell.exchange.keepalived.KeepalivedExport;
import org.lvsh.shell.exchange.kernel.KernelImport;
import org.lvsh.shell.exchange.netfilter.NetfilterExport;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.view.ImportView;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.SnapshotView;

/** What an exported file looks like, and what it says of that which it does not hold. */
class ExportedTextsTest {
  private static final String[] SHOP = {
    "marks 1000-1999",
    "service web on 192.168.0.1 port 80 sh with fallback,port sticky 10m per /24",
    "  server 192.168.1.2 weight 4 limit 100 resume 50",
    "  server 192.168.1.3 tunnel gue 6080 checksum",
    "service all on 192.168.0.2,fd00::2 ports 443,8000-8010 tcp sticky 1h per /24 wrr",
    "  server 192.168.1.2:8443 masquerade",
    "  server fd00:1::2 weight 2",
    "service dns on 192.168.0.3 port 53 udp one-packet rr",
    "  server 192.168.1.4",
  };

  private static Scene shop() {
    return Scene.empty().apply(SHOP);
  }

  /** A director whose sync daemons are on an interface of a name that the kernel takes. */
  private static Snapshot synced(Snapshot director, String interfaceName) {
    NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>();
    for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
      daemons.put(
          role,
          new SyncDaemon(
              role,
              interfaceName,
              3,
              SyncDaemon.DEFAULT_GROUP,
              SyncDaemon.DEFAULT_PORT,
              SyncDaemon.DEFAULT_TTL,
              1400));
    }
    return new Snapshot(
        director.services(),
        director.markRules(),
        director.ownership(),
        director.timeouts(),
        director.lastMark(),
        daemons,
        director.settings());
  }

  private static String text(Exported exported) {
    return String.join("\n", exported.lines()) + "\n";
  }

  private static Exported ipvsadm(Scene scene) {
    return IpvsadmExport.of(scene.live(), "live");
  }

  private static Exported keepalived(Scene scene) {
    return KeepalivedExport.of(scene.live(), "live");
  }

  @Test
  void ipvsadmReadsLines() {
    Scene scene = shop().apply("timeouts tcp 20m", "sync master on lo id 3 max-length 1400");
    assertEquals(
        """
        -A -t 192.168.0.1:80 -s sh -p 600 -M 255.255.255.0 -b sh-fallback,sh-port
        -a -t 192.168.0.1:80 -r 192.168.1.2:80 -g -w 4 -x 100 -y 50
        -a -t 192.168.0.1:80 -r 192.168.1.3:80 -i --tun-type gue --tun-port 6080 --tun-csum -w 1
        -A -u 192.168.0.3:53 -s rr -o
        -a -u 192.168.0.3:53 -r 192.168.1.4:53 -g -w 1
        -A -f 1000 -s wrr -p 3600 -M 255.255.255.0
        -a -f 1000 -r 192.168.1.2:8443 -m -w 1
        -A -f 1000 -6 -s wrr -p 3600 -M 24
        -a -f 1000 -6 -r [fd00:1::2]:0 -g -w 2
        --set 1200 120 300
        --start-daemon master --mcast-interface lo --syncid 3 --mcast-group 224.0.0.81\
         --mcast-port 8848 --mcast-ttl 1 --sync-maxlen 1400
        """,
        text(ipvsadm(scene)));
    assertEquals(
        List.of(
            "3 names of services, which 'export nft' and 'export lvs' hold",
            "4 mark rules, without which marks get no packets: 'export nft' or 'export iptables'"),
        ipvsadm(scene).lost());
  }

  @Test
  void aShellTakesTheNameOfAnInterfaceAsItIs() {
    Snapshot bare = synced(Snapshot.EMPTY, "wan;1'$(id)");
    assertTrue(
        text(IpvsadmExport.of(bare, "live")).contains("--mcast-interface wan;1'$(id) --syncid"));
    Snapshot tuned = Scene.empty().apply("kernel conntrack = 1").live();
    String script = text(IpvsadmExport.of(synced(tuned, "wan;1'$(id)"), "live"));
    assertTrue(
        script.contains(
            "\nipvsadm --start-daemon master --mcast-interface 'wan;1'\\''$(id)' --syncid 3"),
        script);
  }

  @Test
  void whatIpvsadmDoesNotReadMakesAScript() {
    Scene scene =
        Scene.empty()
            .apply("service web on 192.168.0.1 port 80", "  server 192.168.1.2 weight 4")
            .apply("kernel sync_threshold = 7 60", "timeouts tcp 60d")
            .others(
                new Operation.AddServer(
                    Scene.tcp("192.168.0.1", 80), server("192.168.1.2", 8080, 5)),
                new Operation.AddServer(
                    Scene.tcp("192.168.0.1", 80), server("192.168.1.3", 8080, 5)),
                Scene.foreign(Scene.tcp("192.168.0.9", 0)));
    assertEquals(
        """
        #!/bin/sh
        # lvsh export ipvsadm: what the live kernel holds.
        # A script, since 'ipvsadm -R' takes neither comments nor settings of the kernel.
        # Not carried over:
        #   web (tcp 192.168.0.1:80): server 192.168.1.2:8080 is left out: it would be 192.168.1.2:80, too
        #   web (tcp 192.168.0.1:80): server 192.168.1.3:8080 has port 80 there
        #   tcp-192.168.0.9-0 (tcp 192.168.0.9:0): left out, since port 0 without persistence is refused and passes no packet
        #   timeouts of more than 31 days, the most that is taken, are 31 days
        #   1 name of services, which 'export nft' and 'export lvs' hold
        set -e
        ipvsadm -R <<'END'
        -A -t 192.168.0.1:80 -s wlc
        -a -t 192.168.0.1:80 -r 192.168.1.2:80 -g -w 4
        -a -t 192.168.0.1:80 -r 192.168.1.3:80 -g -w 1 -x 5 -y 0
        --set 2678400 120 300
        END
        sysctl -w net.ipv4.vs.sync_threshold='7 60'
        """,
        text(ipvsadm(scene)));
  }

  @Test
  void aSettingOfASchedulerThatNoServiceHasNeedsItsModule() {
    String[] cache = {
      "service cache on 192.168.0.1 port 80 lblc", "service last on fd00::1 port 80"
    };
    Scene scene =
        Scene.empty().apply(cache).apply("kernel lblc_expiration = 5", "kernel conntrack = 1");
    assertFalse(text(ipvsadm(scene)).contains("modprobe"), text(ipvsadm(scene)));
    assertEquals(List.of(), StatementLosses.of(scene.live()));
    assertEquals(List.of(), remarks(scene));
    scene.apply("remove service cache");
    assertTrue(
        text(ipvsadm(scene))
            .endsWith(
                """
                END
                sysctl -w net.ipv4.vs.conntrack=1
                modprobe ip_vs_lblc
                sysctl -w net.ipv4.vs.lblc_expiration=5
                """),
        text(ipvsadm(scene)));
    String told =
        "kernel lblc_expiration = 5: it comes with the scheduler lblc, which no service of lvsh has";
    assertEquals(List.of(told), StatementLosses.of(scene.live()));
    assertEquals(List.of(told), remarks(scene));
    for (Snapshot back : readBack(scene)) {
      assertEquals(scene.live().services(), back.services());
      assertEquals(
          List.of("conntrack = 1"),
          back.changedSettings().stream().map(Setting::toString).toList());
    }
  }

  @Test
  void aLimitThatOnlyAnOlderKernelTakesIsTheMostThereIs() {
    VirtualService web = VirtualService.of(Scene.tcp("192.168.0.1", 80), Scheduler.of("rr"));
    RealServer limited =
        new RealServer(
            new ServerKey(IpAddress.of("192.168.1.2"), 80),
            1,
            Forwarding.DIRECT,
            0xFFFF_FFFFL,
            0x8000_0000L);
    Snapshot live =
        new Snapshot(
            new TreeMap<>(Map.of(web.key(), ServiceEntry.of(web, List.of(limited)))),
            new TreeMap<>(),
            new TreeMap<>(),
            Timeouts.DEFAULT,
            Optional.empty(),
            new TreeMap<>(),
            new TreeMap<>());
    String told =
        "tcp-192.168.0.1-80 (tcp 192.168.0.1:80): server 192.168.1.2:80 has a limit of 2147483647"
            + " connections, the most that is taken";
    Exported ipvsadm = IpvsadmExport.of(live, "live");
    assertEquals(List.of(told), ipvsadm.lost());
    assertTrue(text(ipvsadm).contains(" -x 2147483647 -y 2147483647\n"), text(ipvsadm));
    Exported keepalived = KeepalivedExport.of(live, "live");
    assertTrue(keepalived.lost().contains(told), keepalived.lost().toString());
    assertTrue(text(keepalived).contains("uthreshold 2147483647\n"), text(keepalived));
    assertTrue(StatementLosses.of(live).contains(told), StatementLosses.of(live).toString());
    Imported imported = KernelImport.of(live, List.of(), new KnownMachine());
    assertTrue(imported.remarks().toString().contains(told), imported.remarks().toString());
    RealServer read = imported.state().services().get(web.key()).servers().get(limited.key());
    assertEquals(RealServer.MOST_CONNECTIONS, read.upperLimit());
    assertEquals(RealServer.MOST_CONNECTIONS, read.lowerLimit());
  }

  private static final ServiceKey FOUR = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(1000));
  private static final ServiceKey SIX = new ServiceKey.OnMark(AddressFamily.IPV6, new Mark(1000));

  private static Scene ofBothFamilies() {
    return Scene.empty()
        .apply(
            "service web on 192.168.0.1,fd00::1 port 80 sticky 1h per /24 wlc",
            "  server 192.168.1.2",
            "  server fd00:1::2");
  }

  private static List<String> remarks(Scene scene) {
    return KernelImport.of(scene.live(), List.of(), new KnownMachine()).remarks().stream()
        .map(Remark::text)
        .toList();
  }

  /** Both files of statements, each of them applied to a kernel that holds nothing. */
  private static List<Snapshot> readBack(Scene scene) {
    Snapshot live = scene.live();
    Imported imported = KernelImport.of(live, List.of(), new KnownMachine());
    return Stream.of(
            new SnapshotView().lines(live, "live"),
            new ImportView(imported, "live", live).statements())
        .map(lines -> lines.stream().map(Line::text).toArray(String[]::new))
        .map(lines -> Scene.empty().apply(lines).live())
        .toList();
  }

  @Test
  void whatTheEntriesOfBothFamiliesDifferInIsTold() {
    Scene scene =
        ofBothFamilies()
            .others(
                new Operation.ChangeService(
                    new VirtualService(
                        FOUR,
                        new Scheduler("mh", Set.of(1)),
                        Optional.of(Persistence.of(Duration.ofMinutes(5))),
                        true)));
    List<String> told =
        List.of(
            "web: its IPv4 and IPv6 entries differ in the scheduler (mh with fallback and wlc):"
                + " mh with fallback is written",
            "web: its IPv4 and IPv6 entries differ in 'sticky' (300s and 3600s per /24):"
                + " 3600s per /24 is written",
            "web: its IPv4 and IPv6 entries differ in 'one-packet' (on and off): on is written");
    assertEquals(told, StatementLosses.of(scene.live()));
    assertEquals(told, remarks(scene));
    assertEquals(List.of(), StatementLosses.of(ofBothFamilies().live()));
    assertEquals(List.of(), remarks(ofBothFamilies()));
  }

  @Test
  void aGranularityThatOnlyIpv6CanHaveIsNotWrittenForBoth() {
    Persistence fine =
        new Persistence(
            Duration.ofHours(1),
            Optional.of(new Persistence.Granularity(AddressFamily.IPV6, 64)),
            Optional.empty());
    Scene scene =
        ofBothFamilies()
            .others(
                new Operation.ChangeService(
                    new VirtualService(SIX, Scheduler.of("wlc"), Optional.of(fine), false)));
    List<String> told =
        List.of(
            "web: its IPv4 and IPv6 entries differ in 'sticky' (3600s per /24 and 3600s per /64):"
                + " 3600s per /24 is written");
    assertEquals(told, StatementLosses.of(scene.live()));
    assertEquals(told, remarks(scene));
    Snapshot before = ofBothFamilies().live();
    readBack(scene).forEach(back -> assertEquals(before.services(), back.services()));
  }

  @Test
  void aServerInTheEntriesOfBothFamiliesIsWrittenOnce() {
    Scene scene =
        ofBothFamilies()
            .others(
                new Operation.AddServer(FOUR, tunnelled("fd00:1::3", 5)),
                new Operation.AddServer(SIX, tunnelled("fd00:1::3", 7)),
                new Operation.AddServer(SIX, tunnelled("192.168.1.4", 3)));
    List<String> told =
        List.of(
            "web: server [fd00:1::3]:0 is in both of its entries, and is written once, for IPv6",
            "web: server 192.168.1.4:0 of its IPv6 entry is written for IPv4");
    assertEquals(told, StatementLosses.of(scene.live()));
    assertEquals(told, remarks(scene));
    for (Snapshot back : readBack(scene)) {
      assertEquals(
          List.of(server("192.168.1.2", 0, 0), tunnelled("192.168.1.4", 3)),
          List.copyOf(back.services().get(FOUR).servers().values()));
      assertEquals(
          List.of(server("fd00:1::2", 0, 0), tunnelled("fd00:1::3", 7)),
          List.copyOf(back.services().get(SIX).servers().values()));
    }
  }

  private static RealServer tunnelled(String address, int weight) {
    Forwarding ipip = new Forwarding(Forwarding.Method.IPIP, 0, Forwarding.Checksum.NONE);
    return new RealServer(new ServerKey(IpAddress.of(address), 0), weight, ipip, 0, 0);
  }

  @Test
  void aServiceOneOfWhoseFamiliesHasLostItsServersIsAComment() {
    Scene scene =
        ofBothFamilies()
            .others(new Operation.RemoveServer(SIX, new ServerKey(IpAddress.of("fd00:1::2"), 0)));
    List<String> told =
        List.of(
            "web: it is a comment, since service web has IPv6 addresses and no server for them");
    assertEquals(told, StatementLosses.of(scene.live()));
    Imported imported = KernelImport.of(scene.live(), List.of(), new KnownMachine());
    List<Line> notes = new ImportView(imported, "live", scene.live()).remarks();
    assertEquals(List.of("note: " + told.get(0)), notes.stream().map(Line::text).toList());
    readBack(scene).forEach(back -> assertEquals(Map.of(), back.services()));
    String file =
        new SnapshotView()
            .lines(scene.live(), "live").stream().map(Line::text).collect(joining("\n"));
    assertTrue(
        file.contains(
            """
            # service web on 192.168.0.1,fd00::1 port 80 sticky 3600s per /24 wlc\
              # refused: service web has IPv6 addresses and no server for them
            #   server 192.168.1.2 weight 1 direct
            """),
        file);
  }

  @Test
  void aServiceOnAnIpv4AddressThatIsMappedToIpv6IsNotOneOnTheAddress() {
    Scene scene = Scene.empty().others(Scene.foreign(Scene.tcp("::ffff:10.0.0.1", 80)));
    assertEquals(
        List.of("tcp [::ffff:a00:1]:80 is left to others: no client connects to that address"),
        remarks(scene));
    ForeignFile file = new ForeignFile("lines", "-A -t [::ffff:10.0.0.1]:80 -s rr\n");
    Imported imported = new IpvsadmImporter(new KnownMachine()).read(List.of(file));
    assertEquals(scene.live().services(), imported.state().services());
    List<String> notes =
        new ImportView(imported, "lines").remarks().stream().map(Line::text).toList();
    assertTrue(
        notes.contains("note: web: it is a comment, since no client connects to ::ffff:a00:1"),
        notes.toString());
  }

  @Test
  void anEntryThatIsGoneIsMadeAgain() {
    Scene scene =
        Scene.empty()
            .apply("service web on 192.168.0.1,fd00::1 port 80")
            .others(new Operation.RemoveService(SIX));
    List<String> told = List.of("web: its IPv6 entry is not there, and is made again");
    assertEquals(told, StatementLosses.of(scene.live()));
    assertEquals(told, remarks(scene));
  }

  private static RealServer server(String address, int port, long limit) {
    return new RealServer(
        new ServerKey(IpAddress.of(address), port), 1, Forwarding.DIRECT, limit, 0);
  }

  @Test
  void keepalivedReadsBlocks() {
    Scene scene =
        shop()
            .apply("timeouts tcp 20m", "sync master on lo id 3 max-length 1400")
            .apply("sync backup on lo id 3 max-length 1400");
    assertEquals(
        """
        # lvsh export keepalived: what the live kernel holds.
        # Health checks go into each real_server, VRRP beside the virtual servers.
        # Not carried over:
        #   4 mark rules, without which marks get no packets: 'export nft' or 'export iptables'

        global_defs {
            lvs_timeouts tcp 1200 tcpfin 120 udp 300
            lvs_sync_daemon lo id 3 maxlen 1400 port 8848 ttl 1 group 224.0.0.81
        }

        # service web
        virtual_server 192.168.0.1 80 {
            protocol TCP
            lvs_sched sh
            sh-fallback
            sh-port
            persistence_timeout 600
            persistence_granularity 255.255.255.0
            real_server 192.168.1.2 80 {
                weight 4
                lvs_method DR
                uthreshold 100
                lthreshold 50
            }
            real_server 192.168.1.3 80 {
                weight 1
                lvs_method TUN type gue port 6080 csum
            }
        }

        # service dns
        virtual_server 192.168.0.3 53 {
            protocol UDP
            lvs_sched rr
            ops
            real_server 192.168.1.4 53 {
                weight 1
                lvs_method DR
            }
        }

        # service all
        virtual_server fwmark 1000 {
            ip_family inet
            lvs_sched wrr
            persistence_timeout 3600
            persistence_granularity 255.255.255.0
            real_server 192.168.1.2 8443 {
                weight 1
                lvs_method NAT
            }
        }

        # service all
        virtual_server fwmark 1000 {
            ip_family inet6
            lvs_sched wrr
            persistence_timeout 3600
            persistence_granularity 24
            real_server fd00:1::2 {
                weight 2
                lvs_method DR
            }
        }
        """,
        text(keepalived(scene)));
  }

  @Test
  void whatKeepalivedRefusesIsLeftOutAndTold() {
    ServiceKey large = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(Mark.MAX));
    Scene scene =
        Scene.empty()
            .apply(
                "service idle on 192.168.0.1 port 80",
                "service drained on 192.168.0.2 port 80",
                "  server 192.168.1.2 weight 0",
                "service web on 192.168.0.3 port 80 one-packet",
                "  server 192.168.1.2",
                "sync backup on lo id 4 max-length 1400")
            .others(
                new Operation.AddService(
                    VirtualService.of(
                        large, Scheduler.of("rr"), Persistence.of(Duration.ofDays(32)))),
                new Operation.AddServer(large, server("192.168.1.2", 80, 0)));
    assertEquals(
        List.of(
            "idle (tcp 192.168.0.1:80): left out, since it has no servers and keepalived refuses"
                + " that",
            "drained (tcp 192.168.0.2:80): left out, since all its servers have weight 0 and"
                + " keepalived refuses that",
            "web (tcp 192.168.0.3:80): is not by the packet (one-packet), which the kernel heeds"
                + " for udp only",
            "mark-4294967295 (mark 4294967295): clients stay for 31 days, the most that is taken,"
                + " and not for 2764800 seconds",
            "mark-4294967295 (mark 4294967295): server 192.168.1.2:80 has port 0 there",
            "sync backup on lo: keepalived starts it by the state of a vrrp_instance:"
                + " lvs_sync_daemon lo id 4 maxlen 1400 port 8848 ttl 1 group 224.0.0.81 inst"
                + " NAME"),
        keepalived(scene).lost());
    assertEquals(
        List.of("tcp 192.168.0.3:80", "mark 4294967295"),
        keepalived(scene).carried().services().keySet().stream().map(Object::toString).toList());
  }

  @Test
  void aDaemonWhoseInterfaceKeepalivedWouldMisreadIsLeftOutAndTold() {
    Exported exported = KeepalivedExport.of(synced(shop().live(), "wan#1"), "live");
    assertEquals(
        List.of(
            "sync master on wan#1: keepalived would not read this name as it is",
            "sync backup on wan#1: keepalived would not read this name as it is"),
        exported.lost().stream().filter(lost -> lost.startsWith("sync ")).toList());
    assertFalse(text(exported).contains("lvs_sync_daemon"), text(exported));
  }

  @Test
  void nftReadsTheTableOfLvsh() {
    assertEquals(
        """
        # lvsh export nft: what the live kernel holds.
        # Marks and names; the services themselves are in what 'export ipvsadm' writes.
        add table inet lvsh
        delete table inet lvsh
        add table inet lvsh
        add map inet lvsh marks4 { type ipv4_addr . inet_proto . inet_service : mark; }
        add map inet lvsh ranges4 { type ipv4_addr . inet_proto . inet_service : mark; flags interval; }
        add map inet lvsh marks6 { type ipv6_addr . inet_proto . inet_service : mark; }
        add map inet lvsh ranges6 { type ipv6_addr . inet_proto . inet_service : mark; flags interval; }
        add set inet lvsh notes { type mark . mark; }
        add chain inet lvsh prerouting { type filter hook prerouting priority mangle; }
        add rule inet lvsh prerouting meta mark set ip daddr . meta l4proto . th dport map @marks4
        add rule inet lvsh prerouting meta mark set ip daddr . meta l4proto . th dport map @ranges4
        add rule inet lvsh prerouting meta mark set ip6 daddr . meta l4proto . th dport map @marks6
        add rule inet lvsh prerouting meta mark set ip6 daddr . meta l4proto . th dport map @ranges6
        add chain inet lvsh output { type route hook output priority mangle; }
        add rule inet lvsh output meta mark set ip daddr . meta l4proto . th dport map @marks4
        add rule inet lvsh output meta mark set ip daddr . meta l4proto . th dport map @ranges4
        add rule inet lvsh output meta mark set ip6 daddr . meta l4proto . th dport map @marks6
        add rule inet lvsh output meta mark set ip6 daddr . meta l4proto . th dport map @ranges6
        add element inet lvsh marks4 {
          192.168.0.2 . tcp . 443 : 1000,
        }
        add element inet lvsh ranges4 {
          192.168.0.2 . tcp . 8000-8010 : 1000,
        }
        add element inet lvsh marks6 {
          fd00::2 . tcp . 443 : 1000,
        }
        add element inet lvsh ranges6 {
          fd00::2 . tcp . 8000-8010 : 1000,
        }
        add element inet lvsh notes {
          0 . 0 comment "last-mark 1000",
          1 . 0 comment "tcp 192.168.0.1 80 web shop.lvs",
          2 . 0 comment "udp 192.168.0.3 53 dns shop.lvs",
          3 . 0 comment "mark 1000 ipv4 all shop.lvs 192.168.0.2,fd00::2 tcp 443,8000-8010 nothing",
          4 . 0 comment "mark 1000 ipv6 all shop.lvs 192.168.0.2,fd00::2 tcp 443,8000-8010 nothing",
        }
        """,
        text(NetfilterExport.nftables(shop().live(), "live")));
  }

  @Test
  void iptablesRestoreOfBothFamiliesReadsOneFile() {
    Exported exported = NetfilterExport.iptables(shop().live(), "live");
    assertEquals(
        """
        # lvsh export iptables: what the live kernel holds.
        # Marks and names; the services themselves are in what 'export ipvsadm' writes.
        *mangle
        :LVSH - [0:0]
        :LVSH-NOTES - [0:0]
        -4 -A LVSH -d 192.168.0.2 -p tcp -m tcp --dport 443:443 -j MARK --set-xmark 0x3e8/0xffffffff
        -4 -A LVSH -d 192.168.0.2 -p tcp -m tcp --dport 8000:8010 -j MARK --set-xmark 0x3e8/0xffffffff
        -6 -A LVSH -d fd00::2 -p tcp -m tcp --dport 443:443 -j MARK --set-xmark 0x3e8/0xffffffff
        -6 -A LVSH -d fd00::2 -p tcp -m tcp --dport 8000:8010 -j MARK --set-xmark 0x3e8/0xffffffff
        -4 -A LVSH-NOTES -m comment --comment "0.0 last-mark 1000"
        -4 -A LVSH-NOTES -m comment --comment "1.0 tcp 192.168.0.1 80 web shop.lvs"
        -4 -A LVSH-NOTES -m comment --comment "2.0 udp 192.168.0.3 53 dns shop.lvs"
        -4 -A LVSH-NOTES -m comment --comment "3.0 mark 1000 ipv4 all shop.lvs 192.168.0.2,fd00::2 tcp 443,8000-8010 nothing"
        -4 -A LVSH-NOTES -m comment --comment "4.0 mark 1000 ipv6 all shop.lvs 192.168.0.2,fd00::2 tcp 443,8000-8010 nothing"
        -A PREROUTING -j LVSH
        -A OUTPUT -j LVSH
        COMMIT
        """,
        text(exported));
    assertEquals(
        List.of("iptables-restore --noflush < %s", "ip6tables-restore --noflush < %s"),
        exported.uses());
  }

  @Test
  void whereThereIsNothingTheFilesSayNothing() {
    assertEquals(List.of(), ipvsadm(Scene.empty()).lines());
    assertEquals(List.of(), ipvsadm(Scene.empty()).lost());
    assertEquals(2, keepalived(Scene.empty()).lines().size());
  }
}
