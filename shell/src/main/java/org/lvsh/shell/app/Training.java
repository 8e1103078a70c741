package org.lvsh.shell.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.host.HostFiles;

/**
 * Runs what most starts need, on a simulated kernel in memory and on a terminal that nobody sees,
 * so that the launcher can keep the loaded classes in an archive. Touches no file.
 */
final class Training {
  private static final String SHOP =
      """
      service web on 192.168.0.1 ports 80,443 sticky 600s wlc  # the cart
        server 192.168.1.2 weight 4 direct
        server [2001:db8::2]:80 weight 2 tunnel
      set web rr; undo
      service dns on 192.168.0.1,2001:db8::1 port 53 udp
      discard
      service web on 192.168.0.1 ports 80,443 sticky 600s wlc
        server 192.168.1.2 weight 4 direct
      plan
      apply
      show services
      show services as ipvsadm
      show servers
      plan as commands
      help
      """;

  private Training() {}

  static int run() {
    try {
      app(SHOP).run(new String[] {"--kernel", "simulated", "--yes", "-"});
      app("service web on 912.168.0.1 ports any\n")
          .run(new String[] {"--kernel", "simulated", "-"});
      app("").run(new String[] {"--kernel", "simulated", "plan", "missing.lvs"});
      prompt();
      return 0;
    } catch (IOException | Arguments.Wrong failed) {
      return 1;
    }
  }

  private static App app(String input) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new App(
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            nowhere,
            nowhere,
            false,
            false,
            false,
            name -> null,
            Clock.systemUTC(),
            firewall -> {
              throw new KernelException("no kernel is touched in training");
            },
            new HostFiles(Path.of("/nowhere"), List::of),
            Path.of("/nowhere"),
            Path.of("/nowhere"),
            Path.of("/nowhere"),
            () -> Duration.ZERO,
            (endpoint, question) -> {
              throw new IllegalStateException("no server is asked in training");
            },
            options -> {}));
  }

  private static void prompt() throws IOException, Arguments.Wrong {
    String[] line = {"--kernel", "simulated"};
    Arguments arguments = Arguments.read(line, name -> null);
    try (LineDisciplineTerminal terminal =
        new LineDisciplineTerminal(
            "training", "xterm", new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
      terminal.setSize(new Size(80, 24));
      for (String typed :
          List.of("sho\tser\tvices\r", "show ?\r", "set \t", "web wrr\r", "exit\r")) {
        terminal.processInputBytes(typed.getBytes(StandardCharsets.UTF_8));
      }
      app("").prompt(arguments, terminal, Optional.empty());
    }
  }
}
