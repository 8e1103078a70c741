package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.shell.probe.Answer;
import org.lvsh.shell.probe.Certificate;
import org.lvsh.shell.probe.Endpoint;
import org.lvsh.shell.probe.Prober;
import org.lvsh.shell.probe.Question;
import org.lvsh.shell.session.LiveLike;

/** What a probe shows, on a machine whose network answers as the test says. */
class ProbeTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC);

  private static final String SHOP =
      """
      service shop on 192.168.0.1 ports 80,443 sticky 600s
        server 192.168.1.2 weight 4
        server 192.168.1.3 weight 2
      """;

  @TempDir Path folder;

  private final LiveLike kernel = new LiveLike();
  private final Map<Endpoint, Question> asked = new ConcurrentHashMap<>();
  private Prober network = ProbeTest::well;

  @BeforeEach
  void applyTheShop() throws IOException {
    apply(SHOP);
  }

  private static Certificate certificate(String digit) {
    return new Certificate(
        digit.repeat(64),
        "CN=shop.example",
        List.of("shop.example", "192.168.0.1"),
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2027-01-01T00:00:00Z"));
  }

  /** A network in which everything is as it should be. */
  private static Answer well(Endpoint endpoint, Question question) {
    if (endpoint.protocol() == Protocol.UDP) {
      return Answer.unknown("UDP does not tell");
    }
    Answer open = Answer.open(Duration.ofNanos(1_000L * (400 + endpoint.port())));
    Answer shown = endpoint.tls() ? open.with(Answer.Tls.of(certificate("a"))) : open;
    return question.path().isPresent() ? shown.with(Answer.Http.of(200)) : shown;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("shop.lvs"), text);
  }

  private void apply(String text) throws IOException {
    Ran.on(kernel, folder.resolve("run"), "--yes", "apply", file(text).toString()).ends(0);
  }

  private Ran run(String... arguments) {
    Prober remembering =
        (endpoint, question) -> {
          asked.put(endpoint, question);
          return network.ask(endpoint, question);
        };
    return Ran.probing(kernel, folder.resolve("run"), NOW, remembering, arguments);
  }

  private Set<String> asked() {
    return asked.keySet().stream()
        .map(Endpoint::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whereAllIsWellThereIsATableAndOneCertificate() {
    Ran ran = run("probe", "shop").ends(0);
    assertEquals(
        """
        shop on 192.168.0.1 ports 80,443
        SERVER       WEIGHT  PORT     ANSWER  TIME    CERTIFICATE  HTTP
        192.168.1.2  4       tcp 80   open    0.5 ms  -            -
        192.168.1.2  4       tcp 443  open    0.8 ms  1            -
        192.168.1.3  2       tcp 80   open    0.5 ms  -            -
        192.168.1.3  2       tcp 443  open    0.8 ms  1            -
        certificate 1: shop.example, 192.168.0.1; until 2027-01-01 (35 days left)
          sha256 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

        Servers by direct routing or tunnel were asked at their own addresses: the virtual address on them is not tested.
        Probed 4 of 4 ports: 4 open, 0 not, 0 unknown; nothing is wrong with them.
        """,
        ran.output());
    assertEquals("", ran.errors());
  }

  @Test
  void whatIsWrongIsToldBelowTheTable() {
    network =
        (endpoint, question) ->
            switch (endpoint.place()) {
              case "192.168.1.3:80" -> Answer.refused();
              case "192.168.1.3:443" ->
                  Answer.open(Duration.ofMillis(12))
                      .with(Answer.Tls.of(certificate("b")))
                      .with(Answer.Http.of(503));
              default -> well(endpoint, question);
            };
    Ran ran = run("probe", "shop", "http", "/health", "host", "www.example").ends(2);
    assertEquals(
        """
        shop on 192.168.0.1 ports 80,443
        SERVER       WEIGHT  PORT     ANSWER   TIME     CERTIFICATE  HTTP
        192.168.1.2  4       tcp 80   open     0.5 ms   -            200
        192.168.1.2  4       tcp 443  open     0.8 ms   1            200
        192.168.1.3  2       tcp 80   refused  -        -            -
        192.168.1.3  2       tcp 443  open     12.0 ms  2            503
        certificate 1: shop.example, 192.168.0.1; until 2027-01-01 (35 days left)
          sha256 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        certificate 2: shop.example, 192.168.0.1; until 2027-01-01 (35 days left)
          sha256 bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
        warning: tcp 192.168.1.3:80 refuses connections [unreachable]
        warning: tcp 192.168.1.3:443 answers HTTP with 503 [http]
        warning: the servers show different certificates for port 443: 1 on 192.168.1.2:443; 2 on 192.168.1.3:443 [certificates-differ]
        warning: certificate 1 is for shop.example, 192.168.0.1, not for www.example [other-name]
        warning: certificate 2 is for shop.example, 192.168.0.1, not for www.example [other-name]
        """,
        ran.output().substring(0, ran.output().indexOf("\n\n") + 1));
    assertTrue(
        ran.output().endsWith("Probed 4 of 4 ports: 3 open, 1 not, 0 unknown; 5 warnings.\n"));
  }

  @Test
  void theExampleOfTheHelpIsCarriedOut() {
    List<String> page = Ran.lvsh("help", "probe").ends(0).lines();
    String[] example = page.get(page.size() - 1).strip().split(" ");
    assertEquals("probe", example[0]);
    run(example).ends(0).says("Probed 4 of 4 ports: 4 open");
  }

  @Test
  void whatIsSaidIsAsked() {
    run("probe", "shop", "ports", "8443,22", "tls", "within", "7s", "host", "shop.example").ends(0);
    assertEquals(
        "[tcp 192.168.1.2:22, tcp 192.168.1.2:8443, tcp 192.168.1.3:22, tcp 192.168.1.3:8443]",
        asked().toString());
    Question expected =
        new Question(Optional.empty(), Optional.of("shop.example"), Duration.ofSeconds(7));
    asked.forEach(
        (endpoint, question) -> {
          assertTrue(endpoint.tls());
          assertEquals(expected, question);
        });
  }

  @Test
  void withoutANameEveryServiceIsAskedAndASharedPortOnce() throws IOException {
    apply(
        """
        service a on 192.168.0.2 port 80
          server 192.168.1.2
        service b on 192.168.0.3 port 80
          server 192.168.1.2
        service dns on 192.168.0.2 port 53 udp
          server 192.168.1.9 masquerade
        service every on 192.168.0.4 ports any sticky 600s
          server 192.168.1.9
        """);
    Ran ran = run("probe").ends(0);
    ran.says("a on 192.168.0.2 port 80")
        .says("b on 192.168.0.3 port 80")
        .says("192.168.1.9  1       udp 53  unknown  -     -            -")
        .says("not asked: every: it is on any port, and which of them matter is not known")
        .says("UDP tells of a port only where nothing listens")
        .says("Probed 7 of 7 ports: 6 open, 0 not, 1 unknown; nothing is wrong with them.");
    assertEquals(5, asked.size());
  }

  @Test
  void jsonHasAllOfIt() {
    network =
        (endpoint, question) ->
            endpoint.place().equals("192.168.1.3:80")
                ? Answer.unreachable("no route to it")
                : well(endpoint, question);
    Ran ran = run("probe", "shop", "http", "host", "shop.example", "as", "json").ends(2);
    JsonObject document = JsonParser.parseString(ran.output()).getAsJsonObject();
    assertEquals("lvsh-probe", document.get("format").getAsString());
    JsonObject shop = document.getAsJsonArray("services").get(0).getAsJsonObject();
    JsonObject port = shop.getAsJsonArray("ports").get(1).getAsJsonObject();
    assertEquals(
        JsonParser.parseString(
            """
            {"address": "192.168.1.2", "port": 443, "protocol": "tcp", "servicePort": 443,
             "weight": 4, "forwarding": "direct", "answer": "open", "milliseconds": 0.843,
             "tls": {"sha256": "%s"}, "http": {"status": 200}}
            """
                .formatted("a".repeat(64))),
        port);
    JsonObject gone = shop.getAsJsonArray("ports").get(2).getAsJsonObject();
    assertEquals("unreachable", gone.get("answer").getAsString());
    assertEquals("no route to it", gone.get("reason").getAsString());
    JsonObject certificate = shop.getAsJsonArray("certificates").get(0).getAsJsonObject();
    assertEquals(35, certificate.get("daysLeft").getAsInt());
    assertTrue(certificate.get("fitsHost").getAsBoolean());
    JsonObject warning = shop.getAsJsonArray("warnings").get(0).getAsJsonObject();
    assertEquals("unreachable", warning.get("code").getAsString());
  }

  @Test
  void namesInACertificateCannotWriteToTheTerminal() {
    Certificate odd =
        new Certificate(
            "c".repeat(64),
            "CN=x",
            List.of("a\u001b[2Jb"),
            Instant.EPOCH,
            Instant.parse("2027-01-01T00:00:00Z"));
    network =
        (endpoint, question) -> {
          Answer open = Answer.open(Duration.ZERO);
          return endpoint.tls() ? open.with(Answer.Tls.of(odd)) : open;
        };
    Ran ran = run("probe", "shop", "host", "x.example").ends(2);
    assertEquals(-1, ran.output().indexOf('\u001b'));
  }

  /** Nobody's laptop sends packets to addresses that it has read in a file. */
  @Test
  void aSimulatedKernelHasNobodyToAsk() {
    Ran.lvsh("--kernel", "simulated", "probe")
        .ends(1)
        .tells("a simulated kernel has no servers to ask");
    Ran.lvsh("--kernel", "simulated", "plan", Project.example("shop.lvs"), "with", "probe")
        .ends(1)
        .tells("a simulated kernel has no servers to ask");
  }

  @Test
  void whatCannotBeAskedIsAMistake() throws IOException {
    run("probe", "shpo").ends(1).tells("did you mean 'shop'?");
    apply("service every on 192.168.0.4 ports any sticky 600s\n  server 192.168.1.9\n");
    run("probe", "every")
        .ends(1)
        .tells("every has no port to ask: it is on any port")
        .tells("probe every ports 80,443");
    assertEquals("[]", asked().toString());
    run("probe", "every", "port", "22").ends(0);
    assertEquals("[tcp 192.168.1.9:22]", asked().toString());
  }

  @Test
  void tooManyPortsAreNotAskedAtAll() throws IOException {
    StringBuilder many = new StringBuilder("service many on 192.168.0.7 ports 1-100\n");
    for (int server = 1; server <= 157; server++) {
      many.append("  server 192.168.2.").append(server).append('\n');
    }
    apply(many.toString());
    run("probe", "many").ends(1).tells("there are 10048 ports to ask, and 10000 are the most");
    run(
            "plan",
            file(many.toString().replace("many on 192.168.0.7", "new on 192.168.0.8")).toString(),
            "with",
            "probe")
        .ends(1)
        .tells("there are 10048 ports to ask");
    assertEquals("[]", asked().toString());
  }

  @Test
  void aPlanAsksTheServersThatItAdds() throws IOException {
    String more =
        SHOP
            + "  server 192.168.1.4\nservice new on 192.168.0.9 port 80\n  server 192.168.1.5:8080 masquerade\n";
    network =
        (endpoint, question) ->
            endpoint.place().equals("192.168.1.4:80") ? Answer.silent() : well(endpoint, question);
    Ran ran = run("plan", file(more).toString(), "with", "probe").ends(2);
    assertEquals(
        "[tcp 192.168.1.4:443, tcp 192.168.1.4:80, tcp 192.168.1.5:8080]", asked().toString());
    ran.says("Plan: 1 service to add, 1 to change")
        .says("192.168.1.5  1       tcp 8080 for 80  open")
        .says("warning: tcp 192.168.1.4:80 does not answer [unreachable]")
        .says("Probed 3 of 3 ports: 2 open, 1 not, 0 unknown; 1 warning.");
  }

  @Test
  void aPlanInAnotherFormStaysWhatItIs() throws IOException {
    String more = SHOP + "  server 192.168.1.4\n";
    Ran ran = run("plan", file(more).toString(), "with", "probe", "as", "json").ends(2);
    assertTrue(JsonParser.parseString(ran.output()).getAsJsonObject().has("operations"));
    ran.tells("Probed 2 of 2 ports: 2 open");
  }

  @Test
  void aPlanThatAddsNoServerAsksNobody() throws IOException {
    Ran ran = run("plan", file(SHOP.replace("600s", "300s")).toString(), "with", "probe");
    ran.ends(2).says("No server is added: nobody was asked.");
    assertEquals("[]", asked().toString());
  }

  @Test
  void onlyAPlanForTheKernelAsksAnybody() {
    String director = folder.resolve("director.lvs").toString();
    Ran.on(kernel, folder.resolve("run"), "export", "lvs", "to", director).ends(0);
    String shop = Project.example("shop.lvs");
    run("plan", shop, "with", "probe", "against", director)
        .ends(1)
        .tells("there may be no way to the servers");
    String plan = folder.resolve("shop.plan").toString();
    run("plan", shop, "to", plan).ends(2);
    run("plan", plan, "with", "probe").ends(1).tells("is a saved plan");
    assertEquals("[]", asked().toString());
  }
}
