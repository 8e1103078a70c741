package org.lvsh.language.ast;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.language.diagnostic.Span;

/**
 * Where a real server is: {@code 192.168.1.2}, {@code 192.168.1.2:8080}, {@code [fd00::2]:80}, or
 * in an edit {@code 192.168.1.2:any}.
 *
 * @param port 0 to 65535, {@link #UNSAID} or {@link #EVERY}
 */
public record ServerAddress(Span span, InetAddress address, int port) {
  /** No port is written. */
  public static final int UNSAID = -1;

  /** {@code :any}: all servers of the address. */
  public static final int EVERY = -2;

  public ServerAddress {
    Objects.requireNonNull(address);
    if (port < EVERY || port > 65535) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /**
   * The address as it is written.
   *
   * @param addressText the address alone
   * @param portName the name of the port, where it is to be written by name
   */
  public String written(String addressText, Optional<String> portName) {
    if (port == UNSAID) {
      return addressText;
    }
    String before = address instanceof Inet6Address ? "[" + addressText + "]" : addressText;
    String number = port == EVERY ? "any" : Integer.toString(port);
    return before + ":" + portName.orElse(number);
  }
}
