package org.lvsh.shell.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Clients of the lab that connect when they are told to, from a port that they are told, say which
 * real server answered, and stay connected until they are told to part.
 */
final class ClientsOneByOne implements AutoCloseable {
  private static final String SCRIPT =
      """
      import socket, sys
      held = {}
      for line in sys.stdin:
          what, client, port, host, service = line.split()
          if what == "close":
              if (client, port, host) in held:
                  held.pop((client, port, host)).close()
              print("closed", flush=True)
              continue
          family = socket.AF_INET6 if ":" in host else socket.AF_INET
          connection = socket.socket(family, socket.SOCK_STREAM)
          connection.settimeout(10)
          connection.bind((client, int(port)))
          try:
              connection.connect((host, int(service)))
              print(connection.recv(256).decode().split()[1], flush=True)
              held[(client, port, host)] = connection
          except OSError:
              print("refused", flush=True)
      """;

  private static final int LIMIT_SECONDS = 60;
  private static final String REFUSED = "refused";

  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  ClientsOneByOne() {
    try {
      process =
          new ProcessBuilder("ip", "netns", "exec", "client", "python3", "-c", SCRIPT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    orders = process.outputWriter();
    answers = process.inputReader();
  }

  /** The real server, by its IPv4 address, that answers a client; empty where none does. */
  Optional<String> connect(String client, int clientPort, String vip, int port) {
    return Optional.of(told("connect", client, clientPort, vip, port))
        .filter(answer -> !answer.equals(REFUSED));
  }

  /** The client parts, if it is connected. */
  void part(String client, int clientPort, String vip, int port) {
    told("close", client, clientPort, vip, port);
  }

  private String told(String what, String client, int clientPort, String vip, int port) {
    try {
      orders.write("%s %s %d %s %d\n".formatted(what, client, clientPort, vip, port));
      orders.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new AssertionError(client + " was not served");
      }
      return answer;
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
