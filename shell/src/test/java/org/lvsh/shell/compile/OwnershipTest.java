package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.Scene;

/** Whose services are whose, and what is left of them when somebody else clears the table. */
class OwnershipTest {
  private static final String WEB = "service web on 10.0.0.1 ports 80,443";
  private static final String MAIL = "service mail on 10.0.0.2 port 25";
  private final Scene scene = Scene.empty();

  @Test
  void servicesOfOthersHaveNamesMadeFromTheirAddresses() {
    scene.others(
        Scene.foreign(Scene.tcp("10.0.0.7", 80)),
        Scene.foreign(Scene.tcp("2001:db8::7", 0)),
        Scene.foreign(new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(10))),
        Scene.foreign(new ServiceKey.OnMark(AddressFamily.IPV6, new Mark(10))));
    assertEquals(
        List.of("tcp-10.0.0.7-80", "tcp-2001_db8__7-0", "mark-10", "mark-10-ipv6"),
        List.copyOf(Decompiler.decompile(scene.live()).keySet()));
  }

  @Test
  void aNameThatIsTakenGetsANumber() {
    scene.apply("service mark-10 on 10.0.0.1 port 80");
    scene.others(Scene.foreign(new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(10))));
    assertEquals(
        List.of("mark-10", "mark-10-2"), List.copyOf(Decompiler.decompile(scene.live()).keySet()));
  }

  @Test
  void servicesOfOthersStayAsTheyAre() {
    scene.others(Scene.foreign(Scene.tcp("10.0.0.7", 80)));
    Snapshot before = scene.live();
    scene.apply(WEB).apply("remove service web");
    assertEquals(before.services(), scene.live().services());
  }

  @Test
  void aStrangerInsideARangeIsToldWithTheNextPlanWhateverThatIsFor() {
    scene.apply("service all on 10.0.0.1 ports 1-1000", "server 10.1.0.1");
    scene.others(Scene.foreign(Scene.tcp("10.0.0.1", 443)));
    List<String> told = Scene.told(scene.propose(MAIL, "server 10.1.0.9").diagnostics());
    assertEquals(List.of("warning rules-moved ''"), told);
  }

  @Test
  void whatOneServiceLeavesToAnotherIsNoReasonToKeepAStrangerQuiet() {
    scene.apply("service all on 10.0.0.1 ports 1-1000", "server 10.1.0.1");
    scene.others(Scene.foreign(Scene.tcp("10.0.0.1", 443)));
    assertEquals(
        List.of("rules-moved", "ports-left-out"),
        scene
            .propose("service b on 10.0.0.2 ports 1-1000", "service c on 10.0.0.2 port 80")
            .diagnostics()
            .stream()
            .map(one -> one.code())
            .filter(code -> !code.equals("no-servers"))
            .sorted(java.util.Comparator.reverseOrder())
            .toList());
  }

  @Test
  void aStrangerOnOneOfOurMarksIsNoReasonToRefuseAnythingElse() {
    scene.apply("service all on 10.0.0.1 ports 80,443 mark 10", "server 10.1.0.1");
    scene.others(Scene.foreign(new ServiceKey.OnMark(AddressFamily.IPV6, new Mark(10))));
    assertEquals(List.of(), scene.propose(MAIL, "server 10.1.0.9").diagnostics());
    List<String> told = Scene.told(scene.propose("set all mark 10").diagnostics());
    assertEquals(List.of("error mark-taken 'set all mark 10'"), told);
  }

  @Test
  void anEditFromAnywhereKeepsTheSource() {
    scene.applyAs("shop.lvs", WEB).applyAs("prompt", "set web wrr", "add server 10.1.0.1 to web");
    assertEquals("shop.lvs", scene.live().ownership().firstEntry().getValue().source());
  }

  @Test
  void anotherSourcesServiceCannotBeDeclared() {
    scene.applyAs("shop.lvs", WEB);
    assertEquals(
        List.of("error other-source 'web'"),
        Scene.told(scene.proposeAs("other.lvs", WEB).diagnostics()));
  }

  @Test
  void whatIsNotDeclaredIsLeftAlone() {
    scene.apply(WEB, "  server 10.1.0.1", MAIL);
    scene.apply(WEB);
    assertEquals(List.of("tcp 10.0.0.2:25", "mark 1000"), scene.entries());
    assertEquals(List.of(), scene.servers());
  }

  @Test
  void namesAndRulesSurviveThatOthersClearIpvs() {
    scene.apply(WEB, MAIL).othersClearIpvs();
    Snapshot cleared = scene.live();
    scene.apply("service dns on 10.0.0.3 port 53 udp");
    assertEquals(cleared.markRules(), scene.live().markRules());
    assertEquals(3, scene.live().ownership().size());
  }

  @Test
  void aServiceThatOthersClearedComesBackOnItsMark() {
    scene.apply(WEB, MAIL).othersClearIpvs().apply(WEB);
    assertEquals(List.of("mark 1000"), scene.entries());
    assertEquals(2, scene.rules().size());
  }

  @Test
  void remnantsGiveWayToANewServiceOnTheirPorts() {
    scene.apply("service wide on 10.0.0.1 ports 8000-8010").othersClearIpvs();
    scene.apply("service next on 10.0.0.1 ports 8005-8020");
    assertEquals(List.of("tcp 10.0.0.1:8005-8020 to mark 1001"), scene.rules());
  }

  @Test
  void remnantsCanBeRemovedByName() {
    scene.apply(WEB, MAIL).othersClearIpvs().apply("remove service web");
    assertEquals(List.of(), scene.rules());
    assertEquals("mail", scene.live().ownership().firstEntry().getValue().name());
  }

  @Test
  void removeAllTakesRemnantsWithIt() {
    scene.apply(WEB, MAIL).othersClearIpvs().apply("remove all");
    assertEquals(List.of(), scene.rules());
    assertTrue(scene.live().ownership().isEmpty());
  }

  @Test
  void aServiceWhoseNameWasLostIsOneOfOthers() {
    scene.apply(MAIL);
    scene.others(new Operation.ClearOwnership(Scene.tcp("10.0.0.2", 25)));
    assertEquals(
        List.of("error foreign-service 'tcp-10.0.0.2-25'"),
        scene.mistakes("set tcp-10.0.0.2-25 wrr"));
  }
}
