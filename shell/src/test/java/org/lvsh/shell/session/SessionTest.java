package org.lvsh.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.Plan;

/** What is staged, taken back and proposed. */
class SessionTest {
  private static final String WEB = "service web on 10.0.0.1 port 80";
  private final Scene scene = Scene.empty();
  private final Session session = scene.session();

  private List<String> type(String line) {
    Statement statement = Scene.parse(line).statements().get(0);
    return Scene.told(session.stage(new Staged(statement, "prompt", true)));
  }

  private void typed(String... lines) {
    for (String line : lines) {
      assertEquals(List.of(), type(line), line);
    }
  }

  private Plan plan() {
    return session.propose().plan().orElseThrow();
  }

  @Test
  void afterAStatementWasGivenUpAServerLineBelongsToNoService() {
    typed(WEB);
    assertEquals(Optional.of("web"), session.context());
    session.givenUp();
    assertEquals(Optional.empty(), session.context());
    assertEquals(List.of("error no-service 'server 10.1.0.1'"), type("server 10.1.0.1"));
    assertEquals(1, session.staged().size());
  }

  @Test
  void removingAServerThatCarriesClientsIsWarnedOfAtOnce() {
    LiveLike kernel = new LiveLike();
    ServiceKey web = Scene.tcp("10.0.0.1", 80);
    kernel.carrying(web, new ServerKey(IpAddress.of("10.1.0.2"), 80), 12, 3, 30);
    Scene busy = Scene.on(kernel).apply(WEB, "server 10.1.0.1", "server 10.1.0.2");
    assertEquals(List.of(), warnings(busy, "remove server 10.1.0.1 from web"));
    List<Diagnostic> told = warnings(busy, "remove server 10.1.0.2 from web");
    assertEquals(List.of("warning server-in-use '10.1.0.2'"), Scene.told(told));
    assertEquals("10.1.0.2 carries 15 connections and 30 templates of web", told.get(0).message());
    assertEquals(List.of(), warnings(busy, "add server 10.1.0.3 to web"));
    assertEquals(3, busy.session().staged().size());
  }

  @Test
  void aServerOfAPoolIsWarnedOfForEachServiceThatItCarriesClientsOf() {
    LiveLike kernel = new LiveLike();
    ServerKey server = new ServerKey(IpAddress.of("10.1.0.1"), 80);
    kernel.carrying(Scene.tcp("10.0.0.1", 80), server, 0, 1, 0);
    kernel.carrying(Scene.tcp("10.0.0.2", 80), server, 2, 0, 0);
    Scene busy =
        Scene.on(kernel)
            .apply(
                "pool farm",
                "server 10.1.0.1",
                "server 10.1.0.2",
                "service alpha on 10.0.0.1 port 80 pool farm",
                "service beta on 10.0.0.2 port 80 pool farm",
                "service gamma on 10.0.0.3 port 80 pool farm");
    assertEquals(
        List.of("10.1.0.1 carries 1 connection of alpha", "10.1.0.1 carries 2 connections of beta"),
        warnings(busy, "remove server 10.1.0.1 from farm").stream()
            .map(Diagnostic::message)
            .toList());
  }

  private static List<Diagnostic> warnings(Scene scene, String line) {
    Statement statement = Scene.parse(line).statements().get(0);
    return scene.session().stage(new Staged(statement, "prompt", true));
  }

  @Test
  void aServiceIsTheContextOfTheServersBelowIt() {
    typed(WEB, "server 10.1.0.1", "server 10.1.0.2");
    assertEquals(Optional.of("web"), session.context());
    assertEquals(3, plan().operations().stream().filter(one -> !one.isFirewall()).count());
  }

  @Test
  void anEditEndsTheContext() {
    typed(WEB, "set web wrr");
    assertEquals(Optional.empty(), session.context());
    assertEquals(List.of("error no-service 'server 10.1.0.1'"), type("server 10.1.0.1"));
  }

  @Test
  void aStatementOfAnotherKindEndsTheContext() {
    typed(WEB);
    session.leaveContext();
    assertEquals(Optional.empty(), session.context());
  }

  @Test
  void askingForTheContextReadsNoKernel() {
    Session untouched =
        new Session(
            () -> {
              throw new AssertionError("the kernel was asked for");
            });
    untouched.leaveContext();
    assertEquals(Optional.empty(), untouched.context());
    assertEquals(List.of(), untouched.staged());
    assertEquals(0, untouched.discard());
  }

  @Test
  void aMistakeIsNotKept() {
    type("set nothing wrr");
    assertEquals(List.of(), session.staged());
    assertTrue(plan().isEmpty());
  }

  @Test
  void serversBelowAServiceThatWasNotTakenAreNotTakenEither() {
    scene.applyAs("shop.lvs", "service theirs on 10.0.0.9 port 80");
    typed(WEB);
    assertEquals(
        List.of("error other-source 'theirs'"), type("service theirs on 10.0.0.8 port 80"));
    assertEquals(List.of("error no-service 'server 10.1.0.1'"), type("server 10.1.0.1"));
    assertEquals(1, session.staged().size());
    assertTrue(session.propose().plan().orElseThrow().changes().get(0).servers().isEmpty());
  }

  @Test
  void undoTakesBackTheLastStatementAndItsContext() {
    typed(WEB, "server 10.1.0.1");
    assertTrue(session.undo().isPresent());
    assertEquals(Optional.of("web"), session.context());
    assertEquals(0, session.candidate().service("web").orElseThrow().servers().size());
    assertTrue(session.undo().isPresent());
    assertEquals(Optional.empty(), session.context());
    assertEquals(Optional.empty(), session.undo());
  }

  @Test
  void undoBringsBackWhatADeclarationStartedAnew() {
    scene.applyAs("prompt", WEB, "server 10.1.0.1");
    assertEquals(List.of("warning starts-anew 'web'"), type(WEB));
    session.undo();
    assertEquals(1, session.candidate().service("web").orElseThrow().servers().size());
    assertTrue(plan().isEmpty());
  }

  @Test
  void discardTakesBackAll() {
    typed(WEB, "server 10.1.0.1");
    assertEquals(2, session.discard());
    assertEquals(Optional.empty(), session.context());
    assertTrue(plan().isEmpty());
  }

  @Test
  void proposingChangesNothing() {
    typed(WEB);
    plan();
    plan();
    assertEquals(1, session.staged().size());
    assertEquals(List.of(), scene.entries());
    assertEquals(Optional.of("web"), session.context());
  }

  @Test
  void thePlanIsMadeFromTheLiveStateAsItIsNow() {
    typed(WEB);
    scene.others(Scene.foreign(Scene.tcp("10.0.0.9", 80)));
    assertEquals(1, plan().basis().services().size());
    assertEquals(1, plan().count(ChangeKind.ADD));
  }

  @Test
  void aServiceThatMovedAwayUnderAnEditIsAMistakeThen() {
    scene.applyAs("prompt", WEB);
    typed("set web wrr");
    scene.others(new Operation.RemoveService(Scene.tcp("10.0.0.1", 80)));
    Proposal proposal = session.propose();
    assertEquals(Optional.empty(), proposal.plan());
    assertEquals(List.of("error unknown-service 'web'"), Scene.told(proposal.diagnostics()));
  }

  @Test
  void aMarkThatOthersTookMeanwhileIsNotGiven() {
    typed("service web on 10.0.0.1 ports 80,443", "server 10.1.0.1");
    scene.others(Scene.foreign(new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(1000))));
    scene.carryOut(plan());
    assertEquals(List.of("mark 1000", "mark 1001"), scene.entries());
  }

  @Test
  void whatIsStagedPlaysNoPartInAFilesPlan() {
    typed(WEB);
    assertTrue(scene.plan("remove all").isEmpty());
  }

  @Test
  void aProposalWithAnErrorHasNoPlanAndSaysEverything() {
    Proposal proposal =
        scene.propose("set nothing wrr", "service all on 10.0.0.1 ports any", "server 10.1.0.1");
    assertEquals(Optional.empty(), proposal.plan());
    assertEquals(
        List.of(
            "error unknown-service 'nothing'",
            "error any-without-sticky 'service all on 10.0.0.1 ports any'"),
        Scene.told(proposal.diagnostics()));
  }
}
