package org.lvsh.language.ast;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
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

  /** The address as it is written, given its own text. */
  public String written(String addressText) {
    if (port == UNSAID) {
      return addressText;
    }
    String before = address instanceof Inet6Address ? "[" + addressText + "]" : addressText;
    return before + ":" + (port == EVERY ? "any" : Integer.toString(port));
  }
}
