package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as it came ({@code nlmsghdr} in {@code linux/netlink.h}).
 *
 * @param payload what follows the header
 */
record Message(int type, int flags, int sequence, Bytes payload) {
  static final int ALIGNMENT = 4;
  static final int HEADER = 16;
  static final int TYPE_AT = 4;
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

  /** Of requests that make something; the second is a bit of F_DUMP, too. */
  static final int F_CREATE = 0x400;

  static final int F_EXCLUSIVE = 0x200;
  static final int F_APPEND = 0x800;
  static final int F_OF_MAKING = F_CREATE | F_EXCLUSIVE | F_APPEND;

  private static final int GENERIC_HEADER = 4;

  /**
   * Takes a datagram apart.
   *
   * @throws NetlinkException (damaged) unless it is made of whole messages, at least one
   */
  static List<Message> allOf(ByteBuffer datagram) {
    Bytes all = Bytes.of(datagram);
    List<Message> messages = new ArrayList<>();
    int at = 0;
    do {
      int length = lengthAt(all, at);
      messages.add(
          new Message(
              all.u16(at + TYPE_AT),
              all.u16(at + FLAGS_AT),
              all.s32(at + SEQUENCE_AT),
              all.part(at + HEADER, length - HEADER)));
      at += aligned(length);
    } while (at < all.length());
    return messages;
  }

  private static int lengthAt(Bytes all, int at) {
    int left = all.length() - at;
    if (left < HEADER) {
      throw NetlinkException.damaged("only " + left + " bytes of a message");
    }
    int length = all.s32(at);
    if (length < HEADER || length > left) {
      throw NetlinkException.damaged("a message of length " + length);
    }
    return length;
  }

  /** For a length that is known to lie in the datagram, and so far from overflow. */
  static int aligned(int length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** The errno of an error message, 0 where it is an acknowledgement. */
  int errno() {
    if (payload.length() < Integer.BYTES) {
      throw NetlinkException.damaged("an error without a number");
    }
    int code = payload.s32(0);
    if (code > 0 || code < -Linux.MAX_ERRNO) {
      throw NetlinkException.damaged("error number " + code);
    }
    return -code;
  }

  /** The errno with which a listing ended, 0 where it ended well. */
  int errnoOfDone() {
    return payload.length() > 0 ? errno() : 0;
  }

  boolean isInterrupted() {
    return (flags & F_DUMP_INTERRUPTED) != 0;
  }

  /**
   * The attributes behind the four bytes of the family.
   *
   * @throws NetlinkException (damaged) where the message is of another family
   */
  Attributes attributes(int family) {
    return attributes(family, GENERIC_HEADER);
  }

  /**
   * The attributes behind a header of its own.
   *
   * @param header how many bytes it has, to where the attributes begin
   * @throws NetlinkException (damaged) where the message is of another type
   */
  Attributes attributes(int wanted, int header) {
    if (type != wanted) {
      throw NetlinkException.damaged("a message of type " + type + " instead of " + wanted);
    }
    if (payload.length() < header) {
      throw NetlinkException.damaged("a message of only " + payload.length() + " bytes");
    }
    return Attributes.of(payload.part(header, payload.length() - header));
  }
}
