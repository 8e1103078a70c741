package org.lvsh.shell.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Clients of the lab that hold one connection each, and say what became of it when they speak. */
final class HeldClients implements AutoCloseable {
  private static final String SCRIPT =
      """
      import fcntl, socket, struct, sys, time
      NOT_ACKNOWLEDGED = 0x5411  # SIOCOUTQ
      base, count, host, port, patience = sys.argv[1:]
      family = socket.AF_INET6 if ":" in host else socket.AF_INET
      held = {}
      for number in range(1, int(count) + 1):
          client = base + str(number)
          held[client] = connection = socket.socket(family, socket.SOCK_STREAM)
          connection.settimeout(30)
          connection.bind((client, 0))
          connection.connect((host, int(port)))
          connection.recv(256)
      print("held", flush=True)
      sys.stdin.readline()

      def fate(connection):
          try:
              connection.recv(256, socket.MSG_PEEK)
          except BlockingIOError:
              pass
          except OSError:
              return "reset"
          left = fcntl.ioctl(connection, NOT_ACKNOWLEDGED, struct.pack("i", 0))
          return "silent" if struct.unpack("i", left)[0] else "alive"

      for connection in held.values():
          connection.setblocking(False)
          try:
              connection.send(b"are you there?")
          except OSError:
              pass
      time.sleep(float(patience))
      for client, connection in held.items():
          print(client, fate(connection), flush=True)
      """;

  private static final int PATIENCE_SECONDS = 6;
  private static final int LIMIT_SECONDS = 120;

  private final Process process;
  private final BufferedReader answers;

  private HeldClients(Process process) {
    this.process = process;
    this.answers = process.inputReader();
  }

  /** So many clients of a place on its VIP's SSH port, each connected and answered once. */
  static HeldClients of(Place place, int count) {
    try {
      HeldClients clients =
          new HeldClients(
              new ProcessBuilder(
                      "ip",
                      "netns",
                      "exec",
                      "client",
                      "python3",
                      "-c",
                      SCRIPT,
                      place.clients(),
                      String.valueOf(count),
                      place.vip(),
                      "22",
                      String.valueOf(PATIENCE_SECONDS))
                  .redirectError(ProcessBuilder.Redirect.INHERIT)
                  .start());
      String told = clients.answers.readLine();
      if (!"held".equals(told)) {
        throw new AssertionError("the clients are not connected: " + told);
      }
      return clients;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Lets each send something: {@code alive} where that arrives, {@code reset}, or {@code silent}.
   */
  Map<String, String> speak() {
    try (Writer input = process.outputWriter()) {
      input.write("speak\n");
      input.flush();
      Map<String, String> fates = new TreeMap<>();
      String line;
      while ((line = answers.readLine()) != null) {
        String[] words = line.split(" ", 2);
        fates.put(words[0], words[1]);
      }
      return fates;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the clients do not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
