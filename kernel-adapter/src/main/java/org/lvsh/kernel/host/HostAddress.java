package org.lvsh.kernel.host;

import java.util.Objects;
import org.lvsh.kernel.model.IpAddress;

/**
 * An address that an interface holds.
 *
 * @param prefix the length of its network's prefix
 * @param duplicate whether the kernel does not use it, since another machine has it ({@code
 *     IFA_F_DADFAILED}); IPv6 alone finds that out
 */
public record HostAddress(String interfaceName, IpAddress address, int prefix, boolean duplicate) {
  public HostAddress {
    Objects.requireNonNull(interfaceName);
    Objects.requireNonNull(address);
  }

  /** Whether it is on the loopback interface, which tells nobody of it. */
  public boolean isOnLoopback() {
    return interfaceName.equals("lo");
  }
}
