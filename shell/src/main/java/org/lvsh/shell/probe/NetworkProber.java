package org.lvsh.shell.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Asks over the network of this machine. */
public final class NetworkProber implements Prober {
  /** A refusal comes at once; whoever has nothing to say will not say it later. */
  private static final Duration LONGEST_FOR_UDP = Duration.ofSeconds(1);

  @Override
  public Answer ask(Endpoint endpoint, Question question) {
    return switch (endpoint.protocol()) {
      case TCP -> new TcpConversation(endpoint, question).hold();
      case UDP -> askByUdp(endpoint, question);
      case SCTP -> Answer.unknown("lvsh cannot ask by SCTP");
    };
  }

  /**
   * A byte that means nothing, since Java sends no empty datagram. Linux reports an ICMP port
   * unreachable on a connected socket as {@code ECONNREFUSED} ({@code udp(7)}); any answer means
   * that something listens, and none means nothing.
   */
  private static Answer askByUdp(Endpoint endpoint, Question question) {
    int patience = (int) Math.min(question.within().toMillis(), LONGEST_FOR_UDP.toMillis());
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(endpoint.address().inet(), endpoint.port()));
      socket.setSoTimeout(patience);
      long begin = System.nanoTime();
      socket.send(new DatagramPacket(new byte[1], 1));
      socket.receive(new DatagramPacket(new byte[1], 1));
      return Answer.open(Duration.ofNanos(System.nanoTime() - begin));
    } catch (PortUnreachableException refused) {
      return Answer.refused();
    } catch (SocketTimeoutException nothing) {
      return Answer.unknown("UDP does not tell");
    } catch (IOException failed) {
      return notReached(failed);
    }
  }

  /** What a failure to reach a port means. */
  static Answer notReached(IOException failed) {
    String message = String.valueOf(failed.getMessage());
    if (failed instanceof SocketTimeoutException) {
      return Answer.silent();
    }
    if (failed instanceof ConnectException && message.contains("refused")) {
      return Answer.refused();
    }
    if (failed instanceof ConnectException && message.contains("timed out")) {
      return Answer.silent();
    }
    return Answer.unreachable(
        failed instanceof NoRouteToHostException ? "no route to it" : message);
  }
}
