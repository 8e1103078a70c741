package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/**
 * A socket and the numbers of the messages sent on it. It is opened when it is first used, and
 * thrown away when an answer may still be on its way that nobody waits for any more.
 */
final class Channel implements AutoCloseable {
  private final NetlinkSocket.Factory factory;
  private Optional<NetlinkSocket> socket = Optional.empty();
  private int lastSequence;

  Channel(NetlinkSocket.Factory factory) {
    this.factory = factory;
  }

  NetlinkSocket socket() {
    if (socket.isEmpty()) {
      socket = Optional.of(factory.open());
    }
    return socket.get();
  }

  /** Gives messages their numbers, in order, and the last one these flags, besides REQUEST. */
  int number(List<byte[]> messages, int lastFlags) {
    int first = lastSequence + 1;
    for (byte[] message : messages) {
      ByteBuffer header = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
      header.putInt(Message.SEQUENCE_AT, ++lastSequence);
      header.putShort(Message.FLAGS_AT, (short) Message.F_REQUEST);
      if (lastSequence - first == messages.size() - 1) {
        header.putShort(Message.FLAGS_AT, (short) (Message.F_REQUEST | lastFlags));
      }
    }
    return first;
  }

  /** Sends a request alone and returns its number. */
  int send(byte[] request, int flags) {
    int sequence = number(List.of(request), flags);
    socket().send(ByteBuffer.wrap(request));
    return sequence;
  }

  /**
   * Asks what has one answer.
   *
   * @param question what the kernel is to say, for the message where it does not
   */
  Message ask(byte[] request, String question) {
    try {
      int sequence = send(request, 0);
      return new Answers(socket(), sequence, sequence).theOne(question);
    } catch (NetlinkException exception) {
      closeUnlessRefused(exception);
      throw exception;
    }
  }

  /** After a refusal nothing more comes; after any other trouble something may. */
  void closeUnlessRefused(NetlinkException exception) {
    if (exception.kind() != Kind.REFUSED && exception.kind() != Kind.NOT_PERMITTED) {
      close();
    }
  }

  @Override
  public void close() {
    socket.ifPresent(NetlinkSocket::close);
    socket = Optional.empty();
  }
}
