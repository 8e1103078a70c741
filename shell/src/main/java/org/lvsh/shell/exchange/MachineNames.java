package org.lvsh.shell.exchange;

import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.IpAddress;

/** The names that a machine knows for ports and hosts, without asking any other. */
public interface MachineNames {
  /** The ports of a name, whatever the protocol ({@code services(5)}); none where it has none. */
  Set<Integer> ports(String name);

  /** What the machine calls itself, up to the first dot ({@code uname -n}); nothing if unknown. */
  Optional<String> node();

  /** The first IPv4 address of a host ({@code hosts(5)}), as {@code ipvsadm} takes it. */
  Optional<IpAddress> host(String name);
}
