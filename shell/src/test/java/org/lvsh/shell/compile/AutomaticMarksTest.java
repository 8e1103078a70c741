package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;

/** Which marks automatic services get, and that they keep them. */
class AutomaticMarksTest {
  private static final String WEB = "service web on 10.0.0.1 ports 80,443";
  private static final String MAIL = "service mail on 10.0.0.2 ports 25,587";
  private final Scene scene = Scene.empty();

  private static ServiceKey onMark(long mark) {
    return new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(mark));
  }

  private void lastMarkIs(long mark) {
    scene.others(new Operation.SetLastMark(new Mark(mark)));
  }

  @Test
  void theFirstIsAThousandAndTheNextFollows() {
    scene.apply(WEB, MAIL);
    assertEquals(List.of("mark 1000", "mark 1001"), scene.entries());
    assertEquals(1001, scene.live().lastMark().orElseThrow().value());
  }

  @Test
  void declaringAgainKeepsTheMark() {
    scene.apply(WEB, MAIL);
    assertTrue(scene.plan(MAIL, WEB).isEmpty());
  }

  /** Else its packets would go to another service, and nobody has spoken of it. */
  @Test
  void nobodyTakesTheMarkOfAServiceThatIsNotSpokenOf() {
    scene.apply(WEB, "server 10.1.0.1");
    for (String taker :
        new String[] {
          "service zoo on 10.0.0.9 ports 80,443 mark 1000", "service zoo on mark 1000",
        }) {
      assertEquals(
          List.of("error mark-taken '%s'".formatted(taker)),
          Scene.told(scene.proposeAs("b.lvs", taker, "server 10.1.0.9").diagnostics()));
    }
    scene.apply(MAIL, "server 10.1.0.2");
    assertEquals(
        List.of("error mark-taken 'set mail mark 1000'"),
        Scene.told(scene.propose("set mail mark 1000").diagnostics()));
  }

  @Test
  void whoIsSpokenOfGivesItsMarkToWhoAsksForIt() {
    scene.apply(WEB, "server 10.1.0.1");
    Plan plan =
        scene.plan(WEB, "server 10.1.0.1", "service zoo on 10.0.0.9 ports 80,443 mark 1000");
    assertEquals(1, plan.count(ChangeKind.REPLACE));
    scene.carryOut(plan);
    assertEquals("zoo", scene.live().ownership().get(onMark(1000)).name());
    assertEquals("web", scene.live().ownership().get(onMark(1001)).name());
  }

  @Test
  void anEditKeepsTheMark() {
    scene.apply(WEB).apply("set web ports 80,443,8080 wrr");
    assertEquals(List.of("mark 1000"), scene.entries());
    assertEquals(3, scene.rules().size());
  }

  @Test
  void aRenameKeepsTheMarkAlsoWhereTheNewNameIsDeclaredAnew() {
    scene.apply(WEB).apply("rename web to shop");
    assertEquals(List.of("mark 1000"), scene.entries());
    scene.apply("rename shop to store", WEB.replace("web", "store"));
    assertEquals(List.of("mark 1000"), scene.entries());
  }

  @Test
  void aServiceThatTakesTheNameOfARenamedOneIsNew() {
    scene.apply(WEB);
    assertEquals(
        1, scene.plan("rename web to shop", MAIL.replace("mail", "web")).count(ChangeKind.ADD));
    scene.apply("rename web to shop", MAIL.replace("mail", "web"));
    assertEquals("web", scene.live().ownership().get(onMark(1001)).name());
    assertEquals("shop", scene.live().ownership().get(onMark(1000)).name());
  }

  @Test
  void aFreedMarkIsNotGivenAtOnce() {
    scene.apply(WEB).apply("remove service web").apply(MAIL);
    assertEquals(List.of("mark 1001"), scene.entries());
  }

  @Test
  void afterTheLastOneComesTheFirstThatIsFree() {
    scene.apply(WEB);
    lastMarkIs(9999);
    scene.apply(MAIL);
    assertEquals(List.of("mark 1000", "mark 1001"), scene.entries());
  }

  @Test
  void aLastMarkOutOfBoundsStartsAtTheFirst() {
    lastMarkIs(77);
    scene.apply(WEB);
    assertEquals(List.of("mark 1000"), scene.entries());
  }

  @Test
  void marksOfOtherServicesAreLeftAlone() {
    scene.others(Scene.foreign(onMark(1000)));
    scene.apply(WEB, "service given on 10.0.0.3 port 80 mark 1001");
    assertEquals(List.of("mark 1000", "mark 1001", "mark 1002"), scene.entries());
  }

  @Test
  void marksInTheConnectionTableAreLeftAlone() {
    Candidate candidate = Candidate.of(scene.live());
    candidate.lay(Scene.parse(WEB).statements().get(0), Scene.SOURCE, false);
    Environment environment =
        new Environment(
            Set.of("wlc"), () -> Set.of(new Mark(1000), new Mark(1001)), () -> mark -> false);
    Snapshot desired = Compiler.compile(candidate, environment).snapshot();
    assertEquals(List.of(onMark(1002)), List.copyOf(desired.services().keySet()));
  }

  @Test
  void marksThatOthersSetOrLookAtAreLeftAlone() {
    Candidate candidate = Candidate.of(scene.live());
    candidate.lay(Scene.parse(WEB).statements().get(0), Scene.SOURCE, false);
    Environment environment =
        new Environment(Set.of("wlc"), Set::of, () -> mark -> mark.value() % 16 != 5);
    Snapshot desired = Compiler.compile(candidate, environment).snapshot();
    assertEquals(List.of(onMark(1013)), List.copyOf(desired.services().keySet()));
  }

  @Test
  void aMarkOfOthersThatIsSaidIsTakenAndWarnedOf() {
    Candidate candidate = Candidate.of(scene.live());
    candidate.lay(Scene.parse(WEB + " mark 10").statements().get(0), Scene.SOURCE, false);
    Environment environment =
        new Environment(Set.of("wlc"), Set::of, () -> mark -> mark.value() == 10);
    Desired desired = Compiler.compile(candidate, environment);
    assertEquals(List.of(onMark(10)), List.copyOf(desired.snapshot().services().keySet()));
    assertEquals("mark-of-others", desired.diagnostics().get(0).code());
  }

  @Test
  void theConnectionTableIsNotReadWhereNoNewMarkIsNeeded() {
    Environment environment =
        new Environment(
            Set.of("wlc"),
            () -> {
              throw new AssertionError("the connection table was read");
            },
            () -> {
              throw new AssertionError("the rules of others were read");
            });
    scene.apply(WEB);
    Candidate candidate = Candidate.of(scene.live());
    candidate.lay(Scene.parse("set web sticky 5m").statements().get(0), Scene.SOURCE, false);
    assertEquals(1, Compiler.compile(candidate, environment).snapshot().services().size());
  }

  @Test
  void noneFreeIsOneErrorThatCountsTheServices() {
    Candidate candidate = Candidate.of(scene.live());
    Scene.parse(WEB, MAIL)
        .statements()
        .forEach(statement -> candidate.lay(statement, Scene.SOURCE, false));
    Set<Mark> busy = new HashSet<>();
    for (long mark = 1000; mark <= 9999; mark++) {
      busy.add(new Mark(mark));
    }
    Desired desired =
        Compiler.compile(
            candidate, new Environment(Set.of("wlc"), () -> busy, () -> mark -> false));
    assertEquals(List.of("error no-mark-free '" + WEB + "'"), Scene.told(desired.diagnostics()));
    assertTrue(desired.diagnostics().get(0).message().endsWith("web and 1 more services"));
    assertEquals(new TreeMap<>(), desired.snapshot().services());
    assertEquals(Timeouts.DEFAULT, desired.snapshot().timeouts());
  }

  @Test
  void twoFamiliesShareOneMark() {
    scene.apply(
        "service web on 10.0.0.1,2001:db8::1 ports 80,443",
        "  server 10.1.0.1",
        "  server 2001:db8:1::1");
    assertEquals(List.of("mark 1000", "mark 1000 ipv6"), scene.entries());
    assertEquals(
        List.of("mark 1000 10.1.0.1:0", "mark 1000 ipv6 [2001:db8:1::1]:0"), scene.servers());
  }

  @Test
  void withoutItsMarkAServiceOfOnePortGetsAnEntryOfItsOwn() {
    scene.apply("service web on 10.0.0.1 port 80 mark 10", "  server 10.1.0.1");
    scene.apply("set web no mark");
    assertEquals(List.of("tcp 10.0.0.1:80"), scene.entries());
    assertEquals(List.of(), scene.rules());
    assertEquals(List.of("tcp 10.0.0.1:80 10.1.0.1:80"), scene.servers());
  }

  @Test
  void withoutItsMarkAServiceThatNeedsOneKeepsIt() {
    scene.apply(WEB + " mark 10").apply("set web no mark");
    assertEquals(List.of("mark 10"), scene.entries());
  }

  @Test
  void anotherMarkMovesTheRules() {
    scene.apply(WEB).apply("set web mark 12");
    assertEquals(List.of("mark 12"), scene.entries());
    assertEquals(
        List.of("tcp 10.0.0.1:80 to mark 12", "tcp 10.0.0.1:443 to mark 12"), scene.rules());
  }
}
