package org.lvsh.shell.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.session.Scene;

/** What becomes of clients whose server a change drains or removes. */
class ServerLintTest {
  private static final String WEB = "service web on 10.0.0.1 ports 80,443 sticky 600s";
  private static final String DNS = "service dns on 10.0.0.1 port 53 udp";

  private final Scene scene =
      Scene.empty()
          .apply(
              WEB,
              "server 10.1.0.1",
              "server 10.1.0.2",
              "server 10.1.0.3",
              DNS,
              "server 10.1.0.1",
              "server 10.1.0.2");

  private Diagnostic only(String... lines) {
    List<Diagnostic> told = scene.propose(lines).diagnostics();
    assertEquals(1, told.size(), told::toString);
    assertTrue(told.get(0).hint().isPresent());
    return told.get(0);
  }

  @Test
  void aDrainedServerKeepsItsStickyClients() {
    String edit = "set web server 10.1.0.2 weight 0";
    assertEquals(List.of("warning sticky-drained '" + edit + "'"), scene.mistakes(edit));
    assertEquals(
        "clients of web that are sticky to 10.1.0.2:0 stay there: expire_quiescent_template is 0",
        only(edit).message());
  }

  @Test
  void severalServersAreToldOfInOneWarning() {
    String[] anew = {
      WEB, "server 10.1.0.1 weight 0", "server 10.1.0.2 weight 0", "server 10.1.0.3"
    };
    assertEquals(List.of("warning sticky-drained '" + WEB + "'"), scene.mistakes(anew));
    assertEquals(
        "clients of web that are sticky to 10.1.0.1:0 and 1 more stay there:"
            + " expire_quiescent_template is 0",
        only(anew).message());
  }

  @Test
  void aRemovedServerLeavesConnectionsBehind() {
    String edit = "remove server 10.1.0.2 from dns";
    assertEquals(List.of("warning connections-dropped '" + edit + "'"), scene.mistakes(edit));
    assertEquals(
        "packets of connections that dns has to 10.1.0.2:53 are dropped until they time out:"
            + " expire_nodest_conn is 0",
        only(edit).message());
    assertEquals(
        List.of("warning connections-dropped '" + DNS + "'"),
        scene.mistakes(DNS, "server 10.1.0.1"));
  }

  @Test
  void aServerOfAPoolIsToldOfForEachServiceThatSharesIt() {
    Scene shared =
        Scene.empty()
            .apply(
                "pool farm",
                "server 10.1.0.1",
                "server 10.1.0.2",
                "service alpha on 10.0.0.1 port 80 pool farm",
                "service beta on 10.0.0.2 port 80 sticky 5m pool farm");
    assertEquals(
        List.of("connections-dropped of alpha", "connections-dropped of beta"),
        told(shared, "remove server 10.1.0.2 from farm"));
    assertEquals(
        List.of("sticky-drained of beta"), told(shared, "set farm server 10.1.0.2 weight 0"));
  }

  private static List<String> told(Scene scene, String edit) {
    return scene.propose(edit).diagnostics().stream()
        .map(one -> one.code() + " of " + (one.message().contains("alpha") ? "alpha" : "beta"))
        .toList();
  }

  @Test
  void theWayOutThatItNamesIsOne() {
    String drain = "set web server 10.1.0.2 weight 0";
    String remove = "remove server 10.1.0.2 from web";
    assertEquals(List.of(), scene.mistakes("kernel expire_quiescent_template = 1", drain));
    assertEquals(List.of(), scene.mistakes("kernel expire_nodest_conn = 1", remove));
    assertEquals(List.of(), scene.apply(drain).mistakes(remove));
    scene.apply("kernel expire_quiescent_template = 1");
    assertEquals(List.of(), scene.mistakes("set web server 10.1.0.3 weight 0"));
    assertEquals(
        List.of("warning connections-dropped 'remove server 10.1.0.3 from web'"),
        scene.mistakes("remove server 10.1.0.3 from web"));
  }

  @Test
  void whatIsDrainedAlreadyIsNoNews() {
    String drain = "set web server 10.1.0.2 weight 0";
    scene.apply(drain);
    assertEquals(List.of(), scene.mistakes(drain));
    assertEquals(List.of(), scene.mistakes("set web sticky 300s"));
    assertEquals(
        List.of(),
        scene.mistakes("add server 10.1.0.4 weight 0 to web", "set web server 10.1.0.2 weight 1"));
  }

  @Test
  void onlyStickyClientsStayOnADrainedServer() {
    assertEquals(List.of(), scene.mistakes("set dns server 10.1.0.1 weight 0"));
    assertEquals(
        List.of(), scene.mistakes("set web no sticky", "set web server 10.1.0.1 weight 0"));
  }

  /** What ends as a whole is shown as what ends. */
  @Test
  void aServiceThatGoesOrIsReplacedIsNotToldOfServerByServer() {
    assertEquals(List.of(), scene.mistakes("remove service web"));
    assertEquals(
        List.of(), scene.mistakes("set dns port 5353", "remove server 10.1.0.1:5353 from dns"));
  }

  @Test
  void eachIsSilencedByItselfAndOnTheService() {
    String drain = "set web server 10.1.0.2 weight 0";
    String remove = "remove server 10.1.0.3 from web";
    assertEquals(
        List.of(
            "warning sticky-drained '" + remove + "'",
            "warning connections-dropped '" + remove + "'"),
        scene.mistakes(drain, remove));
    assertEquals(
        List.of(), scene.mistakes("allow sticky-drained,connections-dropped", drain, remove));
    assertEquals(
        List.of("warning connections-dropped '" + remove + "'"),
        scene.mistakes("allow sticky-drained", drain, remove));
    String allowed = WEB + " allow sticky-drained,connections-dropped";
    assertEquals(List.of(), scene.mistakes(allowed, "server 10.1.0.1", "server 10.1.0.2 weight 0"));
  }

  @Test
  void nothingIsToldWhereWhatIsWantedIsNotKnown() {
    assertEquals(
        List.of("error any-without-sticky 'service all on 10.0.0.9 ports any'"),
        scene.mistakes(
            "set web server 10.1.0.2 weight 0",
            "service all on 10.0.0.9 ports any",
            "server 10.1.0.1"));
  }
}
