package org.lvsh.shell.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A shell in a window of tmux, on a server of its own: a real terminal. */
final class Tmux implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String socket;

  /** A window of a size, on which a shell waits behind {@code ready> }. */
  Tmux(Path folder, int columns, int rows) {
    socket = folder.resolve("tmux").toString();
    tmux(
        "-f",
        "/dev/null",
        "-u",
        "new-session",
        "-d",
        "-x",
        "" + columns,
        "-y",
        "" + rows,
        "env PS1='ready> ' LC_ALL=C.UTF-8 sh");
    await(screen -> screen.contains("ready>"));
  }

  /**
   * A script that starts lvsh and leaves the number of its process in the file {@code pid}.
   *
   * @param before what starts it, such as {@code ip netns exec name}; may be empty
   */
  static String script(Path folder, String before, String... arguments) throws IOException {
    Path script = folder.resolve("lvsh.sh");
    String text =
        """
        echo $$ >%s
        exec %s %s -Dlvsh.terminals=in,out,err %s %s
        """;
    Files.writeString(
        script,
        text.formatted(
            folder.resolve("pid"),
            before,
            String.join(" ", JavaProcess.words()),
            Main.class.getName(),
            String.join(" ", arguments)));
    return script.toString();
  }

  String tmux(String... words) {
    List<String> line = new ArrayList<>(List.of("tmux", "-S", socket));
    line.addAll(List.of(words));
    return Command.output(line.toArray(String[]::new));
  }

  Tmux line(String text) {
    tmux("send-keys", "-l", text);
    tmux("send-keys", "Enter");
    return this;
  }

  Tmux keys(String... keys) {
    List<String> words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(keys));
    tmux(words.toArray(String[]::new));
    return this;
  }

  String screen() {
    return tmux("capture-pane", "-p");
  }

  /** Waits until the screen is as it should be, and gives it. */
  String await(Predicate<String> reached) {
    return await(PATIENCE, reached);
  }

  /** The screen as soon as something is on it. */
  String await(Duration patience, Predicate<String> reached) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      String screen = screen();
      if (reached.test(screen)) {
        return screen;
      }
      pause();
    }
    throw new AssertionError("not reached in:\n" + screen());
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Whether the screen is one that is put away again, and whether the cursor is seen. */
  String flags() {
    return tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").strip();
  }

  @Override
  public void close() {
    Command.run("tmux", "-S", socket, "kill-server");
  }
}
