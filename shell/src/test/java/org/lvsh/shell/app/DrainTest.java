package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.terminal.Colours;

/** Drain and undrain, on what is like a machine's kernel. */
class DrainTest {
  private static final String SHOP =
      """
      service mail on 10.0.0.2 port 25
        server 10.1.0.1 weight 3
        server 10.1.0.2
      service shop on 10.0.0.1 port 80
        server 10.1.0.1 weight 4
        server 10.1.0.2
      """;

  private static final ServiceKey WEB = Scene.tcp("10.0.0.1", 80);
  private static final ServiceKey MAIL = Scene.tcp("10.0.0.2", 25);

  private final LiveLike kernel = new LiveLike();
  @TempDir Path folder;
  private Path shop;

  @BeforeEach
  void applyTheShop() throws IOException {
    shop = folder.resolve("shop.lvs");
    write(SHOP);
    lvsh("--yes", "apply", shop.toString()).ends(0);
  }

  private void write(String text) throws IOException {
    Files.writeString(shop, text);
  }

  private Ran lvsh(String... arguments) {
    return Ran.on(kernel, folder.resolve("run"), arguments);
  }

  private Ran yes(String... statement) {
    return lvsh(Stream.concat(Stream.of("--yes"), Stream.of(statement)).toArray(String[]::new));
  }

  private static ServerKey server(String address, int port) {
    return new ServerKey(IpAddress.of(address), port);
  }

  private int weight(ServiceKey service, int port) {
    return kernel.read().services().get(service).servers().get(server("10.1.0.1", port)).weight();
  }

  private void others(Operation operation) {
    List<Outcome> outcomes = kernel.apply(List.of(operation), Progress.SILENT);
    assertEquals(Outcome.Status.DONE, outcomes.get(0).status());
  }

  /** The server has clients. */
  private void count(long active, long inactive, long templates) {
    TreeMap<ServerKey, ServerStatistics> servers = new TreeMap<>();
    servers.put(
        server("10.1.0.1", 80), new ServerStatistics(Counters.NONE, active, inactive, templates));
    kernel.counting(WEB, new ServiceStatistics(Counters.NONE, servers));
  }

  @Test
  void aServerIsDrainedInEveryServiceThatHasItAndGetsItsWeightsBack() {
    Snapshot before = kernel.read();
    yes("drain", "10.1.0.1")
        .ends(0)
        .says("~ server 10.1.0.1:80: weight 4 direct -> weight 0 direct (drained since ")
        .says("~ server 10.1.0.1:25: weight 3 direct -> weight 0 direct (drained since ")
        .says("(4 operations on the live kernel)")
        .says("10.1.0.1 is drained: no connection and no template left.");
    assertEquals(List.of(0, 0), List.of(weight(WEB, 80), weight(MAIL, 25)));
    lvsh("show", "servers").says("DRAINED").says("since ").says(", weight 4 before");
    lvsh("show", "servers", "as", "json").says("\"weightWhenUndrained\": 4");
    lvsh("show", "services", "as", "ipvsadm").says("-r 10.1.0.1:80 -g -w 0");
    yes("undrain", "10.1.0.1")
        .ends(0)
        .says("weight 0 direct -> weight 4 direct (no longer drained)");
    assertEquals(before, kernel.read());
  }

  @Test
  void oneServiceAloneMayBeMeant() {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    assertEquals(List.of(0, 3), List.of(weight(WEB, 80), weight(MAIL, 25)));
    yes("undrain", "10.1.0.1", "in", "mail").ends(0).tells("server 10.1.0.1 is not drained");
    yes("undrain", "10.1.0.1", "in", "shop").ends(0);
    assertEquals(4, weight(WEB, 80));
  }

  @Test
  void aPortMeansTheServersOnItAlone() {
    yes("drain", "10.1.0.1:25").ends(0);
    assertEquals(List.of(4, 0), List.of(weight(WEB, 80), weight(MAIL, 25)));
  }

  @Test
  void aDeclarationDoesNotLiftADrain() throws IOException {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    yes("apply", shop.toString())
        .ends(0)
        .says("Nothing to change")
        .tells("shop: 10.1.0.1:80 is drained since ")
        .tells(", and stays so");
    write(SHOP.replace("weight 4", "weight 7"));
    yes("apply", shop.toString())
        .ends(0)
        .says("~ server 10.1.0.1:80: weight 4 -> 7 once undrained (drained since ");
    assertEquals(0, weight(WEB, 80));
    yes("undrain", "10.1.0.1").ends(0);
    assertEquals(7, weight(WEB, 80));
  }

  @Test
  void theWarningCanBeSilenced() throws IOException {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    write("allow drained\n" + SHOP);
    assertEquals("", yes("apply", shop.toString()).ends(0).errors());
  }

  @Test
  void anEditDoesNotLiftItEither() {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    yes("set", "shop", "wrr").ends(0).tells("10.1.0.1:80 is drained since ");
    yes("set", "shop", "server", "10.1.0.1", "weight", "9").ends(0);
    assertEquals(0, weight(WEB, 80));
    yes("undrain", "10.1.0.1").ends(0);
    assertEquals(9, weight(WEB, 80));
  }

  @Test
  void itOutlivesARenameAndAReplacement() throws IOException {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    yes("rename", "shop", "to", "store").ends(0);
    lvsh("show", "servers").says("weight 4 before");
    yes("--replace", "set", "store", "ports", "80,443").ends(0).says("(drained since ");
    lvsh("show", "servers").says("weight 4 before");
    lvsh("show", "services", "as", "ipvsadm").says("-r 10.1.0.1:0 -g -w 0");
  }

  @Test
  void aServerThatIsRemovedAndAddedAnewIsNotDrained() {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    yes("remove", "server", "10.1.0.1", "from", "shop").ends(0);
    yes("add", "server", "10.1.0.1", "weight", "2", "to", "shop").ends(0);
    assertEquals(2, weight(WEB, 80));
  }

  /** Who empties IPVS by hand has not said that the machine may have clients again. */
  @Test
  void aServiceThatIsLostAndMadeAnewHasItDrainedStill() {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    others(new Operation.RemoveService(WEB));
    yes("apply", shop.toString()).ends(0).says("+ server 10.1.0.1 weight 0 direct (drained since ");
    assertEquals(0, weight(WEB, 80));
    others(new Operation.RemoveServer(WEB, server("10.1.0.1", 80)));
    yes("set", "shop", "rr").ends(0);
    yes("apply", shop.toString()).ends(0);
    assertEquals(0, weight(WEB, 80));
    yes("undrain", "10.1.0.1").ends(0);
    assertEquals(4, weight(WEB, 80));
  }

  @Test
  void aWeightGivenByHandEndsIt() {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    others(
        new Operation.ChangeServer(
            WEB, RealServer.of(server("10.1.0.1", 80), 5, Forwarding.DIRECT)));
    assertFalse(lvsh("show", "servers").output().contains("DRAINED"));
    lvsh("show", "drift").ends(2).says("weight 0 direct -> weight 5 direct");
    yes("set", "shop", "wrr").ends(0);
    assertEquals(5, weight(WEB, 80));
    yes("undrain", "10.1.0.1").ends(0).tells("is not drained");
  }

  @Test
  void aPoolStaysAPoolWhileOneOfItsServicesHasADrainedServer() throws IOException {
    write(
        """
        pool app
          server 10.1.0.1 weight 4
          server 10.1.0.2
        service shop on 10.0.0.1 port 80 pool app
        service mail on 10.0.0.2 port 25 pool app
        """);
    yes("apply", shop.toString()).ends(0);
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    lvsh("plan", shop.toString()).ends(0);
    yes("add", "server", "10.1.0.3", "to", "app").ends(0);
    assertEquals(List.of(0, 4), List.of(weight(WEB, 80), weight(MAIL, 25)));
  }

  @Test
  void whatIsExportedDeclaresTheSameAndSaysWhatIsDrained() throws IOException {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    Path exported = folder.resolve("director.lvs");
    lvsh("export", "lvs", "to", exported.toString()).ends(0);
    assertTrue(
        Files.readString(exported).contains("  server 10.1.0.1 weight 4 direct  # drained since "));
    lvsh("plan", exported.toString()).ends(0);
    lvsh("plan", shop.toString(), "against", exported.toString()).ends(0);
  }

  @Test
  void whoDrainsTheLastServerIsWarned() {
    yes("drain", "10.1.0.1").ends(0);
    yes("drain", "10.1.0.2", "from", "shop")
        .ends(0)
        .tells("service shop has no server with a weight left: new clients are refused");
  }

  @Test
  void whatOthersMadeIsNotDrained() {
    ServiceKey theirs = Scene.tcp("10.0.0.9", 80);
    others(Scene.foreign(theirs));
    others(
        new Operation.AddServer(
            theirs, RealServer.of(server("10.1.0.1", 80), 5, Forwarding.DIRECT)));
    yes("drain", "10.1.0.1").ends(0).tells("others made tcp-10.0.0.9-80");
    assertEquals(5, weight(theirs, 80));
    yes("drain", "10.1.0.1", "from", "tcp-10.0.0.9-80").ends(1).tells("'adopt'");
  }

  @Test
  void whatIsNotThereIsToldWithWhatIs() {
    yes("drain", "10.1.0.9").ends(1).tells("no service has a server 10.1.0.9");
    yes("drain", "10.1.0.1:81", "from", "shop")
        .ends(1)
        .tells("service shop has no server 10.1.0.1:81")
        .tells("it has 10.1.0.1:80, 10.1.0.2:80");
    yes("undrain", "10.1.0.1", "in", "shp").ends(1).tells("did you mean 'shop'?");
  }

  @Test
  void itIsAskedForLikeAnyPlan() {
    Snapshot before = kernel.read();
    lvsh("drain", "10.1.0.1").ends(1).tells("say --yes");
    assertEquals(before, kernel.read());
  }

  @Test
  void whatIsStagedIsNotMixedUpWithIt() {
    String state = folder.resolve("state").toString();
    Ran.lvsh("--state", state, "--yes", "apply", shop.toString()).ends(0);
    for (String verb : List.of("drain", "undrain")) {
      byte[] script = ("set shop wrr\n" + verb + " 10.1.0.1\n").getBytes(StandardCharsets.UTF_8);
      Ran.withInput(script, Map.of(), "--state", state, "--yes", "-")
          .ends(1)
          .tells("'apply' or 'discard' it first");
    }
  }

  @Test
  void itIsInTheHistoryAndInTheAuditLogAndCanBeRolledBack() throws IOException {
    Snapshot before = kernel.read();
    yes("drain", "10.1.0.1", "from", "shop", "within", "0").ends(0);
    lvsh("history").says("drain 10.1.0.1 from shop within 0s");
    String log = Files.readString(folder.resolve("run/log/audit.log"));
    assertTrue(log.contains("\"what\":\"drain 10.1.0.1 from shop within 0s\""), log);
    yes("rollback").ends(0).says("(no longer drained)");
    assertEquals(before, kernel.read());
  }

  @Test
  void whereNamesAreLostNothingIsDrained() {
    yes("drain", "10.1.0.1", "from", "shop").ends(0);
    kernel.flushRuleset();
    yes("drain", "10.1.0.2").ends(1).tells("the packet filter has lost the names");
    yes("apply").ends(0);
    lvsh("show", "servers").says("weight 4 before");
  }

  @Test
  void withoutATerminalNobodyWaitsUnlessATimeIsSaid() {
    count(3, 2, 1);
    yes("drain", "10.1.0.1", "from", "shop")
        .ends(0)
        .says("10.1.0.1 is draining: 5 connections and 1 template left.");
    yes("drain", "10.1.0.1", "from", "shop", "within", "0s")
        .ends(1)
        .tells("error: after 0s there are 5 connections and 1 template left on 10.1.0.1")
        .tells("nothing was cut, and it stays draining");
    assertEquals(0, weight(WEB, 80));
  }

  @Test
  void controlCAtThePromptStopsWaitingAndLeavesItDraining() throws InterruptedException {
    count(3, 2, 1);
    Typed typed = Typed.on(kernel, "ansi", 120, Colours.OFF);
    Thread prompt = new Thread(typed::run);
    prompt.start();
    typed.line("drain 10.1.0.1 from shop").await("Apply this plan?").line("y");
    typed.await("draining 10.1.0.1: 5 connections and 1 template left; Ctrl-C stops waiting");
    typed.keys("\u0003").await("10.1.0.1 stays draining: 5 connections and 1 template left");
    typed.line("exit");
    prompt.join(20_000);
    assertFalse(prompt.isAlive(), typed::screen);
    assertEquals(0, weight(WEB, 80));
  }
}
