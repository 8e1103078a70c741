package org.lvsh.kernel.netlink;

import java.util.List;

/**
 * What the kernel listed, in its order, no entry twice.
 *
 * @param leftOut a line for each entry that only another program can have made and {@code
 *     kernel.model} has no words for, such as a service on protocol ICMP
 */
public record Listing<T>(List<T> entries, List<String> leftOut) {
  public Listing {
    entries = List.copyOf(entries);
    leftOut = List.copyOf(leftOut);
  }
}
