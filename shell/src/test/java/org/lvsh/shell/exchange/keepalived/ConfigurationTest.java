package org.lvsh.shell.exchange.keepalived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.shell.exchange.Gathering;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.ImportedText;

/** What stands outside of virtual servers, and what those are found by. */
class ConfigurationTest {
  private static final String REST =
      """
        protocol TCP
        lvs_method DR
        real_server 10.1.0.1 80 { }
      }
      """;

  private static Imported read(String text) {
    FilesInMemory files = new FilesInMemory().with("k.conf", text);
    return new KeepalivedImporter(files, Optional.of("host")).read(List.of(files.file("k.conf")));
  }

  private static void assertRead(String text, String... expected) {
    assertEquals(
        String.join("\n", expected), String.join("\n", ImportedText.withoutMadeUp(read(text))));
  }

  private static String not(String place, String text, String why) {
    return "not carried k.conf:%s '%s': %s".formatted(place, text, why);
  }

  @Test
  void aServiceIsCalledAsTheCommentRightAboveItSays() {
    String longest = "n" + "1".repeat(62);
    Imported imported =
        read(
            """
            # service cache
            virtual_server 10.0.0.1 80 {
            %1$s! service %2$s
              virtual_server 10.0.0.2 80 {
            %1$s# service cache
            virtual_server 10.0.0.3 80 {
            %1$s# service of two words
            virtual_server 10.0.0.4 80 {
            %1$s# service far

            virtual_server 10.0.0.5 80 {
            %1$s# service group
            virtual_server 10.0.0.6 80 {
              snmp_name "told"
            %1$s"""
                .formatted(REST, longest));
    assertEquals(List.of(), imported.errors());
    assertEquals(
        List.of("cache", longest, "cache-2", "web", "web-2", "told"),
        List.copyOf(imported.names().values()));
    assertEquals(
        List.of(
            "remark: k.conf:14:1: there is a service cache already, so this one has another name",
            "remark: " + ImportedText.MADE_UP),
        ImportedText.remarks(imported));
  }

  @Test
  void whereAllHaveNamesNoneAreToldToBeMadeUp() {
    String named = "# service cache\nvirtual_server 10.0.0.1 80 {\n" + REST;
    assertEquals(List.of(), ImportedText.remarks(read(named)));
  }

  @Test
  void aServiceOnAMarkTakesItsFamilyFromItsServers() {
    assertRead(
        """
        virtual_server fwmark 7 {
          lvs_method TUN
          real_server fd00::1 { }
        }
        """,
        "mark-7-ipv6: mark 7 ipv6 wlc",
        "  [fd00::1]:0 1 IPIP");
  }

  @Test
  void tunnelsToServersOfBothFamiliesMakeAServiceOfIpv4UnlessSaidOtherwise() {
    String rest =
        """
          lvs_method TUN
          real_server fd00::1 { }
          real_server 10.1.0.1 { }
        }
        """;
    assertRead(
        "virtual_server fwmark 7 {\n" + rest,
        "mark-7: mark 7 wlc",
        "  10.1.0.1:0 1 IPIP",
        "  [fd00::1]:0 1 IPIP");
    assertRead(
        "virtual_server fwmark 7 {\nip_family inet6\n" + rest,
        "mark-7-ipv6: mark 7 ipv6 wlc",
        "  10.1.0.1:0 1 IPIP",
        "  [fd00::1]:0 1 IPIP");
  }

  @Test
  void onAMarkTheProtocolSaysNothingAndOnlyNatKeepsThePortOfAServer() {
    assertRead(
        """
        virtual_server fwmark 4294967295 {
          protocol TCP
          ops
          real_server 10.1.0.1 80 { lvs_method DR }
          real_server 10.1.0.2 80 { lvs_method NAT }
        }
        """,
        "mark-4294967295: mark 4294967295 wlc one-packet",
        "  10.1.0.1:0 1 DIRECT",
        "  10.1.0.2:80 1 MASQUERADE",
        not("2:3", "protocol TCP", "a firewall mark stands for packets of every protocol"),
        "remark: k.conf:4:3: the port of the real server is the client's, since only NAT changes"
            + " it");
  }

  @Test
  void whatIsNotSaidIsWhatKeepalivedTakes() {
    assertRead(
        """
        virtual_server 10.0.0.1 {
          real_server 10.1.0.1 80 { }
        }
        """,
        "all-udp: udp 10.0.0.1:0 wlc sticky 360",
        "  10.1.0.1:80 1 MASQUERADE",
        "remark: k.conf:1:1: no protocol is said, and keepalived takes UDP then",
        "remark: k.conf:1:1: no persistence_timeout is said, and keepalived takes 360 s for a"
            + " virtual server without a port",
        "remark: k.conf:1:1: no lvs_method is said, and keepalived takes NAT then");
  }

  @Test
  void onePacketSchedulingOfTcpIsDroppedAsKeepalivedDropsIt() {
    assertRead(
        "virtual_server 10.0.0.1 80 {\n  ops\n" + REST,
        "web: tcp 10.0.0.1:80 wlc",
        "  10.1.0.1:80 1 DIRECT",
        not("2:3", "ops", "only packets of UDP are scheduled one by one"));
  }

  @Test
  void aLaterMethodIsForServersThatSayNoneAndStandBeforeAnyOther() {
    assertRead(
        """
        virtual_server 10.0.0.1 80 {
          protocol TCP
          real_server 10.1.0.1 80 { }
          lvs_method DR
          real_server 10.1.0.2 80 { }
          lvs_method TUN type gue port 6080 remcsum
          real_server 10.1.0.3 80 { }
          weight 5
        }
        """,
        "web: tcp 10.0.0.1:80 wlc",
        "  10.1.0.1:80 5 GUE 6080 REMOTE",
        "  10.1.0.2:80 5 DIRECT",
        "  10.1.0.3:80 5 GUE 6080 REMOTE");
  }

  @Test
  void aTunnelOfGreMaySumItsPackets() {
    assertRead(
        """
        virtual_server 10.0.0.1 80 {
          protocol TCP
          real_server 10.1.0.1 80 { lvs_method TUN type gre csum }
          real_server 10.1.0.2 80 { lvs_method TUN type ipip nocsum }
        }
        """,
        "web: tcp 10.0.0.1:80 wlc",
        "  10.1.0.1:80 1 GRE FULL",
        "  10.1.0.2:80 1 IPIP");
  }

  @Test
  void aVirtualServerWithoutRealServersIsLeftOutAsKeepalivedLeavesIt() {
    assertRead(
        "virtual_server 10.0.0.1 80 {\n}\n",
        not(
            "1:1",
            "virtual_server 10.0.0.1 80",
            "it has no real servers, and keepalived leaves such a virtual server out"));
  }

  @Test
  void theSecondOfTwoEqualServersIsLeftOut() {
    assertRead(
        "virtual_server 10.0.0.1 80 {\n  lvs_method DR\n  real_server 10.1.0.1 81 { weight 9 }\n"
            + REST,
        "web: tcp 10.0.0.1:80 wlc",
        "  10.1.0.1:80 9 DIRECT",
        not(
            "6:3",
            "real_server 10.1.0.1 80",
            "the virtual server has the real server 10.1.0.1:80 already, and the kernel one of"
                + " each"),
        "remark: k.conf:3:3: the port of the real server is its virtual server's, since only NAT"
            + " changes it");
  }

  @Test
  void twoVirtualServersOnOneAddressAreAMistake() {
    assertRead(
        "virtual_server 10.0.0.1 80 {\n" + REST + "virtual_server 10.0.0.1 80 {\n" + REST,
        "web: tcp 10.0.0.1:80 wlc",
        "  10.1.0.1:80 1 DIRECT",
        "declared-twice k.conf:6:1 'virtual_server 10.0.0.1 80': there is a virtual service on tcp"
            + " 10.0.0.1:80 already, at k.conf:1:1 (the kernel holds one of each: put the two"
            + " together)");
  }

  @Test
  void aGroupIsAServiceForEachOfItsAddressesAndMarks() {
    assertRead(
        """
        virtual_server_group shop {
          10.0.0.9-10 80
          10.0.1.0/31 443 # a network
          10.0.2.255-10.0.3.0 81
          fwmark 7
        }
        virtual_server group shop {
        """
            + REST,
        "shop: tcp 10.0.0.9:80 wlc",
        "  10.1.0.1:80 1 DIRECT",
        "shop-2: tcp 10.0.0.10:80 wlc",
        "  10.1.0.1:80 1 DIRECT",
        "shop-3: tcp 10.0.1.0:443 wlc",
        "  10.1.0.1:443 1 DIRECT",
        "shop-4: tcp 10.0.1.1:443 wlc",
        "  10.1.0.1:443 1 DIRECT",
        "shop-5: tcp 10.0.2.255:81 wlc",
        "  10.1.0.1:81 1 DIRECT",
        "shop-6: tcp 10.0.3.0:81 wlc",
        "  10.1.0.1:81 1 DIRECT",
        "shop-7: mark 7 wlc",
        "  10.1.0.1:0 1 DIRECT",
        "remark: k.conf:10:3: the port of the real server is its virtual server's, since only NAT"
            + " changes it",
        "remark: k.conf:10:3: the port of the real server is the client's, since only NAT changes"
            + " it");
  }

  @Test
  void aGroupHasNeitherItsGranularityNorThePortOfItsServers() {
    assertRead(
        """
        virtual_server_group shop {
          10.0.0.9 80
          fwmark 7
        }
        virtual_server group shop {
          protocol TCP
          lvs_method NAT
          persistence_timeout 5
          persistence_granularity 255.255.255.0
          real_server 10.1.0.1 { }
        }
        """,
        "shop: tcp 10.0.0.9:80 wlc sticky 5",
        "  10.1.0.1:80 1 MASQUERADE",
        "shop-2: mark 7 wlc sticky 5",
        "  10.1.0.1:0 1 MASQUERADE",
        not(
            "9:3",
            "persistence_granularity 255.255.255.0",
            "keepalived since 2.1 does not heed it for a virtual_server_group: each client's"
                + " address is kept by itself"),
        "remark: k.conf:10:3: the real server has no port, and keepalived sends clients of a group"
            + " to port 0 then; here it has the port of its virtual server");
  }

  @Test
  void aRangeOfIpv6EndsInItsLastSixteenBits() {
    assertRead(
        """
        virtual_server_group six {
          fd00::9-b 53
        }
        virtual_server group six {
          protocol UDP
          real_server fd00:1::1 53 { }
        }
        """,
        "six: udp [fd00::9]:53 wlc",
        "  [fd00:1::1]:53 1 MASQUERADE",
        "six-2: udp [fd00::a]:53 wlc",
        "  [fd00:1::1]:53 1 MASQUERADE",
        "six-3: udp [fd00::b]:53 wlc",
        "  [fd00:1::1]:53 1 MASQUERADE",
        "remark: k.conf:4:1: no lvs_method is said, and keepalived takes NAT then");
  }

  @Test
  void tunnelsServeAGroupOfBothFamilies() {
    assertRead(
        """
        virtual_server_group both {
          10.0.0.1 80
          fd00::1 80
          fwmark 7 inet6
        }
        virtual_server group both {
          protocol TCP
          lvs_method TUN
          real_server 10.1.0.1 { }
        }
        """,
        "both: tcp 10.0.0.1:80 wlc",
        "  10.1.0.1:80 1 IPIP",
        "both-2: tcp [fd00::1]:80 wlc",
        "  10.1.0.1:80 1 IPIP",
        "both-3: mark 7 ipv6 wlc",
        "  10.1.0.1:0 1 IPIP");
  }

  @Test
  void whatAGroupCannotBeIsTold() {
    assertRead(
        """
        virtual_server_group
        virtual_server_group empty { }
        virtual_server_group both {
          10.0.0.1
          fd00::1
          fwmark 7
        }
        virtual_server_group bad {
          10.0.0.10-9 80
          10.0.0.1-300 80
          10.0.0.1/24 80
          10.0.0.0/33
          10.0.0.0/8
          shop 80
          10.0.0.1 65536
          fwmark 0
          fwmark 1 ipv6
        }
        virtual_server_group unused { 10.0.0.1 80 }
        virtual_server_group unused { 10.0.0.2 80 }
        """
            + "virtual_server group shop {\n"
            + REST,
        not("19:1", "virtual_server_group unused", "no virtual server is on this group"),
        "bad-group k.conf:1:1 'virtual_server_group': a virtual_server_group has a name and a"
            + " block (write virtual_server_group NAME {)",
        "empty-group k.conf:2:1 'virtual_server_group empty': the virtual_server_group 'empty' has"
            + " no entries (write addresses or firewall marks into it)",
        "other-family k.conf:3:1 'virtual_server_group both': a group of IPv4 and IPv6 must say the"
            + " family of its firewall marks (write fwmark NUMBER inet, or inet6)",
        "empty-group k.conf:8:1 'virtual_server_group bad': the virtual_server_group 'bad' has no"
            + " entries (write addresses or firewall marks into it)",
        "bad-range k.conf:9:3 '10.0.0.10-9': 10.0.0.10-9 ends before it begins (write the smaller"
            + " address first)",
        "bad-range k.conf:10:3 '10.0.0.1-300': 10.0.0.1-300 is not a range of addresses (write"
            + " 192.168.200.1-10, or both addresses in full)",
        "bad-range k.conf:11:3 '10.0.0.1/24': 10.0.0.1/24 is not the first address of its network"
            + " (clear the bits behind the length)",
        "bad-range k.conf:12:3 '10.0.0.0/33': 10.0.0.0/33 is not a network (write ADDRESS/LENGTH,"
            + " as 192.168.202.8/29)",
        "bad-range k.conf:13:3 '10.0.0.0/8': 10.0.0.0/8 has more than 16384 addresses (each of them"
            + " is a virtual service to the kernel; use a firewall mark)",
        "bad-address k.conf:14:3 'shop': shop is not an address (write an IPv4 or IPv6 address)",
        "bad-number k.conf:15:12 '65536': '65536' is not a port (a port is a whole number, 0 to"
            + " 65535)",
        "bad-number k.conf:16:10 '0': '0' is not a firewall mark (a firewall mark is a whole number,"
            + " 1 to 4294967295)",
        "bad-family k.conf:17:12 'ipv6': 'ipv6' is not an address family (write inet or inet6)",
        "declared-twice k.conf:20:1 'virtual_server_group unused': there is a virtual_server_group"
            + " 'unused' already, at k.conf:19:1 (put the two together)",
        "unknown-group k.conf:21:22 'shop': there is no virtual_server_group 'shop' (define it in"
            + " this file or in one that it includes)");
  }

  @Test
  void addressFamiliesThatDoNotMeetAreTold() {
    assertRead(
        """
        virtual_server 10.0.0.1 80 {
          lvs_method DR
          protocol TCP
          real_server fd00::1 80 { }
          real_server 10.1.0.1 80 { }
        }
        virtual_server_group six { fd00::1 80 }
        """
            + "virtual_server group six {\n"
            + REST,
        "web: tcp 10.0.0.1:80 wlc",
        "  10.1.0.1:80 1 DIRECT",
        "other-family k.conf:4:3 'real_server fd00::1 80': the real server is not of the address"
            + " family of its virtual server (only lvs_method TUN reaches the other one)",
        "other-family k.conf:8:1 'virtual_server group six': the group is not of the address family"
            + " of its virtual server (only lvs_method TUN reaches servers of the other family)");
  }

  @Test
  void addressesAndPortsThatAreNoneAreTold() {
    assertRead(
        """
        virtual_server 10.0.0.1:80 {
        }
        virtual_server 10.0.0.1-5 80 {
        }
        virtual_server 10.0.0.1 http {
        }
        virtual_server fwmark {
        }
        virtual_server group {
        }
        virtual_server {
        }
        virtual_server 10.0.0.1 80
        """,
        "bad-address k.conf:1:16 '10.0.0.1:80': 10.0.0.1:80 is not an address (write a blank between"
            + " the address and the port)",
        "bad-address k.conf:3:16 '10.0.0.1-5': 10.0.0.1-5 is not an address (a range stands in a"
            + " virtual_server_group alone)",
        "bad-number k.conf:5:25 'http': 'http' is not a port (a port is a whole number, 0 to 65535)",
        "missing-value k.conf:7:1 'virtual_server fwmark': a firewall mark is missing after"
            + " 'fwmark' (see keepalived.conf(5))",
        "missing-value k.conf:9:1 'virtual_server group': the name of a group is missing after"
            + " 'group' (see keepalived.conf(5))",
        "missing-value k.conf:11:1 'virtual_server': an address, 'fwmark NUMBER' or 'group NAME' is"
            + " missing after 'virtual_server' (see keepalived.conf(5))",
        "missing-brace k.conf:13:1 'virtual_server 10.0.0.1 80': there is no '{' after this virtual"
            + " server (open its block with '{')");
  }

  @Test
  void timeoutsAreSetAndThoseUnsaidAreTheKernels() {
    assertRead(
        "global_defs {\n  lvs_timeouts tcp 100 udp 7\n}\n",
        "Timeouts[tcp=PT1M40S, tcpFin=PT2M, udp=PT7S]");
    assertRead("global_defs {\n  lvs_timeouts tcpfin 0\n}\n");
    assertRead(
"""
global_defs {
  lvs_timeouts tcpfin 30 tpc 5
  lvs_timeouts udp
  lvs_timeouts tcp x
  lvs_timeouts udp 5 tcp
}
""",
        "Timeouts[tcp=PT15M, tcpFin=PT30S, udp=PT5S]",
        "unknown-word k.conf:2:26 'tpc': 'tpc' is not a timeout of the kernel (did you mean"
            + " 'tcp'?)",
        "missing-value k.conf:3:3 'lvs_timeouts udp': tcp, tcpfin or udp and a time is missing"
            + " after 'udp' (see keepalived.conf(5))",
        "bad-number k.conf:4:20 'x': 'x' is not a time in seconds (a time in seconds is a whole"
            + " number, 0 to 2678400)",
        "missing-value k.conf:5:3 'lvs_timeouts udp 5 tcp': a time is missing after 'tcp' (see"
            + " keepalived.conf(5))");
  }

  @Test
  void aSyncDaemonOfNoVrrpInstanceIsBothMasterAndBackup() {
    assertRead(
        "global_defs {\n  lvs_sync_daemon eth1 id 3 maxlen 1400 port 9000 ttl 2 group 224.0.0.99\n}",
        "SyncDaemon[role=MASTER, interfaceName=eth1, syncId=3, group=224.0.0.99, port=9000, ttl=2,"
            + " maxLength=1400]",
        "SyncDaemon[role=BACKUP, interfaceName=eth1, syncId=3, group=224.0.0.99, port=9000, ttl=2,"
            + " maxLength=1400]");
  }

  @Test
  void aSyncDaemonOfAVrrpInstanceBeginsAsThatDoes() {
    String instance =
        """
        vrrp_instance VI_1 {
          state MASTER
          virtual_router_id 51
        }
        """;
    String daemon = "=eth1, syncId=%d, group=224.0.0.81, port=8848, ttl=1, maxLength=0]";
    String vrrp = not("4:1", "vrrp_instance VI_1", "VRRP is left to keepalived");
    String follows =
        "remark: k.conf:2:%d: the sync daemon is the master, as vrrp_instance VI_1 begins; with"
            + " lvsh it does not follow it";
    String master = "SyncDaemon[role=MASTER, interfaceName" + daemon;
    assertRead(
        "global_defs {\n  lvs_sync_daemon eth1 inst VI_1\n}\n" + instance,
        master.formatted(51),
        vrrp,
        follows.formatted(29));
    assertRead(
        "global_defs {\n  lvs_sync_daemon eth1 VI_1 7\n}\n" + instance,
        master.formatted(7),
        vrrp,
        follows.formatted(24));
    assertRead(
        "vrrp_instance VI_2 {\n  lvs_sync_daemon_interface eth1\n  state BACKUP\n}\n",
        "SyncDaemon[role=BACKUP, interfaceName" + daemon.formatted(0),
        not("1:1", "vrrp_instance VI_2", "VRRP is left to keepalived"),
        "remark: k.conf:1:15: the sync daemon is the backup, as vrrp_instance VI_2 begins; with"
            + " lvsh it does not follow it");
  }

  @Test
  void mistakesAboutSyncDaemonsAreTold() {
    String both = "global_defs {\n  lvs_sync_daemon %s\n}\n";
    assertEquals(
        List.of(
            "missing-value k.conf:2:3 'lvs_sync_daemon': an interface is missing after"
                + " 'lvs_sync_daemon' (see keepalived.conf(5))"),
        ImportedText.errors(read(both.formatted(""))));
    assertEquals(
        List.of(
            "bad-interface k.conf:2:19 'eth/1': 'eth/1' is not the name of an interface (it has 1 to"
                + " 15 visible characters and no slash or colon)"),
        ImportedText.errors(read(both.formatted("eth/1"))));
    assertEquals(
        List.of(
            "unknown-instance k.conf:2:29 'VI_9': there is no vrrp_instance 'VI_9' (define it, or"
                + " leave it out: both daemons run then)"),
        ImportedText.errors(read(both.formatted("eth1 inst VI_9"))));
    assertEquals(
        List.of(
            "bad-number k.conf:2:27 '256': '256' is not a sync id (a sync id is a whole number, 0 to"
                + " 255)",
            "bad-address k.conf:2:37 '10.0.0.1': 10.0.0.1 is not a multicast address (the default is"
                + " 224.0.0.81)",
            "unknown-word k.conf:2:46 'quickly': 'quickly' is not an option of lvs_sync_daemon (write one"
                + " of group, id, inst, maxlen, port, ttl)"),
        ImportedText.errors(read(both.formatted("eth1 id 256 group 10.0.0.1 quickly"))));
    assertEquals(
        List.of(
            "not carried k.conf:3:3 'lvs_sync_daemon eth2': keepalived takes the first sync daemon"
                + " that is said"),
        ImportedText.notCarried(read(both.formatted("eth1\n  lvs_sync_daemon eth2"))));
  }

  @Test
  void whatElseStandsInGlobalDefsIsKeepalivedsOwn() {
    assertRead(
        """
        global_defs {
          router_id LVS
          notification_email {
            root@localhost
          }
          lvs_flush
          lvs_flush_on_stop VS
          lvs_timeout tcp 5
        }
        """,
        not("2:3", "router_id LVS", "it concerns keepalived itself"),
        not("3:3", "notification_email", "it concerns keepalived itself"),
        not("6:3", "lvs_flush", "lvsh leaves services of others alone; 'ipvsadm -C' removes them"),
        not(
            "7:3",
            "lvs_flush_on_stop VS",
            "lvsh does not run in the background, so it never stops"),
        "unknown-keyword k.conf:8:3 'lvs_timeout': 'lvs_timeout' is no keyword of global_defs (did"
            + " you mean 'lvs_timeouts'?)");
  }

  @Test
  void everyOtherBlockIsTold() {
    String vrrp = "VRRP is left to keepalived";
    String machine = "addresses, routes and rules are left to the machine";
    assertRead(
        """
        vrrp_script a { }
        vrrp_sync_group b { }
        vrrp_instance c { }
        vrrp_track_process d { }
        track_file e { }
        track_group f { }
        garp_group { }
        interface_up_down_delays { }
        linkbeat_interfaces { }
        linkbeat_use_polling
        static_ipaddress { }
        static_routes { }
        static_rules { }
        SSL { }
        bfd_instance g { }
        net_namespace h
        instance i
        """,
        not("1:1", "vrrp_script a", vrrp),
        not("2:1", "vrrp_sync_group b", vrrp),
        not("3:1", "vrrp_instance c", vrrp),
        not("4:1", "vrrp_track_process d", vrrp),
        not("5:1", "track_file e", vrrp),
        not("6:1", "track_group f", vrrp),
        not("7:1", "garp_group", vrrp),
        not("8:1", "interface_up_down_delays", vrrp),
        not("9:1", "linkbeat_interfaces", vrrp),
        not("10:1", "linkbeat_use_polling", vrrp),
        not("11:1", "static_ipaddress", machine),
        not("12:1", "static_routes", machine),
        not("13:1", "static_rules", machine),
        not("14:1", "SSL", "health checking is left to keepalived"),
        not("15:1", "bfd_instance g", "it concerns keepalived itself"),
        not("16:1", "net_namespace h", "lvsh works in the network namespace that it is started in"),
        not("17:1", "instance i", "it concerns keepalived itself"));
  }

  @Test
  void anUnknownWordOutsideOfBlocksIsAMistake() {
    assertRead(
        "virtual_sever 10.0.0.1 80 {\n}\n",
        "unknown-keyword k.conf:1:1 'virtual_sever': 'virtual_sever' is no keyword of keepalived"
            + " outside of blocks (did you mean 'virtual_server'?)");
  }

  @Test
  void withMarksOfKeepalivedsOwnAGroupIsOneServiceOnAMark() {
    assertRead(
        """
        global_defs {
          nftables_ipvs_start_fwmark 40
          nftables_ipvs
          nftables_ipvs_start_fwmark 50
        }
        virtual_server_group shop {
          10.0.0.1 80
          10.0.0.1 443
        }
        virtual_server_group dns {
          10.0.0.2 53
          fd00::2 53
        }
        virtual_server group shop {
          protocol TCP
          lvs_method DR
          real_server 10.1.0.1 { }
        }
        virtual_server group dns {
          protocol UDP
          lvs_method TUN
          real_server 10.1.0.1 { }
        }
        """,
        "rule tcp 10.0.0.1:80 to mark 50",
        "rule tcp 10.0.0.1:443 to mark 50",
        "rule udp 10.0.0.2:53 to mark 51",
        "rule udp [fd00::2]:53 to mark 51",
        "shop: mark 50 wlc",
        "  10.1.0.1:0 1 DIRECT",
        "dns: mark 51 wlc",
        "  10.1.0.1:0 1 IPIP",
        "dns: mark 51 ipv6 wlc",
        "  10.1.0.1:0 1 IPIP");
  }

  @Test
  void aGroupThatNoPortsCanSayKeepsAServiceForEachAddress() {
    assertRead(
        """
        global_defs {
          nftables_ipvs
        }
        virtual_server_group shop {
          10.0.0.1 80
          10.0.0.2 443
        }
        virtual_server group shop {
          protocol TCP
          lvs_method DR
          real_server 10.1.0.1 { }
        }
        """,
        "shop: tcp 10.0.0.1:80 wlc",
        "  10.1.0.1:80 1 DIRECT",
        "shop-2: tcp 10.0.0.2:443 wlc",
        "  10.1.0.1:443 1 DIRECT",
        "remark: k.conf:8:1: the group has not the same ports on each of its addresses, so each"
            + " address has its own service instead of the mark that nftables_ipvs would give");
  }

  @Test
  void moreServicesThanAnyKernelNeedsAreNotRead() {
    StringBuilder groups = new StringBuilder("virtual_server_group many {\n");
    for (int net = 0; net < 2; net++) {
      groups.append("  10.%d.0.0/18 80\n".formatted(net));
    }
    Imported imported = read(groups + "}\nvirtual_server group many {\n" + REST);
    assertEquals(Gathering.SERVICE_LIMIT, imported.state().services().size());
    assertEquals(
        List.of(
            "too-many-services k.conf:5:1 'virtual_server group many': more than 20000 virtual"
                + " services are not read (is a range of addresses larger than was meant?)"),
        ImportedText.errors(imported));
  }

  @Test
  void moreMistakesThanPeopleReadAreNotTold() {
    Imported imported = read("fnord\n".repeat(3_000));
    assertEquals(Gathering.MISTAKE_LIMIT, imported.errors().size());
    assertTrue(imported.errors().stream().anyMatch(one -> one.code().equals("too-many-mistakes")));
  }
}
