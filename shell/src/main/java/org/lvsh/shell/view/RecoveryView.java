package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.apply.Recovery;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.store.CutShort;

/** Where a change of the kernel stands that was cut short, and both ways on. */
public final class RecoveryView {
  private static final String WAYS =
      "'recover finish' does the rest of it, 'recover back' puts back what is done; 'recover' shows"
          + " both";

  /** That there is one, for those who only look. */
  public Diagnostic warning(CutShort cut) {
    return Diagnostic.warning("cut-short", Span.NONE, told(cut))
        .withHint("'recover' shows where it stands");
  }

  /** That there is one, and how much of it is done, for those who would change something. */
  public Diagnostic error(CutShort cut, Recovery recovery) {
    return Diagnostic.error("cut-short", Span.NONE, told(cut) + "; " + done(cut, recovery))
        .withHint(WAYS);
  }

  private static String told(CutShort cut) {
    return "an earlier change of this kernel was cut short %s: %s"
        .formatted(cut.stood(), CaretRenderer.printable(cut.doing()));
  }

  private static String done(CutShort cut, Recovery recovery) {
    int all = cut.plan().operations().size();
    return "%s of its %s are done".formatted(recovery.done(), Words.count(all, "operation"));
  }

  /** What is left to do, and what would be put back, in the words of a plan. */
  public List<Line> lines(CutShort cut, Recovery recovery) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(told(cut) + "; " + done(cut, recovery) + "."));
    add("'recover finish' would do the rest:", recovery.toFinish(), lines);
    add("'recover back' would put back what is done:", recovery.back(), lines);
    return lines;
  }

  private static void add(String heading, Plan plan, List<Line> lines) {
    lines.add(Line.of(""));
    lines.add(Line.of(Line.Style.HEADING, heading));
    lines.addAll(plan.isEmpty() ? List.of(Line.of("nothing")) : new PlanTextView().changes(plan));
  }

  /** How a recovery has ended. */
  public Line ended(String how, int operations, String kernel) {
    return Line.of(
        "Recovered: %s, %s done on the %s kernel."
            .formatted(how, Words.count(operations, "operation"), kernel));
  }
}
