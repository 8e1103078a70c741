package org.lvsh.kernel.traffic;

import java.nio.ByteBuffer;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/** The kernel's hash functions, as a processor of 64 bits that is little-endian computes them. */
final class Hashes {
  /** {@code GOLDEN_RATIO_32} in {@code linux/hash.h}. */
  private static final int GOLDEN_RATIO = 0x61C8_8647;

  private Hashes() {}

  /** {@code hash_32}: the highest bits of a product. */
  static int ofBits(int value, int bits) {
    return (value * GOLDEN_RATIO) >>> (Integer.SIZE - bits);
  }

  /**
   * An address as one number in host order: of IPv6 its four parts laid over each other.
   *
   * @param family the service's; the kernel reads another family's address as if it were of this
   */
  static int fold(AddressFamily family, IpAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.bytes());
    int folded = bytes.getInt();
    while (family == AddressFamily.IPV6 && bytes.hasRemaining()) {
      folded ^= bytes.getInt();
    }
    return folded;
  }

  /**
   * {@code hsiphash_1u32}: SipHash-1-3 of four bytes.
   *
   * @return the lower half
   */
  static int sip(int value, long key0, long key1) {
    Sip sip = new Sip(key0, key1);
    sip.take(4L << 56 | Integer.toUnsignedLong(value));
    return sip.end();
  }

  /** The four numbers that SipHash stirs. */
  private static final class Sip {
    private long v0 = 0x736f_6d65_7073_6575L;
    private long v1 = 0x646f_7261_6e64_6f6dL;
    private long v2 = 0x6c79_6765_6e65_7261L;
    private long v3 = 0x7465_6462_7974_6573L;

    Sip(long key0, long key1) {
      v0 ^= key0;
      v1 ^= key1;
      v2 ^= key0;
      v3 ^= key1;
    }

    void take(long block) {
      v3 ^= block;
      stir();
      v0 ^= block;
    }

    int end() {
      v2 ^= 0xff;
      stir();
      stir();
      stir();
      return (int) (v0 ^ v1 ^ v2 ^ v3);
    }

    /** {@code SIPHASH_PERMUTATION}. */
    private void stir() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
