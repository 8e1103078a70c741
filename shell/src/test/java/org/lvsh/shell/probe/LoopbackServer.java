package org.lvsh.shell.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;

/** A server on a free port of the loopback interface, which serves one connection after another. */
final class LoopbackServer implements AutoCloseable {
  static final IpAddress ADDRESS = IpAddress.of("127.0.0.1");

  private final ServerSocket listener;
  private final Thread thread;

  /** How a connection is served; what a client does wrong is the client's. */
  interface Service {
    void serve(Socket connection) throws IOException;
  }

  private LoopbackServer(ServerSocket listener, Service service) {
    this.listener = listener;
    this.thread = new Thread(() -> accept(service), "loopback");
    thread.setDaemon(true);
    thread.start();
  }

  static LoopbackServer serving(Service service) {
    try {
      return on(new ServerSocket(0, 10, ADDRESS.inet()), service);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static LoopbackServer on(ServerSocket listener, Service service) {
    return new LoopbackServer(listener, service);
  }

  private void accept(Service service) {
    while (!listener.isClosed()) {
      try (Socket connection = listener.accept()) {
        service.serve(connection);
      } catch (IOException ended) {
        // The client has gone, or the test is over.
      }
    }
  }

  Endpoint endpoint() {
    return endpoint(Protocol.TCP, listener.getLocalPort(), false);
  }

  Endpoint tls() {
    return endpoint(Protocol.TCP, listener.getLocalPort(), true);
  }

  static Endpoint endpoint(Protocol protocol, int port, boolean tls) {
    return new Endpoint(protocol, ADDRESS, port, tls);
  }

  /** Reads the head of a request. */
  static List<String> request(Socket connection) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
    List<String> lines = new ArrayList<>();
    for (String line = reader.readLine();
        line != null && !line.isEmpty();
        line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  static void say(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    connection.getOutputStream().flush();
  }

  /** Waits until the other end has nothing more to say. */
  static void listen(Socket connection) throws IOException {
    connection.getInputStream().readAllBytes();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
