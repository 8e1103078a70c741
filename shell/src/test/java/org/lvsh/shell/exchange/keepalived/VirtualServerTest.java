package org.lvsh.shell.exchange.keepalived;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.shell.exchange.ImportedText;

/** Every keyword of virtual and real servers, and every mistake in them. */
class VirtualServerTest {
  private static final String CHECKS = "health checking is left to keepalived";
  private static final String EVENTS = "scripts and mails on changes are left to keepalived";
  private static final String SORRY =
      "it comes in when health checks fail, which are left to keepalived";
  private static final String QUORUM =
      "a quorum is counted by health checks, which are left to keepalived";

  /**
   * A configuration and all that comes of it, a line each. Statements of a block begin in column 3.
   */
  private record Case(String config, List<String> expected) {
    @Override
    public String toString() {
      return config.lines().skip(1).findFirst().orElse(config).strip();
    }
  }

  /** A statement in a virtual server of UDP and NAT with one real server. */
  private static Case in(String statement, String service, String... more) {
    String config =
        "virtual_server 10.0.0.1 80 {\n  "
            + statement
            + "\n  protocol UDP\n  lvs_method NAT\n"
            + "  real_server 10.1.0.1 8080 {}\n}\n";
    List<String> state = List.of(service, "  10.1.0.1:8080 1 MASQUERADE");
    return new Case(config, Stream.of(state, List.of(more)).flatMap(List::stream).toList());
  }

  private static Case told(String statement, String... more) {
    return in(statement, "web-udp: udp 10.0.0.1:80 wlc", more);
  }

  /** A statement in a real server with the address 10.1.0.1 and the port 8080. */
  private static Case real(String statement, String server, String... more) {
    String config =
        "virtual_server 10.0.0.1 80 {\n  protocol TCP\n  lvs_method NAT\n"
            + "  real_server 10.1.0.1 8080 {\n  "
            + statement
            + "\n  }\n}\n";
    List<String> state = List.of("web: tcp 10.0.0.1:80 wlc", "  " + server);
    return new Case(config, Stream.of(state, List.of(more)).flatMap(List::stream).toList());
  }

  private static Case realTold(String statement, String... more) {
    return real(statement, "10.1.0.1:8080 1 MASQUERADE", more);
  }

  private static String not(String place, String text, String why) {
    return "not carried k.conf:%s '%s': %s".formatted(place, text, why);
  }

  private static Case check(String statement, String why) {
    return told(statement, not("2:3", statement, why));
  }

  static Stream<Case> cases() {
    return Stream.of(schedulers(), persistence(), left(), servers(), mistakes(), serverMistakes())
        .flatMap(List::stream);
  }

  private static List<Case> schedulers() {
    String web = "web-udp: udp 10.0.0.1:80 ";
    return List.of(
        in("lb_algo rr", web + "rr"),
        in("lvs_sched mh", web + "mh"),
        in("lvs_sched twos", web + "twos"),
        in("flag-1", web + "wlc [1]"),
        in("flag-2\n  flag-3", web + "wlc [2, 3]"),
        in("lvs_sched sh\n  sh-port\n  sh-fallback", web + "sh [1, 2]"),
        in("lvs_sched mh\n  mh-port\n  mh-fallback", web + "mh [1, 2]"),
        in(
            "lvs_sched sh\n  sh-port sh-fallback\n  flag-3 flag-1\n  ops x",
            web + "sh [2, 3] one-packet",
            not("3:11", "sh-fallback", "keepalived does not look at what follows there"),
            not("4:10", "flag-1", "keepalived does not look at what follows there"),
            not("5:7", "x", "keepalived does not look at what follows there")),
        in(
            "sh-port\n  lvs_sched sh",
            web + "sh",
            not(
                "2:3",
                "sh-port",
                "keepalived heeds it only where 'lvs_sched sh' stands before it")),
        told("hashed", not("2:3", "hashed", "keepalived no longer heeds it")),
        told(
            "nat_mask 255.255.255.0",
            not("2:3", "nat_mask 255.255.255.0", "keepalived no longer heeds it")),
        in("ops", web + "wlc one-packet"),
        in(
            "lvs_sched rr now",
            web + "rr",
            not("2:16", "now", "keepalived does not look at what follows there")));
  }

  private static List<Case> persistence() {
    String web = "web-udp: udp 10.0.0.1:80 wlc";
    return List.of(
        in("persistence_timeout 50", web + " sticky 50"),
        in("persistence_timeout", web + " sticky 360"),
        in("persistence_timeout 2678400", web + " sticky 2678400"),
        told(
            "persistence_timeout 0",
            not("2:3", "persistence_timeout 0", "keepalived takes no time of 0 and leaves it out")),
        in(
            "persistence_granularity 255.255.255.0",
            web + " sticky 360 per ffffff00",
            "remark: k.conf:1:1: no persistence_timeout is said, and keepalived takes 360 s for one"
                + " with persistence_granularity"),
        in("persistence_timeout 5\n  persistence_granularity 255.255.255.255", web + " sticky 5"),
        in("persistence_timeout 5\n  persistence_engine sip", web + " sticky 5 by sip"),
        told(
            "persistence_engine sip",
            not("2:3", "persistence_engine sip", "it has no effect without persistence_timeout")),
        new Case(
"""
virtual_server fd00::1 80 {
persistence_timeout 5
persistence_granularity 64
protocol tcp
lvs_method DR
real_server fd00::2 {}
}
""",
            List.of("web: tcp [fd00::1]:80 wlc sticky 5 per 40", "  [fd00::2]:80 1 DIRECT")));
  }

  private static List<Case> left() {
    return List.of(
        check("delay_loop 6", CHECKS),
        check("connect_timeout 3", CHECKS),
        check("retry 3", CHECKS),
        check("delay_before_retry 3", CHECKS),
        check("warmup 5", CHECKS),
        check("inhibit_on_failure", CHECKS),
        check("alpha", CHECKS),
        check("omega", CHECKS),
        check("ha_suspend", CHECKS),
        check("virtualhost www.example.com", CHECKS),
        check("smtp_alert true", EVENTS),
        check("quorum_up \"/bin/a b\" root", EVENTS),
        check("quorum_down /bin/a", EVENTS),
        check("quorum 2", QUORUM),
        check("hysteresis 1", QUORUM),
        check("sorry_server 10.9.9.9 80", SORRY),
        check("sorry_server_inhibit", SORRY),
        check("sorry_server_lvs_method NAT", SORRY),
        in("snmp_name \"the shop\"", "the-shop: udp 10.0.0.1:80 wlc"),
        in("ip_family inet", "web-udp: udp 10.0.0.1:80 wlc"));
  }

  private static List<Case> servers() {
    String server = "10.1.0.1:8080 ";
    return List.of(
        real("weight 5", server + "5 MASQUERADE"),
        real("weight 0", server + "0 MASQUERADE"),
        real("weight 2147483647", server + "2147483647 MASQUERADE"),
        real("uthreshold 9", server + "1 MASQUERADE limit 9/0"),
        real("uthreshold 9\n  lthreshold 7", server + "1 MASQUERADE limit 9/7"),
        real(
            "lvs_method TUN",
            "10.1.0.1:80 1 IPIP",
            "remark: k.conf:4:3: the port of the real server is its virtual server's, since only"
                + " NAT changes it"),
        real("lvs_method NAT", server + "1 MASQUERADE"),
        realTold("notify_up \"/bin/up\"", not("5:3", "notify_up \"/bin/up\"", EVENTS)),
        realTold("notify_down /bin/down", not("5:3", "notify_down /bin/down", EVENTS)),
        realTold("smtp_alert", not("5:3", "smtp_alert", EVENTS)),
        realTold("virtualhost a", not("5:3", "virtualhost a", CHECKS)),
        realTold("alpha on", not("5:3", "alpha on", CHECKS)),
        realTold("inhibit_on_failure", not("5:3", "inhibit_on_failure", CHECKS)),
        realTold("retry 1", not("5:3", "retry 1", CHECKS)),
        realTold("snmp_name a", not("5:3", "snmp_name a", "real servers have no names in lvsh")),
        realTold("HTTP_GET {\n url {\n path /\n }\n }", not("5:3", "HTTP_GET", CHECKS)),
        realTold("SSL_GET {}", not("5:3", "SSL_GET", CHECKS)),
        realTold("TCP_CHECK { connect_port 80 }", not("5:3", "TCP_CHECK", CHECKS)),
        realTold("SMTP_CHECK {}", not("5:3", "SMTP_CHECK", CHECKS)),
        realTold("DNS_CHECK {}", not("5:3", "DNS_CHECK", CHECKS)),
        realTold("MISC_CHECK {}", not("5:3", "MISC_CHECK", CHECKS)),
        realTold("BFD_CHECK {}", not("5:3", "BFD_CHECK", CHECKS)),
        realTold("UDP_CHECK {}", not("5:3", "UDP_CHECK", CHECKS)),
        realTold("PING_CHECK", not("5:3", "PING_CHECK", CHECKS)),
        realTold("FILE_CHECK\n{\n track_file a\n}", not("5:3", "FILE_CHECK", CHECKS)));
  }

  private static List<Case> mistakes() {
    String knownSchedulers =
        "(write one of rr, wrr, lc, wlc, lblc, lblcr, dh, sh, sed, nq, fo, ovf, mh, twos)";
    return List.of(
        told(
            "lb_algo best",
            "unknown-word k.conf:2:11 'best': 'best' is not a scheduler that keepalived knows "
                + knownSchedulers),
        told(
            "lb_algo",
            "missing-value k.conf:2:3 'lb_algo': a scheduler is missing after 'lb_algo' (see"
                + " keepalived.conf(5))"),
        told(
            "lvs_method nat",
            "unknown-word k.conf:2:14 'nat': 'nat' is not a forwarding method (did you mean"
                + " 'NAT'?)"),
        told(
            "protocol everything",
            "unknown-word k.conf:2:12 'everything': 'everything' is not a protocol (write one of"
                + " TCP, UDP, SCTP)"),
        told(
            "persistence_timeout 2678401",
            "bad-number k.conf:2:23 '2678401': '2678401' is not a time in seconds (a time in"
                + " seconds is a whole number, 1 to 2678400)"),
        told(
            "persistence_timeout 5m",
            "bad-number k.conf:2:23 '5m': '5m' is not a time in seconds (a time in seconds is a"
                + " whole number, 1 to 2678400)"),
        told(
            "persistence_engine ftp",
            "unknown-word k.conf:2:22 'ftp': 'ftp' is not a persistence engine of Linux (write"
                + " one of sip)"),
        told(
            "persistence_granularity 24",
            "bad-mask k.conf:2:27 '24': '24' is not a netmask (write it as an address, such as"
                + " 255.255.255.0)"),
        told(
            "weight 0",
            "bad-number k.conf:2:10 '0': '0' is not a weight (a weight is a whole number, 1 to"
                + " 2147483647)"),
        told(
            "weight $W",
            "bad-number k.conf:2:10 '$W': '$W' is not a weight (lvsh does not know what the name"
                + " in it stands for: write the value)"),
        told(
            "ip_family inet6",
            "bad-family k.conf:2:3 'ip_family inet6': the virtual server is of the other address"
                + " family already (remove the statement)"),
        told(
            "ip_family ipv4",
            "bad-family k.conf:2:13 'ipv4': 'ipv4' is not an address family (write inet or"
                + " inet6)"),
        told(
            "persistance_timeout 5",
            "unknown-keyword k.conf:2:3 'persistance_timeout': 'persistance_timeout' is no keyword"
                + " of a virtual server (did you mean 'persistence_timeout'?)"),
        told(
            "fnord 5",
            "unknown-keyword k.conf:2:3 'fnord': 'fnord' is no keyword of a virtual server (see"
                + " keepalived.conf(5))"),
        new Case(
"""
virtual_server 10.0.0.1 80 {
  protocol UDP
  lvs_method NAT
  real_server 10.1.0.2 80
}
""",
            List.of(
                "web-udp: udp 10.0.0.1:80 wlc",
                "  10.1.0.2:80 1 MASQUERADE",
                "missing-brace k.conf:4:3 'real_server 10.1.0.2 80': there is no '{' after this"
                    + " real server (keepalived wants a block, be it an empty one: {})")));
  }

  private static List<Case> serverMistakes() {
    return List.of(
        realTold(
            "weight -1",
            "bad-number k.conf:5:10 '-1': '-1' is not a weight (a weight is a whole number, 0 to"
                + " 2147483647)"),
        realTold(
            "uthreshold many",
            "bad-number k.conf:5:14 'many': 'many' is not a threshold (a threshold is a whole"
                + " number, 0 to 2147483647)"),
        realTold(
            "wieght 1",
            "unknown-keyword k.conf:5:3 'wieght': 'wieght' is no keyword of a real server (did you"
                + " mean 'weight'?)"),
        realTold(
            "lvs_method TUN type gue",
            "bad-tunnel k.conf:5:3 'lvs_method TUN type gue': a gue tunnel needs a port"
                + " (keepalived knows port NUMBER)"),
        realTold(
            "lvs_method TUN port 5",
            "bad-tunnel k.conf:5:3 'lvs_method TUN port 5': only a gue tunnel has a port"
                + " (keepalived knows port NUMBER)"),
        realTold(
            "lvs_method TUN csum",
            "bad-tunnel k.conf:5:3 'lvs_method TUN csum': an ipip tunnel has no checksum"
                + " (keepalived knows type gue or type gre)"),
        realTold(
            "lvs_method TUN type gre remcsum",
            "bad-tunnel k.conf:5:3 'lvs_method TUN type gre remcsum': a gre tunnel has no remote"
                + " checksum (keepalived knows csum or nocsum)"),
        realTold(
            "lvs_method TUN type vxlan",
            "unknown-word k.conf:5:23 'vxlan': 'vxlan' is not a type of tunnel (write one of ipip,"
                + " gue, gre)"),
        realTold(
            "lvs_method TUN fast",
            "unknown-word k.conf:5:18 'fast': 'fast' is not an option of a tunnel (write one of"
                + " type, port, nocsum, csum, remcsum)"),
        new Case(
"""
virtual_server 10.0.0.1 80 {
  protocol TCP
  lvs_method DR
  real_server 10.1.0.1 80 { lthreshold 5 }
  real_server 10.1.0.2 80 {}
}
""",
            List.of(
                "web: tcp 10.0.0.1:80 wlc",
                "  10.1.0.2:80 1 DIRECT",
                "bad-limits k.conf:4:3 'real_server 10.1.0.1 80': lthreshold 5 is larger than"
                    + " uthreshold 0: the kernel refuses that (set uthreshold as well, to no"
                    + " less)")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aStatementIsCarriedOverOrTold(Case one) {
    FilesInMemory files = new FilesInMemory().with("k.conf", one.config);
    assertEquals(
        String.join("\n", one.expected),
        String.join(
            "\n",
            ImportedText.withoutMadeUp(
                new KeepalivedImporter(files, Optional.of("host"))
                    .read(List.of(files.file("k.conf"))))));
  }
}
