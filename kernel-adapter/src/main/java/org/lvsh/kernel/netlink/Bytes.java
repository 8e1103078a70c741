package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Part of a datagram, as plain as can be: a listing of the kernel is made of a million numbers.
 * Whoever reads a number says beforehand that there are as many bytes; places count from the start
 * of the part.
 */
final class Bytes {
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private final byte[] array;
  private final int start;
  private final int length;

  private Bytes(byte[] array, int start, int length) {
    this.array = array;
    this.start = start;
    this.length = length;
  }

  /** A copy, good for as long as it is wanted. */
  static Bytes of(ByteBuffer buffer) {
    byte[] array = new byte[buffer.remaining()];
    buffer.get(buffer.position(), array);
    return new Bytes(array, 0, array.length);
  }

  int length() {
    return length;
  }

  Bytes part(int from, int many) {
    return new Bytes(array, start + from, many);
  }

  int u8(int at) {
    return Byte.toUnsignedInt(array[start + at]);
  }

  /** In the order of this machine, as all that netlink says of itself. */
  int u16(int at) {
    return LITTLE ? u8(at) | u8(at + 1) << 8 : network16(at);
  }

  int s32(int at) {
    return LITTLE ? u16(at) | u16(at + 2) << 16 : network32(at);
  }

  long s64(int at) {
    return LITTLE
        ? Integer.toUnsignedLong(s32(at)) | (long) s32(at + Integer.BYTES) << Integer.SIZE
        : network64(at);
  }

  int network16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  int network32(int at) {
    return network16(at) << 16 | network16(at + 2);
  }

  long network64(int at) {
    return (long) network32(at) << Integer.SIZE
        | Integer.toUnsignedLong(network32(at + Integer.BYTES));
  }

  byte[] copy() {
    return Arrays.copyOfRange(array, start, start + length);
  }
}
