package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.Plan;

/**
 * A plan as a tree: a line for each service with {@code +}, {@code ~}, {@code -/+} or {@code -},
 * below it what changes of it and whom that touches, and a summary at the end.
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

  /**
   * The plan for a kernel, of a long one the beginning and the summary.
   *
   * @param kernel what the kernel is called
   * @param most after so many lines no further service is told, but how many there are
   */
  public List<Line> shortened(Plan plan, String kernel, int most) {
    return on(kernel + " kernel", plan, most);
  }

  /** The tree alone. */
  List<Line> changes(Plan plan) {
    return lines(PlanTree.rows(plan));
  }

  private static List<Line> on(String what, Plan plan) {
    return on(what, plan, Integer.MAX_VALUE);
  }

  private static List<Line> on(String what, Plan plan, int most) {
    if (plan.isEmpty()) {
      return List.of(Line.of("Nothing to change: the %s is as described.".formatted(what)));
    }
    PlanTree tree = PlanTree.beginning(plan, most);
    List<Line> lines = new ArrayList<>(lines(tree.rows()));
    if (tree.left() > 0) {
      lines.add(Line.of("… and %s more".formatted(Words.count(tree.left(), "service"))));
    }
    lines.add(Line.of(""));
    lines.add(
        Line.of(
            Line.Style.HEADING,
            "Plan: %s (%s on the %s)."
                .formatted(
                    summary(plan), Words.count(plan.operations().size(), "operation"), what)));
    lines.add(Line.of(ImpactWords.style(plan.impact()), ImpactWords.total(plan.impact())));
    return lines;
  }

  /** How much a plan changes. */
  static String summary(Plan plan) {
    return "%s to add, %s to change, %s to replace, %s to remove%s"
        .formatted(
            Words.count(plan.count(ChangeKind.ADD), "service"),
            plan.count(ChangeKind.CHANGE),
            plan.count(ChangeKind.REPLACE),
            plan.count(ChangeKind.REMOVE),
            plan.director().isEmpty() ? "" : "; settings of the director to change");
  }

  private static List<Line> lines(List<PlanTree.Row> rows) {
    return rows.stream().map(PlanTextView::line).toList();
  }

  private static Line line(PlanTree.Row row) {
    return Line.of(row.style(), INDENT.repeat(row.depth()) + row.sign() + " " + row.text());
  }
}
