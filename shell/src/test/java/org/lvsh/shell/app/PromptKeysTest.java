package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.format.StatementWriter;
import org.lvsh.shell.terminal.Colours;

/** Completing, searching and pasting at the prompt, through the real line reader. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PromptKeysTest {
  private static final String TAB = "\t";
  private static final String UP = "\u001bOA";
  private static final String DOWN = "\u001bOB";
  private static final String LEFT = "\u001bOD";
  private static final String RIGHT = "\u001bOC";
  private static final String PASTE = "\u001b[200~";
  private static final String PASTED = "\u001b[201~";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_R = "\u0012";

  /** Bold, underlined, or a colour. */
  private static final Pattern STYLES = Pattern.compile("\u001b\\[(1|4|3[0-7]|9[0-7])[;m]");

  private static final String WEB = "service web on 192.168.0.1 port 80";

  @TempDir Path folder;

  private final Typed typed = Typed.on("xterm", 100, Colours.OFF);

  /** What the staged statements are, after everything is typed. */
  private static List<String> staged(Typed typed) {
    typed.line("exit").line("y").run();
    StatementWriter writer = new StatementWriter();
    return typed.shell().session().staged().stream()
        .map(staged -> writer.write(staged.statement()))
        .toList();
  }

  private String screen() {
    return typed.line("exit").line("y").run();
  }

  /** Whatever the colours. */
  private static void assertShows(String screen, String words) {
    String text = screen.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\r", "");
    assertTrue(text.contains(words), () -> "no '" + words + "' in:\n" + text);
  }

  @Test
  void aTabOnNothingListsTheStatements() {
    String screen = typed.keys(TAB).line("version").line("exit").run();
    assertShows(screen, "service");
    assertShows(screen, "(say which lvsh and which Java this is)");
    assertShows(screen, "lvsh (unpacked)");
  }

  @Test
  void aTabCompletesTheOnlyWordAndGoesOnBehindIt() {
    typed.line("serv" + TAB + "i" + TAB + "web on 192.168.0.1 port 80 sti" + TAB + "600s w" + TAB);
    typed.line("service web on 192.168.0.1 port 80 sti" + TAB + "600s wl" + TAB);
    assertEquals(List.of(WEB + " sticky 600s wlc"), staged(typed));
  }

  @Test
  void theOnlyServiceAndItsOnlyServerAreCompleted() {
    typed.line(WEB).line("server 192.168.1.2:80");
    typed.line("service dns on 192.168.0.1 port 53 udp").line("server 192.168.1.9");
    typed.line("set w" + TAB + "serv" + TAB + TAB + "wei" + TAB + "5");
    assertEquals("set web server 192.168.1.2:80 weight 5", staged(typed).get(4));
  }

  @Test
  void whatSeveralNamesBeginWithIsCompleted() {
    typed.line("service shop-one on 192.168.0.1 port 80");
    typed.line("service shop-two on 192.168.0.1 port 81");
    typed.line("set s" + TAB + "t" + TAB + "wrr");
    assertEquals("set shop-two wrr", staged(typed).get(2));
  }

  @Test
  void namesAreThoseOfTheCandidateAsItIsNow() {
    typed.line(WEB).line("rename web to shop").line("add server 192.168.1.2 to " + TAB);
    assertEquals("add server 192.168.1.2 to shop", staged(typed).get(2));
  }

  @Test
  void serversOfAnyServiceAreCompletedWhereNoneIsNamedYet() {
    typed.line(WEB).line("server 192.168.1.2").line("remove server 19" + TAB + "from " + TAB);
    assertEquals("remove server 192.168.1.2 from web", staged(typed).get(2));
  }

  @Test
  void aValueThatIsExpectedIsSaid() {
    assertShows(
        typed.line("service web on " + TAB + "192.168.0.1").line("exit").run(),
        "ADDRESS (an address such as 192.168.0.1 or 2001:db8::1)");
  }

  @Test
  void aQuestionMarkShowsWhatCanComeAndLeavesTheLine() {
    typed.line("show ?services").line("timeouts ?tcp 15m");
    assertEquals(List.of("timeouts tcp 900s"), staged(typed));
    String screen = typed.screen();
    assertShows(screen, "candidate    what the staged statements make");
    assertShows(screen, "no services");
    assertShows(screen, "fin  of closing connections");
  }

  @Test
  void aQuestionMarkSaysWhereTheStatementMayEnd() {
    assertShows(typed.line("undo ?").line("exit").run(), "Enter  the statement is complete");
  }

  @Test
  void aQuestionMarkInAWordInQuotesOrInACommentIsACharacter() {
    String screen = typed.line("plan \"a?b.lvs\" # why?").line("undo?").line("exit").run();
    assertShows(screen, "a?b.lvs does not exist");
    assertShows(screen, "'?' has no meaning here");
  }

  @Test
  void aMistakeInAnotherStatementSilencesNothing() {
    typed.line(PASTE + "frob\n" + PASTED + "sho" + TAB + "services");
    assertShows(typed.line("exit").run(), "show services");
  }

  @Test
  void filesAreCompletedInQuotesWhereTheyMustBe() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("my files"));
    Files.writeString(sub.resolve("shop.lvs"), "undo\n");
    typed.line("plan \"" + folder + "/my" + TAB + "sh" + TAB);
    assertShows(typed.line("exit").run(), "'undo' cannot stand here");
  }

  @Test
  void codesOfWarningsAndTopicsOfHelpAreCompleted() {
    typed.line("allow no-s" + TAB + ",flags" + TAB).line("help ren" + TAB);
    assertEquals(List.of("allow no-servers,flags-unused"), staged(typed));
    assertShows(typed.screen(), "rename NAME to NAME");
  }

  @Test
  void aWordIsCompletedAsAWholeWhereTheCursorIsInIt() {
    typed.line(WEB + " stick" + LEFT + LEFT + TAB + "600s");
    assertEquals(List.of(WEB + " sticky 600s"), staged(typed));
  }

  @Test
  void aKernelThatCannotBeReadGivesNoNamesAndFailsNothing() {
    Typed prompt = Typed.on(unreadable(), "xterm", 100, Colours.OFF);
    prompt.line("set " + TAB + "?web wrr" + TAB).line("sho" + TAB + "ti" + TAB);
    String screen = prompt.line("version").line("exit").run();
    assertShows(screen, "NAME (the name of a service or a pool)");
    assertShows(screen, "lvsh (unpacked)");
  }

  private static Kernel unreadable() {
    Kernel behind = SimulatedKernel.inMemory();
    return (Kernel)
        Proxy.newProxyInstance(
            Kernel.class.getClassLoader(),
            new Class<?>[] {Kernel.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("read") || method.getName().equals("capabilities")) {
                throw new KernelException("the kernel does not answer");
              }
              try {
                return method.invoke(behind, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  @Test
  void aPastedScriptIsOneInputThatIsRunInItsOrder() {
    typed.line(
        PASTE + WEB + "\r\n\tserver 192.168.1.2 weight 4\r\n  server 192.168.1.3\r\n" + PASTED);
    typed.line("undo").line("discard");
    String screen = typed.line("exit").run();
    assertShows(screen, "taken back: server 192.168.1.3");
    assertShows(screen, "discarded: 2 staged statements");
  }

  @Test
  void linesThatArePastedWithoutBracketsAreRunOneByOne() {
    typed.keys(WEB + "\r  server 192.168.1.2\r  server 192.168.1.3\r");
    assertEquals(3, staged(typed).size());
  }

  @Test
  void nothingOfAPasteWithAMistakeIsRun() {
    typed.line(PASTE + WEB + "\n  server 912.168.1.2\n" + PASTED);
    assertEquals(List.of(), staged(typed));
    assertShows(typed.screen(), "prompt:2:10");
  }

  @Test
  void ctrlCClearsAllLinesOfAnInput() throws InterruptedException {
    Thread shell = new Thread(typed::run, "prompt");
    shell.start();
    typed.await("> ").keys(PASTE + WEB + "\nserver" + PASTED).await("server");
    typed.keys(CTRL_C).await("^C").line("show services").await("no services").line("exit");
    shell.join();
    assertEquals(List.of(), typed.shell().session().staged());
  }

  @Test
  void upAndDownFindWhatBeginsWithWhatIsTyped() {
    typed.line("show services").line("version").line("show servers");
    typed.line("show ser" + UP + UP).line("show ser" + UP + UP + DOWN + DOWN + DOWN + "x");
    String screen = screen();
    assertEquals(3, screen.split("no services", -1).length, screen);
    assertShows(screen, "show serx");
  }

  @Test
  void ctrlRSearchesTheHistory() {
    typed.line("show services").line("version").line(CTRL_R + "serv");
    String screen = screen();
    assertEquals(3, screen.split("no services", -1).length, screen);
  }

  @Test
  void theRestOfTheLastLineThatBeganSoIsOfferedFaintlyAndTakenToTheRight() {
    Typed prompt = Typed.on("xterm", 100, Colours.ON);
    prompt.line("show services").line("show s" + RIGHT);
    String screen = prompt.line("exit").run();
    assertEquals(3, screen.split("no services", -1).length, screen);
  }

  @Test
  void nothingIsOfferedFaintlyWithoutColour() {
    typed.line("show services").line("show s" + RIGHT);
    assertShows(screen(), "found 's'");
  }

  @Test
  void wordsAreColouredAndMistakesUnderlined() {
    String screen =
        Typed.on("xterm-256color", 100, Colours.ON).line("show servises").line("exit").run();
    assertTrue(STYLES.matcher(screen).results().count() > 2, screen);
    typed.line("sho" + TAB + "ser" + TAB + "vises").line("exit").run();
    assertShows(typed.screen(), "(the real servers)");
    assertEquals(0, STYLES.matcher(typed.screen()).results().count(), typed.screen());
  }

  @Test
  void whatIsStagedStandsAtTheRightWhereThereIsRoom() {
    String wide = Typed.on("xterm", 60, Colours.ON).line(WEB).line("exit").line("y").run();
    assertShows(wide, "lvsh simulated web> ");
    assertShows(wide, "1 staged");
    assertFalse(wide.contains("[1 staged]"), wide);
    String narrow = Typed.on("xterm", 59, Colours.ON).line(WEB).line("exit").line("y").run();
    assertShows(narrow, "lvsh simulated [1 staged] web> ");
  }

  @Test
  void aNarrowWindowCanBeWorkedIn() {
    Typed prompt = Typed.on("xterm", 30, Colours.ON);
    prompt.line(WEB + " sti" + TAB + "600s wlc").line("set w" + TAB + "?wrr");
    assertEquals(List.of(WEB + " sticky 600s wlc", "set web wrr"), staged(prompt));
  }

  @Test
  void aDumbTerminalShowsTextAlone() {
    for (Colours colours : Colours.values()) {
      Typed prompt = Typed.on("dumb", 80, colours);
      prompt.line(WEB).line("show candidate");
      assertEquals(1, staged(prompt).size());
      assertShows(prompt.screen(), "[1 staged] web> ");
    }
  }
}
