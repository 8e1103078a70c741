package org.lvsh.kernel.model;

/** The address family of a virtual service or a real server ({@code AF_INET}, {@code AF_INET6}). */
public enum AddressFamily {
  IPV4(2, 32),
  IPV6(10, 128);

  private final int number;
  private final int bits;

  AddressFamily(int number, int bits) {
    this.number = number;
    this.bits = bits;
  }

  /** The number Linux gives this family. */
  public int number() {
    return number;
  }

  /** The length of an address in bits: 32 or 128. */
  public int bits() {
    return bits;
  }
}
