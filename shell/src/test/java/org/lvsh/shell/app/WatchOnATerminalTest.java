package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code watch} as a process of its own on a real terminal, which it leaves as it was. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchOnATerminalTest {
  @TempDir Path folder;

  @BeforeEach
  void letClientsCome() {
    String state = state();
    Ran.lvsh("--state", state, "--yes", "apply", Project.example("shop.lvs")).ends(0);
    Ran.lvsh("--state", state, "simulate 50 clients to shop").ends(0);
  }

  private String state() {
    return folder.resolve("a.state").toString();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Tmux watching() throws IOException {
    Tmux tmux = new Tmux(folder, 80, 24);
    tmux.line(settings("before"))
        .line("echo here; sh " + Tmux.script(folder, "", "--state", state(), "watch", "templates"));
    tmux.await(screen -> screen.contains("203.0.113.1 "));
    assertEquals("1 0", tmux.flags());
    return tmux;
  }

  /** What the terminal does with keys and characters; speed and size are other things. */
  private String settings(String name) {
    return "stty -a | tail -n +2 >" + file(name);
  }

  private void assertClean(Tmux tmux) throws IOException {
    String screen = tmux.await(seen -> seen.strip().endsWith("ready>"));
    assertFalse(screen.contains("203.0.113.1 "), screen);
    assertEquals("0 1", tmux.flags());
    tmux.line(settings("after") + "; echo done");
    tmux.await(seen -> seen.contains("\ndone"));
    assertEquals(Files.readString(file("before")), Files.readString(file("after")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP", "INT"})
  void aSignalLeavesTheTerminalClean(String signal) throws IOException {
    try (Tmux tmux = watching()) {
      Command.output("kill", "-" + signal, Files.readString(file("pid")).strip());
      assertClean(tmux);
    }
  }

  @Test
  void itFollowsTheSizeAndIsLeftByAKey() throws IOException {
    try (Tmux tmux = watching()) {
      tmux.tmux("resize-window", "-x", "160", "-y", "40");
      tmux.await(screen -> screen.lines().anyMatch(line -> line.length() > 120));
      tmux.keys("/").line("113.50");
      tmux.await(screen -> screen.contains("203.0.113.50") && !screen.contains("203.0.113.49"));
      tmux.keys("q");
      assertClean(tmux);
    }
  }
}
