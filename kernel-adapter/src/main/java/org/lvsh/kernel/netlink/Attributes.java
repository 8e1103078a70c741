package org.lvsh.kernel.netlink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/**
 * Attributes by their type ({@code nlattr} in {@code linux/netlink.h}); where a type comes twice
 * the last one counts, as in the kernel's {@code nla_parse}. Types that nobody asks for are
 * skipped. Each way to read one throws a {@link NetlinkException} (damaged) where it is absent or
 * has another length.
 */
final class Attributes {
  static final int HEADER = 4;

  /** Without the two bits that say nested and network byte order. */
  private static final int TYPE_MASK = 0x3FFF;

  /** Above every type that is asked for. */
  private static final int TYPES = 17;

  private final Bytes bytes;

  /** Where the value of each type begins; 0 where there is none. */
  private final int[] places = new int[TYPES];

  private Attributes(Bytes bytes) {
    this.bytes = bytes;
  }

  static Attributes of(Bytes bytes) {
    Attributes attributes = new Attributes(bytes);
    int at = 0;
    while (at < bytes.length()) {
      int length = lengthAt(bytes, at);
      int type = bytes.u16(at + 2) & TYPE_MASK;
      if (type < TYPES) {
        attributes.places[type] = at + HEADER;
      }
      at += Message.aligned(length);
    }
    return attributes;
  }

  private static int lengthAt(Bytes bytes, int at) {
    int left = bytes.length() - at;
    if (left < HEADER) {
      throw NetlinkException.damaged("only " + left + " bytes of an attribute");
    }
    int length = bytes.u16(at);
    if (length < HEADER || length > left) {
      throw NetlinkException.damaged("an attribute of length " + length);
    }
    return length;
  }

  boolean has(int type) {
    return places[type] != 0;
  }

  int u8(int type) {
    return bytes.u8(sized(type, Byte.BYTES));
  }

  int u16(int type) {
    return bytes.u16(sized(type, Short.BYTES));
  }

  /** A port, in network byte order. */
  int port(int type) {
    return bytes.network16(sized(type, Short.BYTES));
  }

  int s32(int type) {
    return bytes.s32(sized(type, Integer.BYTES));
  }

  long u32(int type) {
    return Integer.toUnsignedLong(s32(type));
  }

  /** All 64 bits of it, so that from 2^63 on it is below 0. */
  long u64(int type) {
    return bytes.s64(sized(type, Long.BYTES));
  }

  Bytes bytes(int type, int length) {
    return bytes.part(sized(type, length), length);
  }

  /** Up to the zero byte that must end it. */
  String string(int type) {
    Bytes content = required(type);
    for (int end = 0; end < content.length(); end++) {
      if (content.u8(end) == 0) {
        return new String(content.part(0, end).copy(), US_ASCII);
      }
    }
    throw NetlinkException.damaged("attribute " + type + " is text without an end");
  }

  Attributes nested(int type) {
    return of(required(type));
  }

  /** What a list is made of, whatever type its entries say they have. */
  List<Attributes> entries(int type) {
    Bytes list = required(type);
    List<Attributes> entries = new ArrayList<>();
    int at = 0;
    while (at < list.length()) {
      int length = lengthAt(list, at);
      entries.add(of(list.part(at + HEADER, length - HEADER)));
      at += Message.aligned(length);
    }
    return entries;
  }

  /** However long it is. */
  Bytes bytes(int type) {
    return required(type);
  }

  /** A number in network byte order. */
  int network32(int type) {
    return bytes.network32(sized(type, Integer.BYTES));
  }

  /** Where a value of this length begins. */
  private int sized(int type, int length) {
    int place = place(type);
    int there = lengthBefore(place);
    if (there != length) {
      throw NetlinkException.damaged("attribute " + type + " has " + there + " bytes");
    }
    return place;
  }

  private Bytes required(int type) {
    int place = place(type);
    return bytes.part(place, lengthBefore(place));
  }

  private int place(int type) {
    int place = places[type];
    if (place == 0) {
      throw NetlinkException.damaged("attribute " + type + " is missing");
    }
    return place;
  }

  /** Of a value, by the header before it, which was looked through when it was found. */
  private int lengthBefore(int place) {
    return bytes.u16(place - HEADER) - HEADER;
  }
}
