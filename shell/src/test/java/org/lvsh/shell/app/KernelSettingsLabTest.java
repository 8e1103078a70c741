package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of the kernel as lvsh sets them, and as {@code sysctl} and {@code cat} see them. */
@Tag("lab")
class KernelSettingsLabTest {
  @TempDir private Path folder;
  private String before;

  @BeforeEach
  void remember() {
    Lab.empty();
    before = sysctl();
  }

  @AfterEach
  void putBack() {
    Lab.empty();
    String now = sysctl();
    before
        .lines()
        .filter(line -> !now.contains(line))
        .forEach(line -> Lab.bash("sysctl -w \"$(cat)\"", line.replace(" = ", "=")));
    assertEquals(before, sysctl());
  }

  /** Each as {@code net.ipv4.vs.NAME = VALUE}; blanks in a value as lvsh writes them. */
  private static String sysctl() {
    return Lab.bash("sysctl net.ipv4.vs").replace('\t', ' ');
  }

  private static String cat(String name) {
    return Lab.bash("cat /proc/sys/net/ipv4/vs/" + name).strip();
  }

  private Ran lvsh(String... words) {
    return Ran.live(folder.resolve("run"), words);
  }

  private Ran simulated(String... words) {
    List<String> state =
        List.of("--kernel", "simulated", "--state", folder.resolve("state").toString());
    return Ran.lvsh(Stream.concat(state.stream(), Stream.of(words)).toArray(String[]::new));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("settings.lvs"), text);
  }

  @Test
  void whatIsShownIsWhatSysctlShows() {
    String shown =
        lvsh("show", "kernel", "as", "lvs")
            .ends(0)
            .output()
            .replaceAll("(?m)^kernel ", "net.ipv4.vs.");
    assertEquals(before.lines().sorted().toList(), shown.lines().sorted().toList());
    assertFalse(lvsh("show", "kernel").ends(0).output().contains(" -\n"), "all have a meaning");
  }

  @Test
  void whatIsAppliedIsInTheFilesAndWhatCommandsDo() throws IOException {
    Path settings =
        file(
            """
            kernel expire_quiescent_template = 1
            kernel expire_nodest_conn = 1
            kernel sync_threshold = 7 60
            kernel sync_qlen_max = 12345
            """);
    Ran planned = lvsh("plan", settings.toString()).ends(2);
    planned.says("~ kernel expire_nodest_conn 0 -> 1");
    planned.says("~ kernel sync_threshold 3 50 -> 7 60");
    String commands = lvsh("plan", settings.toString(), "as", "commands").ends(2).output();
    lvsh("--yes", "apply", settings.toString()).ends(0);
    assertEquals("1", cat("expire_quiescent_template"));
    assertEquals("7\t60", cat("sync_threshold"));
    assertEquals("12345", cat("sync_qlen_max"));
    lvsh("plan", settings.toString()).ends(0);
    String applied = sysctl();
    putBack();
    Lab.bash(commands);
    assertEquals(applied, sysctl());
  }

  @Test
  void whatSomebodyElseHasSetIsPlannedBack() throws IOException {
    Path settings = file("kernel sync_ports = 4\n");
    lvsh("--yes", "apply", settings.toString()).ends(0);
    Lab.bash("sysctl -w net.ipv4.vs.sync_ports=2");
    lvsh("plan", settings.toString()).ends(2).says("~ kernel sync_ports 2 -> 4");
    assertEquals("2", cat("sync_ports"));
  }

  @Test
  void aDefenseThatTheKernelMovesIsNoChange() throws IOException {
    Path settings = file("kernel drop_entry = 2\n");
    lvsh("--yes", "apply", settings.toString()).ends(0);
    assertEquals("1", cat("drop_entry"));
    lvsh("plan", settings.toString()).ends(0);
  }

  /** What only the kernel knows to be too much is refused, and the rest put back. */
  @Test
  void aRefusalPutsBackWhatWasSet() throws IOException {
    Path settings = file("kernel conntrack = 1\nkernel sync_refresh_period = 8589935\n");
    Ran live = lvsh("--yes", "apply", settings.toString()).ends(1);
    assertEquals(before, sysctl());
    Ran simulated = simulated("--yes", "apply", settings.toString()).ends(1);
    assertEquals(simulated.errors().replace("simulated kernel", "live kernel"), live.errors());
  }

  @Test
  void aMistakeIsToldAsForASimulatedKernelAndChangesNothing() throws IOException {
    for (String statement :
        List.of(
            "kernel sync_threshold = 60 7",
            "kernel sync_threshold = 60",
            "kernel drop_entry = 4",
            "kernel sync_ports = 3",
            "kernel contrack = 1",
            "kernel conntrack = on")) {
      String settings = file(statement + "\n").toString();
      String live = lvsh("--yes", "apply", settings).ends(1).errors();
      assertEquals(simulated("--yes", "apply", settings).ends(1).errors(), live);
    }
    assertEquals(before, sysctl());
  }

  @Test
  void aKernelTakesOrRefusesByHandWhatTheTableSays() {
    for (String bad : List.of("4 > drop_entry", "3 > sync_ports", "4 > sync_retries")) {
      assertEquals("refused", written(bad), bad);
    }
    for (String good : List.of("3 > drop_entry", "8 > sync_ports", "3 > sync_retries")) {
      assertEquals("taken", written(good), good);
    }
  }

  /** Why values with too many words, or of another base, are refused: this is what Linux does. */
  @Test
  void linuxTakesAPartOfAValueOrAnotherNumberWithoutAWord() {
    assertEquals("taken", written("'1 7' > conntrack"));
    assertEquals("1", cat("conntrack"));
    assertEquals("taken", written("010 > sync_sock_size"));
    assertEquals("8", cat("sync_sock_size"));
    assertEquals("taken", written("9 > sync_threshold"));
    assertEquals("9\t50", cat("sync_threshold"));
  }

  private static String written(String valueAndFile) {
    String script =
        "cd /proc/sys/net/ipv4/vs; if echo %s 2>/dev/null; then echo taken; else echo refused; fi";
    return Lab.bash(script.formatted(valueAndFile)).strip();
  }

  /** In a network namespace of its own the settings are its own. */
  @Test
  void settingsAreThoseOfTheNetworkNamespace() throws Exception {
    Lab.bash("ip netns add lvsh-settings");
    try {
      Path told = folder.resolve("told");
      Process lvsh =
          Lab.startLvsh(
              List.of("ip", "netns", "exec", "lvsh-settings"),
              told,
              "--yes",
              "kernel",
              "expire_nodest_conn",
              "=",
              "1");
      assertEquals(0, lvsh.waitFor(), () -> told.toString());
      assertTrue(Files.readString(told).contains("expire_nodest_conn 0 -> 1"));
      assertEquals("0", cat("expire_nodest_conn"));
      assertEquals(
          "1",
          Lab.bash("ip netns exec lvsh-settings cat /proc/sys/net/ipv4/vs/expire_nodest_conn")
              .strip());
    } finally {
      Lab.bash("ip netns delete lvsh-settings");
    }
  }
}
