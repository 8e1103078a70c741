package org.lvsh.shell.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.kernel.model.Protocol;

/** Real conversations with servers of the test on the loopback interface. */
@Timeout(60)
class NetworkProberTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);

  /** For servers that never answer. */
  private static final Duration SCARCE = Duration.ofMillis(200);

  @TempDir static Path folder;

  private static KeyStore shop;

  private final NetworkProber prober = new NetworkProber();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @BeforeAll
  static void makeACertificate() throws IOException, GeneralSecurityException {
    shop = new KeyStores(folder).make("CN=shop.example", "san=dns:shop.example,ip:192.168.0.1");
  }

  private static Question asking(String path, Duration within) {
    return new Question(Optional.of(path), Optional.empty(), within);
  }

  private static Question patient() {
    return new Question(Optional.empty(), Optional.empty(), AMPLE);
  }

  private static LoopbackServer encrypted(LoopbackServer.Service service)
      throws IOException, GeneralSecurityException {
    return encrypted(false, service, "TLSv1.3", "TLSv1.2");
  }

  private static LoopbackServer encrypted(
      boolean mutual, LoopbackServer.Service service, String... protocols)
      throws IOException, GeneralSecurityException {
    SSLServerSocket listener =
        (SSLServerSocket)
            KeyStores.server(shop)
                .getServerSocketFactory()
                .createServerSocket(0, 10, LoopbackServer.ADDRESS.inet());
    listener.setNeedClientAuth(mutual);
    listener.setEnabledProtocols(protocols);
    return LoopbackServer.on(listener, service);
  }

  @Test
  void aPortThatSomebodyListensOnIsOpen() throws IOException {
    try (LoopbackServer server = LoopbackServer.serving(LoopbackServer::listen)) {
      Answer answer = prober.ask(server.endpoint(), patient());
      assertEquals(Answer.Reach.OPEN, answer.reach());
      assertTrue(answer.tls().isEmpty());
      assertTrue(answer.http().isEmpty());
    }
  }

  @Test
  void aPortThatNobodyListensOnRefuses() throws IOException {
    int gone;
    try (ServerSocket socket = new ServerSocket(0, 1, LoopbackServer.ADDRESS.inet())) {
      gone = socket.getLocalPort();
    }
    Endpoint endpoint = LoopbackServer.endpoint(Protocol.TCP, gone, false);
    assertEquals(Answer.refused(), prober.ask(endpoint, patient()));
  }

  @Test
  void aCertificateIsShownAsItIs() throws IOException, GeneralSecurityException {
    try (LoopbackServer server = encrypted(LoopbackServer::listen)) {
      Answer.Tls tls = prober.ask(server.tls(), patient()).tls().orElseThrow();
      Certificate expected = Certificate.of(KeyStores.certificate(shop));
      assertEquals(Answer.Tls.of(expected), tls);
      assertEquals(List.of("shop.example", "192.168.0.1"), expected.names());
    }
  }

  /** With TLS 1.2 the server gives up in the handshake, after it has shown its certificate. */
  @ParameterizedTest
  @CsvSource({"TLSv1.2, true", "TLSv1.3, false"})
  void aServerThatWantsACertificateItselfStillShowsItsOwn(String protocol, boolean givesUp)
      throws IOException, GeneralSecurityException {
    try (LoopbackServer server = encrypted(true, LoopbackServer::listen, protocol)) {
      Answer.Tls tls = prober.ask(server.tls(), patient()).tls().orElseThrow();
      assertEquals(Optional.of(Certificate.of(KeyStores.certificate(shop))), tls.certificate());
      assertEquals(givesUp, tls.failure().isPresent());
    }
  }

  @Test
  void aPortThatSpeaksNoTlsIsOpenAllTheSame() throws IOException {
    LoopbackServer.Service ssh =
        connection -> {
          LoopbackServer.say(connection, "SSH-2.0-test\r\n");
          LoopbackServer.listen(connection);
        };
    try (LoopbackServer server = LoopbackServer.serving(ssh)) {
      Answer answer = prober.ask(server.tls(), asking("/", AMPLE));
      assertEquals(Answer.Reach.OPEN, answer.reach());
      assertEquals(Optional.of(Answer.Tls.failed("it speaks no TLS")), answer.tls());
      assertEquals(Optional.of(Answer.Http.failed("no TLS to ask it over")), answer.http());
    }
  }

  @Test
  void aPortThatSaysNothingToTlsIsNotWaitedForLongerThanAsked() throws IOException {
    try (LoopbackServer server = LoopbackServer.serving(LoopbackServer::listen)) {
      Question hurried = new Question(Optional.empty(), Optional.empty(), SCARCE);
      Answer answer = prober.ask(server.tls(), hurried);
      assertEquals(Optional.of(Answer.Tls.failed("no answer in time")), answer.tls());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK', 200, true",
    "HTTP/1.0 302 Found, 302, true",
    "HTTP/1.1 404, 404, false",
    "HTTP/1.1 503 Service Unavailable, 503, false"
  })
  void theStatusIsThatOfTheFirstLine(String line, int status, boolean well) throws IOException {
    LoopbackServer.Service service =
        connection -> {
          LoopbackServer.request(connection);
          LoopbackServer.say(connection, line + "\r\nServer: test\r\n\r\nbody");
        };
    try (LoopbackServer server = LoopbackServer.serving(service)) {
      Answer.Http http = prober.ask(server.endpoint(), asking("/", AMPLE)).http().orElseThrow();
      assertEquals(Answer.Http.of(status), http);
      assertEquals(well, http.isWell());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', it closed the connection",
    "'SSH-2.0-test', it speaks no HTTP",
    "'HTTP/1.1 20 OK', it speaks no HTTP",
    "'HTTP/1.1 099 OK', it speaks no HTTP"
  })
  void whatIsNoHttpIsSaidToBeNone(String line, String why) throws IOException {
    LoopbackServer.Service service =
        connection -> {
          LoopbackServer.request(connection);
          LoopbackServer.say(connection, line.isEmpty() ? "" : line + "\r\n");
        };
    try (LoopbackServer server = LoopbackServer.serving(service)) {
      Answer answer = prober.ask(server.endpoint(), asking("/", AMPLE));
      assertEquals(Optional.of(Answer.Http.failed(why)), answer.http());
    }
  }

  /** A server that never stops is read no further than a status line can be. */
  @Test
  void anEndlessLineIsNotReadToItsEnd() throws IOException {
    LoopbackServer.Service endless =
        connection -> {
          LoopbackServer.request(connection);
          while (!connection.isClosed()) {
            LoopbackServer.say(connection, "HTTP/1.1 200 " + "x".repeat(10_000));
          }
        };
    try (LoopbackServer server = LoopbackServer.serving(endless)) {
      Answer answer = prober.ask(server.endpoint(), asking("/", AMPLE));
      assertEquals(Optional.of(Answer.Http.of(200)), answer.http());
    }
  }

  /** Each byte comes before any timeout of the socket, and the line never ends. */
  @Test
  void aServerThatDripsIsNotWaitedForLongerThanAsked() throws IOException {
    LoopbackServer.Service dripping =
        connection -> {
          LoopbackServer.request(connection);
          BlockingQueue<String> never = new LinkedBlockingQueue<>();
          try {
            while (never.poll(20, TimeUnit.MILLISECONDS) == null) {
              LoopbackServer.say(connection, "H");
            }
          } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
          }
        };
    try (LoopbackServer server = LoopbackServer.serving(dripping)) {
      Answer answer = prober.ask(server.endpoint(), asking("/", SCARCE));
      assertEquals(Optional.of(Answer.Http.failed("no answer in time")), answer.http());
    }
  }

  private LoopbackServer.Service remembering() {
    return connection -> {
      heard.addAll(LoopbackServer.request(connection));
      LoopbackServer.say(connection, "HTTP/1.1 204 No Content\r\n\r\n");
    };
  }

  @Test
  void aRequestNamesThePathAndTheAddress() throws IOException {
    try (LoopbackServer server = LoopbackServer.serving(remembering())) {
      prober.ask(server.endpoint(), asking("/health?full=1", AMPLE));
      assertEquals(
          List.of(
              "GET /health?full=1 HTTP/1.1",
              "Host: 127.0.0.1",
              "User-Agent: lvsh",
              "Accept: */*",
              "Connection: close"),
          List.copyOf(heard));
    }
  }

  @Test
  void theNameOfTheSiteGoesIntoTlsAndHttp() throws IOException, GeneralSecurityException {
    LoopbackServer.Service service =
        connection -> {
          SSLSocket socket = (SSLSocket) connection;
          socket.startHandshake();
          ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
          heard.add(session.getRequestedServerNames().toString());
          remembering().serve(connection);
        };
    try (LoopbackServer server = encrypted(service)) {
      Question named = new Question(Optional.of("/"), Optional.of("shop.example"), AMPLE);
      Answer answer = prober.ask(server.tls(), named);
      assertEquals(Optional.of(Answer.Http.of(204)), answer.http());
      assertTrue(heard.remove().contains("shop.example"));
      assertTrue(heard.contains("Host: shop.example"));
      heard.clear();
      Question unnamed = new Question(Optional.of("/"), Optional.of("192.168.0.1"), AMPLE);
      prober.ask(server.tls(), unnamed);
      assertEquals("[]", heard.remove());
      assertTrue(heard.contains("Host: 192.168.0.1"));
    }
  }

  @Test
  void aRequestOverTlsIsNotSentInTheClear() throws IOException, InterruptedException {
    try (LoopbackServer server = LoopbackServer.serving(connection -> remember(connection))) {
      prober.ask(server.tls(), asking("/secret-path", SCARCE));
      assertFalse(heard.take().contains("secret-path"));
    }
  }

  private void remember(Socket connection) throws IOException {
    heard.add(new String(connection.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
  }

  @Test
  void aUdpPortThatNobodyListensOnRefuses() throws IOException {
    int gone;
    try (DatagramSocket socket = new DatagramSocket(0, LoopbackServer.ADDRESS.inet())) {
      gone = socket.getLocalPort();
    }
    Endpoint endpoint = LoopbackServer.endpoint(Protocol.UDP, gone, false);
    assertEquals(Answer.refused(), prober.ask(endpoint, patient()));
  }

  @Test
  void ofAUdpPortThatSaysNothingNothingIsKnown() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, LoopbackServer.ADDRESS.inet())) {
      Endpoint endpoint = LoopbackServer.endpoint(Protocol.UDP, socket.getLocalPort(), false);
      Question hurried = new Question(Optional.empty(), Optional.empty(), SCARCE);
      assertEquals(Answer.unknown("UDP does not tell"), prober.ask(endpoint, hurried));
    }
  }

  @Test
  void aUdpPortThatAnswersIsOpen() throws IOException, InterruptedException {
    try (DatagramSocket socket = new DatagramSocket(0, LoopbackServer.ADDRESS.inet())) {
      Thread echo = new Thread(() -> echo(socket), "echo");
      echo.start();
      Endpoint endpoint = LoopbackServer.endpoint(Protocol.UDP, socket.getLocalPort(), false);
      assertEquals(Answer.Reach.OPEN, prober.ask(endpoint, patient()).reach());
      echo.join();
    }
  }

  private static void echo(DatagramSocket socket) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[10], 10);
      socket.receive(packet);
      socket.send(new DatagramPacket(new byte[1], 1, packet.getSocketAddress()));
    } catch (IOException over) {
      throw new UncheckedIOException(over);
    }
  }

  @Test
  void bySctpNobodyIsAsked() {
    Endpoint endpoint = LoopbackServer.endpoint(Protocol.SCTP, 80, false);
    assertEquals(Answer.unknown("lvsh cannot ask by SCTP"), prober.ask(endpoint, patient()));
  }

  @Test
  void whatANetworkSaysIsToldApart() {
    assertEquals(
        Answer.silent(), NetworkProber.notReached(new SocketTimeoutException("timed out")));
    assertEquals(
        Answer.silent(), NetworkProber.notReached(new ConnectException("Connection timed out")));
    assertEquals(
        Answer.unreachable("no route to it"),
        NetworkProber.notReached(new NoRouteToHostException("No route to host")));
    assertEquals(
        Answer.unreachable("Network is unreachable"),
        NetworkProber.notReached(new SocketException("Network is unreachable")));
  }

  /** The queue of such a socket is full, so that Linux drops what comes. */
  @Test
  void aPortThatDropsConnectionsDoesNotAnswer() throws IOException {
    InetAddress address = LoopbackServer.ADDRESS.inet();
    try (ServerSocket full = new ServerSocket(0, 1, address);
        var first = new Socket(address, full.getLocalPort());
        var second = new Socket(address, full.getLocalPort())) {
      assertTrue(first.isConnected() && second.isConnected());
      Endpoint endpoint = LoopbackServer.endpoint(Protocol.TCP, full.getLocalPort(), false);
      Question hurried = new Question(Optional.empty(), Optional.empty(), SCARCE);
      assertEquals(Answer.silent(), prober.ask(endpoint, hurried));
    }
  }
}
