package org.lvsh.kernel.host;

import org.lvsh.kernel.model.IpAddress;

/** An address and a port, as in {@code C0A80001:0050} or {@code [fd00:…:0001]:0050}. */
record AddressAndPort(IpAddress address, int port) {
  static AddressAndPort read(String word) {
    int colon = word.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no port: " + word);
    }
    String address = word.substring(0, colon);
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    return new AddressAndPort(
        ProcWords.address(bracketed ? address.substring(1, address.length() - 1) : address),
        ProcWords.port(word.substring(colon + 1)));
  }
}
