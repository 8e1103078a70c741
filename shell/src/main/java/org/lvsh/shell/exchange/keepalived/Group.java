package org.lvsh.shell.exchange.keepalived;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;

/** A {@code virtual_server_group}: what the virtual servers on it are found by. */
record Group(String name, List<Member> members) {
  Group {
    members = List.copyOf(members);
  }

  List<Member.OnAddresses> ranges() {
    return members.stream()
        .filter(Member.OnAddresses.class::isInstance)
        .map(Member.OnAddresses.class::cast)
        .toList();
  }

  List<Member.OnMark> marks() {
    return members.stream()
        .filter(Member.OnMark.class::isInstance)
        .map(Member.OnMark.class::cast)
        .toList();
  }

  /** The families that its addresses are of or that are said of its marks. */
  Set<AddressFamily> families() {
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    ranges().forEach(range -> families.add(range.family()));
    marks().forEach(mark -> mark.family().ifPresent(families::add));
    return families;
  }

  /** Whether it holds both families and a mark of which none is said ({@code vsg_handler}). */
  boolean isUnclear() {
    return families().size() > 1 && marks().stream().anyMatch(mark -> mark.family().isEmpty());
  }
}
