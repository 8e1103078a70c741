package org.lvsh.shell.exchange.ipvsadm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.KnownMachine;
import org.lvsh.shell.exchange.NotCarried;
import org.lvsh.shell.exchange.Remark;
import org.lvsh.shell.view.ImportView;
import org.lvsh.shell.view.Line;

/** What ipvsadm prints and what people write for it, and the statements that come of it. */
class IpvsadmImporterTest {
  private static final String WEB = "-A -t 10.0.0.1:80 -s rr\n";

  private static Imported read(String... texts) {
    List<ForeignFile> files = new ArrayList<>();
    for (String text : texts) {
      files.add(new ForeignFile("file" + (files.size() + 1), text));
    }
    return new IpvsadmImporter(new KnownMachine()).read(files);
  }

  /** The statements without the comments. */
  private static List<String> statements(Imported imported) {
    return new ImportView(imported, "a file")
        .statements().stream()
            .map(Line::text)
            .filter(text -> !text.startsWith("#") && !text.isEmpty())
            .toList();
  }

  private static Imported gives(String text, String... statements) {
    Imported imported = read(text);
    assertEquals(List.of(), imported.errors());
    assertEquals(List.of(statements), statements(imported));
    return imported;
  }

  private static List<String> told(Imported imported) {
    return imported.errors().stream()
        .map(one -> "%s %d %s".formatted(one.code(), one.span().line(), one.span().text()))
        .toList();
  }

  @Test
  void whatIpvsadmSavesIsRead() {
    gives(
        """
        -A -t 10.0.0.1:http -s wlc -p 600 -M 255.255.255.0
        -a -t 10.0.0.1:http -r 10.1.0.1:http -g -w 4
        -a -t 10.0.0.1:http -r rs1:8080 -m -w 0 -x 100 -y 50
        -A -u [fd00::1]:5060 -s rr -p 360 -M 64 --pe sip -o
        -a -u [fd00::1]:5060 -r [fd00::2]:5060 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum
        -a -u [fd00::1]:5060 -r 10.1.0.1:5060 -i -w 1 --tun-type gre --tun-nocsum
        -A -f 1 -s sh -b sh-fallback,sh-port
        -a -f 1 -r 10.1.0.1:0 -g -w 1
        -A -f -2147483648 -6 -s mh -b mh-port,flag-3
        -A --sctp-service 10.0.0.1:2905 -s fo
        """,
        "service mark-1 on mark 1 sh with fallback,port",
        "  server 10.1.0.1 weight 1 direct",
        "service mark-2147483648-ipv6 on mark 2147483648 ipv6 mh with port,flag-3",
        "service sctp-2905 on 10.0.0.1 port 2905 sctp fo",
        "service sip-udp on fd00::1 port 5060 udp sticky 360s per /64 by sip rr one-packet",
        "  server 10.1.0.1 weight 1 tunnel gre",
        "  server fd00::2 weight 1 tunnel gue 6080 checksum",
        "service web on 10.0.0.1 port 80 sticky 600s per /24 wlc",
        "  server 10.1.0.1 weight 4 direct",
        "  server 10.1.0.1:8080 weight 0 masquerade limit 100 resume 50");
  }

  @Test
  void longOptionsAndLettersInOneWordAreTheSame() {
    gives(
        """
        ipvsadm --add-service --tcp-service=10.0.0.1:80 --scheduler wrr --persistent
        /sbin/ipvsadm -at10.0.0.1:80 -r 10.1.0.1 --masquerading --weight=3
        sudo ipvsadm -At 10.0.0.1:443 -p300 -s=rr
        """,
        "service web on 10.0.0.1 port 80 sticky 360s wrr",
        "  server 10.1.0.1 weight 3 masquerade",
        "service web-tls on 10.0.0.1 port 443 sticky 300s rr");
  }

  @Test
  void editsAndRemovalsHaveTheirDefaultsBack() {
    gives(
        """
        ipvsadm -A -t 10.0.0.1:80 -s rr -p 60
        ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.1 -m -w 5
        ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.2 -m
        ipvsadm -E -t 10.0.0.1:80
        ipvsadm -e -t 10.0.0.1:80 -r 10.1.0.1
        ipvsadm -d -t 10.0.0.1:80 -r 10.1.0.2
        ipvsadm -A -t 10.0.0.2:80
        ipvsadm -D -t 10.0.0.2:80
        ipvsadm -L -n --stats; ipvsadm -Z; ipvsadm -S -n; ipvsadm
        """,
        "service web on 10.0.0.1 port 80 wlc",
        "  server 10.1.0.1 weight 1 direct");
  }

  @Test
  void whatADirectorHasBesidesIsCarriedOver() {
    Imported imported =
        gives(
            """
            ipvsadm --set 0 60 0
            ipvsadm --start-daemon master --mcast-interface=eth1 --syncid 7 --mcast-group 224.0.0.90
            ipvsadm --start-daemon backup
            ipvsadm --stop-daemon backup
            ipvsadm --start-daemon backup --syncid 3 --mcast-port 9000 --mcast-ttl 2 --sync-maxlen 1400
            sysctl -w net.ipv4.vs.conntrack=1
            sysctl -w net.ipv4.ip_forward=1
            echo 1 > /proc/sys/net/ipv4/vs/expire_nodest_conn
            """,
            "timeouts tcp 900s fin 60s udp 300s",
            "sync master on eth1 id 7 group 224.0.0.90",
            "sync backup on eth0 id 3 port 9000 ttl 2 max-length 1400",
            "kernel conntrack = 1",
            "kernel expire_nodest_conn = 1");
    assertEquals(
        List.of("not a setting of IPVS: it stays with the system"),
        imported.notCarried().stream().map(NotCarried::why).toList());
  }

  @Test
  void aSettingIsReadWhereAScriptLooksForItFirst() {
    gives(
        """
        ipvsadm -C
        F=/proc/sys/net/ipv4/vs
        [ -e $F/expire_nodest_conn ] && echo 1 > $F/expire_nodest_conn
        if [ -w $F/conntrack ]; then echo -n 1 > $F/conntrack; fi
        echo 1 | tee $F/snat_reroute
        """,
        "kernel conntrack = 1",
        "kernel expire_nodest_conn = 1",
        "kernel snat_reroute = 1");
  }

  @Test
  void aSettingWhoseValueIsNotKnownIsAMistake() {
    assertEquals(
        List.of(
            "unknown-value 2 net.ipv4.vs.conntrack=$X",
            "unreadable-command 3 printf 1 > /proc/sys/net/ipv4/vs/conntrack",
            "unknown-condition 4 ping x"),
        told(
            read(
                """
                ipvsadm -C
                sysctl -w net.ipv4.vs.conntrack=$X
                printf 1 > /proc/sys/net/ipv4/vs/conntrack
                ping x && echo 1 > /proc/sys/net/ipv4/vs/conntrack
                """)));
  }

  @Test
  void whatSysctlReadsElsewhereIsTold() {
    Imported imported =
        gives(
            """
            sysctl -p /etc/sysctl.d/ipvs.conf
            sysctl -p
            sysctl --load=/etc/sysctl.d/ipvs.conf
            sysctl --system
            ipvsadm -C
            """);
    assertEquals(
        List.of("1", "2", "3", "4"),
        imported.notCarried().stream()
            .filter(
                one ->
                    one.why()
                        .equals(
                            "it reads another file: settings of IPVS there are carried over where"
                                + " they stand here"))
            .map(one -> Integer.toString(one.where().line()))
            .toList());
  }

  /** As 'export ipvsadm' writes it where there are settings of the kernel. */
  @ParameterizedTest
  @ValueSource(strings = {"'EOF'", "EOF"})
  void aRestoreReadsAsMuchAsStandsBelowIt(String end) {
    StringBuilder script = new StringBuilder("PORT=80\nipvsadm -R <<" + end + "\n");
    for (int i = 0; i < 3000; i++) {
      script.append("-A -t 10.1.%d.%d:80 -s rr\n".formatted(i / 250, i % 250 + 1));
      script.append("-a -t 10.1.%d.%d:80 -r 10.2.0.1:80\n".formatted(i / 250, i % 250 + 1));
    }
    Imported imported = read(script + "EOF\n");
    assertEquals(List.of(), imported.errors());
    assertEquals(
        3000, statements(imported).stream().filter(line -> line.startsWith("service ")).count());
  }

  @Test
  void whatStandsBelowAndIsNotKnownIsTold() {
    Imported imported = read("ipvsadm -R <<EOF\n-A -t $VIP:80 -s rr\nEOF\n");
    assertEquals(
        List.of("unknown-value"), imported.errors().stream().map(one -> one.code()).toList());
  }

  @Test
  void aRestoreReadsWhatStandsBelowIt() {
    gives(
        """
        ipvsadm -R <<EOF
        -A -t 10.0.0.1:80 -s rr
        -a -t 10.0.0.1:80 -r 10.1.0.1:80 -g -w 1
        EOF
        echo "-A -t 10.0.0.1:81 -s rr" | ipvsadm-restore
        """,
        "service tcp-81 on 10.0.0.1 port 81 rr",
        "service web on 10.0.0.1 port 80 rr",
        "  server 10.1.0.1 weight 1 direct");
  }

  @Test
  void aMarkAndItsPortsBecomeOneService() {
    Imported imported =
        read(
            """
            -A -f 1 -s wlc -p 600
            -a -f 1 -r 10.1.0.1:0 -g -w 4
            """,
            """
            *mangle
            -A PREROUTING -d 10.0.0.1/32 -p tcp -m tcp --dport 80 -j MARK --set-xmark 0x1/0xffffffff
            -A PREROUTING -d 10.0.0.1/32 -p tcp -m tcp --dport 443 -j MARK --set-xmark 0x1/0xffffffff
            COMMIT
            """);
    assertEquals(
        List.of(
            "service web on 10.0.0.1 ports 80,443 sticky 600s wlc mark 1",
            "  server 10.1.0.1 weight 4 direct"),
        statements(imported));
    assertEquals(
        List.of("tcp 10.0.0.1:80 to mark 1", "tcp 10.0.0.1:443 to mark 1"),
        imported.state().markRules().values().stream().map(Object::toString).toList());
  }

  @Test
  void bothFamiliesOnAMarkAreOneServiceWhereTheyDifferInTheirRulesAlone() {
    String rules =
        """
        iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 80 -j MARK --set-mark 7
        ip6tables -t mangle -A PREROUTING -d fd00::1 -p tcp --dport 80 -j MARK --set-mark 7
        """;
    gives(
        rules
            + """
            ipvsadm -A -f 7 -s rr -p 60 -M 255.255.255.0
            ipvsadm -a -f 7 -r 10.1.0.1
            ipvsadm -A -f 7 -6 -s rr -p 60 -M 24
            ipvsadm -a -f 7 -6 -r fd00::2
            """,
        "service web on 10.0.0.1,fd00::1 port 80 sticky 60s per /24 rr mark 7",
        "  server 10.1.0.1 weight 1 direct",
        "  server fd00::2 weight 1 direct");
    Imported differ =
        gives(
            rules + "ipvsadm -A -f 7 -s rr\nipvsadm -A -f 7 -6 -s wrr\n",
            "service mark-7 on mark 7 rr",
            "service mark-7-ipv6 on mark 7 ipv6 wrr");
    assertTrue(differ.notCarried().get(0).why().contains("differ"), differ::toString);
  }

  @Test
  void whatANarrowerServiceTakesOutIsNoOtherRange() {
    gives(
        """
        for vip in 10.0.0.1 10.0.0.2; do
          iptables -t mangle -A PREROUTING -d $vip -p tcp --dport 8000:8010 -j MARK --set-mark 1
        done
        iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 8005 -j MARK --set-mark 2
        ipvsadm -A -f 1
        ipvsadm -A -f 2
        """,
        "service tcp-8000-8010 on 10.0.0.1,10.0.0.2 ports 8000-8010 wlc mark 1",
        "service tcp-8005 on 10.0.0.1 port 8005 wlc mark 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          -d 10.0.0.0/24 -p tcp --dport 80 ! not by network 10.0.0.0/24: the service stays on mark 1
          -d fd00::1 -p tcp --dport 80     ! no service of this address family is on mark 1
          """)
  void aMarkThatCannotBeSaidStaysWithOthers(String rule, String why) {
    Imported imported =
        gives(
            "ipvsadm -A -f 1\niptables -t mangle -A PREROUTING " + rule + " -j MARK --set-mark 1\n",
            "service mark-1 on mark 1 wlc");
    assertTrue(imported.notCarried().get(0).why().contains(why), imported::toString);
    assertEquals(2, imported.notCarried().get(0).where().line());
  }

  @Test
  void addressesWithDifferentPortsStayOnTheirMark() {
    Imported imported =
        gives(
            """
            iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 80 -j MARK --set-mark 1
            iptables -t mangle -A PREROUTING -d 10.0.0.2 -p tcp --dport 443 -j MARK --set-mark 1
            ipvsadm -A -f 1
            """,
            "service mark-1 on mark 1 wlc");
    assertTrue(imported.notCarried().get(0).why().contains("different ports"), imported::toString);
  }

  @Test
  void portsThatLvshCannotLeaveOutKeepAServiceOnItsMark() {
    String wide =
        """
        iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 1:65535 -j MARK --set-mark 1
        iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 25 -j MARK --set-mark 9
        ipvsadm -A -f 1
        """;
    Imported routed = gives(wide, "service mark-1 on mark 1 wlc");
    assertEquals(
        List.of(
            "tcp 10.0.0.1:25 has mark 9, which lvsh cannot leave out of the services on mark 1:"
                + " they stay on the mark"),
        routed.notCarried().stream().map(NotCarried::why).toList());
    gives(
        wide
            + """
            iptables -t mangle -A PREROUTING -d 10.0.0.2 -p tcp --dport 443 -j MARK --set-mark 9
            ipvsadm -A -f 9
            """,
        "service mark-1 on mark 1 wlc",
        "service mark-9 on mark 9 wlc");
    gives(
        wide
            + """
            iptables -t mangle -A PREROUTING -s 10.9.0.0/16 -d 10.0.0.3 -j MARK --set-mark 9
            ipvsadm -A -f 9
            """,
        "service mark-1 on mark 1 wlc",
        "service mark-9 on mark 9 wlc");
    gives(
        wide + "ipvsadm -A -f 9\n",
        "service smtp on 10.0.0.1 port 25 wlc mark 9",
        "service tcp-1-65535 on 10.0.0.1 ports 1-65535 wlc mark 1");
  }

  @Test
  void aVerdictBehindAMarkTakesNoPortAway() {
    gives(
        """
        iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp -m multiport --dports 80,443 -j MARK --set-xmark 0x1/0xffffffff
        iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 443 -j ACCEPT
        ipvsadm -A -f 1
        """,
        "service web on 10.0.0.1 ports 80,443 wlc mark 1");
  }

  @Test
  void anExclusionThatLvshCannotSayKeepsAServiceOnItsMark() {
    Imported imported =
        gives(
            """
            iptables -t mangle -A PREROUTING -s 10.0.0.0/8 -d 10.0.0.1 -j RETURN
            iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 80 -j MARK --set-mark 1
            ipvsadm -A -f 1
            """,
            "service mark-1 on mark 1 wlc");
    assertEquals(
        List.of(
            "1 some packets are left out here: lvsh marks packets by address, protocol and port,"
                + " not by -s 10.0.0.0/8: the service stays on mark 1"),
        imported.notCarried().stream()
            .map(part -> part.where().line() + " " + part.why())
            .toList());
  }

  @Test
  void whatKubeProxySavesIsNoMistake() {
    gives(
        """
        ipvsadm -A -f 1
        iptables-restore <<EOF
        *mangle
        -A PREROUTING -d 10.0.0.1/32 -p tcp -m tcp --dport 80 -j MARK --set-xmark 0x1/0xffffffff
        COMMIT
        *nat
        -A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
        COMMIT
        EOF
        """,
        "service web on 10.0.0.1 port 80 wlc mark 1");
  }

  @Test
  void whatWasDecidedIsTold() {
    Imported imported =
        read(
            """
            ipvsadm -A -f 1
            ipvsadm -a -f 1 -r 10.1.0.1
            ipvsadm -A -f 2
            ipvsadm -a -f 2 -r 10.1.0.1
            iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 80 -j MARK --set-mark 3
            """);
    assertEquals(
        List.of(
            "nothing at hand sets mark 1, 2: name what does with 'with FILE', or let it go on",
            "no service is on mark 3, which the rules set: they stay as they are",
            "the names of the services are made up from their ports",
            "services mark-1, mark-2 differ in their marks alone: as one service of all their ports"
                + " they would keep a client on one server"),
        imported.remarks().stream().map(Remark::text).toList());
  }

  @Test
  void whatHasNoCounterpartIsToldWithItsPlace() {
    Imported imported =
        gives(
            """
            ipvsadm -D -t 10.0.0.9:80
            ipvsadm -A -t 10.0.0.1:80 -M 255.255.255.0 --pe sip
            ipvsadm -A -t 10.0.0.1:80
            ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.1:8080 -g
            ipvsadm -d -t 10.0.0.1:80 -r 10.1.0.9
            """,
            "service web on 10.0.0.1 port 80 wlc",
            "  server 10.1.0.1 weight 1 direct");
    assertEquals(
        List.of(
            "1 service tcp 10.0.0.9:80 is not there at this line",
            "2 -M says nothing without -p",
            "2 --pe says nothing without -p",
            "3 service tcp 10.0.0.1:80 is said again with the same words",
            "4 without -m the server has the port of its service, 80: ipvsadm sets it so",
            "5 server 10.1.0.9:80 of tcp 10.0.0.1:80 is not there at this line"),
        imported.notCarried().stream()
            .map(part -> part.where().line() + " " + part.why())
            .toList());
  }

  @Test
  void queriesFindWhatTheScriptHasMade() {
    gives(
        """
        R="PREROUTING -d 10.0.0.1 -p tcp --dport 80 -j MARK --set-mark 1"
        iptables -t mangle -C $R 2>/dev/null || iptables -t mangle -A $R
        if ! iptables -t mangle -C $R; then ipvsadm -A -f 9; fi
        if ! iptables -t mangle -C PREROUTING -d 10.0.0.1 -p tcp --dport 443 -j MARK --set-mark 1
        then
          iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 443 -j MARK --set-mark 1
        fi
        ipvsadm -Ln -f 1 >/dev/null 2>&1 || ipvsadm -A -f 1 -s rr
        ipvsadm -Ln -f 1 >/dev/null 2>&1 && ipvsadm -a -f 1 -r 10.1.0.1
        ipvsadm -D -t 10.0.0.9:80 2>/dev/null || true
        iptables -t mangle -D PREROUTING -d 10.0.0.9 -j MARK --set-mark 9 2>/dev/null || :
        iptables -t nat -C POSTROUTING -j MASQUERADE || iptables -t nat -A POSTROUTING -j MASQUERADE
        """,
        "service web on 10.0.0.1 ports 80,443 rr mark 1",
        "  server 10.1.0.1 weight 1 direct");
  }

  @Test
  void theProgramMayBeLookedForAndRunByOthers() {
    gives(
        """
        IPVSADM=`which ipvsadm`
        IPTABLES=$(command -v iptables 2>/dev/null)
        $IPVSADM -A -t 10.0.0.1:80 -s rr
        timeout 5 ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.1
        ip netns exec lb ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.2
        $IPTABLES -t mangle -F
        iptables-legacy-restore <<EOF
        *mangle
        COMMIT
        EOF
        """,
        "service web on 10.0.0.1 port 80 rr",
        "  server 10.1.0.1 weight 1 direct",
        "  server 10.1.0.2 weight 1 direct");
  }

  @Test
  void aTableThatIsClearedAtTheEndIsEmptyAndTold() {
    Imported imported = gives(WEB + "-C\n");
    assertEquals(
        "it takes out what the lines before it made (1)", imported.notCarried().get(0).why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          -A -s rr                               ! bad-ipvsadm 2 -A -s rr
          -t 10.0.0.2:80 -A                      ! bad-ipvsadm 2 -A
          ipvsadm 10.0.0.2                       ! bad-ipvsadm 2 ipvsadm 10.0.0.2
          -A -t 10.0.0.2:80 -a                   ! bad-ipvsadm 2 -a
          -A -t 10.0.0.2:80 --add-server         ! bad-ipvsadm 2 --add-server
          -A -t 10.0.0.2:80 --shceduler rr       ! bad-ipvsadm 2 --shceduler
          -A -t 10.0.0.2:80 -q                   ! bad-ipvsadm 2 -q
          -A -t 10.0.0.2:80 -s                   ! bad-ipvsadm 2 -s
          -A -t 10.0.0.2:80 -u 10.0.0.2:80       ! bad-ipvsadm 2 -u
          -A -t 10.0.0.2:80 -w 3                 ! bad-ipvsadm 2 -A -t 10.0.0.2:80 -w 3
          -A -t 10.0.0.2:80 more                 ! bad-ipvsadm 2 more
          -A -t 10.0.0.2:80 -s Wlc               ! bad-ipvsadm 2 Wlc
          -A -t 10.0.0.2:80 -s rr -b sh-port     ! bad-ipvsadm 2 sh-port
          -A -t 10.0.0.2:80 -p 0                 ! bad-ipvsadm 2 0
          -A -t 10.0.0.2:80 -p 9 -M 0.0.0.0      ! bad-ipvsadm 2 0.0.0.0
          -A -t [fd00::1]:80 -p 9 -M 129         ! bad-ipvsadm 2 129
          -A -t 10.0.0.2:80 -p 9 --pe other      ! bad-ipvsadm 2 other
          -A -t 10.0.0.2:0                       ! bad-ipvsadm 2 -A -t 10.0.0.2:0
          -A -t 10.0.0.2:80 -o                   ! bad-ipvsadm 2 -A -t 10.0.0.2:80 -o
          -A -t 10.0.0.2:80 -6                   ! bad-ipvsadm 2 -A -t 10.0.0.2:80 -6
          -A -6 -f 1                             ! bad-ipvsadm 2 -A -6 -f 1
          -A -f 0                                ! bad-ipvsadm 2 0
          -A -f 4294967296                       ! bad-ipvsadm 2 4294967296
          -A -t [fd00::1]                        ! bad-ipvsadm 2 [fd00::1]
          -A -t 10.0.2:80                        ! bad-address 2 10.0.2
          -A -t 80                               ! bad-address 2 80
          -A -t vip:80                           ! unknown-host 2 vip
          -A -t 10.0.0.2:htpt                    ! unknown-port 2 htpt
          -A -t 10.0.0.2:                        ! unknown-port 2
          -A -t 10.0.0.1:80 -s wrr               ! added-twice 2 -A -t 10.0.0.1:80 -s wrr
          -E -t 10.0.0.2:80 -s wrr               ! unknown-entry 2 -E -t 10.0.0.2:80 -s wrr
          -a -t 10.0.0.2:80 -r 10.1.0.1          ! unknown-entry 2 -a -t 10.0.0.2:80 -r 10.1.0.1
          -e -t 10.0.0.1:80 -r 10.1.0.1          ! unknown-entry 2 -e -t 10.0.0.1:80 -r 10.1.0.1
          -a -t 10.0.0.1:80                      ! bad-ipvsadm 2 -a -t 10.0.0.1:80
          -a -t 10.0.0.1:80 -r 10.1.0.1 -g -m    ! bad-ipvsadm 2 -m
          -a -t 10.0.0.1:80 -r 10.1.0.1 -w -1    ! bad-ipvsadm 2 -1
          -a -t 10.0.0.1:80 -r 10.1.0.1 -y 5     ! bad-ipvsadm 2 -a -t 10.0.0.1:80 -r 10.1.0.1 -y 5
          -a -t 10.0.0.1:80 -r 224.0.0.1         ! bad-ipvsadm 2 224.0.0.1
          -a -t 10.0.0.1:80 -r fd00::2           ! bad-ipvsadm 2 fd00::2
          -a -t 10.0.0.1:80 -r 10.1.0.1 --tun-type gue ! bad-ipvsadm 2 -a -t 10.0.0.1:80 -r 10.1.0.1 --tun-type gue
          -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-type gue ! bad-ipvsadm 2 -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-type gue
          -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-type l2tp ! bad-ipvsadm 2 -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-type l2tp
          -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-csum ! bad-ipvsadm 2 -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-csum
          -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-port 5 ! bad-ipvsadm 2 -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-port 5
          -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-type gre --tun-remcsum ! bad-ipvsadm 2 -a -t 10.0.0.1:80 -r 10.1.0.1 -i --tun-type gre --tun-remcsum
          --set 1 2                              ! bad-ipvsadm 2 --set 1 2
          --set 1 2 many                         ! bad-ipvsadm 2 many
          --start-daemon boss                    ! bad-ipvsadm 2 boss
          --start-daemon                         ! bad-ipvsadm 2 --start-daemon
          --start-daemon master --syncid 256     ! bad-ipvsadm 2 256
          --start-daemon master --mcast-group 10.0.0.1 ! bad-ipvsadm 2 10.0.0.1
          --start-daemon master --mcast-interface eth/1 ! bad-ipvsadm 2 eth/1
          ipvsadm $VERB -t 10.0.0.2:80           ! unknown-value 2 $VERB
          ipvsadm -Ln | grep -q x || ipvsadm -C  ! unknown-condition 2 ipvsadm -Ln | grep -q x
          ipvsadm -D -t 10.0.0.9:80 && ipvsadm -C ! unknown-condition 2 ipvsadm -D -t 10.0.0.9:80
          iptables -t nat -C INPUT -j X && ipvsadm -C ! unknown-condition 2 iptables -t nat -C INPUT -j X
          . /etc/lvs; add() { ipvsadm -A -t $1 $2; }; add 10.0.0.2:80 "$OPTS" ! unknown-value 2 $2
          iptables $RULE                         ! unknown-value 2 $RULE
          iptables -t $TABLE -F                  ! unknown-value 2 $TABLE
          nft -f $FILE                           ! unknown-value 2 $FILE
          ping x && nft flush ruleset            ! unknown-condition 2 ping x
          eval "ipvsadm -C"                      ! unreadable-command 2 eval "ipvsadm -C"
          ipvsadm -R < rules                     ! reads-a-file 2 ipvsadm -R < rules
          ipvsadm-restore                        ! reads-a-file 2 ipvsadm-restore
          sysctl -w net.ipv4.vs.drop_entry=9     ! bad-setting 2 net.ipv4.vs.drop_entry=9
          """)
  void everyMistakeHasItsPlaceAndAWayOut(String line, String told) {
    Imported imported = read(WEB + line + "\n");
    assertEquals(List.of(told.strip()), told(imported).stream().map(String::strip).toList());
    assertTrue(imported.errors().get(0).hint().isPresent());
    assertEquals(1, imported.state().services().size());
  }

  @Test
  void twoDaemonsOfOneRoleAreAMistake() {
    String one = "--start-daemon master --mcast-interface eth0\n";
    assertEquals(
        List.of("added-twice 2 --start-daemon master --mcast-interface eth0"),
        told(read(one + one)));
  }

  @Test
  void allMistakesAreToldInTheOrderOfTheFiles() {
    Imported imported = read("-A -t x:80\n-A -f 0\n", "iptables -t mangle -A PREROUTING -d\n");
    assertEquals(
        List.of("unknown-host 1 x", "bad-ipvsadm 2 0", "bad-iptables 1 -d"), told(imported));
  }

  @Test
  void aFileOfAnotherKindIsNoImport() {
    assertEquals(
        List.of("nothing-to-import 1 "),
        told(read("virtual_server_group x {\n  10.0.0.1 80\n}\n")).stream().limit(1).toList());
    assertEquals(List.of("nothing-to-import 1 "), told(read("")));
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    String large = "#".repeat(IpvsadmImporter.LARGEST + 1);
    assertEquals(List.of("file-too-large 1 "), told(read(large)));
  }

  @Test
  void theStateIsWhatTheStatementsSay() {
    Imported imported = read(WEB + "-a -t 10.0.0.1:80 -r 10.1.0.1 -g\n");
    assertEquals(List.of("web"), List.copyOf(Decompiler.decompile(imported.state()).keySet()));
    assertEquals(
        List.of("tcp 10.0.0.1:80"),
        Stream.of(imported.names())
            .flatMap(names -> names.keySet().stream())
            .map(Object::toString)
            .toList());
  }
}
