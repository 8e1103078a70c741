package org.lvsh.kernel.netlink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

  private final Map<Integer, ByteBuffer> byType = new HashMap<>();

  private Attributes() {}

  static Attributes of(ByteBuffer bytes) {
    Attributes attributes = new Attributes();
    int at = 0;
    while (at < bytes.limit()) {
      int length = lengthAt(bytes, at);
      int type = bytes.getShort(at + 2) & TYPE_MASK;
      attributes.byType.put(type, Message.part(bytes, at + HEADER, length - HEADER));
      at += Message.aligned(length);
    }
    return attributes;
  }

  private static int lengthAt(ByteBuffer bytes, int at) {
    int left = bytes.limit() - at;
    if (left < HEADER) {
      throw NetlinkException.damaged("only " + left + " bytes of an attribute");
    }
    int length = Short.toUnsignedInt(bytes.getShort(at));
    if (length < HEADER || length > left) {
      throw NetlinkException.damaged("an attribute of length " + length);
    }
    return length;
  }

  boolean has(int type) {
    return byType.containsKey(type);
  }

  int u8(int type) {
    return Byte.toUnsignedInt(sized(type, Byte.BYTES).get(0));
  }

  int u16(int type) {
    return Short.toUnsignedInt(sized(type, Short.BYTES).getShort(0));
  }

  /** A port, in network byte order. */
  int port(int type) {
    ByteBuffer bytes = sized(type, Short.BYTES);
    return Byte.toUnsignedInt(bytes.get(0)) << 8 | Byte.toUnsignedInt(bytes.get(1));
  }

  int s32(int type) {
    return sized(type, Integer.BYTES).getInt(0);
  }

  long u32(int type) {
    return Integer.toUnsignedLong(s32(type));
  }

  /** All 64 bits of it, so that from 2^63 on it is below 0. */
  long u64(int type) {
    return sized(type, Long.BYTES).getLong(0);
  }

  byte[] bytes(int type, int length) {
    byte[] bytes = new byte[length];
    sized(type, length).get(0, bytes);
    return bytes;
  }

  /** Up to the zero byte that must end it. */
  String string(int type) {
    ByteBuffer bytes = required(type);
    byte[] content = new byte[bytes.limit()];
    bytes.get(0, content);
    String text = new String(content, US_ASCII);
    int end = text.indexOf('\0');
    if (end < 0) {
      throw NetlinkException.damaged("attribute " + type + " is text without an end");
    }
    return text.substring(0, end);
  }

  Attributes nested(int type) {
    return of(required(type));
  }

  private ByteBuffer sized(int type, int length) {
    ByteBuffer bytes = required(type);
    if (bytes.limit() != length) {
      throw NetlinkException.damaged("attribute " + type + " has " + bytes.limit() + " bytes");
    }
    return bytes;
  }

  private ByteBuffer required(int type) {
    return Optional.ofNullable(byType.get(type))
        .orElseThrow(() -> NetlinkException.damaged("attribute " + type + " is missing"));
  }
}
