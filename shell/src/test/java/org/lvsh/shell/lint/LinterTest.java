package org.lvsh.shell.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.Warning;
import org.lvsh.shell.session.Scene;

/** What is warned of, what is not, and how each warning is silenced. */
class LinterTest {
  /** Those that other tests try, since they need more than a file. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "drained",
          "mark-of-others",
          "pool-unused",
          "ports-left-out",
          "rules-moved",
          "server-port");

  /** What is told of a file. */
  private record Case(String told, String file) {
    String code() {
      return told.substring(0, told.indexOf(' '));
    }

    String[] lines() {
      return file.split("\n", -1);
    }

    @Override
    public String toString() {
      return told;
    }
  }

  private static final String SERVER = "\nserver 10.1.0.1";
  private static final String HTTP = "service http on 10.0.0.1 port 80 sticky 600s" + SERVER;

  static Stream<Case> cases() {
    return Stream.of(
        new Case("no-servers 'service web on 10.0.0.1 port 80'", "service web on 10.0.0.1 port 80"),
        new Case(
            "port-not-changed 'server 10.1.0.1:8080'",
            "service web on 10.0.0.1 port 80\nserver 10.1.0.1:8080"),
        new Case(
            "port-not-changed 'server 10.1.0.1:8080 tunnel'",
            "service web on 10.0.0.1 port 80\nserver 10.1.0.1:8080 tunnel"),
        new Case(
            "sticky-apart 'service https on 10.0.0.1 port 443 sticky 5m'",
            HTTP + "\nservice https on 10.0.0.1 port 443 sticky 5m" + SERVER),
        new Case(
            "sticky-apart 'service https on 10.0.0.1,10.0.0.2 ports 443,8443 sticky 5m'",
            HTTP + "\nservice https on 10.0.0.1,10.0.0.2 ports 443,8443 sticky 5m" + SERVER),
        new Case(
            "sticky-apart 'service all on 10.0.0.1 ports any sticky 5m'",
            HTTP + "\nservice all on 10.0.0.1 ports any sticky 5m" + SERVER),
        new Case(
            "sticky-long 'service web on 10.0.0.1 port 80 sticky 32d'",
            "service web on 10.0.0.1 port 80 sticky 32d" + SERVER),
        new Case(
            "sticky-limit 'server 10.1.0.1 limit 9'",
            "service web on 10.0.0.1 port 80 sticky 5m\nserver 10.1.0.1 limit 9"),
        new Case(
            "sticky-ftp 'service all on 10.0.0.1 ports any sticky 5m'",
            "service ftp on 10.0.0.1 port 21 sticky 5m"
                + SERVER
                + "\nservice all on 10.0.0.1 ports any sticky 5m"
                + SERVER),
        new Case(
            "one-packet-unused 'service dns on 10.0.0.1 port 53 udp,tcp one-packet'",
            "service dns on 10.0.0.1 port 53 udp,tcp one-packet" + SERVER),
        new Case(
            "sip-not-udp 'service sip on 10.0.0.1 port 5060 sticky 5m by sip'",
            "service sip on 10.0.0.1 port 5060 sticky 5m by sip" + SERVER),
        new Case(
            "flags-unused 'service web on 10.0.0.1 port 80 rr with port'",
            "service web on 10.0.0.1 port 80 rr with port" + SERVER));
  }

  private static List<String> told(String... lines) {
    return Scene.empty().propose(lines).diagnostics().stream()
        .map(one -> one.code() + " '" + one.span().text() + "'")
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsRegrettedIsToldAtItsWordsWithAWayOut(Case one) {
    assertEquals(List.of(one.told()), told(one.lines()));
    Diagnostic warning = Scene.empty().propose(one.lines()).diagnostics().get(0);
    assertTrue(!warning.isError() && warning.hint().isPresent(), warning::toString);
    assertTrue(Warning.codes().contains(warning.code()));
    assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(warning.message()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allowByItselfSilencesIt(Case one) {
    assertEquals(List.of(), told((one.file() + "\nallow " + one.code()).split("\n", -1)));
    assertEquals(List.of(), told(("allow " + one.code() + "\n" + one.file()).split("\n", -1)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allowOnTheServiceSilencesIt(Case one) {
    String[] lines =
        Arrays.stream(one.lines())
            .map(line -> line.startsWith("service") ? line + " allow " + one.code() : line)
            .toArray(String[]::new);
    assertEquals(List.of(), told(lines));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allowOnAnotherServiceDoesNot(Case one) {
    String other =
        "service other on 10.9.9.9 port 99 allow %s\nserver 10.1.0.1\n".formatted(one.code());
    assertEquals(List.of(one.told()), told((other + one.file()).split("\n", -1)));
  }

  @Test
  void everyWarningIsTriedHereOrElsewhere() {
    Set<String> tried = cases().map(Case::code).collect(Collectors.toCollection(TreeSet::new));
    tried.addAll(ELSEWHERE);
    assertEquals(new TreeSet<>(Warning.codes()), tried);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service web on 10.0.0.1 ports 80,443 sticky 5m",
        "service web on 10.0.0.1 port 80 sticky 31d",
        "service dns on 10.0.0.1 port 53 udp one-packet",
        "service sip on 10.0.0.1 port 5060 udp sticky 5m by sip",
        "service web on 10.0.0.1 port 80 mh with fallback,port",
        "service web on 10.0.0.1 port 80 scheduler rr",
        "service all on 10.0.0.1 ports any sticky 5m",
        "service theirs on mark 5 one-packet"
      })
  void whatIsNotRegrettedIsNotWarnedOf(String service) {
    assertEquals(List.of(), told(service, "server 10.1.0.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service https on 10.0.0.2 port 443 sticky 5m",
        "service https on 10.0.0.1 port 443",
        "service quic on 10.0.0.1 port 443 udp sticky 5m"
      })
  void portsThatNoClientIsTornBetweenStandApart(String other) {
    assertEquals(List.of(), told((HTTP + "\n" + other + SERVER).split("\n", -1)));
  }

  @Test
  void aServerWithItsServicesPortOrMasqueradedGetsWhatItWants() {
    assertEquals(
        List.of(),
        told(
            "service web on 10.0.0.1 port 80",
            "server 10.1.0.1:80",
            "server 10.1.0.2:8080 masquerade limit 5"));
  }

  /** An edit speaks of the whole service; what it leaves alone is told again. */
  @Test
  void onlyServicesThatAStatementSpeaksOfAreWarnedOf() {
    Scene scene =
        Scene.empty().apply("service web on 10.0.0.1 port 80 sticky 32d allow no-servers");
    assertEquals(List.of(), scene.mistakes("service b on 10.0.0.2 port 80", "server 10.1.0.1"));
    assertEquals(
        List.of("warning no-servers 'set web rr'", "warning sticky-long 'set web rr'"),
        scene.mistakes("set web rr"));
    assertEquals(List.of(), scene.mistakes("set web rr allow no-servers,sticky-long"));
  }

  @Test
  void theSecondServiceOfAPairIsToldOfWhereItComesLater() {
    Scene scene = Scene.empty().apply(HTTP.split("\n", -1));
    String https = "service https on 10.0.0.1 port 443 sticky 5m";
    assertEquals(
        List.of("warning sticky-apart '" + https + "'"), scene.mistakes(https, "server 10.1.0.1"));
  }
}
