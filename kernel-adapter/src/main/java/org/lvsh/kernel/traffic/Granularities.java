package org.lvsh.kernel.traffic;

import java.nio.ByteBuffer;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;

/** Which clients count as one. */
final class Granularities {
  private Granularities() {}

  /** A client's address without the bits that do not count. */
  static IpAddress cut(IpAddress client, Persistence persistence) {
    return persistence.granularity().map(granularity -> cut(client, granularity)).orElse(client);
  }

  private static IpAddress cut(IpAddress client, Granularity granularity) {
    byte[] bytes = client.bytes();
    byte[] mask = mask(granularity);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] &= mask[at];
    }
    return IpAddress.of(bytes);
  }

  private static byte[] mask(Granularity granularity) {
    return switch (granularity.family()) {
      case IPV4 -> ByteBuffer.allocate(Integer.BYTES).putInt((int) granularity.value()).array();
      case IPV6 -> ofPrefix((int) granularity.value());
    };
  }

  private static byte[] ofPrefix(int length) {
    byte[] mask = new byte[16];
    for (int at = 0; at < length; at++) {
      mask[at / Byte.SIZE] |= (byte) (0x80 >> at % Byte.SIZE);
    }
    return mask;
  }
}
