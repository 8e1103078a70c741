package org.lvsh.language.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.parse.Counts;
import org.lvsh.language.parse.RandomStatements;
import org.lvsh.language.parse.Samples;

/** From text to tree to text to tree nothing is lost. */
class RoundTripTest {
  private static final long SEED = 20_260_101;

  /** What is typed, and after → the canonical text where it is another. */
  private static final String FORMS =
      """
      service web on 192.168.0.1 port 80
      service web on 192.168.0.1 ports 80 → service web on 192.168.0.1 port 80
      service web on 192.168.0.1 port 80,443 → service web on 192.168.0.1 ports 80,443
      service web on 192.168.0.1 port 0080-0080 → service web on 192.168.0.1 port 80
      service web on 192.168.0.1,192.168.0.2 ports 443,80,8000-8010
      service web on 2001:DB8:0::1 port any → service web on 2001:db8::1 ports any
      service web on 64:ff9b::192.0.2.1 port 80 → service web on 64:ff9b::c000:201 port 80
      service web on mark 10
      service web on mark 0xA ipv6 → service web on mark 10 ipv6
      service web on mark 4294967295 ipv4
      service web on 192.168.0.1 port 80 wlc sticky 10m udp,tcp \
      → service web on 192.168.0.1 port 80 tcp,udp sticky 600s wlc
      service web on 192.168.0.1 port 80 sticky 2h per /24 by sip \
      → service web on 192.168.0.1 port 80 sticky 7200s per /24 by sip
      service web on 192.168.0.1 port 80 sticky 1d per mask 255.0.255.0 \
      → service web on 192.168.0.1 port 80 sticky 86400s per mask 255.0.255.0
      service web on 192.168.0.1 port 80 sticky 4294967295s
      service web on 192.168.0.1 port 80 one-packet mark auto sctp \
      → service web on 192.168.0.1 port 80 sctp mark auto one-packet
      service web on 192.168.0.1 port 80 mark 0xFFFFFFFF \
      → service web on 192.168.0.1 port 80 mark 4294967295
      service web on 192.168.0.1 port 80 sh with fallback,port
      service web on 192.168.0.1 port 80 mh with port
      service web on 192.168.0.1 port 80 scheduler wlc → service web on 192.168.0.1 port 80 wlc
      service web on 192.168.0.1 port 80 scheduler own with flag-1,flag-3
      server 192.168.1.2
      server 192.168.1.2:8080 weight 4 direct
      server 192.168.1.2:0 weight 0
      server [fd00::2]:80 masquerade limit 100 resume 75 weight 2147483647 \
      → server [fd00::2]:80 weight 2147483647 masquerade limit 100 resume 75
      server [fd00::2] → server fd00::2
      server fd00:0:0::2 → server fd00::2
      server 192.168.1.2 tunnel
      server 192.168.1.2 tunnel ipip → server 192.168.1.2 tunnel
      server 192.168.1.2 tunnel gue 6080
      server 192.168.1.2 tunnel gue 6080 checksum
      server 192.168.1.2 tunnel gue 6080 no-checksum → server 192.168.1.2 tunnel gue 6080
      server 192.168.1.2 tunnel gue 6080 remote-checksum
      server 192.168.1.2 tunnel gre
      server 192.168.1.2 tunnel gre checksum
      server 192.168.1.2 limit 2147483647
      timeouts tcp 900s fin 120s udp 300s
      timeouts udp 5m tcp 1h → timeouts tcp 3600s udp 300s
      sync master on eth0
      sync backup on br-lan.7 max-length 1400 ttl 2 port 8850 group 239.1.2.3 id 007 \
      → sync backup on br-lan.7 id 7 group 239.1.2.3 port 8850 ttl 2 max-length 1400
      sync master on sync group FF02::81 → sync master on sync group ff02::81
      allow no-servers
      allow sticky-apart,server
      set web allow no-servers rr → set web rr allow no-servers
      set web no allow
      service web on mark 10 allow no-servers,server-port
      kernel expire_quiescent_template = 1
      kernel sync_threshold=3   50 → kernel sync_threshold = 3 50
      kernel est_cpulist = 0-3 , 8 → kernel est_cpulist = 0-3,8
      kernel am_droprate = -1
      kernel kernel = kernel sync
      no sync master
      no sync backup
      pool app
      let vip = 192.168.0.1
      let all=$vips,10.0.0.1 , [fd00::1]:80,any,wlc → let all = $vips,10.0.0.1,[fd00::1]:80,any,wlc
      include shop.lvs
      include "the shop"
      include "$shop.lvs"
      source shop.lvs
      source "shop.lvs" → source shop.lvs
      source "the \\"shop\\".lvs"
      source ../shop.lvs → source "../shop.lvs"
      marks 10-9999
      marks 0x10-00020 → marks 16-20
      service web on $vips ports $ports $scheduler $udp-and-tcp sticky $hold per $net pool app \
      → service web on $vips ports $ports $udp-and-tcp sticky $hold per $net $scheduler pool app
      service web on $vips,10.0.0.1 port http mark   $number → service web on $vips,10.0.0.1 port http mark $number
      service web on mark $number sticky 10m per $net
      service web on 10.0.0.1 ports ftp-data,http,8000-8010
      set web port https no pool
      set web pool app
      server $one:8080 weight $number limit $number
      server 10.0.0.1:http
      server [fd00:0::1]:https → server [fd00::1]:https
      remove pool app
      show pools as json
      set web wrr sticky 300s → set web sticky 300s wrr
      set web no sticky
      set web no mark no one-packet on 192.168.0.1 udp ports 80,443 \
      → set web on 192.168.0.1 ports 80,443 udp no mark no one-packet
      set web server 192.168.1.2:any weight 3
      set web server [fd00::2]:any direct
      add server 192.168.1.2 weight 3 to web
      remove server 192.168.1.2:80 from web
      remove server [fd00::2]:any from web
      remove service web
      remove all
      rename web to shop
      undo
      discard
      plan
      plan shop.lvs
      plan as json
      plan "shop" as text
      plan shop as commands → plan "shop" as commands
      plan "shop.lvs" → plan shop.lvs
      plan "a \\"b\\" \\\\.lvs"
      recover
      recover finish
      recover back
      recover keep
      plan to shop.plan
      plan shop.lvs to shop.plan
      plan "my shop" to "my plan" as json → plan "my shop" as json to "my plan"
      plan as text to shop → plan as text to "shop"
      plan shop.lvs as markdown
      plan shop.lvs against director.lvs
      plan "my shop.lvs" as json against "the director.lvs"
      plan shop against "as" as text → plan "shop" as text against "as"
      apply
      apply ../shop.lvs
      history
      history all as json
      history as table
      rollback
      rollback 17
      rollback 0017 → rollback 17
      show history 3
      show history 3 as lvs
      show drift as json
      drain 192.168.1.2
      drain 192.168.1.2:80 from web
      drain [fd00::2]:any within 30m → drain [fd00::2]:any within 1800s
      drain 192.168.1.2 within 90 from web → drain 192.168.1.2 from web within 90s
      drain $one within $hold
      undrain 192.168.1.2
      undrain 192.168.1.2:80 in web
      apply confirm within 60s
      apply shop.lvs confirm within 2m → apply shop.lvs confirm within 120s
      apply "confirm" confirm within 1d → apply "confirm" confirm within 86400s
      confirm
      check /etc/lvsh/shop.lvs
      check shop.lvs as json
      adopt tcp-192.168.0.1-80
      adopt mark-10 as payments
      format shop.lvs
      format "my shop.lvs"
      import kernel
      import kernel to director.lvs
      import kernel with marks.save
      import ipvsadm lvs.rules
      import ipvsadm lvs.rules with marks.save partial
      import ipvsadm "my rules" to shop.lvs with marks.save partial with "to" \
      → import ipvsadm "my rules" with marks.save with "to" partial to shop.lvs
      import keepalived /etc/keepalived/keepalived.conf partial
      import keepalived "keepalived" to shop.lvs
      import ldirectord ldirectord.cf to shop.lvs partial \
      → import ldirectord ldirectord.cf partial to shop.lvs
      export lvs
      export lvs to director.lvs
      export lvs to "the \\"director\\".lvs"
      export lvs to "lvs"
      export ipvsadm
      export keepalived to keepalived.conf
      export nft to lvs.nft
      export iptables to "iptables"
      show services
      show servers as json
      show marks as table
      show stats
      show rates as json
      show connections as table
      show templates as json
      show candidate as lvs
      show services as ipvsadm
      show service web as lvs
      show timeouts as json
      show sync as ipvsadm
      show kernel as lvs
      show marks for web
      show servers for web by weight reversed as json
      show servers as table by server for web → show servers for web by server as table
      show stats by bytes
      show rates for web by packets
      show templates as json by expires from 203.0.113.0/24 for web \
      → show templates for web from 203.0.113.0/24 by expires as json
      show connections from 2001:DB8::7 → show connections from 2001:db8::7/128
      show connections by state reversed
      trace 203.0.113.7 to 192.168.0.1:443
      trace 203.0.113.7:40000 to 192.168.0.1:https udp as json \
      → trace 203.0.113.7:40000 to 192.168.0.1:443 udp as json
      trace [2001:DB8::7]:40000 to [2001:db8::1]:443 sctp as text \
      → trace [2001:db8::7]:40000 to [2001:db8::1]:443 sctp as text
      trace 2001:db8::7 to [2001:db8::1]:443
      explain web
      probe
      probe http
      probe http http / tls
      probe web http → probe web http /
      probe web as json within 5 tls http /a-b_c.d host www.example.com port http \
      → probe web port http http /a-b_c.d host www.example.com tls within 5s as json
      probe web http "/health?full=1&x=%20#y" ports 80,8000-8010 as text \
      → probe web ports 80,8000-8010 http "/health?full=1&x=%20#y" as text
      plan with probe
      plan shop.lvs with probe as json to shop.plan
      doctor
      doctor as text
      doctor as json
      watch templates
      watch connections for web every 05 from 203.0.113.0/24 \
      → watch connections for web from 203.0.113.0/24 every 5s
      watch rates for 1m as json for web count 010 → watch rates for web as json count 10 for 60s
      watch service web as json for 30s
      zero
      zero web
      simulate 500 clients to web
      simulate 0500 clients to web from 203.0.113.0/24 for 10m \
      → simulate 500 clients to web from 203.0.113.0/24 for 600s
      simulate 1 clients to web for 1 from 2001:DB8::/64 \
      → simulate 1 clients to web from 2001:db8::/64 for 1s
      simulate 1 clients to web from 203.0.113.7 → simulate 1 clients to web from 203.0.113.7/32
      clock forward 10m → clock forward 600s
      clock forward 3650d → clock forward 315360000s
      help
      help service
      version
      exit
      quit → exit
      """;

  private final StatementWriter writer = new StatementWriter();

  static Stream<Arguments> forms() {
    return FORMS.lines().map(row -> row.split(" *→ ")).map(RoundTripTest::form);
  }

  private static Arguments form(String[] parts) {
    return Arguments.of(parts[0], parts[parts.length - 1]);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void eachFormHasOneCanonicalText(String typed, String canonical) {
    assertEquals(canonical, writer.write(Samples.statement(typed)));
    comesBack(typed, typed);
  }

  @Test
  void theFormsAreOfEveryStatement() {
    Set<String> tried =
        forms()
            .map(form -> Samples.statement((String) form.get()[0]).getClass().getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(statements(), tried);
  }

  private static Set<String> statements() {
    return Stream.of(Statement.Change.class, Statement.Setting.class, Statement.Action.class)
        .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
        .filter(kind -> kind != Statement.Setting.class)
        .filter(kind -> kind != Statement.Broken.class)
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void randomStatementsComeBack() {
    int count = Counts.of(20_000, 250_000);
    RandomStatements statements = new RandomStatements(new Random(SEED));
    for (int i = 0; i < count; i++) {
      comesBack(statements.next(), "statement " + i + " of seed " + SEED);
    }
    System.out.println("round trip: " + count + " statements, seed " + SEED);
  }

  private void comesBack(String text, String which) {
    Statement first = Samples.statement(text);
    String written = writer.write(first);
    Statement second = Samples.statement(written);
    assertFalse(written.contains("\n"), which);
    assertEquals(written, writer.write(second), which);
    assertEquals(
        TreeWithoutSpans.of(first), TreeWithoutSpans.of(second), () -> which + ": " + text);
  }

  @Test
  void theOrderOfOptionsIsThatOfThePersonWhoTypes() {
    assertEquals(
        TreeWithoutSpans.of(Samples.statement("server 10.0.0.1 weight 3 tunnel gre limit 5")),
        TreeWithoutSpans.of(Samples.statement("server 10.0.0.1 limit 5 tunnel gre weight 3")));
  }

  @Test
  void theComparisonSeesWhatDiffers() {
    assertNotEquals(
        TreeWithoutSpans.of(Samples.statement("server 10.0.0.1 weight 3")),
        TreeWithoutSpans.of(Samples.statement("server 10.0.0.1 weight 4")));
    assertNotEquals(
        TreeWithoutSpans.of(Samples.statement("set web ports 80,443")),
        TreeWithoutSpans.of(Samples.statement("set web ports 443,80")));
  }

  @Test
  void aBrokenStatementIsWrittenAsItWasRead() {
    Statement broken = Samples.parse("undo;  service  9web on ,; undo").statements().get(1);
    assertEquals("service  9web on ,", writer.write(broken));
  }
}
