package org.lvsh.shell.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to a port: how long it takes to be made, then TLS on it where the port is for
 * that, then HTTP where somebody wants it. It ends in time whatever the server does.
 */
final class TcpConversation {
  /** Longer than any status line that means something (RFC 9112, 4). */
  private static final int LONGEST_LINE = 1024;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: .*)?");

  private final Endpoint endpoint;
  private final Question question;
  private final long begin = System.nanoTime();
  private volatile boolean ended;

  TcpConversation(Endpoint endpoint, Question question) {
    this.endpoint = endpoint;
    this.question = question;
  }

  Answer hold() {
    try (Socket socket = new Socket()) {
      int patience = (int) question.within().toMillis();
      socket.connect(new InetSocketAddress(endpoint.address().inet(), endpoint.port()), patience);
      Duration time = spent();
      socket.setSoTimeout(patience);
      endInTime(socket);
      return talk(socket, Answer.open(time));
    } catch (IOException failed) {
      return NetworkProber.notReached(failed);
    }
  }

  private Duration spent() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private boolean isOver() {
    return ended || spent().compareTo(question.within()) >= 0;
  }

  /** Bytes that come one by one would keep a reader busy beyond any timeout of the socket. */
  private void endInTime(Socket socket) {
    long left = Math.max(0, question.within().minus(spent()).toMillis());
    CompletableFuture.delayedExecutor(left, TimeUnit.MILLISECONDS).execute(() -> end(socket));
  }

  private void end(Socket socket) {
    ended = true;
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed as far as anybody is concerned.
    }
  }

  /** The port is open whatever goes wrong from here on. */
  private Answer talk(Socket socket, Answer open) {
    if (!endpoint.tls()) {
      return question.path().isEmpty() ? open : open.with(http(socket));
    }
    TlsHandshake handshake = new TlsHandshake(socket, endpoint, question.host());
    Socket encrypted;
    try {
      encrypted = handshake.shake();
    } catch (IOException failed) {
      return withoutTls(open, handshake, why(failed));
    }
    Answer shown = open.with(handshake.seen());
    Answer answer = question.path().isEmpty() ? shown : shown.with(http(encrypted));
    takeLeave(encrypted);
    return answer;
  }

  /** Says that no more comes, so that no server logs a connection that was cut. */
  private static void takeLeave(Socket encrypted) {
    try {
      encrypted.shutdownOutput();
    } catch (IOException gone) {
      // What there was to hear has been heard.
    }
  }

  private Answer withoutTls(Answer open, TlsHandshake handshake, String why) {
    Answer shown = open.with(handshake.failed(why));
    return question.path().isEmpty()
        ? shown
        : shown.with(Answer.Http.failed("no TLS to ask it over"));
  }

  private Answer.Http http(Socket socket) {
    try {
      socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
      String line = firstLine(socket.getInputStream());
      Matcher status = STATUS.matcher(line);
      return status.matches()
          ? Answer.Http.of(Integer.parseInt(status.group(1)))
          : Answer.Http.failed(line.isEmpty() ? "it closed the connection" : "it speaks no HTTP");
    } catch (IOException failed) {
      return Answer.Http.failed(why(failed));
    }
  }

  private String request() {
    String host = question.host().orElse(endpoint.address().beforePort());
    return """
        GET %s HTTP/1.1\r
        Host: %s\r
        User-Agent: lvsh\r
        Accept: */*\r
        Connection: close\r
        \r
        """
        .formatted(question.path().orElseThrow(), host);
  }

  private static String firstLine(InputStream input) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = input.read();
    while (next >= 0 && next != '\n' && line.size() < LONGEST_LINE) {
      line.write(next);
      next = input.read();
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private String why(IOException failed) {
    return isOver() ? "no answer in time" : TlsHandshake.words(String.valueOf(failed.getMessage()));
  }
}
