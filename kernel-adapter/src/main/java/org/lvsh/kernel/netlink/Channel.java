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
  /** As much as the kernel puts into a datagram of a listing at most ({@code netlink_recvmsg}). */
  static final int LONG_ANSWERS = 32 * 1024;

  /**
   * As much as it puts into one by itself, on machines with large pages ({@code NLMSG_GOODSIZE}).
   * It is asked for once a service, and takes a tenth less time than one of {@link #LONG_ANSWERS}.
   */
  static final int SHORT_ANSWERS = 8 * 1024;

  private final NetlinkSocket.Factory factory;
  private final int answerBytes;
  private Optional<NetlinkSocket> socket = Optional.empty();
  private int lastSequence;

  /** How many requests were sent alone on this socket. */
  private int asked;

  Channel(NetlinkSocket.Factory factory) {
    this(factory, LONG_ANSWERS);
  }

  /** For answers of at most so many bytes. */
  Channel(NetlinkSocket.Factory factory, int answerBytes) {
    this.factory = factory;
    this.answerBytes = answerBytes;
  }

  NetlinkSocket socket() {
    if (socket.isEmpty()) {
      socket = Optional.of(factory.open(answerBytes));
    }
    return socket.get();
  }

  /**
   * Gives messages their numbers, in order, and the last one these flags, besides REQUEST and what
   * each says to make.
   */
  int number(List<byte[]> messages, int lastFlags) {
    int first = lastSequence + 1;
    int last = first + messages.size() - 1;
    for (byte[] message : messages) {
      number(
          ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()),
          Message.F_REQUEST | (lastSequence + 1 == last ? lastFlags : 0));
    }
    return first;
  }

  private void number(ByteBuffer message, int flags) {
    message.putInt(Message.SEQUENCE_AT, ++lastSequence);
    int own = message.getShort(Message.FLAGS_AT) & Message.F_OF_MAKING;
    message.putShort(Message.FLAGS_AT, (short) (own | flags));
  }

  /** Sends a request alone and returns its number. */
  int send(byte[] request, int flags) {
    ByteBuffer message = ByteBuffer.wrap(request).order(ByteOrder.nativeOrder());
    number(message, Message.F_REQUEST | flags);
    socket().send(message);
    asked++;
    return lastSequence;
  }

  /**
   * Makes the next listing be cut into datagrams at other places than the last one, so that a
   * change of somebody else which hides an entry at a cut does not hide the same one again. The
   * kernel makes the first datagram that a socket gets a short one, for it does not know yet how
   * much the program takes, and all that come later long ones ({@code max_recvmsg_len} in {@code
   * netlink_dump}): so of two listings in a row exactly one is the first of its socket. With pages
   * of 8 KiB and more, the datagrams of {@link #SHORT_ANSWERS} are all of one length.
   */
  void cutElsewhere() {
    if (asked != 1) {
      close();
    }
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
    asked = 0;
  }
}
