package org.lvsh.shell.exchange.ldirectord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Gathering;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.ImportedText;
import org.lvsh.shell.exchange.KnownMachine;

/** Every directive, and every mistake. */
class LdirectordImporterTest {
  private static final String CHECKS = "lvsh does not check real servers all the time";
  private static final String FALLBACK =
      "it comes in when all real servers are down, which lvsh does not watch";

  private static Imported read(String text) {
    return new LdirectordImporter(new KnownMachine()).read(List.of(new ForeignFile("l.cf", text)));
  }

  private static void assertRead(String text, String... expected) {
    assertEquals(String.join("\n", expected), String.join("\n", ImportedText.of(read(text))));
  }

  /** Lines of a service of TCP with one real server. */
  private static void assertIn(String line, String... expected) {
    List<String> all =
        new ArrayList<>(List.of("web: tcp 10.0.0.1:80 wrr", "  10.1.0.1:80 1 DIRECT"));
    all.addAll(List.of(expected));
    assertRead(
        "virtual=10.0.0.1:80\n    %s\n    real=10.1.0.1 gate\n".formatted(line),
        all.toArray(String[]::new));
  }

  private static String not(String place, String text, String why) {
    return "not carried l.cf:%s '%s': %s".formatted(place, text, why);
  }

  @Test
  void aServiceOfAnAddressHasItsServersInAnyMethodWithWeightsAndThresholds() {
    assertRead(
        """
        # a comment
        virtual = 10.0.0.1:http
        \treal=10.1.0.1:80 gate
            real=10.1.0.2:8080 masq 5
            # a comment inside
            real=10.1.0.3 ipip 0 # and one behind
        # one at the margin
            real=10.1.0.4:81 gate 2 l:3 u:9
            real=10.1.0.5 masq u:9
        """,
        "web: tcp 10.0.0.1:80 wrr",
        "  10.1.0.1:80 1 DIRECT",
        "  10.1.0.2:8080 5 MASQUERADE",
        "  10.1.0.3:80 0 IPIP",
        "  10.1.0.4:80 2 DIRECT limit 9/3",
        "  10.1.0.5:0 1 MASQUERADE limit 9/0",
        "remark: l.cf:8:5: the port of the real server is its service's, since only masq changes"
            + " it");
  }

  /** What ends a line elsewhere, and stands here where a file is in another encoding. */
  @Test
  void whateverStandsInACommentEndsNoLine() {
    assertRead(
        """
        virtual=10.0.0.1:80 # NEL
            real=10.1.0.1:80 gate # NEL
            scheduler=rr # NEL
        """
            .replace("NEL", "\u0085 \u2028"),
        "web: tcp 10.0.0.1:80 rr",
        "  10.1.0.1:80 1 DIRECT");
  }

  @Test
  void aRangeIsOneServerForEachAddress() {
    assertRead(
        "virtual=10.0.0.1:80\n    real=10.1.0.254->10.1.1.1:80 masq 3\n",
        "web: tcp 10.0.0.1:80 wrr",
        "  10.1.0.254:80 3 MASQUERADE",
        "  10.1.0.255:80 3 MASQUERADE",
        "  10.1.1.0:80 3 MASQUERADE",
        "  10.1.1.1:80 3 MASQUERADE");
  }

  @Test
  void aNumberIsAFirewallMarkWithWhichServersKeepTheirPorts() {
    assertRead(
        "virtual=7\n    protocol=fwm\n    real=10.1.0.1:80 gate\n    real=10.1.0.2 gate\n",
        "mark-7: mark 7 wrr",
        "  10.1.0.1:80 1 DIRECT",
        "  10.1.0.2:0 1 DIRECT");
    assertRead(
        "virtual6=7\n    real6=[fd00::1] gate\n",
        "mark-7-ipv6: mark 7 ipv6 wrr",
        "  [fd00::1]:0 1 DIRECT");
  }

  @Test
  void ipv6HasDirectivesOfItsOwn() {
    assertRead(
"""
virtual6=[fd00::1]:80
    real6=[fd00:1::1]:80 masq
    fallback6=[::1]:80
    persistent=600
    netmask=64
""",
        "web: tcp [fd00::1]:80 wrr sticky 600 per 40",
        "  [fd00:1::1]:80 1 MASQUERADE",
        not("3:5", "fallback6=[::1]:80", FALLBACK));
  }

  @Test
  void port53IsUdpUnlessSaidOtherwise() {
    String rest = "    real=10.1.0.1 gate\n";
    assertRead(
        "virtual=10.0.0.1:53\n" + rest, "dns-udp: udp 10.0.0.1:53 wrr", "  10.1.0.1:53 1 DIRECT");
    assertRead(
        "virtual=10.0.0.1:domain\n    protocol=tcp\n" + rest,
        "dns-tcp: tcp 10.0.0.1:53 wrr",
        "  10.1.0.1:53 1 DIRECT");
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler = wlc, web: tcp 10.0.0.1:80 wlc",
    "scheduler=best, web: tcp 10.0.0.1:80 best",
    "persistent=600, web: tcp 10.0.0.1:80 wrr sticky 600",
    "protocol=udp, web-udp: udp 10.0.0.1:80 wrr",
    "servicename=Web Site, Web-Site: tcp 10.0.0.1:80 wrr",
    "ops=no, web: tcp 10.0.0.1:80 wrr",
  })
  void aDirectiveIsCarriedOver(String line, String service) {
    assertRead(
        "virtual=10.0.0.1:80\n    %s\n    real=10.1.0.1 gate\n".formatted(line),
        service,
        "  10.1.0.1:80 1 DIRECT");
  }

  @Test
  void flagsBelongToTheirScheduler() {
    String service = "virtual=10.0.0.1:80\n    scheduler=%s\n    schedflags=%s\n";
    assertRead(service.formatted("sh", "sh-port,sh-fallback"), "web: tcp 10.0.0.1:80 sh [1, 2]");
    assertRead(service.formatted("mh", "mh-port"), "web: tcp 10.0.0.1:80 mh [2]");
    assertRead(
        service.formatted("rr", "flag-1,flag-2,flag-3"), "web: tcp 10.0.0.1:80 rr [1, 2, 3]");
    assertRead(
        service.formatted("rr", "sh-port"),
        "web: tcp 10.0.0.1:80 rr",
        "bad-flag l.cf:3:16 'sh-port': 'sh-port' is no flag of the scheduler rr (the flags are"
            + " flag-1, flag-2, flag-3, of sh and mh -fallback and -port)");
  }

  @Test
  void aNetmaskTellsWhichClientsCountAsOne() {
    String service = "virtual=10.0.0.1:80\n    persistent=60\n    netmask=%s\n";
    assertRead(
        service.formatted("255.255.255.0"), "web: tcp 10.0.0.1:80 wrr sticky 60 per ffffff00");
    assertRead(service.formatted("255.255.255.255"), "web: tcp 10.0.0.1:80 wrr sticky 60");
    assertRead(
        service.formatted("24"),
        "web: tcp 10.0.0.1:80 wrr sticky 60",
        "bad-mask l.cf:3:13 '24': '24' is not a netmask (of IPv4 it is written as an address, such"
            + " as 255.255.255.0)");
    assertIn(
        "netmask=255.255.255.0",
        not("2:5", "netmask=255.255.255.0", "it has no effect without persistent"));
    assertRead(
        "virtual6=7\n    persistent=60\n    netmask=129\n",
        "mark-7-ipv6: mark 7 ipv6 wrr sticky 60",
        "bad-mask l.cf:3:13 '129': '129' is not a netmask (of IPv6 it is the length of a prefix, 1"
            + " to 128)");
  }

  @Test
  void onePacketSchedulingIsForUdpAlone() {
    assertRead("virtual=10.0.0.1:53\n    ops=yes\n", "dns-udp: udp 10.0.0.1:53 wrr one-packet");
    assertIn("ops=yes", not("2:5", "ops=yes", "ldirectord heeds it for a service of UDP alone"));
    assertIn("ops=on", "bad-answer l.cf:2:9 'on': 'on' is neither yes nor no (write yes or no)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checktype=negotiate",
        "checktype = 3",
        "checkcommand=\"/bin/check\"",
        "checkcount=3",
        "checkinterval=5",
        "checkport=80",
        "checktimeout=5",
        "failurecount=2",
        "httpmethod=GET",
        "load=\"a\"",
        "login=\"me\"",
        "passwd=\"secret\"",
        "database=\"db\"",
        "secret=\"s\"",
        "monitorfile=\"/tmp/m\"",
        "negotiatetimeout=10",
        "quiescent=no",
        "receive=\"Test = Page\"",
        "request=\"index.html\"",
        "service=http",
        "virtualhost=www.x.y.z"
      })
  void checksAreTold(String line) {
    assertIn(line, not("2:5", line, CHECKS));
  }

  @Test
  void whatElseIsNotCarriedOverIsTold() {
    assertIn("fallback=127.0.0.1:80 gate", not("2:5", "fallback=127.0.0.1:80 gate", FALLBACK));
    assertIn("fallbackcommand=/bin/x", not("2:5", "fallbackcommand=/bin/x", FALLBACK));
    assertIn("emailalert=\"a@b\"", not("2:5", "emailalert=\"a@b\"", "lvsh sends no mail"));
    assertIn("emailalertfreq=5", not("2:5", "emailalertfreq=5", "lvsh sends no mail"));
    assertIn("emailalertstatus=all", not("2:5", "emailalertstatus=all", "lvsh sends no mail"));
    assertIn("smtp=10.9.9.9", not("2:5", "smtp=10.9.9.9", "lvsh sends no mail"));
    assertIn("comment=a = b", not("2:5", "comment=a = b", "it is for ldirectord's mails"));
    assertIn("cleanstop=no", not("2:5", "cleanstop=no", "it concerns ldirectord itself"));
    assertIn(
        "checktype=off",
        not(
            "2:5",
            "checktype=off",
            "ldirectord never activates the servers of such a service; here they are active"));
  }

  @Test
  void whatStandsOutsideOfServicesIsTold() {
    String own = "it concerns ldirectord itself";
    assertRead(
        """
        checktimeout=3
        negotiatetimeout=5
        checkinterval=1
        checkcount=1
        failurecount=1
        quiescent=yes
        readdquiescent=no
        maintenancedir=/tmp
        autoreload=yes
        callback="/bin/a"
        execute="b"
        fork=yes
        supervised
        logfile="local0"
        cleanstop=no
        emailalert="a@b"
        emailalertfrom=a
        emailalertfreq=1
        emailalertstatus=all
        smtp=10.9.9.9
        fallback=127.0.0.1:80
        fallback6=[::1]:80
        fallbackcommand=/bin/x
        """,
        not("1:1", "checktimeout=3", CHECKS),
        not("2:1", "negotiatetimeout=5", CHECKS),
        not("3:1", "checkinterval=1", CHECKS),
        not("4:1", "checkcount=1", CHECKS),
        not("5:1", "failurecount=1", CHECKS),
        not("6:1", "quiescent=yes", CHECKS),
        not("7:1", "readdquiescent=no", CHECKS),
        not("8:1", "maintenancedir=/tmp", CHECKS),
        not("9:1", "autoreload=yes", own),
        not("10:1", "callback=\"/bin/a\"", own),
        not("11:1", "execute=\"b\"", own),
        not("12:1", "fork=yes", own),
        not("13:1", "supervised", own),
        not("14:1", "logfile=\"local0\"", own),
        not("15:1", "cleanstop=no", own),
        not("16:1", "emailalert=\"a@b\"", "lvsh sends no mail"),
        not("17:1", "emailalertfrom=a", "lvsh sends no mail"),
        not("18:1", "emailalertfreq=1", "lvsh sends no mail"),
        not("19:1", "emailalertstatus=all", "lvsh sends no mail"),
        not("20:1", "smtp=10.9.9.9", "lvsh sends no mail"),
        not("21:1", "fallback=127.0.0.1:80", FALLBACK),
        not("22:1", "fallback6=[::1]:80", FALLBACK),
        not("23:1", "fallbackcommand=/bin/x", FALLBACK));
  }

  @Test
  void whatAServerIsAskedIsTold() {
    assertRead(
        "virtual=10.0.0.1:80\n    real=10.1.0.1 gate 4 \"a.html\", \"ok\" l:1 u:2\n",
        "web: tcp 10.0.0.1:80 wrr",
        "  10.1.0.1:80 4 DIRECT limit 2/1",
        not(
            "2:5",
            "real=10.1.0.1 gate 4 \"a.html\", \"ok\" l:1 u:2",
            "its request and answer: " + CHECKS));
  }

  @Test
  void aServerThatIsThereAlreadyIsToldAndWithAnotherWeightAMistake() {
    assertIn(
        "real=10.1.0.1 gate",
        not("3:5", "real=10.1.0.1 gate", "the virtual service has this real server already"));
    assertRead(
        "virtual=10.0.0.1:80\n    real=10.1.0.1 gate\n    real=10.1.0.1 gate 2\n",
        "web: tcp 10.0.0.1:80 wrr",
        "  10.1.0.1:80 1 DIRECT",
        "declared-twice l.cf:3:5 'real=10.1.0.1 gate 2': the virtual service has a real server"
            + " 10.1.0.1:80 already (the kernel holds one of each: leave one of the two)");
  }

  @Test
  void twoServicesOnOneAddressAreAMistake() {
    assertRead(
        "virtual=10.0.0.1:80\nvirtual=10.0.0.1:80\n",
        "web: tcp 10.0.0.1:80 wrr",
        "declared-twice l.cf:2:1 'virtual=10.0.0.1:80': there is a virtual service on tcp"
            + " 10.0.0.1:80 already, at l.cf:1:1 (the kernel holds one of each: put the two"
            + " together)");
  }

  @Test
  void aBlankLineEndsAServiceAndLinesBehindItAreMistakes() {
    assertRead(
        "virtual=10.0.0.1:80\n    real=10.1.0.1 gate\n\n    real=10.1.0.2 gate\n",
        "web: tcp 10.0.0.1:80 wrr",
        "  10.1.0.1:80 1 DIRECT",
        "not-in-service l.cf:4:5 'real=10.1.0.2 gate': this indented line belongs to no virtual"
            + " service (a service ends at a blank line, and its lines begin with four blanks or a"
            + " tab)");
    assertRead(
        "virtual=10.0.0.1:80\n  real=10.1.0.1 gate\r\n",
        "web: tcp 10.0.0.1:80 wrr",
        "not-in-service l.cf:2:3 'real=10.1.0.1 gate': this indented line belongs to no virtual"
            + " service (a service ends at a blank line, and its lines begin with four blanks or a"
            + " tab)");
  }

  @Test
  void servicesThatAreNoneAreTold() {
    String hint = " (write ADDRESS:PORT, of IPv6 [ADDRESS]:PORT)";
    assertRead(
        """
        virtual=10.0.0.1
        virtual=shop.example.com:80
        virtual=10.0.0.1:nonsense
        virtual=10.0.0.1:login
        virtual=10.0.0.300:80
        virtual=[fd00::1]:80
        virtual6=10.0.0.1:80
        virtual=0
        virtual
        """,
        "bad-address l.cf:1:9 '10.0.0.1': '10.0.0.1' is neither an address with a port nor a"
            + " firewall mark"
            + hint,
        "host-name l.cf:2:9 'shop.example.com': 'shop.example.com' is the name of a host (write its"
            + " address in its place, or add it to /etc/hosts; no name server is asked)",
        "bad-port l.cf:3:18 'nonsense': 'nonsense' is not a port (write its number)",
        "bad-port l.cf:4:18 'login': 'login' is the name of several ports (write its number)",
        "bad-address l.cf:5:9 '10.0.0.300': 10.0.0.300 is not an address (write an IPv4 or IPv6"
            + " address)",
        "other-family l.cf:6:9 '[fd00::1]': [fd00::1] is not an IPv4 address (IPv6 has directives of"
            + " its own: virtual6, real6, fallback6)",
        "other-family l.cf:7:10 '10.0.0.1': 10.0.0.1 is not an IPv6 address (IPv6 has directives of"
            + " its own: virtual6, real6, fallback6)",
        "bad-number l.cf:8:9 '0': '0' is not a firewall mark (a firewall mark is a whole number, 1"
            + " to 4294967295)",
        "bad-address l.cf:9:1 'virtual': '' is neither an address with a port nor a firewall mark"
            + hint);
  }

  @Test
  void aServiceOnAnyPortMustBePersistent() {
    assertRead(
        """
        virtual=10.0.0.1:0
            real=10.1.0.1 gate

        virtual=10.0.0.2:0
            persistent=0
            real=10.1.0.1 gate

        virtual6=[fd00::1]:0
            real6=[fd00::2] gate
        """,
        "bad-port l.cf:1:9 '10.0.0.1:0': a service on port 0, which is any port, must be persistent"
            + " (add persistent = SECONDS: ipvsadm would refuse it as well)",
        "bad-number l.cf:5:16 '0': '0' is not a time in seconds (a time in seconds is a whole number,"
            + " 1 to 2678400)",
        "bad-port l.cf:8:10 '[fd00::1]:0': a service on port 0, which is any port, must be"
            + " persistent (add persistent = SECONDS: ipvsadm would refuse it as well)");
  }

  @Test
  void serversThatAreNoneAreTold() {
    String write = " (write ADDRESS[->ADDRESS][:PORT] gate|masq|ipip [WEIGHT])";
    String order =
        " (write [WEIGHT] [\"REQUEST\", \"RECEIVE\"] [l:LOWER] [u:UPPER], in this order)";
    assertRead(
        """
        virtual=10.0.0.1:80
            real=10.1.0.1
            real=10.1.0.1 route
            real=10.1.0.1:99999 masq
            real=10.1.0.9->10.1.0.1 masq
            real=10.0.0.0->10.1.0.0 masq
            real=10.1.0.1 masq heavy
            real=10.1.0.1 masq u:1 l:1
            real=10.1.0.1 masq l:2 u:1
            real=10.1.0.1 masq 2147483648
            real6=[fd00::1] masq
            real=app1 gate
        """,
        "web: tcp 10.0.0.1:80 wrr",
        "bad-server l.cf:2:10 '10.1.0.1': this is not how a real server is written" + write,
        "unknown-word l.cf:3:19 'route': 'route' is not a forwarding method (write gate, masq or"
            + " ipip)",
        "bad-port l.cf:4:19 '99999': '99999' is not a port (write its number)",
        "bad-range l.cf:5:10 '10.1.0.9->10.1.0.1 masq': the range ends before it begins (write the"
            + " smaller address first)",
        "bad-range l.cf:6:10 '10.0.0.0->10.1.0.0 masq': the range has more than 16384 addresses"
            + " (write the smaller address first)",
        "bad-server l.cf:7:10 '10.1.0.1 masq heavy': 'heavy' is not what follows a forwarding method"
            + order,
        "bad-server l.cf:8:10 '10.1.0.1 masq u:1 l:1': 'u:1 l:1' is not what follows a forwarding"
            + " method"
            + order,
        "bad-number l.cf:9:10 '10.1.0.1 masq l:2 u:1': the lower threshold is larger than the upper"
            + " one: the kernel refuses that (see ipvsadm(8))",
        "bad-number l.cf:10:10 '10.1.0.1 masq 2147483648': a number is larger than the kernel takes"
            + " (see ipvsadm(8))",
        "other-family l.cf:11:11 '[fd00::1] masq': 'real6' stands in a service of the other address"
            + " family (virtual has real, virtual6 has real6)",
        "host-name l.cf:12:10 'app1': 'app1' is the name of a host (write its address in its"
            + " place, or add it to /etc/hosts; no name server is asked)");
    assertRead(
        "virtual6=7\n    real6=[fd00::1]->[fd00::2] gate\n",
        "mark-7-ipv6: mark 7 ipv6 wrr",
        "bad-range l.cf:2:11 '[fd00::1]->[fd00::2] gate': ldirectord has ranges of IPv4 alone (write"
            + " each server)");
  }

  @Test
  void valuesThatAreNoneAreTold() {
    assertIn(
        "scheduler=42",
        "bad-scheduler l.cf:2:15 '42': '42' is not the name of a scheduler (write one of rr, wrr,"
            + " lc, wlc, lblc, lblcr, dh, sh, sed, nq, fo, ovf, mh, twos)");
    assertIn(
        "persistent=0",
        "bad-number l.cf:2:16 '0': '0' is not a time in seconds (a time in seconds is a whole"
            + " number, 1 to 2678400)");
    assertIn(
        "protocol=fwm",
        "bad-protocol l.cf:2:14 'fwm': 'fwm' is not the protocol of such a service (on an address it"
            + " is tcp or udp)");
    assertRead(
        "virtual=7\n    protocol=tcp\n",
        "mark-7: mark 7 wrr",
        "bad-protocol l.cf:2:14 'tcp': 'tcp' is not the protocol of such a service (on a firewall"
            + " mark it is fwm)");
  }

  @Test
  void unknownDirectivesAreTold() {
    assertIn(
        "shceduler=rr",
        "unknown-keyword l.cf:2:5 'shceduler=rr': 'shceduler' is no directive of a virtual service"
            + " (did you mean 'scheduler'?)");
    assertIn(
        "connecttimeout=5",
        "unknown-keyword l.cf:2:5 'connecttimeout=5': 'connecttimeout' is no directive of a virtual"
            + " service (it has become negotiatetimeout)");
    assertIn(
        "no equals sign",
        "not-a-directive l.cf:2:5 'no equals sign': this is not NAME = VALUE (begin the line with #"
            + " if it is a comment)");
    assertRead(
        "timeout=5\nvirtaul=1\nreal=10.1.0.1 gate\nwhat is this\n",
        "unknown-keyword l.cf:1:1 'timeout=5': 'timeout' is no directive of ldirectord outside of"
            + " virtual services (it has become checktimeout and negotiatetimeout)",
        "unknown-keyword l.cf:2:1 'virtaul=1': 'virtaul' is no directive of ldirectord outside of"
            + " virtual services (did you mean 'virtual'?)",
        "unknown-keyword l.cf:3:1 'real=10.1.0.1 gate': 'real' is no directive of ldirectord"
            + " outside of virtual services (lines of a virtual service begin with four blanks or a"
            + " tab)",
        "not-a-directive l.cf:4:1 'what is this': this is not NAME = VALUE (begin the line with # if"
            + " it is a comment)");
  }

  @Test
  void aLineOfEndlessLengthIsNotRead() {
    Imported imported = read("virtual=1\n    real=10.1.0.1 gate " + "\"".repeat(100_000) + "\n");
    assertEquals(1, imported.errors().size());
    assertEquals("line-too-long", imported.errors().get(0).code());
    assertEquals(1, imported.state().services().size());
  }

  @Test
  void moreServicesThanAnyKernelNeedsAreNotRead() {
    StringBuilder text = new StringBuilder();
    for (int mark = 1; mark <= Gathering.SERVICE_LIMIT + 2; mark++) {
      text.append("virtual=%d\n".formatted(mark));
    }
    Imported imported = read(text.toString());
    assertEquals(Gathering.SERVICE_LIMIT, imported.state().services().size());
    assertEquals(1, imported.errors().size());
    assertTrue(imported.errors().get(0).code().equals("too-many-services"));
  }
}
