package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.store.Moment;

/** Plans that are saved, looked at and carried out later. */
class SavedPlanTest {
  private static final String SHOP =
      """
      service web on 192.168.0.1 ports 80,443 sticky 600s wlc
        server 192.168.1.2 weight 4 direct
        server 192.168.1.3 weight 2 direct
      """;

  @TempDir Path folder;
  private Path shop;
  private Path plan;

  @BeforeEach
  void writeTheShop() throws IOException {
    shop = folder.resolve("shop.lvs");
    plan = folder.resolve("shop.plan");
    Files.writeString(shop, SHOP);
  }

  private Ran lvsh(String... words) {
    return Ran.lvsh(withState(words));
  }

  private String[] withState(String... words) {
    return Stream.concat(
            Stream.of("--state", folder.resolve("state.json").toString()), Stream.of(words))
        .toArray(String[]::new);
  }

  private Ran save() {
    return lvsh("plan", shop.toString(), "to", plan.toString());
  }

  private Ran apply(String... options) {
    return lvsh(
        Stream.concat(Stream.of(options), Stream.of("apply", plan.toString()))
            .toArray(String[]::new));
  }

  private String services() {
    return lvsh("show", "services", "as", "ipvsadm").ends(0).output();
  }

  @Test
  void itIsShownSavedAndCarriedOutAsItWasShown() throws IOException {
    String shown = lvsh("plan", shop.toString()).ends(2).output();
    save().ends(2).says(shown).tells("Wrote " + plan).tells("'apply " + plan + "'");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)));
    assertEquals("", services());
    Files.delete(shop);
    apply("--yes").ends(0).says(shown.lines().findFirst().orElseThrow()).says("Applied: 7 op");
    assertTrue(services().contains("-w 4"));
  }

  @Test
  void itIsShownInEveryFormWithoutAKernel() {
    String text = save().ends(2).output();
    Ran.lvsh("plan", plan.toString())
        .ends(2)
        .says(text.strip())
        .says("made on " + Moment.text(Instant.EPOCH) + " by ")
        .says("for the simulated kernel.");
    JsonObject json =
        JsonParser.parseString(Ran.lvsh("plan", plan.toString(), "as", "json").ends(2).output())
            .getAsJsonObject();
    JsonObject saved = json.getAsJsonObject("saved");
    assertEquals("1970-01-01T00:00:00Z", saved.get("when").getAsString());
    assertEquals(shop.toString(), saved.get("subject").getAsString());
    json.remove("saved");
    assertEquals(
        json, JsonParser.parseString(lvsh("plan", shop.toString(), "as", "json").ends(2).output()));
    String commands = lvsh("plan", shop.toString(), "as", "commands").ends(2).output();
    Ran.lvsh("plan", plan.toString(), "as", "commands")
        .ends(2)
        .says(commands)
        .says("# Saved plan of ");
    Ran.lvsh("--firewall", "nftables", "plan", plan.toString(), "as", "commands")
        .ends(2)
        .says("nft ");
  }

  @Test
  void whatIsToBeSaidNextNamesFilesAsStatementsDo() throws IOException {
    Path file = Files.writeString(folder.resolve("my shop.lvs"), SHOP);
    Path tonight = folder.resolve("to night");
    lvsh("plan", file.toString(), "to", tonight.toString())
        .ends(2)
        .tells("'apply \"" + tonight + "\"' carries out this plan.");
    lvsh("--yes", "service other on 192.168.0.9 port 80").ends(0);
    lvsh("--yes", "apply", shop.toString()).ends(0);
    lvsh("--yes", "apply", tonight.toString())
        .ends(1)
        .tells("make it again: plan \"" + file + "\" to \"" + tonight + "\"");
    String text = Files.readString(tonight);
    Files.writeString(tonight, text.substring(0, text.length() / 2));
    lvsh("plan", tonight.toString())
        .ends(1)
        .tells("make it again: plan FILE to \"" + tonight + "\"");
  }

  @Test
  void jsonStaysJsonWhileItIsSaved() {
    Ran ran = lvsh("plan", shop.toString(), "as", "json", "to", plan.toString()).ends(2);
    assertEquals(
        "lvsh-plan",
        JsonParser.parseString(ran.output()).getAsJsonObject().get("format").getAsString());
    apply("--yes").ends(0);
  }

  @Test
  void whatIsStagedCanBeSavedToo() throws IOException {
    Path script = folder.resolve("job.lvs");
    Files.writeString(script, SHOP + "plan to \"" + plan + "\"\ndiscard\n");
    lvsh(script.toString()).ends(0).says("discarded");
    assertEquals("", services());
    apply("--yes").ends(0);
    lvsh("show", "services", "as", "lvs").says("service web");
    Files.writeString(script, SHOP + "apply \"" + plan + "\"\n");
    lvsh(script.toString()).ends(1).tells("would be mixed up with the file");
  }

  @Test
  void itAsksTheSameQuestions() throws IOException {
    save();
    apply().ends(1).tells("--yes");
    Ran.answering("n\n", withState("apply", plan.toString())).ends(1).tells("Apply this plan?");
    assertEquals("", services());
    Ran.answering("y\n", withState("apply", plan.toString())).ends(0);
    Files.writeString(shop, SHOP.replace("ports 80,443", "port 80"));
    save();
    apply("--yes").ends(1).says("-/+ service web").tells("--replace");
    apply("--yes", "--replace").ends(0);
  }

  @Test
  void onAStateThatHasMovedItIsRefusedAndSaysWhatHas() throws IOException {
    lvsh("--yes", "apply", shop.toString()).ends(0);
    Files.writeString(shop, SHOP.replace("weight 4", "weight 5"));
    save().ends(2);
    lvsh("--yes", "set web server 192.168.1.2 weight 7 limit 9").ends(0);
    lvsh("--yes", "set web rr").ends(0);
    lvsh("--yes", "service other on 192.168.0.9 port 80").ends(0);
    String before = services();
    Ran refused =
        apply("--yes")
            .ends(1)
            .tells("the kernel has changed since " + plan + " was made; nothing was done")
            .tells("make it again: plan " + shop + " to " + plan)
            .says("What has changed since it was made:")
            .says("~ service web")
            .says("~ scheduler wlc -> rr")
            .says("server 192.168.1.2:0: weight 4 direct -> weight 7 direct limit 9");
    assertFalse(refused.output().contains("other"), refused::output);
    assertEquals(before, services());
    Ran.lvsh("plan", plan.toString()).ends(2).says("weight 4 direct -> weight 5 direct");
    lvsh("--yes", "remove service web").ends(0);
    apply("--yes").ends(1).says("- service web on 192.168.0.1 ports 80,443");
    lvsh("--yes", "rename other to web").ends(0);
    apply("--yes").ends(1);
  }

  /** What was applied in between, and is none of the plan's business, is not forgotten. */
  @Test
  void whatIsKeptOfItIsTheStateThatItWasAppliedTo() throws IOException {
    lvsh("--yes", "service other on 192.168.0.9 port 80; server 192.168.1.9").ends(0);
    save().ends(2);
    lvsh("--yes", "set other server 192.168.1.9 weight 5").ends(0);
    apply("--yes").ends(0);
    lvsh("show", "drift").ends(0);
    lvsh("--yes", "set other server 192.168.1.9 weight 7").ends(0);
    lvsh("--yes", "rollback", "3").ends(0);
    lvsh("show", "services", "as", "lvs").says("server 192.168.1.9 weight 5");
  }

  @Test
  void whoHasTakenItsNameMeanwhileIsInTheWay() throws IOException {
    save().ends(2);
    lvsh("--yes", "service web on 192.168.0.2 port 80; server 192.168.1.9").ends(0);
    String before = services();
    apply("--yes").ends(1).tells("the kernel has changed").says("+ service web on 192.168.0.2");
    assertEquals(before, services());
  }

  /** Else what it gives would be all that has a name, and the others' would be forgotten. */
  @Test
  void whereNamesWereLostMeanwhileItIsMadeAnew() throws IOException {
    LiveLike live = new LiveLike();
    Path run = folder.resolve("run");
    Ran.on(live, run, "--yes", "apply", shop.toString()).ends(0);
    Path other = folder.resolve("other.lvs");
    Files.writeString(other, "service other on 192.168.0.9 port 80\n  server 192.168.1.9\n");
    Ran.on(live, run, "plan", other.toString(), "to", plan.toString()).ends(2);
    live.flushRuleset();
    Ran.on(live, run, "--yes", "apply", plan.toString()).ends(1).tells("has changed since");
    Ran.on(live, run, "--yes", "apply", other.toString())
        .ends(0)
        .tells("the mark rules of 1 service are gone");
    Ran.on(live, run, "show", "services").ends(0).says("web").says("other");
    assertEquals(2, live.read().ownership().size());
  }

  @Test
  void whoHasTakenPortsOfItsMeanwhileIsInTheWay() throws IOException {
    Path narrow = folder.resolve("narrow.lvs");
    Path narrowPlan = folder.resolve("narrow.plan");
    Files.writeString(narrow, "service narrow on 192.168.0.5 port 80\n  server 192.168.1.9\n");
    Files.writeString(shop, "service wide on 192.168.0.5 ports 1-1000\n  server 192.168.1.2\n");
    save().ends(2);
    lvsh("plan", narrow.toString(), "to", narrowPlan.toString()).ends(2);
    lvsh("--yes", "apply", narrow.toString()).ends(0);
    apply("--yes").ends(1).tells("the kernel has changed").says("+ service narrow");
    lvsh("--yes", "remove service narrow").ends(0);
    apply("--yes").ends(0);
    lvsh("--yes", "apply", narrowPlan.toString())
        .ends(1)
        .tells("the kernel has changed")
        .says("+ service wide");
  }

  @Test
  void settingsAndNamesThatMovedAreSaidToo() throws IOException {
    lvsh("--yes", "apply", shop.toString()).ends(0);
    Files.writeString(
        shop, "rename web to shop\ntimeouts tcp 60s\nkernel conntrack = 1\nsync master on lo\n");
    save().ends(2);
    lvsh("--yes", "rename web to other").ends(0);
    lvsh("--yes", "timeouts tcp 50s").ends(0);
    lvsh("--yes", "kernel conntrack = 1").ends(0);
    lvsh("--yes", "sync master on eth0 id 7").ends(0);
    apply("--yes")
        .ends(1)
        .says("(was web)")
        .says("~ tcp 900s -> 50s")
        .says("~ kernel conntrack 0 -> 1")
        .says("+ sync master on eth0 id 7");
  }

  @Test
  void appliedOnceItIsNotAppliedAgain() {
    save();
    apply("--yes").ends(0);
    apply("--yes").ends(1).says("+ service web on 192.168.0.1 ports 80,443");
  }

  @Test
  void anEmptyPlanIsSavedToo() {
    lvsh("--yes", "apply", shop.toString()).ends(0);
    save().ends(0).tells("Wrote");
    Ran.lvsh("plan", plan.toString()).ends(0).says("Nothing to change");
    apply().ends(0).says("Nothing to change");
  }

  @Test
  void thatOfOneKindOfKernelIsRefusedOnTheOther() {
    LiveLike live = new LiveLike();
    Path run = folder.resolve("run");
    save();
    Ran.on(live, run, "--yes", "apply", plan.toString())
        .ends(1)
        .tells("was made for the simulated kernel, and this is the live one");
    Ran.on(live, run, "plan", shop.toString(), "to", plan.toString()).ends(2);
    apply("--yes").ends(1).tells("was made for the live kernel, and this is the simulated one");
    Ran.on(live, run, "--yes", "apply", plan.toString()).ends(0).says("on the live kernel");
    live.flushRuleset();
    String shown =
        Ran.on(live, run, "plan", shop.toString(), "to", plan.toString()).ends(2).output();
    Ran.lvsh("plan", plan.toString()).ends(2).says(shown.strip());
    live.restricted("only root sees everything");
    Ran.on(live, run, "--yes", "apply", plan.toString()).ends(1).tells("only root");
  }

  @Test
  void onlyAnotherSavedPlanIsOverwritten() throws IOException {
    Ran.lvsh("--kernel", "simulated", "plan", shop.toString(), "to", shop.toString())
        .ends(1)
        .tells("shop.lvs is there already, and is no saved plan")
        .tells("name another file");
    assertEquals(SHOP, Files.readString(shop));
    Files.writeString(plan, "");
    save().ends(2);
    byte[] first = Files.readAllBytes(plan);
    Files.writeString(shop, SHOP.replace("weight 4", "weight 3"));
    Files.setPosixFilePermissions(plan, PosixFilePermissions.fromString("rw-r-----"));
    save().ends(2);
    assertFalse(Arrays.equals(first, Files.readAllBytes(plan)));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)));
    Path link = Files.createSymbolicLink(folder.resolve("link.plan"), plan);
    lvsh("plan", shop.toString(), "to", link.toString()).ends(1).tells("a symbolic link");
    lvsh("plan", shop.toString(), "to", folder.toString()).ends(1).tells("a folder");
    lvsh("plan", shop.toString(), "to", folder + "/no/x.plan").ends(1).tells("create it first");
  }

  @Test
  void aFileWithAMistakeLeavesTheOldPlan() throws IOException {
    save();
    byte[] first = Files.readAllBytes(plan);
    Files.writeString(shop, SHOP + "  server 912.168.1.2\n");
    save().ends(1);
    assertArrayEquals(first, Files.readAllBytes(plan));
  }

  @Test
  void damagedAndForeignFilesAreRefusedPlainly() throws IOException {
    save();
    String text = Files.readString(plan);
    for (String verb : new String[] {"plan", "apply"}) {
      Files.writeString(plan, text.replace("\"weight\":4", "\"weight\":5"));
      lvsh("--yes", verb, plan.toString())
          .ends(1)
          .tells("is damaged, or was changed after it was written")
          .tells("make it again: plan FILE to ");
      Files.writeString(plan, text.substring(0, text.length() / 2));
      lvsh("--yes", verb, plan.toString()).ends(1).tells("is not whole");
      Files.writeString(plan, text.replaceFirst("plan [0-9]+\n", "plan 9\n"));
      lvsh("--yes", verb, plan.toString()).ends(1).tells("version 9, and this lvsh reads");
    }
    assertEquals("", services());
  }

  @Test
  void itIsNoFileOfStatements() {
    save();
    for (String verb : new String[] {"check", "format"}) {
      lvsh(verb, plan.toString()).ends(1).tells("is a saved plan").tells("'plan' shows it");
    }
    lvsh("plan", plan.toString(), "to", folder.resolve("other.plan").toString())
        .ends(1)
        .tells("not planned anew");
  }

  @Test
  void aScriptIsCheckedWithTheSavedPlansItNames() throws IOException {
    Path script = folder.resolve("job.lvs");
    String both =
        "plan \"%s\" to \"%s\"\napply \"%s\"\nset web rr\napply\n".formatted(shop, plan, plan);
    Files.writeString(script, both);
    lvsh("--yes", script.toString()).ends(0).says("wlc -> rr");
    Files.writeString(shop, SHOP + "service mail on 192.168.0.1 port 25\n");
    save().ends(2);
    Files.writeString(script, "apply \"%s\"\nset mail rr\napply\n".formatted(plan));
    lvsh("--yes", script.toString()).ends(0).says("wlc -> rr");
    Files.writeString(plan, Files.readString(plan).replace("mail", "post"));
    Files.writeString(script, "set web sed\napply\nplan \"%s\"\n".formatted(plan));
    byte[] input = Files.readAllBytes(script);
    Ran.withInput(input, Map.of(), withState("--yes", "-")).ends(1).tells("is damaged");
    assertFalse(services().contains("-s sed"));
  }
}
