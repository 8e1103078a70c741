package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts: checked whole before anything is done, then carried out up to the first failure. */
class ScriptTest {
  private static final String WEB = "service web on 192.168.0.1 port 80\n  server 192.168.1.2\n";

  @TempDir Path folder;

  private Ran run(String text, String... options) {
    Path script = folder.resolve("job.lvs");
    try {
      Files.writeString(script, text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    String[] all = new String[options.length + 3];
    all[0] = "--state";
    all[1] = state().toString();
    all[2] = script.toString();
    System.arraycopy(options, 0, all, 3, options.length);
    return Ran.lvsh(all);
  }

  private Path state() {
    return folder.resolve("state.json");
  }

  private String entries() {
    return Ran.lvsh("--state", state().toString(), "show services as ipvsadm").output();
  }

  @Test
  void aScriptMayBeginWithTheNameOfItsProgram() {
    run("#!/usr/bin/env lvsh\n" + WEB + "apply\n", "--yes").ends(0).says("Applied");
  }

  @Test
  void aMistakeInTheLastLineIsKnownBeforeTheFirstIsCarriedOut() {
    run(WEB + "apply\nshow servises\n", "--yes").ends(1).tells("job.lvs:4:6");
    run(WEB + "apply\nset wob rr\n", "--yes").ends(1).tells("did you mean 'web'?");
    assertFalse(Files.exists(state()));
  }

  @Test
  void allMistakesComeAtOnce() {
    Ran ran =
        run(
            """
            service a on 912.168.0.1 ports any sticky 600s wlc
              server 192.168.1.2
            service b on 192.168.0.1 ports any
            set c rr
            """);
    ran.ends(1).tells("job.lvs:1:14").tells("job.lvs:3:1").tells("job.lvs:4:5");
    assertEquals(3, ran.errors().lines().filter(line -> line.startsWith("error:")).count());
  }

  @Test
  void itStopsAtTheFirstStatementThatFailsWithFileAndLine() {
    run(WEB + "apply\nshow services\n").ends(1).tells("--yes").tells("stopped at");
    run(WEB + "apply\nshow services\n").tells("job.lvs:3");
  }

  @Test
  void whatIsStagedAtTheEndIsToldAndNotApplied() {
    run(WEB, "--yes").ends(2).tells("2 staged statements were not applied");
    assertEquals("", entries());
  }

  @Test
  void undoAndDiscardWorkAsTyped() {
    run(WEB + "undo\nundo\nplan\n").ends(0).says("Nothing to change");
    run(WEB + "discard\nset web rr\n").ends(1).tells("there is no service web");
    run(WEB + "discard\n" + WEB + "apply\n", "--yes").ends(0);
  }

  /** What there is behind it is for the statements to find out. */
  @Test
  void behindARollbackOnlyTextsAreCheckedBeforehand() {
    run(WEB + "apply\n", "--yes").ends(0);
    String back = "rename web to w2\napply\nrollback\n";
    run(back + "set web rr\napply\n", "--yes").ends(0);
    assertEquals(
        "-A -t 192.168.0.1:80 -s rr\n-a -t 192.168.0.1:80 -r 192.168.1.2:80 -g -w 1\n", entries());
    run(back + "set web rrr\napply\n", "--yes").ends(1).tells("did you mean 'rr'?");
    run(back + "apply \"" + folder.resolve("missing.lvs") + "\"\n", "--yes")
        .ends(1)
        .tells("missing.lvs does not exist");
    run("set w2 wrr\nrollback\n", "--yes").ends(1).tells("there is no service w2");
    assertEquals(1, entries().lines().filter(line -> line.endsWith("-s rr")).count());
    run("rollback\nset w2 wrr\n", "--yes").ends(1).tells("stopped at").tells("no service w2");
  }

  @Test
  void exitEndsAScript() {
    run(WEB + "apply\nexit\nset web rr\n", "--yes").ends(0);
  }

  @Test
  void theSourceIsTheNameOfTheFile() {
    run(WEB + "apply\nshow services\n", "--yes").ends(0).says("job.lvs");
  }

  @Test
  void afterAnApplyTheNamesAreThere() {
    run(
            WEB
                + "apply\nset web rr\nrename web to shop\nset shop server 192.168.1.2 weight 3\napply\n",
            "--yes")
        .ends(0);
    assertEquals(
        "-A -t 192.168.0.1:80 -s rr\n-a -t 192.168.0.1:80 -r 192.168.1.2:80 -g -w 3\n", entries());
  }

  @Test
  void whatHasBeenAppliedMayBeSaidAgain() {
    String other = "service web on 192.168.0.1 port 80\n  server 192.168.1.9\n";
    run(WEB + "apply\n" + other + "apply\n", "--yes").ends(0);
    assertEquals(
        "-A -t 192.168.0.1:80 -s wlc\n-a -t 192.168.0.1:80 -r 192.168.1.9:80 -g -w 1\n", entries());
    run(
            "sync backup on eth0\ntimeouts tcp 1h\napply\nno sync backup\ntimeouts tcp 2h\napply\n",
            "--yes")
        .ends(0);
    run("sync backup on eth0\napply\nno sync backup\nno sync backup\n", "--yes")
        .ends(1)
        .tells("'sync backup' is said twice");
    run(WEB + "apply\n" + WEB + WEB, "--yes").ends(1).tells("service web is declared twice");
  }

  @Test
  void aFileThatAScriptAppliesBringsItsNames() throws IOException {
    Path web = folder.resolve("web.lvs");
    Files.writeString(web, WEB);
    run("apply \"" + web + "\"\nset web rr\napply\n", "--yes").ends(0).says("wlc -> rr");
  }

  @Test
  void aMistakeInAFileThatIsAppliedLateIsKnownBeforeTheFirstStatement() throws IOException {
    run(WEB + "apply\napply \"" + folder.resolve("missing.lvs") + "\"\n", "--yes")
        .ends(1)
        .tells("missing.lvs does not exist");
    Path bad = folder.resolve("bad.lvs");
    Files.writeString(bad, "set nobody rr\n");
    run(WEB + "apply\nplan \"" + bad + "\"\n", "--yes").ends(1).tells("there is no service nobody");
    assertFalse(Files.exists(state()));
  }

  @Test
  void whatIsOnlyInMemoryIsToldToBeGone() {
    Ran.lvsh("--kernel", "simulated", "--yes", "apply", Project.example("shop.lvs"))
        .ends(0)
        .tells("with --state FILE it keeps");
  }

  @Test
  void aServerLineWithAMistakeDoesNotMakeItsServiceLookEmpty() {
    Ran ran = run("service web on 192.168.0.1 port 80\n  server 912.168.1.2\nplan\n").ends(1);
    assertFalse(ran.errors().contains("has no servers"), ran::errors);
  }

  @Test
  void exitEndsAListOnTheCommandLineAndAPlanDoesNot() {
    String state = state().toString();
    run(WEB + "apply\n", "--yes").ends(0);
    Ran.lvsh("--state", state, "--yes", "exit; set web rr").ends(0);
    assertFalse(entries().contains("-s rr"), this::entries);
    Ran.lvsh("--state", state, "--yes", "set web rr; plan; apply").ends(0).says("Applied");
    Ran.lvsh("--state", state, "set web wlc; plan; discard").ends(0);
  }

  @Test
  void anEditThatAListOnTheCommandLineLosesIsTold() {
    String state = state().toString();
    run(WEB + "apply\n", "--yes").ends(0);
    Ran.lvsh("--state", state, "--yes", "set web wrr; exit")
        .ends(2)
        .tells("1 staged statement was not applied");
    Ran.lvsh("--state", state, "--yes", "set web wrr; set web sticky 9s; show service mail")
        .ends(1)
        .tells("2 staged statements were not applied");
    assertFalse(entries().contains("-s wrr"), this::entries);
  }

  @Test
  void aPlanWithChangesIsTheStatusOfAScript() {
    run("plan \"" + Project.example("shop.lvs") + "\"\nshow services\n").ends(2);
    run(WEB + "plan\ndiscard\n").ends(0);
    run(WEB + "plan\napply\n", "--yes").ends(0);
  }
}
