package org.lvsh.kernel.host;

import java.util.Arrays;
import org.lvsh.kernel.model.IpAddress;

/**
 * Addresses that begin alike.
 *
 * @param prefix how many bits they share, 0 to 32 or 128
 */
public record HostNetwork(IpAddress address, int prefix) {
  public HostNetwork {
    if (prefix < 0 || prefix > address.family().bits()) {
      throw new IllegalArgumentException("no prefix: " + prefix);
    }
  }

  /** Whether an address is one of them. */
  public boolean contains(IpAddress other) {
    if (other.family() != address.family()) {
      return false;
    }
    byte[] here = address.bytes();
    byte[] there = other.bytes();
    int whole = prefix / Byte.SIZE;
    int rest = prefix % Byte.SIZE;
    return Arrays.equals(here, 0, whole, there, 0, whole)
        && (rest == 0 || (here[whole] ^ there[whole]) >> (Byte.SIZE - rest) == 0);
  }

  /** {@code 192.168.1.0/24}. */
  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
