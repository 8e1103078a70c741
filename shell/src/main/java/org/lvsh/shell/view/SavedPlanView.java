package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.plan.SavedPlan;
import org.lvsh.shell.store.Moment;

/** A plan that was saved, as it was shown then, and where it comes from. */
public final class SavedPlanView {

  /** The plan, and below it who made it. */
  public List<Line> text(SavedPlan saved) {
    List<Line> lines =
        new ArrayList<>(new PlanTextView().lines(saved.plan(), saved.making().kernel()));
    lines.add(Line.of(Line.Style.FAINT, made(saved.making())));
    return lines;
  }

  /**
   * The commands that would do it, and who made it as a comment above.
   *
   * @param firewall what keeps marks there
   */
  public List<Line> commands(SavedPlan saved, FirewallKind firewall) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(Line.Style.FAINT, "# " + made(saved.making())));
    lines.addAll(new CommandsView(firewall).lines(saved.plan()));
    return lines;
  }

  private static String made(SavedPlan.Making making) {
    String subject = making.subject().map(file -> " of " + file).orElse("");
    String told =
        "Saved plan%s, made on %s by %s with %s for the %s kernel."
            .formatted(
                subject,
                Moment.text(making.when()),
                making.who(),
                making.version(),
                making.kernel());
    return CaretRenderer.printable(told);
  }
}
