package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** History, rollback and drift, on what is like a machine's kernel. */
class HistoryTest {
  private static final String SHOP =
      """
      service shop on 10.0.0.1 ports 80,443 sticky 600s
        server 10.1.0.1 weight 4
        server 10.1.0.2 weight 4
      """;

  private final LiveLike kernel = new LiveLike();
  @TempDir Path folder;
  private Path shop;

  @BeforeEach
  void write() throws IOException {
    shop = folder.resolve("shop.lvs");
    Files.writeString(shop, SHOP);
  }

  private Ran lvsh(String... arguments) {
    return Ran.on(kernel, folder.resolve("run"), arguments);
  }

  private void apply() {
    lvsh("--yes", "apply", shop.toString()).ends(0);
  }

  private void edit(String... statement) {
    String[] all = Stream.concat(Stream.of("--yes"), Stream.of(statement)).toArray(String[]::new);
    lvsh(all).ends(0).says("Applied");
  }

  private void others(Operation operation) {
    List<Outcome> outcomes = kernel.apply(List.of(operation), Progress.SILENT);
    assertEquals(Outcome.Status.DONE, outcomes.get(0).status());
  }

  private JsonObject json(String... statement) {
    return JsonParser.parseString(lvsh(statement).output()).getAsJsonObject();
  }

  /** What the applies were, the newest first. */
  private List<String> history() {
    JsonArray applies = json("history", "as", "json").getAsJsonArray("applies");
    return Stream.iterate(0, place -> place + 1)
        .limit(applies.size())
        .map(place -> applies.get(place).getAsJsonObject())
        .map(one -> one.get("what").getAsString() + ": " + one.get("outcome").getAsString())
        .toList();
  }

  @Test
  void everyApplyIsListedTheNewestFirst() {
    apply();
    edit("set", "shop", "wrr");
    lvsh("history")
        .ends(0)
        .says("N  WHEN ")
        .says("apply: set shop wrr")
        .says("apply " + shop.toString().substring(0, 20));
    List<String> lines = lvsh("history").lines();
    assertTrue(lines.get(1).startsWith("2  "), lines::toString);
    assertTrue(lines.get(2).startsWith("1  "), lines::toString);
    JsonObject newest =
        json("history", "as", "json").getAsJsonArray("applies").get(0).getAsJsonObject();
    assertEquals(2, newest.get("number").getAsInt());
    assertEquals("done", newest.get("outcome").getAsString());
    assertEquals("set shop wrr", newest.getAsJsonArray("statements").get(0).getAsString());
    assertEquals(1, newest.get("operations").getAsInt());
  }

  @Test
  void onlyAScreenOfThemIsListedUnlessAllAreWanted() {
    apply();
    for (int weight = 5; weight < 27; weight++) {
      edit("set", "shop", "server", "10.1.0.1", "weight", Integer.toString(weight));
    }
    assertEquals(22, lvsh("history").says("… and 3 earlier: 'history all'").lines().size());
    assertEquals(24, lvsh("history", "all").lines().size());
    assertEquals(23, json("history", "as", "json").getAsJsonArray("applies").size());
  }

  @Test
  void oneOfThemIsShownWithItsPlanAndTheStateBeforeIt() {
    apply();
    edit("set", "shop", "wrr");
    lvsh("show", "history", "2")
        .ends(0)
        .says("Apply 2: apply")
        .says("outcome    done")
        .says("statement  set shop wrr")
        .says("~ scheduler wlc -> wrr")
        .says("service shop on 10.0.0.1 ports 80,443 sticky 600s wlc")
        .says("#: lvsh-snapshot");
    JsonObject shown = json("show", "history", "2", "as", "json");
    assertEquals("lvsh-apply", shown.get("format").getAsString());
    assertEquals("lvsh-plan", shown.getAsJsonObject("plan").get("format").getAsString());
    lvsh("show", "history", "2", "as", "ipvsadm").ends(1).tells("ipvsadm knows no history");
    lvsh("show", "history", "3").ends(1).tells("there is no apply 3").tells("it has 1 to 2");
  }

  @Test
  void aDamagedPlanIsToldAndItsTextStillShown() throws IOException {
    apply();
    try (Stream<Path> kept = Files.walk(folder.resolve("run"))) {
      Path plan = kept.filter(path -> path.endsWith("1/plan.json")).findFirst().orElseThrow();
      String whole = Files.readString(plan);
      for (String damaged : List.of(whole.substring(0, 20), "", "garbage")) {
        Files.writeString(plan, damaged);
        lvsh("show", "history", "1", "as", "json")
            .ends(1)
            .tells("the plan of entry 1 of the history is damaged")
            .tells("'show history 1' shows it as text");
        lvsh("show", "history", "1").ends(0).says("+ service shop");
      }
      // As it was kept once.
      Files.writeString(plan, whole.replace(",", ",\n  "));
      lvsh("show", "history", "1", "as", "json").ends(0).says("\"lvsh-plan\"");
    }
  }

  @Test
  void theStateBeforeOneIsASnapshotToPlanAgainst() throws IOException {
    apply();
    edit("set", "shop", "wrr");
    Path before = folder.resolve("before.lvs");
    Files.writeString(before, lvsh("show", "history", "2", "as", "lvs").ends(0).output());
    lvsh("plan", shop.toString(), "against", before.toString()).ends(0).says("Nothing to change");
  }

  @Test
  void aRollbackUndoesTheLastApplyAndIsOneItself() {
    apply();
    Snapshot before = kernel.read();
    edit("set", "shop", "wrr", "sticky", "5s");
    edit("rollback");
    assertEquals(before, kernel.read());
    assertEquals("rollback to 2: done", history().get(0));
    edit("rollback");
    lvsh("show", "services").says("wrr");
  }

  @Test
  void aRollbackToAnOlderOneUndoesAllSince() {
    apply();
    Snapshot first = kernel.read();
    edit("set", "shop", "wrr");
    edit("service", "mail", "on", "10.0.0.2", "port", "25;", "server", "10.1.0.9");
    edit("remove", "server", "10.1.0.2", "from", "shop");
    edit("timeouts", "udp", "60s");
    edit("kernel", "sync_threshold", "=", "7", "60");
    edit("rollback", "2");
    assertEquals(first.services(), kernel.read().services());
    assertEquals(first.markRules(), kernel.read().markRules());
    assertEquals(first.ownership(), kernel.read().ownership());
    assertEquals(first.timeouts(), kernel.read().timeouts());
    assertEquals(first.settings(), kernel.read().settings());
    edit("rollback", "1");
    assertTrue(kernel.read().services().isEmpty());
    assertTrue(kernel.read().markRules().isEmpty());
    assertTrue(kernel.read().ownership().isEmpty());
  }

  @Test
  void aServiceThatWasRemovedComesBackWithItsMark() {
    apply();
    Snapshot before = kernel.read();
    edit("remove", "service", "shop");
    edit("service", "mail", "on", "10.0.0.2", "ports", "25,143;", "server", "10.1.0.9");
    edit("rollback", "2");
    assertEquals(before.services(), kernel.read().services());
    assertEquals(before.markRules(), kernel.read().markRules());
  }

  @Test
  void aRenameIsTakenBackAsOne() {
    apply();
    edit("rename", "shop", "to", "store");
    lvsh("--yes", "rollback")
        .ends(0)
        .says("~ service shop")
        .says("(was store)")
        .says("0 services to add, 1 to change, 0 to replace, 0 to remove");
    lvsh("show", "services").says("shop");
  }

  @Test
  void whatOthersMadeIsNeitherRemovedNorChanged() {
    apply();
    ServiceKey theirs = Scene.tcp("10.0.0.9", 80);
    others(Scene.foreign(theirs));
    edit("set", "shop", "wrr");
    edit("rollback", "1");
    assertEquals(List.of(theirs), List.copyOf(kernel.read().services().keySet()));
  }

  @Test
  void whatOthersMadeInThePlaceOfOursIsToldAndLeft() {
    edit("service", "mail", "on", "10.0.0.2", "port", "25;", "server", "10.1.0.9");
    edit("remove", "service", "mail");
    others(Scene.foreign(Scene.tcp("10.0.0.2", 25)));
    Snapshot before = kernel.read();
    lvsh("--yes", "rollback")
        .ends(0)
        .tells("service mail is not put back: others have made a service on tcp 10.0.0.2:25")
        .says("Nothing to change");
    assertEquals(before, kernel.read());
  }

  /** Such a name stayed behind, and no service is there that it could be given to. */
  @Test
  void aNameWhoseServiceSomebodyHadRemovedIsNotPutBack() {
    apply();
    edit("service", "mail", "on", "10.0.0.2", "port", "25;", "server", "10.1.0.9");
    ServiceKey shopsOwn = kernel.read().services().lastKey();
    others(new Operation.RemoveService(shopsOwn));
    edit("remove", "all");
    edit("service", "news", "on", "10.0.0.3", "port", "119;", "server", "10.1.0.9");
    edit("rollback", "3");
    assertEquals(
        List.of(Scene.tcp("10.0.0.2", 25)), List.copyOf(kernel.read().services().keySet()));
    assertEquals(kernel.read().services().keySet(), kernel.read().ownership().keySet());
  }

  /** The mark would take all packets from it. */
  @Test
  void aRangeComesBackAroundWhatOthersMadeInIt() {
    edit("service", "wide", "on", "10.0.0.2", "ports", "1-1000;", "server", "10.1.0.9");
    edit("remove", "service", "wide");
    ServiceKey theirs = Scene.tcp("10.0.0.2", 80);
    others(Scene.foreign(theirs));
    lvsh("--yes", "rollback")
        .ends(0)
        .tells("mark 1000 on tcp 10.0.0.2:1-1000 is put back without port 80: others have made");
    assertEquals(
        List.of("tcp 10.0.0.2:1-79", "tcp 10.0.0.2:81-1000"),
        kernel.read().markRules().keySet().stream().map(Object::toString).toList());
    lvsh("trace", "203.0.113.7", "to", "10.0.0.2:80").ends(0).says("tcp-10.0.0.2-80");
    lvsh("--yes", "rollback", "2").ends(0).says("Nothing to change");
  }

  @Test
  void anAdoptionIsTakenBackToo() {
    others(Scene.foreign(Scene.tcp("10.0.0.2", 25)));
    Snapshot before = kernel.read();
    edit("adopt", "tcp-10.0.0.2-25", "as", "mail");
    edit("set", "mail", "wrr");
    edit("rollback", "1");
    assertEquals(before.services(), kernel.read().services());
    assertTrue(kernel.read().ownership().isEmpty());
  }

  @Test
  void whatNoApplyTouchedStaysAsSomebodyMadeItByHand() {
    apply();
    edit("service", "mail", "on", "10.0.0.2", "port", "25;", "server", "10.1.0.9");
    edit("set", "shop", "wrr");
    others(new Operation.RemoveService(Scene.tcp("10.0.0.2", 25)));
    edit("rollback");
    assertFalse(kernel.read().services().containsKey(Scene.tcp("10.0.0.2", 25)));
    lvsh("show", "services").says("wlc");
  }

  @Test
  void aRollbackIsAskedForLikeAnyPlan() throws IOException {
    apply();
    Files.writeString(shop, SHOP.replace("ports 80,443", "port 80"));
    lvsh("--yes", "--replace", "apply", shop.toString()).ends(0);
    Snapshot before = kernel.read();
    lvsh("rollback").ends(1).tells("say --yes");
    lvsh("--yes", "rollback").ends(1).says("-/+ service shop").tells("say --replace");
    assertEquals(before, kernel.read());
    lvsh("--yes", "--replace", "rollback").ends(0);
    assertEquals(3, history().size());
  }

  @Test
  void anUnknownNumberAndAnEmptyHistoryAreToldPlainly() {
    lvsh("history").ends(0).says("nothing was applied yet");
    lvsh("--yes", "rollback").ends(1).tells("the history has no apply that changed anything");
    lvsh("--yes", "rollback", "7").ends(1).tells("no apply 7").tells("nothing was applied yet");
    lvsh("show", "drift").ends(1).tells("nothing is recorded");
  }

  @Test
  void whatIsStagedIsNotMixedUpWithARollback() {
    apply();
    String script = "set shop wrr\nrollback\n";
    byte[] input = script.getBytes(StandardCharsets.UTF_8);
    String state = folder.resolve("state").toString();
    Ran.lvsh("--state", state, "--yes", "apply", shop.toString()).ends(0);
    Ran.withInput(input, Map.of(), "--state", state, "--yes", "-")
        .ends(1)
        .tells("'apply' or 'discard' it first");
  }

  @Test
  void anApplyThatFailsIsKeptWithHowItEnded() throws IOException {
    apply();
    Files.writeString(shop, "kernel sync_refresh_period = 8589935\nkernel sync_ports = 4\n");
    lvsh("--yes", "apply", shop.toString()).ends(1);
    assertTrue(history().get(0).endsWith(": failed, put back"), () -> history().toString());
    edit("rollback");
    assertEquals("rollback to 1: done", history().get(0));
    assertTrue(kernel.read().services().isEmpty());
  }

  @Test
  void aSimulatedKernelKeepsItsHistoryBesideItsState() {
    String state = folder.resolve("my.state").toString();
    Ran.lvsh("--state", state, "--yes", "apply", shop.toString()).ends(0);
    Ran.lvsh("--state", state, "history").ends(0).says("done");
    assertTrue(Files.isDirectory(folder.resolve(".my.state.history")));
    assertTrue(Files.isRegularFile(folder.resolve(".my.state.audit")));
    Ran.lvsh("--state", state, "--yes", "rollback").ends(0).says("- service shop");
  }

  @Test
  void oneInMemoryKeepsItForTheSession() {
    String script =
        """
        %sapply
        set shop wrr
        apply
        history
        rollback
        show services
        """
            .formatted(SHOP);
    Ran.withInput(
            script.getBytes(StandardCharsets.UTF_8),
            Map.of(),
            "--kernel",
            "simulated",
            "--yes",
            "-")
        .ends(0)
        .says("apply: set shop wrr")
        .says("~ scheduler wrr -> wlc");
  }

  @Test
  void aHistoryThatCannotBeWrittenIsToldAndTheApplyStays() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/lib"), "a file where the folder should be");
    lvsh("--yes", "apply", shop.toString())
        .ends(0)
        .says("Applied")
        .tells("warning: not kept in the history: ");
    assertFalse(kernel.read().services().isEmpty());
  }

  @Test
  void anAuditLogThatCannotBeWrittenIsToldAndTheApplyStays() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/log"), "a file where the folder should be");
    lvsh("--yes", "apply", shop.toString())
        .ends(0)
        .says("Applied")
        .tells("warning: not in the audit log: ");
    lvsh("zero").ends(0).tells("warning: not in the audit log: ");
    assertFalse(kernel.read().services().isEmpty());
  }

  @Test
  void everythingThatIsDoneIsInTheAuditLog() throws IOException {
    apply();
    edit("set", "shop", "wrr");
    edit("rollback");
    lvsh("zero", "shop").ends(0);
    lvsh("show", "services").ends(0);
    List<String> lines = Files.readAllLines(folder.resolve("run/log/audit.log"));
    assertEquals(4, lines.size());
    JsonObject second = JsonParser.parseString(lines.get(1)).getAsJsonObject();
    assertEquals("apply", second.get("what").getAsString());
    assertEquals("set shop wrr", second.getAsJsonArray("statements").get(0).getAsString());
    assertTrue(second.getAsJsonArray("done").get(0).getAsString().startsWith("change service"));
    assertTrue(second.get("network").getAsString().startsWith("net-"));
    assertTrue(lines.get(2).contains("\"what\":\"rollback to 2\""), lines.get(2));
    assertTrue(lines.get(3).contains("\"what\":\"zero shop\""), lines.get(3));
  }

  @Test
  void withoutDriftThereIsNothingToTell() {
    apply();
    lvsh("show", "drift").ends(0).says("No drift: all is as apply 1 of ");
    assertFalse(json("show", "drift", "as", "json").get("drift").getAsBoolean());
    lvsh("show", "drift", "as", "lvs").ends(1).tells("as table or json");
  }

  @Test
  void whatSomebodyChangedByHandIsDrift() {
    edit("service", "mail", "on", "10.0.0.2", "port", "25;", "server", "10.1.0.9");
    apply();
    others(new Operation.RemoveService(Scene.tcp("10.0.0.2", 25)));
    others(Scene.foreign(Scene.tcp("10.0.0.3", 80)));
    lvsh("show", "drift")
        .ends(2)
        .says("- service mail")
        .says("+ service tcp-10.0.0.3-80")
        .says("Drift: 1 service come, 0 changed, 0 replaced, 1 gone since apply 2 of ");
    JsonObject drift = json("show", "drift", "as", "json");
    assertTrue(drift.get("drift").getAsBoolean());
    assertEquals(2, drift.getAsJsonObject("since").get("number").getAsInt());
    assertEquals(2, drift.getAsJsonArray("services").size());
  }

  @Test
  void settingsAreDriftWhereLvshHasSetThem() {
    edit("kernel", "sync_threshold", "=", "7", "60");
    apply();
    setting("drop_entry", "1");
    lvsh("show", "drift").ends(0);
    setting("sync_threshold", "3 50");
    lvsh("show", "drift").ends(2).says("~ kernel sync_threshold 7 60 -> 3 50");
  }

  /** It fills in what was not said. */
  @Test
  void whatTheKernelMakesOfADaemonOrASettingIsNoDrift() {
    edit("sync", "master", "on", "lo");
    edit("kernel", "drop_entry", "=", "1");
    lvsh("show", "drift").ends(0);
    setting("drop_entry", "2");
    lvsh("show", "drift").ends(0);
    setting("drop_entry", "3");
    lvsh("show", "drift").ends(2).says("~ kernel drop_entry 1 -> 3");
  }

  private void setting(String name, String value) {
    others(new Operation.SetSetting(new Setting(name, value)));
  }

  @Test
  void whatOthersDoToTheirOwnIsNoDrift() {
    others(Scene.foreign(Scene.tcp("10.0.0.3", 80)));
    others(Scene.foreign(Scene.tcp("10.0.0.4", 80)));
    apply();
    others(new Operation.RemoveService(Scene.tcp("10.0.0.3", 80)));
    lvsh("show", "drift").ends(0);
  }

  @Test
  void aRestartOfTheMachineIsSaid() throws IOException {
    apply();
    try (Stream<Path> all = Files.walk(folder.resolve("run/lib"))) {
      Path entry = all.filter(path -> path.endsWith("entry.json")).findFirst().orElseThrow();
      Files.writeString(
          entry, Files.readString(entry).replaceAll("\"boot\":\"[^\"]*\"", "\"boot\":\"other\""));
    }
    lvsh("show", "drift").ends(0).says("The machine was restarted since");
    lvsh("show", "history", "1").says("the machine was restarted since");
    lvsh("--yes", "rollback").ends(0).tells("the machine was restarted since apply 1");
  }
}
