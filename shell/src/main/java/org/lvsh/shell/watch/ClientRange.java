package org.lvsh.shell.watch;

import java.util.Objects;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.language.ast.Network;
import org.lvsh.shell.compile.Masks;

/** The clients of a network. */
public record ClientRange(Network network) {
  public ClientRange {
    Objects.requireNonNull(network);
  }

  boolean contains(IpAddress client) {
    IpAddress first = new IpAddress(network.first());
    if (first.family() != client.family()) {
      return false;
    }
    boolean ipv4 = client.family() == AddressFamily.IPV4;
    long grain = ipv4 ? Masks.ofPrefix(network.prefix()) : network.prefix();
    return Masks.cut(client, grain).equals(Masks.cut(first, grain));
  }
}
