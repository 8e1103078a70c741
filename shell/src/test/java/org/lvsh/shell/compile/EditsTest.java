package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.session.Parsers;
import org.lvsh.shell.session.Scene;

/** What each edit does to a service, and the warnings on the way. */
class EditsTest {
  private final Scene scene = Scene.empty();

  @BeforeEach
  void declare() {
    scene.apply(
        "service web on 10.0.0.1 port 80 sticky 600s sh with fallback",
        "  server 10.1.0.1 weight 4",
        "  server 10.1.0.2:8080 masquerade");
  }

  private VirtualService entry() {
    return scene.live().services().firstEntry().getValue().service();
  }

  private List<RealServer> members() {
    return List.copyOf(scene.live().services().firstEntry().getValue().servers().values());
  }

  @Test
  void setChangesWhatIsSaidAndKeepsTheRest() {
    scene.apply("set web wrr");
    assertEquals("wrr", entry().scheduler().name());
    assertEquals(600, entry().persistence().orElseThrow().timeout().toSeconds());
    assertEquals(2, members().size());
  }

  @Test
  void setTakesAwayWhatNoSays() {
    scene.apply("set web no sticky udp one-packet");
    assertEquals(Optional.empty(), entry().persistence());
    assertTrue(entry().onePacket());
    scene.apply("set web no one-packet");
    assertEquals(false, entry().onePacket());
  }

  @Test
  void setMovesAServiceToOtherAddressesPortsAndProtocols() {
    scene.apply("set web on 10.0.0.9 port 81 udp");
    assertEquals(List.of("udp 10.0.0.9:81"), scene.entries());
    assertEquals(
        List.of("udp 10.0.0.9:81 10.1.0.1:81", "udp 10.0.0.9:81 10.1.0.2:8080"), scene.servers());
  }

  @Test
  void aServerWithoutAPortFollowsTheServiceIntoAMarkAndBack() {
    scene.apply("set web ports 80,443");
    assertEquals(List.of("mark 1000 10.1.0.1:0", "mark 1000 10.1.0.2:8080"), scene.servers());
    scene.apply("set web port 80 no mark");
    assertEquals(
        List.of("tcp 10.0.0.1:80 10.1.0.1:80", "tcp 10.0.0.1:80 10.1.0.2:8080"), scene.servers());
  }

  @Test
  void setServerChangesWhatIsSaidAndKeepsTheRest() {
    scene.apply("set web server 10.1.0.1 limit 100 resume 50");
    RealServer server = members().get(0);
    assertEquals(4, server.weight());
    assertEquals(100, server.upperLimit());
    assertEquals(50, server.lowerLimit());
    scene.apply("set web server 10.1.0.1 limit 200");
    assertEquals(0, members().get(0).lowerLimit());
  }

  @Test
  void aServerIsAddedAndRemoved() {
    scene.apply("add server 10.1.0.3 weight 2 tunnel to web");
    assertEquals(3, members().size());
    scene.apply("remove server 10.1.0.3 from web");
    assertEquals(2, members().size());
  }

  @Test
  void aServiceIsRemovedWithAllItHas() {
    scene.apply("set web ports 80,443").apply("remove service web");
    assertEquals(List.of(), scene.entries());
    assertEquals(List.of(), scene.rules());
    assertTrue(scene.live().ownership().isEmpty());
  }

  @Test
  void removeAllLeavesWhatOthersMade() {
    scene.others(Scene.foreign(Scene.tcp("10.0.0.7", 80)));
    scene.apply("service mail on 10.0.0.2 ports 25,587", "remove all");
    assertEquals(List.of("tcp 10.0.0.7:80"), scene.entries());
    assertTrue(scene.live().ownership().isEmpty());
  }

  @Test
  void aDeclarationStartsAnewWithoutServers() {
    scene.apply("service web on 10.0.0.1 port 80");
    assertEquals(List.of(), members());
    assertEquals("wlc", entry().scheduler().name());
  }

  @Test
  void atThePromptADeclarationThatStartsAnewIsTold() {
    Candidate candidate = Candidate.of(scene.live());
    List<Diagnostic> told =
        candidate.lay(
            Scene.parse("service web on 10.0.0.1 port 80").statements().get(0), Scene.SOURCE, true);
    assertEquals(List.of("warning starts-anew 'web'"), Scene.told(told));
    assertTrue(told.get(0).message().contains("2 servers"), told.get(0).message());
    assertEquals(Optional.of("web"), candidate.context());
  }

  @Test
  void theGranularityIsAMaskForIpv4AndAPrefixForIpv6() {
    scene.apply(
        "service two on 10.0.0.2,2001:db8::2 port 80 sticky 60s per /24",
        "  server 10.1.0.1",
        "  server 2001:db8:1::1");
    List<Persistence.Granularity> grains =
        scene.live().services().values().stream()
            .skip(1)
            .map(one -> one.service().persistence().orElseThrow().granularity().orElseThrow())
            .toList();
    assertEquals(
        List.of(
            new Persistence.Granularity(AddressFamily.IPV4, 0xFFFF_FF00L),
            new Persistence.Granularity(AddressFamily.IPV6, 24)),
        grains);
  }

  @Test
  void aGranularityOfTheWholeAddressIsNone() {
    String[] file = {
      "service web on 10.0.0.1 port 80 sticky 60s per /32",
      "  server 10.1.0.1",
      "service mask on 10.0.0.3 port 80 sticky 60s per mask 255.255.255.255",
      "  server 10.1.0.1",
      "service two on 10.0.0.2,2001:db8::2 port 80 sticky 60s per /32",
      "  server 10.1.0.1",
      "  server 2001:db8:1::1"
    };
    scene.apply(file);
    assertTrue(scene.plan(file).isEmpty());
    scene.apply("set two wrr");
    Persistence six =
        scene.live().services().lastEntry().getValue().service().persistence().orElseThrow();
    assertEquals(32, six.granularity().orElseThrow().value());
  }

  @Test
  void aMistakeWithAServerOfTheKernelIsToldAtTheEditThatMadeIt() {
    assertEquals(
        List.of("error server-family 'set web on 2001:db8::1'"),
        scene.mistakes("remove server 10.1.0.2 from web", "set web on 2001:db8::1"));
  }

  @Test
  void serversOfAMistakenServiceAreNotSpokenOfInAFile() {
    String file = "service web on 912.0.0.1 port 80\n  server 10.1.0.9\nset web rr\n";
    Candidate candidate = Candidate.of(Scene.empty().live());
    Parsers.withoutPortNames()
        .parse(Source.of(Scene.SOURCE, file))
        .statements()
        .forEach(
            statement -> assertEquals(List.of(), candidate.lay(statement, Scene.SOURCE, false)));
    assertTrue(candidate.services().isEmpty());
  }
}
