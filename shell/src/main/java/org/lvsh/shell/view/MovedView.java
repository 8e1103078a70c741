package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Mark;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.Planner;

/** What has moved under a plan since it was made, in the words of a plan: from then to now. */
public final class MovedView {

  /** A line for each service, server, rule, name or setting that is not as it was. */
  public List<Line> lines(Plan plan, Applied.Moved moved) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(Line.Style.HEADING, "What has changed since it was made:"));
    Plan difference = Planner.between(plan.basis(), moved.now());
    lines.addAll(new PlanTextView().changes(difference));
    if (!plan.basis().lastMark().equals(moved.now().lastMark())) {
      String then = mark(plan.basis().lastMark());
      String now = mark(moved.now().lastMark());
      lines.add(Line.of(Line.Style.CHANGE, "~ mark given last %s -> %s".formatted(then, now)));
    }
    return lines;
  }

  private static String mark(Optional<Mark> mark) {
    return mark.map(Mark::toString).orElse("none");
  }
}
