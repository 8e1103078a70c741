package org.lvsh.shell.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.host.HostFiles;
import org.lvsh.kernel.live.Opening;

/**
 * Runs what most starts need, on a simulated kernel in memory and on a terminal that nobody sees,
 * so that the launcher can keep the loaded classes in an archive. Touches no file but one that it
 * makes and removes, and changes no kernel; one that has IPVS already is read.
 */
final class Training {
  private static final String DECLARED =
      """
      # One of each class of persistence, and the options of services and servers.
      let cheap = 192.168.1.4
      service shop on 192.168.0.1 ports 80,443 sticky 600s wlc mark 10
        server 192.168.1.2 weight 4 direct
        server 192.168.1.3 weight 2 direct limit 100 resume 50
      service ssh on 192.168.0.1 port 22 sticky 1h per /24 sh with fallback,port
        server 192.168.1.2:2222 weight 1 masquerade
        server $cheap:2222 weight 0 tunnel gue 6080 checksum
      service dns on 192.168.0.2 ports 53,8000-8010 tcp,udp mark auto one-packet rr
        server 192.168.1.2
      service all on 2001:db8::1 ports any sticky 10m
        server 2001:db8::2 tunnel
      pool web
        server 192.168.1.5
      service pooled on mark 77 pool web
      timeouts tcp 900s fin 120s udp 300s
      """;

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
      """;

  private Training() {}

  /**
   * Runs it, and gives the exit status.
   *
   * @param kind what the archive is for: {@code statement}, {@code simulated} for one on a
   *     simulated kernel, {@code prompt} or {@code all}
   */
  static int run(String kind) {
    try {
      if (!kind.equals("prompt")) {
        statements();
      }
      if (kind.equals("statement") || kind.equals("all")) {
        live();
      }
      if (kind.equals("prompt") || kind.equals("all")) {
        prompt();
      }
      return 0;
    } catch (IOException | Arguments.Wrong failed) {
      return 1;
    }
  }

  private static void statements() throws IOException {
    app(SHOP).run(new String[] {"--kernel", "simulated", "--yes", "-"});
    app("service web on 912.168.0.1 ports any\n").run(new String[] {"--kernel", "simulated", "-"});
    app("").run(new String[] {"--kernel", "simulated", "plan", "missing.lvs"});
    file();
  }

  private static void file() throws IOException {
    Path file = Files.createTempFile("lvsh", ".lvs");
    try {
      Files.writeString(file, DECLARED);
      for (String colour : List.of("always", "never")) {
        app("")
            .run(new String[] {"--kernel=simulated", "--color", colour, "plan", file.toString()});
      }
      app("").run(new String[] {"--kernel=simulated", "--yes", "apply", file.toString()});
    } finally {
      Files.delete(file);
    }
  }

  /** What is not there yet is not loaded into the kernel for this. */
  private static void live() {
    try {
      Opening.load();
    } catch (KernelException unreachable) {
      return;
    }
    if (HostFiles.live().connectionTableSize().isPresent()) {
      app("", Opening::open).run(new String[] {"--kernel", "live", "show", "services"});
    }
  }

  private static App app(String input) {
    return app(
        input,
        firewall -> {
          throw new KernelException("no kernel is touched in training");
        });
  }

  private static App app(String input, Surroundings.LiveKernels live) {
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
            live,
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
    String[] line = {"--kernel", "simulated", "--yes"};
    Arguments arguments = Arguments.read(line, name -> null);
    try (LineDisciplineTerminal terminal =
        new LineDisciplineTerminal(
            "training", "xterm", new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
      terminal.setSize(new Size(80, 24));
      for (String typed :
          List.of(
              "service w on 192.168.0.1 port 80\r",
              "server 192.168.1.2\r",
              "plan\r",
              "apply\r",
              "sho\tser\tvices\r",
              "show ?\r",
              "set \t",
              "web wrr\r",
              "exit\r")) {
        terminal.processInputBytes(typed.getBytes(StandardCharsets.UTF_8));
      }
      app("").prompt(arguments, terminal, Optional.empty());
    }
  }
}
