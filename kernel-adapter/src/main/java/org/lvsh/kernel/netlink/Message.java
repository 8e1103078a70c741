package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as it came ({@code nlmsghdr} in {@code linux/netlink.h}).
 *
 * @param payload what follows the header; a view of the datagram, good until the next one is read
 */
record Message(int type, int flags, int sequence, ByteBuffer payload) {
  static final int ALIGNMENT = 4;
  static final int HEADER = 16;
  static final int FLAGS_AT = 6;
  static final int SEQUENCE_AT = 8;

  static final int NOOP = 1;
  static final int ERROR = 2;
  static final int DONE = 3;
  static final int OVERRUN = 4;

  static final int F_REQUEST = 0x1;
  static final int F_ACK = 0x4;
  static final int F_DUMP_INTERRUPTED = 0x10;
  static final int F_DUMP = 0x300;

  private static final int GENERIC_HEADER = 4;

  /**
   * Takes a datagram apart.
   *
   * @throws NetlinkException (damaged) unless it is made of whole messages, at least one
   */
  static List<Message> allOf(ByteBuffer datagram) {
    ByteBuffer rest = datagram.slice().order(ByteOrder.nativeOrder());
    List<Message> messages = new ArrayList<>();
    do {
      messages.add(next(rest));
    } while (rest.hasRemaining());
    return messages;
  }

  private static Message next(ByteBuffer rest) {
    if (rest.remaining() < HEADER) {
      throw NetlinkException.damaged("only " + rest.remaining() + " bytes of a message");
    }
    int start = rest.position();
    int length = rest.getInt(start);
    if (length < HEADER || length > rest.remaining()) {
      throw NetlinkException.damaged("a message of length " + length);
    }
    ByteBuffer payload = part(rest, start + HEADER, length - HEADER);
    Message message =
        new Message(
            Short.toUnsignedInt(rest.getShort(start + 4)),
            Short.toUnsignedInt(rest.getShort(start + FLAGS_AT)),
            rest.getInt(start + SEQUENCE_AT),
            payload);
    rest.position(Math.min(start + aligned(length), rest.limit()));
    return message;
  }

  /** For a length that is known to lie in the buffer, and so far from overflow. */
  static int aligned(int length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }

  static ByteBuffer part(ByteBuffer whole, int start, int length) {
    return whole.slice(start, length).order(ByteOrder.nativeOrder());
  }

  /** The errno of an error message, 0 where it is an acknowledgement. */
  int errno() {
    if (payload.remaining() < Integer.BYTES) {
      throw NetlinkException.damaged("an error without a number");
    }
    int code = payload.getInt(0);
    if (code > 0 || code < -Linux.MAX_ERRNO) {
      throw NetlinkException.damaged("error number " + code);
    }
    return -code;
  }

  /** The errno with which a listing ended, 0 where it ended well. */
  int errnoOfDone() {
    return payload.hasRemaining() ? errno() : 0;
  }

  boolean isInterrupted() {
    return (flags & F_DUMP_INTERRUPTED) != 0;
  }

  /**
   * The attributes behind the generic netlink header.
   *
   * @throws NetlinkException (damaged) where the message is of another family
   */
  Attributes attributes(int family) {
    if (type != family) {
      throw NetlinkException.damaged("a message of type " + type + " instead of " + family);
    }
    if (payload.remaining() < GENERIC_HEADER) {
      throw NetlinkException.damaged("a generic message of " + payload.remaining() + " bytes");
    }
    return Attributes.of(part(payload, GENERIC_HEADER, payload.remaining() - GENERIC_HEADER));
  }
}
