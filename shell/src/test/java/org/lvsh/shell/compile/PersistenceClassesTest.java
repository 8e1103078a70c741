package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.shell.session.Scene;

/** "What a declaration compiles to", row by row. */
class PersistenceClassesTest {
  private final Scene scene = Scene.empty();

  private void compilesTo(String declaration, List<String> entries, List<String> rules) {
    scene.apply(declaration, "  server 10.1.0.1");
    assertEquals(entries, scene.entries());
    assertEquals(rules, scene.rules());
  }

  @Test
  void anyPortOfOneProtocolIsOnePersistentEntryOfPortZero() {
    compilesTo(
        "service all on 10.0.0.1 ports any sticky 600s", List.of("tcp 10.0.0.1:0"), List.of());
    ServiceEntry entry = scene.live().services().firstEntry().getValue();
    assertEquals(600, entry.service().persistence().orElseThrow().timeout().toSeconds());
    assertEquals(List.of("tcp 10.0.0.1:0 10.1.0.1:0"), scene.servers());
  }

  @Test
  void oneAddressPortAndProtocolIsOneEntryAndNoRule() {
    compilesTo("service dns on 10.0.0.1 port 53 udp", List.of("udp 10.0.0.1:53"), List.of());
    assertEquals(List.of("udp 10.0.0.1:53 10.1.0.1:53"), scene.servers());
  }

  @Test
  void severalPortsAreOneMarkWithARuleEach() {
    compilesTo(
        "service web on 10.0.0.1 ports 80,443",
        List.of("mark 1000"),
        List.of("tcp 10.0.0.1:80 to mark 1000", "tcp 10.0.0.1:443 to mark 1000"));
    assertEquals(List.of("mark 1000 10.1.0.1:0"), scene.servers());
  }

  @Test
  void severalAddressesAreOneMark() {
    compilesTo(
        "service web on 10.0.0.1,10.0.0.2 port 80",
        List.of("mark 1000"),
        List.of("tcp 10.0.0.1:80 to mark 1000", "tcp 10.0.0.2:80 to mark 1000"));
  }

  @Test
  void severalProtocolsAreOneMark() {
    compilesTo(
        "service dns on 10.0.0.1 port 53 tcp,udp,sctp",
        List.of("mark 1000"),
        List.of(
            "tcp 10.0.0.1:53 to mark 1000",
            "udp 10.0.0.1:53 to mark 1000",
            "sctp 10.0.0.1:53 to mark 1000"));
  }

  @Test
  void aRangeIsOneMarkWithOneRule() {
    compilesTo(
        "service voice on 10.0.0.1 ports 5000-5099 udp",
        List.of("mark 1000"),
        List.of("udp 10.0.0.1:5000-5099 to mark 1000"));
  }

  @Test
  void anyPortOfSeveralProtocolsIsOneMark() {
    compilesTo(
        "service all on 10.0.0.1 ports any tcp,udp sticky 600s",
        List.of("mark 1000"),
        List.of("tcp 10.0.0.1:any to mark 1000", "udp 10.0.0.1:any to mark 1000"));
  }

  @Test
  void aMarkThatIsSaidIsTakenForOnePortToo() {
    compilesTo(
        "service web on 10.0.0.1 port 80 mark 10",
        List.of("mark 10"),
        List.of("tcp 10.0.0.1:80 to mark 10"));
  }

  @Test
  void anAutomaticMarkIsTakenForOnePortToo() {
    compilesTo(
        "service web on 10.0.0.1 port 80 mark auto",
        List.of("mark 1000"),
        List.of("tcp 10.0.0.1:80 to mark 1000"));
  }

  @Test
  void onAMarkIsOneEntryAndNoRuleOfOurs() {
    compilesTo("service theirs on mark 4096", List.of("mark 4096"), List.of());
  }

  @Test
  void onAMarkOfIpv6IsAnEntryOfThatFamily() {
    scene.apply("service theirs on mark 4096 ipv6", "  server 2001:db8:1::1");
    assertEquals(List.of("mark 4096 ipv6"), scene.entries());
  }

  @Test
  void oneMarkMayBeTwoServicesOfTwoFamiliesWhereOthersSetIt() {
    scene.apply(
        "service four on mark 9",
        "  server 10.1.0.1",
        "service six on mark 9 ipv6",
        "  server 2001:db8:1::1");
    assertEquals(List.of("mark 9", "mark 9 ipv6"), scene.entries());
    assertEquals(List.of(), scene.plan("service four on mark 9", "  server 10.1.0.1").changes());
  }

  @Test
  void everyEntryCarriesItsNameAndSource() {
    scene.apply(
        "service web on 10.0.0.1,2001:db8::1 port 80",
        "  server 10.1.0.1",
        "  server 2001:db8:1::1");
    for (ServiceKey key : scene.live().services().keySet()) {
      assertEquals("web", scene.live().ownership().get(key).name());
      assertEquals(Scene.SOURCE, scene.live().ownership().get(key).source());
    }
    assertEquals(List.of("mark 1000", "mark 1000 ipv6"), scene.entries());
  }
}
