package org.lvsh.shell.plan;

import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/** Names and mark rules that the packet filter has lost, while the services stand. */
public final class LostNames {
  private LostNames() {}

  /**
   * A state with the names of another one for services that have none, and with its rules for the
   * marks of services with names.
   *
   * @param past where they are taken from
   */
  public static Snapshot putBack(Snapshot state, Snapshot past) {
    NavigableMap<ServiceKey, Ownership> names = new TreeMap<>(state.ownership());
    past.ownership()
        .forEach(
            (key, name) -> {
              if (state.services().containsKey(key)) {
                names.putIfAbsent(key, name);
              }
            });
    Set<Mark> marks = new TreeSet<>();
    for (ServiceKey key : names.keySet()) {
      if (key instanceof ServiceKey.OnMark on) {
        marks.add(on.mark());
      }
    }
    NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>(state.markRules());
    past.markRules()
        .forEach(
            (match, rule) -> {
              if (marks.contains(rule.mark())) {
                rules.putIfAbsent(match, rule);
              }
            });
    return new Snapshot(
        state.services(),
        rules,
        names,
        state.timeouts(),
        state.lastMark().or(past::lastMark),
        state.daemons(),
        state.settings());
  }
}
