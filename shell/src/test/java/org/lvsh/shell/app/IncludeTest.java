package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.shell.session.LiveLike;

/**
 * {@code include}, {@code let}, {@code source} and {@code marks} in files, scripts, at the prompt.
 */
class IncludeTest {
  private static final String TOP =
      """
      include conf/names.lvs
      include conf/more.lvs
      service web on $vip ports 80,443 sticky $hold
        server $one weight 4
        server 10.1.0.2
      """;

  @TempDir Path folder;
  private final LiveLike kernel = new LiveLike();

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Ran lvsh(String... words) {
    return Ran.on(kernel, folder.resolve("run"), words);
  }

  @BeforeEach
  void threeFiles() throws IOException {
    file("top.lvs", TOP);
    file("conf/names.lvs", "let vip = 10.0.0.1\nlet hold = 10m\nlet one = 10.1.0.1\n");
    file("conf/more.lvs", "include sub/mail.lvs\n");
    file("conf/sub/mail.lvs", "service mail on $vip port 25\n  server $one\n");
  }

  @Test
  void aFileAndWhatItIncludesAreOnePlanOfOneSource() {
    String top = folder.resolve("top.lvs").toString();
    lvsh("plan", top).ends(2).says("+ service mail").says("+ service web").says("sticky 600s");
    lvsh("--yes", "apply", top).ends(0);
    lvsh("show", "services").ends(0).says("top.lvs");
    lvsh("plan", top).ends(0).says("Nothing to change");
  }

  @Test
  void aMistakeInAnIncludedFileIsToldThereAndNothingIsDone() throws IOException {
    Path mail = file("conf/sub/mail.lvs", "\nservice mail on $vip prot 25\n");
    String top = folder.resolve("top.lvs").toString();
    lvsh("--yes", "apply", top).ends(1).tells(mail + ":2:22").tells("did you mean 'port'?");
    assertEquals(0, kernel.read().services().size());
  }

  @Test
  void mistakesOfSeveralFilesComeFileByFile() throws IOException {
    Path top = file("top.lvs", "server 10.0.0.300\ninclude conf/more.lvs\nserver 10.0.0.301\n");
    file("conf/sub/mail.lvs", "\n\n\n\nserver 10.0.0.302\n");
    String told = lvsh("check", top.toString()).ends(1).errors();
    int first = told.indexOf("10.0.0.300");
    int second = told.indexOf("10.0.0.301");
    int third = told.indexOf("10.0.0.302");
    assertTrue(0 <= first && first < second && second < third, told);
  }

  @Test
  void aMissingFileIsToldWhereItIsNamed() throws IOException {
    Path top = file("top.lvs", "include conf/nothing.lvs\n");
    lvsh("check", top.toString())
        .ends(1)
        .tells("top.lvs:1:9")
        .tells("does not exist")
        .tells("the path is taken from the folder of the file that includes it");
    lvsh("include conf/nothing.lvs").ends(1).tells("taken from the folder lvsh runs in");
  }

  @Test
  void statementsThatActHaveNoPlaceInAnIncludedFile() throws IOException {
    Path top = file("top.lvs", "include conf/acts.lvs\n");
    Path acts = file("conf/acts.lvs", "apply\n");
    lvsh("check", top.toString()).ends(1).tells(acts + ":1:1").tells("'apply' cannot stand here");
  }

  @Test
  void formatKeepsNamesAndIncludes() throws IOException {
    Path top = file("top.lvs", TOP.replace("sticky $hold", "sticky   $hold wlc"));
    lvsh("format", top.toString()).ends(0);
    assertEquals(TOP.replace("sticky $hold", "sticky $hold wlc"), Files.readString(top));
  }

  @Test
  void aScriptMayIncludeToo() throws IOException {
    Path script = file("script.lvs", TOP + "apply\nshow pools\n");
    lvsh("--yes", script.toString()).ends(0).says("no pools");
    assertEquals(2, kernel.read().services().size());
  }

  @Test
  void theSourceIsWhatTheFileSays() throws IOException {
    Path top = file("top.lvs", "source shop\n" + TOP);
    lvsh("--yes", "apply", top.toString()).ends(0);
    lvsh("--yes", "apply", file("other.lvs", "service web on 10.9.0.1 port 1\n").toString())
        .ends(1)
        .tells("service web belongs to shop");
    Path smaller =
        file("smaller.lvs", "source shop\nservice mail on 10.0.0.1 port 25\n  server 10.1.0.1\n");
    lvsh("--prune", "--yes", "apply", smaller.toString()).ends(0).says("- service web");
  }

  /** Else the next plan of the team's file would remove what is declared behind it. */
  @Test
  void aSourceHoldsForTheIncludedFileAlone() throws IOException {
    String mail = "service mail on 10.0.0.2 port 25\n  server 10.1.0.1\n";
    Path team = file("conf/team.lvs", "source team\n" + mail);
    Path top =
        file(
            "top.lvs",
            "include conf/team.lvs\nservice late on 10.0.0.9 port 80\n  server 10.1.0.1\n");
    lvsh("--yes", "apply", top.toString()).ends(0);
    lvsh("--prune", "plan", team.toString()).ends(0).says("Nothing to change");
    lvsh("show", "services").ends(0).says("team").says("top.lvs");
    Path script =
        file(
            "script.lvs",
            "include conf/team.lvs\napply\nservice later on 10.0.0.8 port 80\napply\n");
    lvsh("--yes", script.toString()).ends(0);
    lvsh("--prune", "plan", team.toString()).ends(0).says("Nothing to change");
  }

  @Test
  void marksMayBeSaidAgainBehindAnApply() throws IOException {
    Path script = file("script.lvs", "marks 50-51\n" + TOP + "apply\nmarks 60-61\napply\n");
    lvsh("--yes", script.toString()).ends(0);
  }

  @Test
  void marksAreTakenFromTheRangeThatTheFileSays() throws IOException {
    Path top = file("top.lvs", "marks 50-51\n" + TOP);
    lvsh("--yes", "apply", top.toString()).ends(0);
    lvsh("show", "marks").ends(0).says("50    web");
    Path more =
        file(
            "more.lvs",
            "marks 50-51\nservice a on 10.0.0.3 ports 1,2\nservice b on 10.0.0.4 ports 1,2\n");
    lvsh("plan", more.toString()).ends(1).tells("no mark between 50 and 51 is free for b");
  }

  @Test
  void atThePromptANameHoldsOnWhenItWasApplied() {
    String screen =
        Typed.with(Optional.empty())
            .line("let vip = 10.0.0.7")
            .line("service x on $vip port 80")
            .line("server 10.1.0.1")
            .line("apply")
            .line("y")
            .line("service y on $vip port 81")
            .line("show candidate as lvs")
            .line("undo")
            .line("exit")
            .run();
    assertTrue(screen.contains("service y on 10.0.0.7 port 81 wlc"), screen);
    assertFalse(screen.contains("nothing is said of"), screen);
  }

  @Test
  void aNameThatWasTakenBackMeansNothing() {
    String screen =
        Typed.with(Optional.empty())
            .line("let vip = 10.0.0.7")
            .line("undo")
            .line("service x on $vip port 80")
            .line("exit")
            .run();
    assertTrue(screen.contains("nothing is said of $vip"), screen);
  }

  @Test
  void oneUndoTakesAnIncludeBack() {
    String screen =
        Typed.with(Optional.empty())
            .line("include \"" + folder.resolve("top.lvs") + "\"")
            .line("show candidate")
            .line("undo")
            .line("exit")
            .run();
    assertTrue(screen.contains("[1 staged]"), screen);
    assertFalse(screen.contains("[2 staged]"), screen);
    assertTrue(screen.contains("mail"), screen);
  }

  @Test
  void anIncludeWithAMistakeLeavesNothingAtThePrompt() throws IOException {
    file("top.lvs", TOP + "set nothing wrr\n");
    String screen =
        Typed.with(Optional.empty())
            .line("include \"" + folder.resolve("top.lvs") + "\"")
            .line("show candidate")
            .line("exit")
            .run();
    assertTrue(screen.contains("there is no service nothing"), screen);
    assertTrue(screen.contains("no services"), screen);
  }
}
