package org.lvsh.shell.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.shell.session.Scene;

/** What a plan says happens to each service, and with how many operations. */
class PlannerTest {
  private final Scene scene = Scene.empty();

  @BeforeEach
  void declare() {
    scene.apply(
        "service mail on 10.0.0.2 port 25",
        "  server 10.1.0.1 weight 4",
        "  server 10.1.0.2",
        "service web on 10.0.0.1 ports 80,443",
        "  server 10.1.0.1");
  }

  private static List<String> kinds(Plan plan) {
    return plan.changes().stream()
        .map(change -> change.kind().sign() + " " + change.name())
        .toList();
  }

  private void changes(List<String> kinds, String... lines) {
    Plan plan = scene.plan(lines);
    assertEquals(kinds, kinds(plan));
    scene.carryOut(plan);
    assertEquals(plan.target(), scene.live());
  }

  @Test
  void theSameAgainIsAnEmptyPlan() {
    Plan plan = scene.plan("set mail wlc", "set mail server 10.1.0.1 weight 4");
    assertTrue(plan.isEmpty());
    assertEquals(List.of(), plan.changes());
  }

  @Test
  void oneWeightIsOneOperation() {
    Plan plan = scene.plan("set mail server 10.1.0.1 weight 5");
    assertEquals(1, plan.operations().size());
    assertInstanceOf(Operation.ChangeServer.class, plan.operations().get(0));
    assertEquals(1, plan.count(ChangeKind.CHANGE));
  }

  @Test
  void oneServerLessIsOneOperation() {
    Plan plan = scene.plan("remove server 10.1.0.2 from mail");
    assertEquals(1, plan.operations().size());
    assertInstanceOf(Operation.RemoveServer.class, plan.operations().get(0));
  }

  /** In between no server would take anything. */
  @Test
  void theServerThatTakesOverBeginsBeforeTheOtherEnds() {
    scene.apply("set mail server 10.1.0.2 weight 0");
    Plan plan =
        scene.plan("set mail server 10.1.0.1 weight 0", "set mail server 10.1.0.2 weight 3");
    List<Integer> weights =
        plan.operations().stream()
            .map(Operation.ChangeServer.class::cast)
            .map(change -> change.server().weight())
            .toList();
    assertEquals(List.of(3, 0), weights);
  }

  @Test
  void aRenameOnlyNames() {
    Plan plan = scene.plan("rename web to shop", "rename mail to post");
    assertEquals(2, plan.operations().size());
    plan.operations().forEach(one -> assertInstanceOf(Operation.SetOwnership.class, one));
    assertEquals(List.of("~ post", "~ shop"), kinds(plan));
    assertEquals(Optional.of("mail"), plan.changes().get(0).formerName());
  }

  @Test
  void anotherPortReplaces() {
    changes(List.of("-/+ mail"), "set mail port 26");
  }

  @Test
  void anotherAddressReplaces() {
    changes(List.of("-/+ mail"), "set mail on 10.0.0.3");
  }

  @Test
  void anotherProtocolReplaces() {
    changes(List.of("-/+ mail"), "set mail udp");
  }

  @Test
  void anotherClassReplaces() {
    changes(List.of("-/+ mail"), "set mail ports 25,587");
  }

  @Test
  void anotherMarkReplaces() {
    changes(List.of("-/+ web"), "set web mark 10");
  }

  @Test
  void aReplacedServiceThatIsRenamedAsWellIsOneReplacement() {
    changes(List.of("-/+ post"), "rename mail to post", "set post port 26");
  }

  @Test
  void anotherPortOfAMarkIsAChange() {
    changes(List.of("~ web"), "set web ports 80,8080");
  }

  @Test
  void servicesThatComeAndGoAreCounted() {
    Plan plan = scene.plan("remove service web", "service dns on 10.0.0.3 port 53 udp");
    assertEquals(1, plan.count(ChangeKind.ADD));
    assertEquals(1, plan.count(ChangeKind.REMOVE));
    assertEquals(0, plan.count(ChangeKind.CHANGE));
    assertEquals(List.of("+ dns", "- web"), kinds(plan));
  }

  @Test
  void aServiceThatTakesTheNameOfAnotherDoesNotHideItsRemoval() {
    changes(List.of("- mail", "~ mail"), "remove service mail", "rename web to mail");
  }

  @Test
  void aServiceThatTakesTheAddressOfAnotherDoesNotHideItsRemoval() {
    changes(
        List.of("- mail", "+ post"),
        "remove service mail",
        "service post on 10.0.0.2 port 25",
        "  server 10.1.0.1 weight 4",
        "  server 10.1.0.2");
  }

  @Test
  void servicesThatSwapTheirAddressesAreBothReplaced() {
    scene.apply("service post on 10.0.0.3 port 25", "  server 10.1.0.9");
    changes(List.of("-/+ mail", "-/+ post"), "set mail on 10.0.0.3", "set post on 10.0.0.2");
  }

  @Test
  void everyOperationOfAServiceNamesIt() {
    Plan plan = scene.plan("remove all", "service dns on 10.0.0.3 port 53 tcp,udp");
    for (int place = 0; place < plan.operations().size(); place++) {
      boolean ofNone = plan.operations().get(place) instanceof Operation.SetLastMark;
      assertEquals(!ofNone, plan.causes().containsKey(place));
    }
  }

  @Test
  void warningsComeWithThePlan() {
    assertEquals(1, scene.plan("service dns on 10.0.0.3 port 53 udp").warnings().size());
  }

  @Test
  void rulesOfAServiceThatOthersRemovedGoWithItsName() {
    scene.othersClearIpvs();
    changes(List.of("- web"), "remove service web");
  }

  /** Its mark has neither an entry nor a name, and so it goes by its mark. */
  @Test
  void aRuleThatNobodyNamedMakesRoom() {
    scene.others(
        new Operation.AddMarkRule(
            new MarkRule(
                new MarkRule.Match(Protocol.TCP, IpAddress.of("10.0.0.9"), Ports.of(80)),
                new Mark(77))));
    changes(
        List.of("- mark-77", "+ shop"),
        "service shop on 10.0.0.9 ports 80,443 mark 78",
        "  server 10.1.0.1");
    assertEquals(
        List.of("78", "78"),
        scene.live().markRules().values().stream()
            .filter(rule -> rule.match().address().equals(IpAddress.of("10.0.0.9")))
            .map(rule -> rule.mark().toString())
            .toList());
  }
}
