package org.lvsh.language.ast;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a packet comes from or goes to: {@code 203.0.113.7}, {@code 203.0.113.7:40000}, {@code
 * [2001:db8::1]:443}.
 *
 * @param port 1 to 65535; empty where none is said
 */
public record Endpoint(InetAddress address, Optional<Integer> port) {
  public Endpoint {
    Objects.requireNonNull(address);
    if (port.isPresent() && (port.get() < 1 || port.get() > 65_535)) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  public static Endpoint of(InetAddress address) {
    return new Endpoint(address, Optional.empty());
  }

  /** As it is written. */
  @Override
  public String toString() {
    String text = InetAddresses.toAddrString(address);
    if (port.isEmpty()) {
      return text;
    }
    return (address instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port.get();
  }
}
