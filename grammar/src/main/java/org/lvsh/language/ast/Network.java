package org.lvsh.language.ast;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;

/**
 * Addresses with the same first bits.
 *
 * @param first the one whose other bits are 0
 * @param prefix how many bits they share, 0 to 32 or to 128
 */
public record Network(InetAddress first, int prefix) {
  public Network {
    int bits = first.getAddress().length * Byte.SIZE;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("no prefix of " + bits + " bits: " + prefix);
    }
    if (!new BigInteger(1, first.getAddress()).mod(size(bits, prefix)).equals(BigInteger.ZERO)) {
      throw new IllegalArgumentException("not the first of a network: " + first);
    }
  }

  private static BigInteger size(int bits, int prefix) {
    return BigInteger.TWO.pow(bits - prefix);
  }

  /** How many addresses it has. */
  public BigInteger size() {
    return size(first.getAddress().length * Byte.SIZE, prefix);
  }

  /** {@code 203.0.113.0/24}. */
  @Override
  public String toString() {
    return InetAddresses.toAddrString(first) + "/" + prefix;
  }
}
