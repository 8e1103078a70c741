package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.Drain;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.DrainedServers;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.ServerChange;
import org.lvsh.shell.plan.ServiceChange;
import org.lvsh.shell.store.Moment;

/** What a plan says of servers that are drained, or no longer. */
final class DrainNotes {
  private final Plan plan;
  private final Map<String, List<Ownership>> drained = new HashMap<>();

  DrainNotes(Plan plan) {
    this.plan = plan;
    for (Ownership ownership : plan.target().ownership().values()) {
      if (!ownership.drains().isEmpty()) {
        drained.computeIfAbsent(ownership.name(), unseen -> new ArrayList<>()).add(ownership);
      }
    }
  }

  /** Behind the line of a server; empty where it has nothing to do with a drain. */
  String of(ServerChange change) {
    if (change.kind() == ChangeKind.REMOVE) {
      return "";
    }
    Optional<Drain> after = drain(plan.target(), change);
    if (after.isPresent()) {
      return " (drained since %s)".formatted(Moment.text(after.get().since()));
    }
    return drain(plan.basis(), change).isPresent() ? " (no longer drained)" : "";
  }

  private static Optional<Drain> drain(Snapshot state, ServerChange change) {
    return DrainedServers.drain(state, change.service(), change.server().key());
  }

  /** Servers that stay drained, and are to get another weight back than before. */
  List<String> newWeights(ServiceChange change) {
    List<String> notes = new ArrayList<>();
    for (Ownership ownership : drained.getOrDefault(change.name(), List.of())) {
      Drains before =
          Optional.ofNullable(plan.basis().ownership().get(ownership.key()))
              .map(Ownership::drains)
              .orElse(Drains.NONE);
      ownership.drains().servers().forEach((server, drain) -> note(server, before, drain, notes));
    }
    return notes;
  }

  private static void note(ServerKey server, Drains before, Drain drain, List<String> notes) {
    Optional<Drain> was = before.of(server);
    if (was.isPresent() && was.get().weight() != drain.weight()) {
      notes.add(
          "server %s: weight %s -> %s once undrained (drained since %s)"
              .formatted(server, was.get().weight(), drain.weight(), Moment.text(drain.since())));
    }
  }
}
