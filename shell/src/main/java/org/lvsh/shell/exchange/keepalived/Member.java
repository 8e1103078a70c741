package org.lvsh.shell.exchange.keepalived;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;

/** What a virtual server is found by. */
sealed interface Member {

  /** The addresses of one line, at least one. */
  record OnAddresses(List<IpAddress> addresses, int port) implements Member {
    AddressFamily family() {
      return addresses.get(0).family();
    }
  }

  /** A firewall mark, with the family where it is said. */
  record OnMark(Mark mark, Optional<AddressFamily> family) implements Member {}
}
