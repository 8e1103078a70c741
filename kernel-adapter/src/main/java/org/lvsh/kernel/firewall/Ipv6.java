package org.lvsh.kernel.firewall;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether there is IPv6, which a kernel may be started without ({@code ipv6.disable=1}). Where it
 * is only switched off for the interfaces ({@code disable_ipv6}), it is there.
 */
final class Ipv6 {
  /** Of the network namespace of the thread that asks. */
  static final Path FOLDER = Path.of("/proc/thread-self/net");

  private Ipv6() {}

  /** Whether this network namespace has it. */
  static boolean isHere() {
    return isIn(FOLDER);
  }

  /** The same by a folder of /proc; one that is not there says nothing against it. */
  static boolean isIn(Path folder) {
    return !Files.isDirectory(folder) || Files.exists(folder.resolve("if_inet6"));
  }
}
