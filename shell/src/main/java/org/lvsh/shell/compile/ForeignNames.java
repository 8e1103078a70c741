package org.lvsh.shell.compile;

import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.ServiceKey;

/** Names for services that others made: {@code tcp-192.168.0.1-80}, {@code mark-10}. */
final class ForeignNames implements ServiceKey.Cases<String> {
  private static final ForeignNames CASES = new ForeignNames();

  private ForeignNames() {}

  /** The name made from a key, with a number behind it where the name is taken. */
  static String free(ServiceKey key, Set<String> taken) {
    String name = key.accept(CASES);
    String free = name;
    for (int number = 2; taken.contains(free); number++) {
      free = name + "-" + number;
    }
    return free;
  }

  @Override
  public String onAddress(ServiceKey.OnAddress key) {
    String address = key.address().toString().replace(':', '_');
    return key.protocol().word() + "-" + address + "-" + key.port();
  }

  @Override
  public String onMark(ServiceKey.OnMark key) {
    return "mark-" + key.mark() + (key.family() == AddressFamily.IPV6 ? "-ipv6" : "");
  }
}
