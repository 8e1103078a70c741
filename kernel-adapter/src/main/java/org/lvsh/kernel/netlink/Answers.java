package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.util.List;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

/**
 * The messages that answer those of a span of numbers, one after another. A message with a smaller
 * number is a late answer to something given up, and dropped; one with a larger number answers
 * nothing that was asked, and is damage.
 */
final class Answers {
  /** Of messages that say nothing; listings are bounded by {@link Dump}. */
  private static final int PATIENCE = 10_000;

  private final NetlinkSocket socket;
  private final int first;
  private final int last;
  private List<Message> received = List.of();
  private int taken;
  private int datagrams;
  private int datagramBytes;

  Answers(NetlinkSocket socket, int first, int last) {
    this.socket = socket;
    this.first = first;
    this.last = last;
  }

  /** The next message that answers, whatever it says. */
  Message next() {
    for (int idle = 0; idle < PATIENCE; idle++) {
      if (taken == received.size()) {
        receive();
      }
      Message message = received.get(taken++);
      if (isAnswer(message)) {
        return message;
      }
    }
    throw NetlinkException.damaged("nothing but late and empty messages");
  }

  private void receive() {
    ByteBuffer datagram = socket.receive();
    datagrams++;
    datagramBytes = datagram.remaining();
    received = Message.allOf(datagram);
    taken = 0;
  }

  /** How many datagrams have come, the one of the message that was taken last among them. */
  int datagrams() {
    return datagrams;
  }

  /** How long the datagram is that the message came in that was taken last. */
  int datagramBytes() {
    return datagramBytes;
  }

  private boolean isAnswer(Message message) {
    if (message.type() == Message.OVERRUN) {
      throw new NetlinkException(Kind.ANSWERS_LOST, "the kernel says that answers were lost");
    }
    // By differences, for the numbers wrap.
    if (message.sequence() - last > 0) {
      throw NetlinkException.damaged("an answer to message " + message.sequence() + " of " + last);
    }
    return message.type() != Message.NOOP && message.sequence() - first >= 0;
  }

  /** The message that is the whole answer. */
  Message theOne(String question) {
    Message message = next();
    if (message.type() == Message.ERROR && message.errno() != 0) {
      throw NetlinkException.refused(question, message.errno());
    }
    if (message.type() == Message.ERROR || message.type() == Message.DONE) {
      throw NetlinkException.damaged("an end without an answer");
    }
    return message;
  }
}
