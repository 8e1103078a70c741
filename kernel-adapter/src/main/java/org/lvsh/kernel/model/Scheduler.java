package org.lvsh.kernel.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A scheduler and its flags. The name is the kernel's (at most 15 characters, {@code
 * IP_VS_SCHEDNAME_MAXLEN}); the flags are the three bits that every scheduler shares: {@code
 * flag-1} to {@code flag-3}, for {@code sh} and {@code mh} fallback and port.
 *
 * @param flags bit numbers, 1 to 3
 */
public record Scheduler(String name, Set<Integer> flags) {
  /** What {@code ipvsadm} takes where none is said. */
  public static final Scheduler DEFAULT = of("wlc");

  /** The schedulers of the kernel's own tree, in the order operators know them. */
  public static final List<String> KNOWN =
      List.of(
          "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh",
          "twos");

  private static final int NAME_LIMIT = 15;

  public Scheduler {
    if (!isName(name)) {
      throw new IllegalArgumentException("no scheduler name: " + name);
    }
    if (flags.isEmpty()) {
      flags = Set.of();
    } else {
      if (!Set.of(1, 2, 3).containsAll(flags)) {
        throw new IllegalArgumentException("no scheduler flags: " + flags);
      }
      flags = Collections.unmodifiableSet(new TreeSet<>(flags));
    }
  }

  /** By hand, for one is made of each of a hundred thousand services at each plan. */
  private static boolean isName(String name) {
    for (int at = 0; at < name.length(); at++) {
      if (!isOfNames(name.charAt(at))) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= NAME_LIMIT;
  }

  private static boolean isOfNames(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= '0' && letter <= '9')
        || letter == '_'
        || letter == '-';
  }

  public static Scheduler of(String name) {
    return new Scheduler(name, Set.of());
  }
}
