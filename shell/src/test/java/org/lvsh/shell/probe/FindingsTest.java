package org.lvsh.shell.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.session.Scene;

/** What is said to be wrong with servers. */
class FindingsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Answer OPEN = Answer.open(Duration.ofMillis(1));

  private final Map<Endpoint, Answer> answers = new HashMap<>();
  private final ServiceAims aims;

  FindingsTest() {
    ServiceSpec shop =
        Decompiler.decompile(
                Scene.empty()
                    .apply(
                        "service shop on 10.0.0.1 ports 80,443",
                        "server 10.1.0.1",
                        "server 10.1.0.2")
                    .live())
            .get("shop");
    aims = ServiceAims.of(shop, List.of(), false);
  }

  private static Certificate certificate(String fingerprint, String from, String until) {
    return new Certificate(
        fingerprint,
        "CN=shop.example",
        List.of("shop.example"),
        Instant.parse(from + "T00:00:00Z"),
        Instant.parse(until + "T00:00:00Z"));
  }

  private static Certificate good(String fingerprint) {
    return certificate(fingerprint, "2026-01-01", "2027-01-01");
  }

  /** A server answers on its port. */
  private void says(int server, int port, Answer answer) {
    aims.aims().stream()
        .map(Aim::endpoint)
        .filter(one -> one.place().equals("10.1.0.%d:%d".formatted(server, port)))
        .forEach(one -> answers.put(one, answer));
  }

  private ServiceReport report(Optional<String> host) {
    return new ServiceReport(aims, answers, host, NOW);
  }

  private List<String> findings(Optional<String> host) {
    return report(host).findings().stream()
        .map(finding -> finding.code().word() + ": " + finding.message())
        .toList();
  }

  private List<String> findings() {
    return findings(Optional.empty());
  }

  private void allShow(Certificate one, Certificate other) {
    says(1, 80, OPEN);
    says(2, 80, OPEN);
    says(1, 443, OPEN.with(Answer.Tls.of(one)));
    says(2, 443, OPEN.with(Answer.Tls.of(other)));
  }

  @Test
  void oneCertificateOnAllServersIsWell() {
    allShow(good("aa"), good("aa"));
    assertEquals(List.of(), findings(Optional.of("shop.example")));
    assertEquals(Map.of(good("aa"), 1), report(Optional.empty()).certificates());
    assertTrue(report(Optional.empty()).isWhole());
  }

  @Test
  void certificatesThatDifferAreNamedWithTheirServers() {
    allShow(good("aa"), good("bb"));
    assertEquals(
        List.of(
            "certificates-differ: the servers show different certificates for port 443:"
                + " 1 on 10.1.0.1:443; 2 on 10.1.0.2:443"),
        findings());
  }

  @Test
  void certificatesOfDifferentPortsMayDiffer() {
    says(1, 80, OPEN.with(Answer.Tls.of(good("aa"))));
    says(1, 443, OPEN.with(Answer.Tls.of(good("bb"))));
    assertEquals(List.of(), findings());
  }

  @Test
  void whatCannotBeReachedIsToldWithWhatTheNetworkSays() {
    says(1, 80, Answer.refused());
    says(1, 443, Answer.silent());
    says(2, 80, Answer.unreachable("no route to it"));
    says(2, 443, Answer.unknown("it cannot be known"));
    assertEquals(
        List.of(
            "unreachable: tcp 10.1.0.1:80 refuses connections",
            "unreachable: tcp 10.1.0.1:443 does not answer",
            "unreachable: tcp 10.1.0.2:80 cannot be reached: no route to it"),
        findings());
  }

  @Test
  void aPortForTlsWithoutACertificateIsTold() {
    allShow(good("aa"), good("aa"));
    says(2, 443, OPEN.with(Answer.Tls.failed("it speaks no TLS")));
    assertEquals(
        List.of("no-tls: tcp 10.1.0.2:443 shows no certificate: it speaks no TLS"), findings());
  }

  @Test
  void aServerThatGivesUpAfterItsCertificateIsWell() {
    allShow(good("aa"), good("aa"));
    says(2, 443, OPEN.with(new Answer.Tls(Optional.of(good("aa")), Optional.of("handshake"))));
    assertEquals(List.of(), findings());
  }

  @Test
  void certificatesAreJudgedByTheClock() {
    allShow(
        certificate("aa", "2026-01-01", "2026-05-31"),
        certificate("aa", "2026-01-01", "2026-05-31"));
    assertEquals(List.of("certificate-expired: certificate 1 has expired"), findings());
    allShow(
        certificate("aa", "2026-01-01", "2026-06-14"),
        certificate("bb", "2026-01-01", "2026-06-02"));
    assertEquals(
        List.of(
            "certificate-expires: certificate 1 expires in 13 days",
            "certificate-expires: certificate 2 expires in 1 day"),
        findings().subList(1, 3));
    allShow(
        certificate("aa", "2026-01-01", "2026-06-15"),
        certificate("aa", "2026-01-01", "2026-06-15"));
    assertEquals(List.of(), findings());
    allShow(
        certificate("aa", "2026-06-02", "2027-06-02"),
        certificate("aa", "2026-06-02", "2027-06-02"));
    assertEquals(
        List.of("certificate-early: certificate 1 is valid from 2026-06-02T00:00:00Z only"),
        findings());
  }

  @Test
  void aNameThatDoesNotFitIsToldWhereOneIsSaid() {
    allShow(good("aa"), good("aa"));
    assertEquals(
        List.of("other-name: certificate 1 is for shop.example, not for www.shop.example"),
        findings(Optional.of("www.shop.example")));
  }

  @Test
  void httpIsWellUpToRedirections() {
    says(1, 80, OPEN.with(Answer.Http.of(200)));
    says(1, 443, OPEN.with(Answer.Http.of(301)));
    says(2, 80, OPEN.with(Answer.Http.of(503)));
    says(2, 443, OPEN.with(Answer.Http.failed("it speaks no HTTP")));
    assertEquals(
        List.of(
            "http: tcp 10.1.0.2:80 answers HTTP with 503",
            "http: tcp 10.1.0.2:443 does not answer HTTP: it speaks no HTTP"),
        findings());
  }

  @Test
  void whatWasNotAskedIsNoFinding() {
    says(1, 80, OPEN);
    assertEquals(List.of(), findings());
    assertFalse(report(Optional.empty()).isWhole());
  }
}
