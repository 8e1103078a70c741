package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.language.diagnostic.Diagnostic;

/** What each mistake is called, and the very words it is about, apart from the message. */
class DiagnosticSpansTest {
  /** A code, then a text with the offending words between « and »; ⏎ ends a line. */
  private static final String TABLE =
      """
      bad-address          service web on «912.168.0.1» port 80
      bad-address          service web on 192.168.0.1,«192.168.0»,192.168.0.2 port 80
      bad-address          service web on «192.168.0.010» port 80
      bad-address          service web on «192.168..1» port 80
      bad-address          service web on «192.168.0.1:80» port 80
      bad-address          service web on «[2001:db8::1]:80» port 80
      bad-address          service web on «[2001:db8::1]» port 80
      bad-address          service web on «fe80::1%eth0» port 80
      bad-address          service web on «::ffff:192.168.0.1» port 80
      bad-address          service web on «192.168.0.0/24» port 80
      bad-address          service web on «0.0.0.0» port 80
      bad-address          service web on «ff02::1» port 80
      bad-address          server «web1.example.com:80»
      bad-address          set web server «10.0.0.256» weight 2
      bad-address          service web on 192.168.0.1 port 80 sticky 5 per mask «255.255.0»
      bad-mask             service web on 192.168.0.1 port 80 sticky 5 per mask «0.0.0.0»
      bad-mask             service web on 192.168.0.1 port 80 sticky 5 per mask «/24»
      bad-mask             service web on 192.168.0.1 port 80 sticky 5 per mask «ffff::»
      bad-prefix           service web on 192.168.0.1 port 80 sticky 5 per «/129» by sip
      bad-prefix           service web on 192.168.0.1 port 80 sticky 5 per «255.255.0.0»
      bad-time             service web on 192.168.0.1 port 80 sticky «5x» wlc
      bad-time             service web on 192.168.0.1 port 80 sticky «0h»
      bad-time             service web on 192.168.0.1 port 80 sticky «49711d»
      bad-port             service web on 192.168.0.1 ports 80,«0»,443
      bad-port             service web on 192.168.0.1 ports «80-65536»
      bad-port             server «10.0.0.1:» weight 1
      bad-port             server «[fd00::2]:any»
      bad-port             server 10.0.0.1 tunnel gue «0» checksum
      bad-range            service web on 192.168.0.1 ports 80,«8010-8000»
      ports-overlap        set web ports 80-90,«85»
      said-twice           service web on 192.168.0.1 port 80 sticky 5 rr «sticky 6 by sip»
      said-twice           service web on 192.168.0.1 port 80 rr «scheduler wlc»
      said-twice           service web on 192.168.0.1,«192.168.0.1» port 80
      said-twice           service web on 192.168.0.1 ports any,«any»
      said-twice           service web on 192.168.0.1 ports 80,«00080»
      said-twice           service web on 192.168.0.1 port 80 tcp,«tcp»
      said-twice           service web on 192.168.0.1 port 80 sh with port,«port»
      said-twice           server 10.0.0.1 direct weight 2 «tunnel gre checksum»
      said-twice           set web port 80 «ports 90,91»
      said-twice           set web on 10.0.0.1 «on 10.0.0.2»
      said-twice           set web no mark «no mark»
      said-and-removed     set web sticky 5 «no sticky»
      said-and-removed     set web «no mark» mark auto
      bad-history          rollback «0»
      bad-history          show history «1000000000» as lvs
      bad-history          rollback «last»
      bad-time             drain 10.0.0.1 within «soon» from web
      bad-time             drain 10.0.0.1 from web within «32d»
      bad-address          drain «10.0.0.256» within 5m
      bad-name             undrain 10.0.0.1 in «9web»
      unfinished-statement show history«»
      unexpected-word      drain 10.0.0.1 «in» web
      unexpected-word      drain 10.0.0.1 from web «from» web
      bad-time             probe web within «61s»
      bad-time             probe web within «0» http
      bad-path             probe web http «health»
      bad-path             probe web http «"/a b"» tls
      bad-host             probe web host «-x.example»
      bad-host             probe web host «shop..example» tls
      bad-port             probe web ports «any» tls
      bad-port             probe web port «0»
      said-twice           probe web tls http /a «tls»
      said-twice           probe web http /a tls «http»
      said-twice           probe web port 80 «ports 443,8443»
      unexpected-word      plan with probe «probe»
      bad-code             allow no-servers,«No-Servers»
      bad-code             service web on mark 5 allow «-»
      said-twice           allow no-servers,«no-servers»
      said-twice           service web on mark 5 allow a «allow b»
      said-and-removed     set web allow no-servers «no allow»
      bad-time             timeouts tcp «0s» udp 5m
      bad-time             apply confirm within «0»
      bad-time             apply confirm within «25h»
      bad-time             timeouts tcp 15m fin «249d»
      said-twice           timeouts tcp 15m «tcp 5m»
      said-twice           sync master on eth0 id 1 port 8848 «id 1»
      bad-interface        sync master on «interface-of-17c»
      bad-sync-id          sync master on eth0 id «256» ttl 1
      bad-group            sync backup on eth0 group «10.0.0.1»
      bad-address          sync backup on eth0 group «224.0.0.0/24» id 1
      bad-port             sync master on eth0 port «0»
      bad-ttl              sync master on eth0 ttl «0» id 3
      bad-length           sync master on eth0 max-length «65536»
      bad-setting          kernel «net.ipv4.vs.conntrack» = 1
      bad-setting          kernel «/proc/sys/net/ipv4/vs/conntrack» = 1
      bad-setting          kernel «-x» = 1
      bad-setting          kernel «a/b» = 1 2 3
      bad-value            kernel conntrack = «010»
      bad-value            kernel sync_threshold = 3 «0x10»
      bad-value            kernel x = 1 «é» 2
      unexpected-word      kernel conntrack «1»
      bad-mark             service web on mark «0»
      bad-mark             service web on 192.168.0.1 port 80 mark «0x1ffffffff» wlc
      bad-source           source «" "»
      bad-source           source «"a\tb"»
      bad-source           source «"a\205b"»
      bad-marks            marks «10»
      bad-marks            marks «20-10»
      bad-mark             marks «0-10»
      bad-name             let «$vip» = 10.0.0.1
      bad-name             let «9» = 10.0.0.1
      bad-reference        server «$one/24»
      bad-reference        plan «$HOME/shop.lvs»
      bad-reference        server «$» weight 1
      unknown-reference    service web on «$vip» port 80
      unknown-reference    let a = 1,«$b»
      many-before-port     server «$vips:80»
      bad-time             service web on mark 1 sticky «$net»
      bad-address          server «$hold»
      bad-port             service web on 10.0.0.1 ports http,«htpt»
      bad-port             server «10.0.0.1:exec»
      said-twice           service web on $vips,«192.0.2.1» port 80
      ports-overlap        service web on 10.0.0.1 ports 70-90,«$ports»
      unfinished-statement let a =«»
      unexpected-word      let a «10.0.0.1»
      unexpected-word      server 10.0.0.1 weight 1 «$vips»
      unreadable-file      include «"missing.lvs"»
      unfinished-statement include«»
      bad-network          show templates from «203.0.113.0/33»
      bad-network          show connections from «203.0.113.5/24» by client
      said-twice           show stats by bytes as json «by packets»
      said-twice           show templates for web «for mail»
      said-twice           show rates as json «as table»
      said-twice           show connections from 10.0.0.1 «from 10.0.0.2»
      bad-port             trace 203.0.113.7 to «192.168.0.1»
      bad-port             trace «203.0.113.7:0» to 192.168.0.1:80
      bad-port             trace «203.0.113.7:any» to 192.168.0.1:80
      bad-port             trace 203.0.113.7 to «192.168.0.1:65536» udp
      bad-address          trace «203.0.113» to 192.168.0.1:80
      bad-address          trace 203.0.113.7 to «912.168.0.1:80»
      bad-clients          simulate «0» clients to web
      bad-count            watch templates as json count «0»
      bad-time             watch templates every «0»
      bad-time             watch templates every «61m»
      bad-time             watch templates as json for «0»
      bad-name             watch templates for «_web»
      said-twice           watch templates for web for «dns»
      said-twice           watch service web for «dns»
      said-twice           watch rates as json for 5s for «6s»
      said-twice           watch rates as json «as json»
      said-twice           watch rates every 5s «every 6s»
      said-twice           watch rates from 192.0.2.1 «from 192.0.2.2»
      needs-json           watch rates for «5s»
      needs-json           watch rates count «5»
      bad-clients          simulate «100001» clients to web
      bad-network          simulate 5 clients to web from «203.0.113.0/33» for 5
      bad-network          simulate 5 clients to web from «203.0.113.5/24»
      bad-address          simulate 5 clients to web from «203.0.113/24»
      bad-time             simulate 5 clients to web for «0»
      bad-time             clock forward «3651d»
      bad-time             clock forward «soon»
      bad-weight           server 10.0.0.1 weight «-1» direct
      bad-limit            server 10.0.0.1 limit «many» resume 2
      bad-limit            server 10.0.0.1 limit 5 resume «6» weight 1
      bad-name             service «9web» on 192.168.0.1 port 80
      unknown-reference    rename web to «$web»
      bad-scheduler        service web on 192.168.0.1 port 80 scheduler «WLC» with port
      bad-flag             service web on 192.168.0.1 port 80 sh with fallback,«ports4»
      bad-file             plan «""» as json
      bad-file             plan shop.lvs against «""»
      bad-file             plan shop.lvs to «""»
      unexpected-word      recover «web»
      unexpected-word      recover back «keep»
      unexpected-word      plan shop.lvs to a.plan «to» b.plan
      unexpected-word      plan shop.lvs to a.plan «against» director.lvs
      bad-file             import ipvsadm «""»
      bad-file             import ipvsadm lvs.rules with «""»
      bad-file             import kernel to «""»
      said-twice           import ipvsadm lvs.rules partial «partial»
      said-twice           import kernel to a «to b»
      unexpected-word      import «lvs» shop.lvs
      unexpected-word      import kernel «lvs.rules»
      unexpected-word      import keepalived a.conf «with» b
      unfinished-statement import ipvsadm«»
      bad-file             export lvs to «""»
      nothing-to-plan      plan against «director.lvs»
      nothing-to-plan      plan as json against «"director.lvs"»
      unexpected-word      plan shop.lvs as json «as» text
      unexpected-word      plan shop.lvs against one.lvs «against» two.lvs
      unexpected-word      export «json» to director.lvs
      unexpected-word      export nft «iptables»
      unexpected-word      export lvs to «keepalived»
      unfinished-statement plan shop.lvs against«»
      open-quote           plan «"»shop.lvs
      open-quote           plan «"»C:\\shop { " as
      control-character    undo «\u0000»\u0000
      control-character    undo «\u202E»
      control-character    undo «\u00A0»
      control-character    undo «\uD800»
      stray-character      undo «\\» now
      stray-character      undo «\\»
      stray-character      undo «}»
      stray-character      undo «🦊»
      unexpected-word      server 10.0.0.1 weight «=» 5
      unknown-statement    «servise» web
      unknown-statement    undo ; «,» and
      unknown-statement    undo⏎«"quoted"» text
      unexpected-word      undo «now»
      unexpected-word      plan "🦊" «is» json
      unexpected-word      service web on 192.168.0.1 ports 80,⏎«server» 10.0.0.1
      unexpected-word      service web on 192.168.0.1 port 80 \\⏎ «stikcy» 5
      unexpected-word      remove «sevice» web
      unfinished-statement service web on«»
      unfinished-statement service web on 192.168.0.1 ports 80,«»  # more⏎⏎
      unfinished-statement set web«» ; undo
      unfinished-statement remove«»
      """;

  /** Codes that the tests named here try, as their texts do not fit a table. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "statement-too-long",
          "too-many-mistakes",
          "too-many-values",
          "too-many-includes",
          "include-cycle",
          "not-utf-8",
          "ambiguous-verb");

  static Stream<Arguments> rows() {
    return TABLE.lines().map(row -> Arguments.of(row.substring(0, row.indexOf(' ')), text(row)));
  }

  private static String text(String row) {
    return row.substring(21).replace('⏎', '\n');
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aMistakeIsAboutTheVeryWords(String code, String marked) {
    int start = marked.indexOf('«');
    int end = marked.indexOf('»') - 1;
    Parsed parsed = Samples.parse(marked.replace("«", "").replace("»", ""));
    assertEquals(1, parsed.diagnostics().size(), () -> parsed.diagnostics().toString());
    Diagnostic mistake = parsed.diagnostics().get(0);
    assertEquals(code, mistake.code());
    assertEquals(List.of(start, end), List.of(mistake.span().start(), mistake.span().end()));
    assertTrue(mistake.isError());
  }

  @Test
  void everyCodeIsTried() throws IOException {
    Set<String> tried = new TreeSet<>(ELSEWHERE);
    rows().forEach(row -> tried.add((String) row.get()[0]));
    assertEquals(codesInTheSources(), tried);
  }

  /** In the package of the parser, every text of small words and hyphens is a code but the flag. */
  private static Set<String> codesInTheSources() throws IOException {
    Path sources =
        Path.of(System.getProperty("lvsh.root"), "grammar/src/main/java/org/lvsh/language/parse");
    Pattern code = Pattern.compile("\"([a-z]+(?:-[a-z0-9]+)+)\"");
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        code.matcher(Files.readString(file))
            .results()
            .map((MatchResult match) -> match.group(1))
            .forEach(codes::add);
      }
    }
    codes.remove("flag-1");
    return codes;
  }

  @Test
  void aStatementThatIsTooLongIsMarkedAtItsStart() {
    String text = "undo\n🦊" + "x".repeat(StatementParser.STATEMENT_LIMIT);
    Diagnostic mistake = only(Samples.parse(text));
    assertEquals("statement-too-long", mistake.code());
    assertEquals("🦊", mistake.span().text());
  }

  @Test
  void tooManyMistakesAreMarkedBehindTheLastOne() {
    String text = "x\n".repeat(StatementParser.MISTAKE_LIMIT + 1);
    List<Diagnostic> all = Samples.parse(text).diagnostics();
    assertEquals(StatementParser.MISTAKE_LIMIT + 1, all.size());
    Diagnostic last = all.get(all.size() - 1);
    assertEquals("too-many-mistakes", last.code());
    assertEquals(StatementParser.MISTAKE_LIMIT, last.span().line());
    assertEquals(2, last.span().column());
  }

  @Test
  void aByteThatIsNotUtf8IsMarkedWhereItStands() {
    byte[] bytes = "undo\nplan \u00fc".getBytes(StandardCharsets.ISO_8859_1);
    SourceReader.Unreadable unreadable =
        assertThrows(
            SourceReader.Unreadable.class,
            () -> new SourceReader().stream(new ByteArrayInputStream(bytes), "shop.lvs"));
    assertEquals("not-utf-8", unreadable.diagnostic().code());
    assertEquals("shop.lvs:2:6", unreadable.diagnostic().span().toString());
  }

  @Test
  void mistakesStandInTheOrderOfTheText() {
    String text =
        "set web sticky 0 scheduler WLC with some on 912.0.0.1 on 10.0.0.1 no mark mark 0 mark 1";
    List<Integer> starts = new ArrayList<>();
    Samples.parse(text + "\nundo now; frob").diagnostics().stream()
        .map(mistake -> mistake.span().start())
        .forEach(starts::add);
    assertEquals(starts.stream().sorted().toList(), starts);
    assertEquals(10, starts.size());
  }

  private static Diagnostic only(Parsed parsed) {
    assertEquals(1, parsed.diagnostics().size());
    return parsed.diagnostics().get(0);
  }
}
