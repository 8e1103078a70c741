package org.lvsh.shell.inspect;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.ServiceKey;

/** Who else sets or looks at the marks of the services, and whether anybody sets them at all. */
final class DoctorMarks implements DoctorCheck {
  @Override
  public String subject() {
    return "the marks that others use";
  }

  @Override
  public boolean needsHost() {
    return true;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    NavigableMap<Mark, NavigableSet<String>> marks = new TreeMap<>();
    director
        .names()
        .forEach(
            (key, name) -> {
              if (key instanceof ServiceKey.OnMark on) {
                marks.computeIfAbsent(on.mark(), mark -> new TreeSet<>()).add(name);
              }
            });
    if (marks.isEmpty()) {
      return;
    }
    List<MarkInUse> others = director.kernel().marksOfOthers();
    Set<Mark> ruled =
        director.state().markRules().values().stream()
            .map(MarkRule::mark)
            .collect(Collectors.toSet());
    marks.forEach(
        (mark, services) -> {
          boolean isUsed = others.stream().anyMatch(use -> use.covers(mark));
          if (ruled.contains(mark) && isUsed) {
            found.accept(shared(mark, services));
          } else if (!ruled.contains(mark) && !isUsed && !isClaimed(director, mark)) {
            found.accept(unset(mark, services));
          }
        });
  }

  /** Whether lvsh is to set it: that its rules are gone is told elsewhere. */
  private static boolean isClaimed(DoctorCase director, Mark mark) {
    return director.state().ownership().values().stream()
        .anyMatch(
            owned ->
                owned.claim().isPresent()
                    && owned.key() instanceof ServiceKey.OnMark on
                    && on.mark().equals(mark));
  }

  private static Finding shared(Mark mark, NavigableSet<String> services) {
    return Finding.warning(
        DoctorCode.MARK_SHARED,
        "mark %s of %s is used by somebody else on this machine, too"
            .formatted(mark, DoctorWords.services(services)),
        "other packets that get it are balanced as well, and packets of the service may be routed or"
            + " filtered by it; these show who it is",
        "nft list ruleset",
        "iptables-save",
        "ip rule");
  }

  private static Finding unset(Mark mark, NavigableSet<String> services) {
    return Finding.warning(
        DoctorCode.MARK_UNSET,
        "no rule of nftables or iptables sets mark %s, by which %s gets its packets"
            .formatted(mark, DoctorWords.services(services)),
        "without a rule no packet comes to it",
        "iptables -t mangle -A PREROUTING -d VIP -p tcp --dport PORT -j MARK --set-mark " + mark);
  }
}
