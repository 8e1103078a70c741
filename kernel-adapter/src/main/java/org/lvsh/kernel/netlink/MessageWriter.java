package org.lvsh.kernel.netlink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes one message of four bytes behind its header, as generic netlink has them: headers, then
 * attributes, each aligned to four bytes.
 */
final class MessageWriter {
  private static final int NESTED = 0x8000;

  /** More than most messages take: names are at most 15 characters. */
  private static final int USUAL = 512;

  private ByteBuffer buffer = ByteBuffer.allocate(USUAL).order(ByteOrder.nativeOrder());

  /** The flags and the sequence number are set by whoever sends it. */
  MessageWriter(int family, int command) {
    this(family, command, Ipvs.VERSION);
  }

  /** The same with both bytes of the family's header. */
  MessageWriter(int type, int first, int second) {
    buffer.putInt(0).putShort((short) type).putShort((short) 0).putInt(0).putInt(0);
    buffer.put((byte) first).put((byte) second).putShort((short) 0);
  }

  /** Flags of its own, besides those that it gets from whoever sends it. */
  MessageWriter flags(int flags) {
    buffer.putShort(Message.FLAGS_AT, (short) flags);
    return this;
  }

  MessageWriter u8(int type, int value) {
    header(type, Byte.BYTES).put((byte) value);
    return pad();
  }

  MessageWriter u16(int type, int value) {
    header(type, Short.BYTES).putShort((short) value);
    return pad();
  }

  /** A port, in network byte order. */
  MessageWriter port(int type, int port) {
    header(type, Short.BYTES).put((byte) (port >> 8)).put((byte) port);
    return pad();
  }

  MessageWriter u32(int type, long value) {
    header(type, Integer.BYTES).putInt((int) value);
    return this;
  }

  /** A number in network byte order, as all numbers of nf_tables are. */
  MessageWriter network32(int type, int value) {
    header(type, Integer.BYTES)
        .put((byte) (value >> 24))
        .put((byte) (value >> 16))
        .put((byte) (value >> 8))
        .put((byte) value);
    return this;
  }

  MessageWriter bytes(int type, byte[] value) {
    header(type, value.length).put(value);
    return pad();
  }

  /** With the zero byte at its end that the kernel wants. */
  MessageWriter string(int type, String value) {
    byte[] ascii = value.getBytes(US_ASCII);
    return bytes(type, Arrays.copyOf(ascii, ascii.length + 1));
  }

  /** What the body writes becomes the content of this attribute. */
  MessageWriter nest(int type, Runnable body) {
    int start = buffer.position();
    header(type | NESTED, 0);
    body.run();
    buffer.putShort(start, (short) (buffer.position() - start));
    return this;
  }

  byte[] message() {
    buffer.putInt(0, buffer.position());
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** With room for the value and the zeros behind it. */
  private ByteBuffer header(int type, int length) {
    int needed = buffer.position() + Attributes.HEADER + Message.aligned(length);
    if (needed > buffer.capacity()) {
      buffer =
          ByteBuffer.allocate(Math.max(needed, 2 * buffer.capacity()))
              .order(ByteOrder.nativeOrder())
              .put(buffer.flip());
    }
    return buffer.putShort((short) (Attributes.HEADER + length)).putShort((short) type);
  }

  private MessageWriter pad() {
    while (buffer.position() % Message.ALIGNMENT != 0) {
      buffer.put((byte) 0);
    }
    return this;
  }
}
