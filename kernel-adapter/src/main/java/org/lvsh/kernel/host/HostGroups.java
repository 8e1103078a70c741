package org.lvsh.kernel.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.lvsh.kernel.model.IpAddress;

/** The multicast groups that interfaces have joined, and the interfaces' numbers. */
final class HostGroups {
  /** Which every interface joins when it is switched on ({@code ip_mc_up}). */
  private static final IpAddress ALL_HOSTS = IpAddress.of("224.0.0.1");

  private static final int IPV6_FIELDS = 3;

  private final Map<String, Set<IpAddress>> groups = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private HostGroups() {}

  /**
   * Those of IPv4: a line {@code 4 eth0 : 1 V3} for an interface, and one for each of its groups,
   * further in ({@code igmp_mc_seq_show}).
   */
  static HostGroups ipv4(List<String> lines) {
    HostGroups all = new HostGroups();
    String name = "";
    for (String line : lines) {
      List<String> words = HostWords.split(line);
      int colon = line.indexOf(':');
      if (!line.isEmpty() && Character.isDigit(line.charAt(0)) && colon > 0) {
        List<String> numberAndName = HostWords.split(line.substring(0, colon));
        name = numberAndName.get(numberAndName.size() - 1);
        all.interfaceOf(numberAndName.get(0), name);
      } else if (!words.isEmpty() && !name.isEmpty()) {
        all.join(name, () -> HostWords.ipv4(words.get(0)));
      }
    }
    return all;
  }

  /** Those of IPv6: number, interface and group in a line ({@code igmp6_mc_seq_show}). */
  static HostGroups ipv6(List<String> lines) {
    HostGroups all = new HostGroups();
    for (String line : lines) {
      List<String> words = HostWords.split(line);
      if (words.size() >= IPV6_FIELDS) {
        all.interfaceOf(words.get(0), words.get(1));
        all.join(words.get(1), () -> HostWords.ipv6(words.get(2)));
      }
    }
    return all;
  }

  /** What gives an address, or is no address. */
  @FunctionalInterface
  private interface Group {
    IpAddress read();
  }

  private void interfaceOf(String number, String name) {
    groups.putIfAbsent(name, new TreeSet<>());
    try {
      numbers.put(name, Integer.parseInt(number));
    } catch (NumberFormatException strange) {
      numbers.remove(name);
    }
  }

  private void join(String name, Group group) {
    try {
      groups.get(name).add(group.read());
    } catch (IllegalArgumentException strange) {
      // A line that makes no sense is left out.
      return;
    }
  }

  Set<IpAddress> of(String name) {
    return groups.getOrDefault(name, Set.of());
  }

  /** Whether an interface is switched on. */
  boolean isUp(String name) {
    return of(name).contains(ALL_HOSTS);
  }

  OptionalInt number(String name) {
    return numbers.containsKey(name) ? OptionalInt.of(numbers.get(name)) : OptionalInt.empty();
  }
}
