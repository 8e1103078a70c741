package org.lvsh.shell.inspect;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostAddress;
import org.lvsh.kernel.host.HostInterface;
import org.lvsh.kernel.host.HostInterface.State;
import org.lvsh.kernel.host.HostNetwork;
import org.lvsh.kernel.model.IpAddress;

/** Settings that an interface and {@code all} have together ({@code inetdevice.h}). */
final class DoctorInterfaces {
  private DoctorInterfaces() {}

  /** {@code IN_DEV_MAXCONF}: the higher one counts. */
  static long higher(Host host, String name, String setting) {
    return Math.max(value(host, "all", setting), value(host, name, setting));
  }

  /** {@code IN_DEV_ORCONF}: it is on where either is. */
  static boolean isEither(Host host, String name, String setting) {
    return higher(host, name, setting) != 0;
  }

  /**
   * The interface at which an address would be if it were not switched off: its routes have gone
   * with it then, and its own addresses of IPv4 have stayed.
   */
  static Optional<String> switchedOff(
      NavigableMap<String, HostInterface> interfaces,
      List<HostAddress> addresses,
      IpAddress address) {
    return addresses.stream()
        .filter(held -> new HostNetwork(held.address(), held.prefix()).contains(address))
        .map(HostAddress::interfaceName)
        .filter(name -> isOff(interfaces, name))
        .findFirst();
  }

  /** Whether an interface is there and switched off. */
  static boolean isOff(NavigableMap<String, HostInterface> interfaces, String name) {
    return interfaces.containsKey(name) && interfaces.get(name).state() == State.DOWN;
  }

  /** What an interface has by itself; 0 where the kernel has no such setting. */
  static long value(Host host, String name, String setting) {
    return number(host, "net/ipv4/conf/" + name + "/" + setting);
  }

  /** A setting that is a number; 0 where the kernel has none, or another value. */
  static long number(Host host, String path) {
    try {
      return host.setting(path).map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException strange) {
      return 0;
    }
  }
}
