package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.store.Director;
import org.lvsh.shell.store.Directors;
import org.lvsh.shell.store.Trials;
import org.lvsh.shell.terminal.Colours;

/** The prompt, through the real line reader. */
@Timeout(60)
class PromptTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  @TempDir Path folder;

  private static Typed prompt() {
    return Typed.with(Optional.empty());
  }

  private static void assertShows(String screen, String words) {
    assertTrue(screen.contains(words), () -> "no '" + words + "' in:\n" + screen);
  }

  @Test
  void itShowsTheKernelTheStagedChangesAndTheServiceInContext() {
    String screen =
        prompt()
            .line("service web on 192.168.0.1 port 80")
            .line("server 192.168.1.2")
            .line("plan")
            .line("exit")
            .line("y")
            .run();
    assertShows(screen, "lvsh simulated> ");
    assertShows(screen, "lvsh simulated [1 staged] web> ");
    assertShows(screen, "lvsh simulated [2 staged] web> ");
    assertShows(screen, "lvsh simulated [2 staged]> ");
  }

  @Test
  void aPlanIsAppliedAfterAYes() {
    Typed typed = prompt();
    typed.line("service web on 192.168.0.1 port 80").line("server 192.168.1.2");
    typed.line("apply").line("n").line("apply").line("y").line("exit");
    String screen = typed.run();
    assertShows(screen, "Nothing was changed; what is staged stays staged.");
    assertShows(screen, "Applied: 3 operations done");
    assertEquals(1, typed.shell().session().live().services().size());
  }

  @Test
  void ctrlCClearsTheLineAndCtrlDLeaves() throws InterruptedException {
    Typed typed = prompt();
    Thread shell = new Thread(typed::run, "prompt");
    shell.start();
    typed.await("> ").keys("service web on 192.168.0.1").await("192.168.0.1");
    typed.keys(CTRL_C).await("^C").line("show services").await("no services").keys(CTRL_D);
    shell.join();
    assertFalse(typed.screen().contains("error"), typed::screen);
  }

  /** A kernel that has so many services that nobody waits for the last. */
  private static final class Endless extends LiveLike {
    private volatile boolean endless;

    @Override
    public Snapshot read(Progress progress) {
      for (int read = 0; endless; read++) {
        progress.report(read, Integer.MAX_VALUE);
      }
      return read();
    }
  }

  @Test
  void ctrlCEndsAStatementAndWhatIsStagedStaysStaged() throws InterruptedException {
    Endless kernel = new Endless();
    Typed typed = Typed.on(kernel, "ansi", 120, Colours.OFF);
    Thread shell = new Thread(typed::run, "prompt");
    shell.start();
    typed.await("> ").line("service web on 192.168.0.1 port 80").await("[1 staged] web> ");
    kernel.endless = true;
    typed.line("plan").await("reading the kernel: ").keys(CTRL_C);
    typed.await("stopped; nothing was changed");
    kernel.endless = false;
    typed.line("plan").await("2 operations on the live kernel").line("exit").line("y");
    shell.join();
    assertFalse(typed.screen().contains("error"), typed::screen);
    assertShows(typed.screen(), "lvsh live [1 staged]> ");
  }

  /** A kernel at which somebody presses Ctrl-C while it is changed for the last time. */
  private static final class Interrupted extends LiveLike {
    private Runnable pressing = () -> {};

    @Override
    public List<Outcome> apply(List<Operation> operations, Progress progress) {
      pressing.run();
      return super.apply(operations, progress);
    }
  }

  @Test
  void ctrlCThatComesTooLateForAStatementEndsWhatWasToFollow() throws InterruptedException {
    Interrupted kernel = new Interrupted();
    Typed typed = Typed.on(kernel, "ansi", 120, Colours.OFF);
    kernel.pressing = () -> typed.keys(CTRL_C);
    Thread shell = new Thread(typed::run, "prompt");
    shell.start();
    typed.await("> ").line("timeouts tcp 60s").await("[1 staged]");
    typed.line("apply; service web on 192.168.0.1 port 80").await("[y/N]").line("y");
    typed.await("Ctrl-C came too late: it is done").await("what follows 'apply' was not carried");
    typed.line("exit");
    shell.join();
    assertFalse(typed.screen().contains("error"), typed::screen);
    assertFalse(typed.screen().contains("[2 staged]"), typed::screen);
  }

  @Test
  void ctrlDAsksWhereSomethingIsStagedAndASecondOneLeaves() {
    Typed typed = prompt();
    typed.line("service web on 192.168.0.1 port 80").keys(CTRL_D).line("n").line("show candidate");
    typed.keys(CTRL_D).line("n").keys(CTRL_D).keys(CTRL_D);
    String screen = typed.run();
    assertShows(screen, "1 staged statement is not applied. Leave all the same?");
    assertShows(screen, "192.168.0.1 port 80 tcp");
    assertShows(screen, "leaving: 1 staged statement is not applied");
  }

  @Test
  void aMistakeLeavesTheContextAndWhatIsStaged() {
    Typed typed = prompt();
    typed.line("service web on 192.168.0.1 port 80").line("server 912.168.1.2");
    typed.line("server 192.168.1.2").line("exit").line("y");
    String screen = typed.run();
    assertShows(screen, "912 is larger than 255");
    assertShows(screen, "[2 staged] web> ");
  }

  @Test
  void serversAfterAServiceLineWithAMistakeGoNowhere() {
    Typed typed = prompt();
    typed.line("service one on 192.168.0.1 port 80").line("service two on 912.168.0.1 port 80");
    typed.line("server 192.168.1.2").line("exit").line("y");
    typed.run();
    assertEquals(1, typed.shell().session().staged().size());
  }

  @Test
  void serversAfterAServiceThatWasRefusedWithOthersGoNowhere() {
    Typed typed = prompt();
    typed.line("service old on 192.168.0.1 port 25");
    typed.line("service new on 192.168.0.1 port 80; server 192.168.1.2 wieght 4");
    typed.line("server 192.168.1.2 weight 4").line("set new rr").line("exit").line("y");
    String screen = typed.run();
    assertShows(screen, "none of these 2 statements was carried out");
    assertShows(screen, "the service above has a mistake");
    assertShows(screen, "there is no service new");
    assertEquals(1, typed.shell().session().staged().size());
  }

  @Test
  void aServerThatWasRefusedWithOthersStillBelongsToTheServiceAbove() {
    Typed typed = prompt();
    typed.line("service web on 192.168.0.1 port 80");
    typed.line("server 192.168.1.2; server 192.168.1.3 wieght 4");
    typed.line("server 192.168.1.2").line("exit").line("y");
    assertShows(typed.run(), "[2 staged] web> ");
  }

  @Test
  void whatFollowsAFailedStatementOnALineIsNotCarriedOut() {
    Typed typed = prompt();
    typed.line("set web rr; service web on 192.168.0.1 port 80").line("exit");
    assertShows(typed.run(), "what follows 'set web rr' was not carried out");
    assertEquals(List.of(), typed.shell().session().staged());
  }

  @Test
  void aLineThatEndsInACommaGoesOn() {
    Typed typed = prompt();
    typed.line("service web on 192.168.0.1 ports 80,").line("443 sticky 600s");
    typed.line("exit").line("y");
    typed.run();
    assertEquals(1, typed.shell().session().staged().size());
  }

  @Test
  void declaringAnewIsToldAtOnce() {
    Typed typed = prompt();
    typed.line("service web on 192.168.0.1 port 80").line("server 192.168.1.2");
    typed.line("service web on 192.168.0.1 port 80").line("exit").line("y");
    assertShows(typed.run(), "it starts anew, without its 1 servers");
  }

  @Test
  void whatNobodyConfirmedIsToldOnceWhereNoCountdownIsSeen() throws InterruptedException {
    Trials trials = trials();
    Typed typed = Typed.on(onTrial(trials), "ansi", 120, Colours.OFF);
    Directors.begin(trials, "apply shop.lvs");
    Thread shell = new Thread(typed::run, "prompt");
    shell.start();
    typed.await("[confirm within 60s]> ");
    trials.end();
    typed.line("show services").await("It is settled: 'history' says how.");
    typed.line("show services").line("exit");
    shell.join();
    assertEquals(2, typed.screen().split("It is settled", -1).length, typed::screen);
  }

  @Test
  void whatWasConfirmedHereIsNotToldAgain() {
    Trials trials = trials();
    Typed typed = Typed.on(onTrial(trials), "ansi", 120, Colours.OFF);
    Directors.begin(trials, "apply shop.lvs");
    typed.line("confirm").line("exit");
    String screen = typed.run();
    assertShows(screen, "Confirmed: 'apply shop.lvs'");
    assertFalse(screen.contains("It is settled"), screen);
  }

  private Trials trials() {
    return Trials.in(
        folder.resolve("trial"), Optional.of("boot"), () -> Duration.ofSeconds(1000), () -> {});
  }

  private static Director onTrial(Trials trials) {
    return Directors.of(SimulatedKernel.inMemory(), trials);
  }

  @Test
  void undoAndDiscardTakeBack() {
    Typed typed = prompt();
    typed.line("service web on 192.168.0.1 port 80").line("server 192.168.1.2").line("undo");
    typed.line("discard").line("undo").line("exit");
    String screen = typed.run();
    assertShows(screen, "taken back: server 192.168.1.2");
    assertShows(screen, "discarded: 1 staged statement");
    assertShows(screen, "nothing is staged");
  }

  @Test
  void theHistoryIsKeptForItsOwnerAlone() throws IOException {
    Path history = folder.resolve("deep/lvsh/history");
    Typed.with(Optional.of(history)).line("show services").line("exit").run();
    assertTrue(Files.readString(history).contains("show services"));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
  }

  @Test
  void aHistoryThatCannotBeKeptIsNoReasonToStop() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    String screen =
        Typed.with(Optional.of(file.resolve("history"))).line("show services").line("exit").run();
    assertShows(screen, "no services");
  }

  @Test
  void aHistoryThatIsNoTextIsLeftAsItIs() throws IOException {
    Path history = folder.resolve("history");
    byte[] noText = {(byte) 0xC3, 0x28, '\n', (byte) 0xFF};
    Files.write(history, noText);
    String screen = Typed.with(Optional.of(history)).line("show services").line("exit").run();
    assertShows(screen, "no services");
    assertArrayEquals(noText, Files.readAllBytes(history));
    Path directory = Files.createDirectory(folder.resolve("directory"));
    assertShows(
        Typed.with(Optional.of(directory)).line("show services").line("exit").run(), "no services");
  }

  @Test
  void verbsMayBeCutShortAtThePrompt() {
    Typed typed = prompt();
    typed.line("serv web on 192.168.0.1 port 80").line("servi web on 192.168.0.1 port 80");
    typed
        .line("serve 192.168.1.2; add server 192.168.1.3 to web")
        .line("sh services")
        .line("discar");
    typed.line("ver; ex").line("exi");
    String screen = typed.run();
    assertShows(screen, "'serv' is the beginning of several statements");
    assertShows(screen, "write more of the one you mean: server, service");
    assertShows(screen, "no services");
    assertShows(screen, "discarded: 3 staged statements");
    assertShows(screen, "prompt:1:6");
    assertShows(screen, "write more of the one you mean: exit, expl");
  }

  @Test
  void backslashesAndExclamationMarksSurvive() {
    String screen = prompt().line("plan \"a!b\\\\c.lvs\"").line("exit").run();
    assertShows(screen, "a!b\\c.lvs does not exist");
  }
}
