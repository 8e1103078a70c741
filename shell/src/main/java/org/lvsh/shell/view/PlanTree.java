package org.lvsh.shell.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.DirectorChanges;
import org.lvsh.shell.plan.Effect;
import org.lvsh.shell.plan.EntryChange;
import org.lvsh.shell.plan.Fate;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.RuleChange;
import org.lvsh.shell.plan.ServerChange;
import org.lvsh.shell.plan.ServiceChange;

/**
 * What a plan changes as rows: one for each service with {@code +}, {@code ~}, {@code -/+} or
 * {@code -}, below it what changes of it, and below each of these whom that touches.
 */
final class PlanTree {
  private static final String LOST = "!";
  private static final String KEPT = "=";

  private final Map<Operation, List<Effect>> effects = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final DrainNotes notes;
  private final int left;

  /**
   * A row.
   *
   * @param sign what kind of change it is; {@code !} and {@code =} say whom it touches
   * @param depth how far down it stands: 0 for a service
   */
  record Row(Line.Style style, String sign, int depth, String text) {
    /** Whether it says what changes, and not whom that touches. */
    boolean isChange() {
      return !sign.equals(LOST) && !sign.equals(KEPT);
    }
  }

  private PlanTree(Plan plan, int most) {
    notes = new DrainNotes(plan);
    for (Effect effect : plan.impact().effects()) {
      effects
          .computeIfAbsent(plan.operations().get(effect.operation()), first -> new ArrayList<>())
          .add(effect);
    }
    addDirector(plan.director());
    int told = 0;
    while (told < plan.changes().size() && rows.size() < most) {
      addService(plan.changes().get(told));
      told++;
    }
    left = plan.changes().size() - told;
  }

  static List<Row> rows(Plan plan) {
    return new PlanTree(plan, Integer.MAX_VALUE).rows;
  }

  /**
   * The beginning of a plan.
   *
   * @param most after so many rows no further service is told; the last one is told whole
   */
  static PlanTree beginning(Plan plan, int most) {
    return new PlanTree(plan, most);
  }

  List<Row> rows() {
    return rows;
  }

  /** How many services are not told. */
  int left() {
    return left;
  }

  private void addDirector(DirectorChanges director) {
    director
        .timeouts()
        .ifPresent(
            change -> {
              add(ChangeKind.CHANGE, 0, "timeouts");
              addTime("tcp", change.before().tcp(), change.after().tcp());
              addTime("fin", change.before().tcpFin(), change.after().tcpFin());
              addTime("udp", change.before().udp(), change.after().udp());
              addEffects(new Operation.SetTimeouts(change.after()));
            });
    for (DirectorChanges.SettingChange change : director.settings()) {
      String before = change.before().value();
      String after = change.after().value();
      add(
          ChangeKind.CHANGE,
          0,
          "kernel %s %s -> %s".formatted(change.after().name(), before, after));
      addEffects(new Operation.SetSetting(change.after()));
    }
    for (DirectorChanges.DaemonChange change : director.daemons()) {
      SyncDaemon daemon = change.after().or(change::before).orElseThrow();
      add(change.kind(), 0, Words.daemon(daemon));
      addEffects(new Operation.StopDaemon(change.role()));
      if (change.kind() == ChangeKind.REPLACE) {
        String before = Words.daemon(change.before().orElseThrow());
        add(ChangeKind.REMOVE, 1, "was: " + before);
      }
    }
  }

  private void addTime(String what, Duration before, Duration after) {
    addSetting(what, before.toSeconds() + "s", after.toSeconds() + "s");
  }

  private void addService(ServiceChange change) {
    String said = change.spec().map(Words::service).orElse("service " + change.name());
    String former = change.formerName().map(name -> " (was " + name + ")").orElse("");
    add(change.kind(), 0, said + former);
    if (change.kind() == ChangeKind.REPLACE) {
      change
          .before()
          .ifPresent(before -> add(ChangeKind.REMOVE, 1, "was: " + Words.service(before)));
    }
    if (change.kind() == ChangeKind.CHANGE) {
      change.entries().forEach(this::addSettings);
      addMove(change);
    }
    change.entries().forEach(this::addEffects);
    change.servers().forEach(this::addServer);
    notes.newWeights(change).forEach(note -> add(ChangeKind.CHANGE, 1, note));
    change.rules().forEach(this::addRule);
  }

  private void addMove(ServiceChange change) {
    Optional<String> before = change.before().map(Words::target);
    Optional<String> after = change.after().map(Words::target);
    if (before.isPresent() && after.isPresent() && !before.equals(after)) {
      add(ChangeKind.CHANGE, 1, "on " + before.get() + " -> on " + after.get());
    }
    Optional<String> owner = change.before().flatMap(ServiceSpec::source);
    Optional<String> newOwner = change.after().flatMap(ServiceSpec::source);
    if (!owner.equals(newOwner)) {
      add(
          ChangeKind.CHANGE,
          1,
          "source " + owner.orElse("others") + " -> " + newOwner.orElse("others"));
    }
    if (change.before().isPresent() && change.after().isPresent()) {
      addSetting("pool", pool(change.before()), pool(change.after()));
    }
  }

  private static String pool(Optional<ServiceSpec> service) {
    return service.flatMap(ServiceSpec::pool).orElse("none");
  }

  private void addSettings(EntryChange entry) {
    if (entry.kind() != ChangeKind.CHANGE) {
      add(entry.kind(), 1, "entry " + entry.key());
      return;
    }
    VirtualService before = entry.before().orElseThrow();
    VirtualService after = entry.after().orElseThrow();
    addSetting("scheduler", Settings.scheduler(before), Settings.scheduler(after));
    addSetting("sticky", Settings.sticky(before), Settings.sticky(after));
    addSetting("one-packet", Settings.onePacket(before), Settings.onePacket(after));
  }

  private void addSetting(String what, String before, String after) {
    if (!before.equals(after)) {
      add(ChangeKind.CHANGE, 1, what + " " + before + " -> " + after);
    }
  }

  private void addServer(ServerChange change) {
    String text = Words.server(change);
    if (change.kind() == ChangeKind.CHANGE) {
      RealServer before = change.before().orElseThrow();
      text =
          "server %s: %s -> %s"
              .formatted(
                  change.server().key(), Words.options(before), Words.options(change.server()));
    }
    add(change.kind(), 1, text + notes.of(change));
    addEffects(new Operation.ChangeServer(change.service(), change.server()));
    addEffects(new Operation.RemoveServer(change.service(), change.server().key()));
  }

  private void addRule(RuleChange change) {
    ChangeKind kind = change.added() ? ChangeKind.ADD : ChangeKind.REMOVE;
    add(kind, 1, "mark %s on %s".formatted(change.rule().mark(), change.rule().match()));
    addEffects(
        change.added()
            ? new Operation.AddMarkRule(change.rule())
            : new Operation.RemoveMarkRule(change.rule()));
  }

  private void addEffects(EntryChange entry) {
    addEffects(new Operation.RemoveService(entry.key()));
    entry
        .after()
        .ifPresent(
            after -> {
              addEffects(new Operation.AddService(after));
              addEffects(new Operation.ChangeService(after));
            });
  }

  /** What a step does to connections and templates, where the plan has this step. */
  private void addEffects(Operation step) {
    for (Effect effect : effects.getOrDefault(step, List.of())) {
      boolean kept = effect.fate() == Fate.KEPT;
      rows.add(
          new Row(
              kept ? Line.Style.FAINT : Line.Style.WARNING,
              kept ? KEPT : LOST,
              isBelow(step) ? 2 : 1,
              ImpactWords.effect(effect)));
    }
  }

  /** Whether the step stands below its service. */
  private static boolean isBelow(Operation step) {
    return step instanceof Operation.ChangeServer
        || step instanceof Operation.RemoveServer
        || step instanceof Operation.AddMarkRule
        || step instanceof Operation.RemoveMarkRule;
  }

  private void add(ChangeKind kind, int depth, String text) {
    rows.add(new Row(style(kind), kind.sign(), depth, text));
  }

  private static Line.Style style(ChangeKind kind) {
    return switch (kind) {
      case ADD -> Line.Style.ADD;
      case CHANGE -> Line.Style.CHANGE;
      case REPLACE -> Line.Style.REPLACE;
      case REMOVE -> Line.Style.REMOVE;
    };
  }
}
