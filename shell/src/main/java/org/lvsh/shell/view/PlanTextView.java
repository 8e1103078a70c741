package org.lvsh.shell.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.DirectorChanges;
import org.lvsh.shell.plan.EntryChange;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.RuleChange;
import org.lvsh.shell.plan.ServerChange;
import org.lvsh.shell.plan.ServiceChange;

/**
 * A plan as a tree: a line for each service with {@code +}, {@code ~}, {@code -/+} or {@code -},
 * below it what changes of it, and a summary at the end.
 */
public final class PlanTextView {
  private static final String INDENT = "    ";

  /**
   * The plan for a kernel.
   *
   * @param kernel what the kernel is called
   */
  public List<Line> lines(Plan plan, String kernel) {
    return on(kernel + " kernel", plan);
  }

  /**
   * The plan for what a snapshot says.
   *
   * @param snapshot the file as the operator named it
   */
  public List<Line> against(Plan plan, String snapshot) {
    return on("snapshot " + CaretRenderer.printable(snapshot), plan);
  }

  private static List<Line> on(String what, Plan plan) {
    if (plan.isEmpty()) {
      return List.of(Line.of("Nothing to change: the %s is as described.".formatted(what)));
    }
    List<Line> lines = new ArrayList<>();
    addDirector(plan.director(), lines);
    plan.changes().forEach(change -> addService(change, lines));
    lines.add(Line.of(""));
    lines.add(Line.of(Line.Style.HEADING, summary(plan, what)));
    return lines;
  }

  /** One line that says how much a plan changes. */
  private static String summary(Plan plan, String what) {
    return "Plan: %s to add, %d to change, %d to replace, %d to remove%s (%s on the %s)."
        .formatted(
            Words.count(plan.count(ChangeKind.ADD), "service"),
            plan.count(ChangeKind.CHANGE),
            plan.count(ChangeKind.REPLACE),
            plan.count(ChangeKind.REMOVE),
            plan.director().isEmpty() ? "" : "; settings of the director to change",
            Words.count(plan.operations().size(), "operation"),
            what);
  }

  private static void addDirector(DirectorChanges director, List<Line> lines) {
    director
        .timeouts()
        .ifPresent(
            change -> {
              lines.add(line(ChangeKind.CHANGE, "", "timeouts"));
              addTime("tcp", change.before().tcp(), change.after().tcp(), lines);
              addTime("fin", change.before().tcpFin(), change.after().tcpFin(), lines);
              addTime("udp", change.before().udp(), change.after().udp(), lines);
            });
    for (DirectorChanges.SettingChange change : director.settings()) {
      String before = change.before().value();
      String after = change.after().value();
      lines.add(
          line(
              ChangeKind.CHANGE,
              "",
              "kernel %s %s -> %s".formatted(change.after().name(), before, after)));
    }
    for (DirectorChanges.DaemonChange change : director.daemons()) {
      SyncDaemon daemon = change.after().or(change::before).orElseThrow();
      lines.add(line(change.kind(), "", Words.daemon(daemon)));
      if (change.kind() == ChangeKind.REPLACE) {
        String before = Words.daemon(change.before().orElseThrow());
        lines.add(line(ChangeKind.REMOVE, INDENT, "was: " + before));
      }
    }
  }

  private static void addTime(String what, Duration before, Duration after, List<Line> lines) {
    addSetting(what, before.toSeconds() + "s", after.toSeconds() + "s", lines);
  }

  private static void addService(ServiceChange change, List<Line> lines) {
    String said = change.spec().map(Words::service).orElse("service " + change.name());
    String former = change.formerName().map(name -> " (was " + name + ")").orElse("");
    lines.add(line(change.kind(), "", said + former));
    if (change.kind() == ChangeKind.REPLACE) {
      change
          .before()
          .ifPresent(
              before ->
                  lines.add(line(ChangeKind.REMOVE, INDENT, "was: " + Words.service(before))));
    }
    if (change.kind() == ChangeKind.CHANGE) {
      change.entries().forEach(entry -> addSettings(entry, lines));
      addMove(change, lines);
    }
    change.servers().forEach(server -> addServer(server, lines));
    change.rules().forEach(rule -> addRule(rule, lines));
  }

  private static void addMove(ServiceChange change, List<Line> lines) {
    Optional<String> before = change.before().map(Words::target);
    Optional<String> after = change.after().map(Words::target);
    if (before.isPresent() && after.isPresent() && !before.equals(after)) {
      lines.add(line(ChangeKind.CHANGE, INDENT, "on " + before.get() + " -> on " + after.get()));
    }
    Optional<String> owner = change.before().flatMap(ServiceSpec::source);
    Optional<String> newOwner = change.after().flatMap(ServiceSpec::source);
    if (!owner.equals(newOwner)) {
      lines.add(
          line(
              ChangeKind.CHANGE,
              INDENT,
              "source " + owner.orElse("others") + " -> " + newOwner.orElse("others")));
    }
    if (change.before().isPresent() && change.after().isPresent()) {
      addSetting("pool", pool(change.before()), pool(change.after()), lines);
    }
  }

  private static String pool(Optional<ServiceSpec> service) {
    return service.flatMap(ServiceSpec::pool).orElse("none");
  }

  private static void addSettings(EntryChange entry, List<Line> lines) {
    if (entry.kind() != ChangeKind.CHANGE) {
      lines.add(line(entry.kind(), INDENT, "entry " + entry.key()));
      return;
    }
    VirtualService before = entry.before().orElseThrow();
    VirtualService after = entry.after().orElseThrow();
    addSetting("scheduler", Settings.scheduler(before), Settings.scheduler(after), lines);
    addSetting("sticky", Settings.sticky(before), Settings.sticky(after), lines);
    addSetting("one-packet", Settings.onePacket(before), Settings.onePacket(after), lines);
  }

  private static void addSetting(String what, String before, String after, List<Line> lines) {
    if (!before.equals(after)) {
      lines.add(line(ChangeKind.CHANGE, INDENT, what + " " + before + " -> " + after));
    }
  }

  private static void addServer(ServerChange change, List<Line> lines) {
    String text = Words.server(change);
    if (change.kind() == ChangeKind.CHANGE) {
      RealServer before = change.before().orElseThrow();
      text =
          "server %s: %s -> %s"
              .formatted(
                  change.server().key(), Words.options(before), Words.options(change.server()));
    }
    lines.add(line(change.kind(), INDENT, text));
  }

  private static void addRule(RuleChange change, List<Line> lines) {
    ChangeKind kind = change.added() ? ChangeKind.ADD : ChangeKind.REMOVE;
    lines.add(
        line(kind, INDENT, "mark %s on %s".formatted(change.rule().mark(), change.rule().match())));
  }

  private static Line line(ChangeKind kind, String indent, String text) {
    Line.Style style =
        switch (kind) {
          case ADD -> Line.Style.ADD;
          case CHANGE -> Line.Style.CHANGE;
          case REPLACE -> Line.Style.REPLACE;
          case REMOVE -> Line.Style.REMOVE;
        };
    return Line.of(style, indent + kind.sign() + " " + text);
  }
}
