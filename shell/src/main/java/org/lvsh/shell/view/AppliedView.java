package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.plan.Plan;

/** What became of a plan: in one line where all went well, in full where it did not. */
public final class AppliedView {
  private static final int LIMIT = 20;
  private static final OperationWords WORDS = new OperationWords();

  /** That every operation is done. */
  public List<Line> whole(Applied.Whole applied, String kernel) {
    String done = Words.count(applied.operations(), "operation");
    return List.of(Line.of("Applied: %s done on the %s kernel.".formatted(done, kernel)));
  }

  /** What was refused, what was done before it, and what of that has been put back. */
  public List<Line> failed(Applied.Failed failed, Plan plan) {
    List<Line> lines = new ArrayList<>();
    failed.reason().ifPresent(why -> lines.add(Line.of(Line.Style.ERROR, "error: " + why)));
    List<String> mistakes = mistakes(failed, plan);
    mistakes.stream().limit(LIMIT).forEach(text -> lines.add(Line.of(Line.Style.ERROR, text)));
    if (mistakes.size() > LIMIT) {
      int more = mistakes.size() - LIMIT;
      lines.add(Line.of(Line.Style.ERROR, "… and %,d more of this kind".formatted(more)));
    }
    long done = count(failed.outcomes(), Outcome.Status.DONE);
    long back = count(failed.putBack(), Outcome.Status.DONE);
    lines.add(
        Line.of(
            "  %s had been done, %d put back; %d not tried"
                .formatted(
                    Words.count(done, "operation"),
                    back,
                    count(failed.outcomes(), Outcome.Status.NOT_TRIED))));
    lines.add(failed.isAsBefore() ? asBefore() : notAsBefore());
    failed.putBack().stream()
        .filter(outcome -> !failed.isAsBefore() && outcome.status() != Outcome.Status.DONE)
        .forEach(
            outcome ->
                lines.add(
                    Line.of(Line.Style.ERROR, "  could not be put back: " + sentence(outcome))));
    return lines;
  }

  /** A service that is refused takes all its servers with it: so there may be many. */
  private static List<String> mistakes(Applied.Failed failed, Plan plan) {
    List<String> mistakes = new ArrayList<>();
    for (int place = 0; place < failed.outcomes().size(); place++) {
      Outcome outcome = failed.outcomes().get(place);
      if (outcome.status() == Outcome.Status.REFUSED) {
        String service = plan.causes().getOrDefault(place, "lvsh itself");
        mistakes.add("error: " + refusal(outcome) + ", for " + service);
      } else if (outcome.status() == Outcome.Status.UNKNOWN) {
        mistakes.add("error: no answer to: " + sentence(outcome));
      }
    }
    return mistakes;
  }

  private static Line asBefore() {
    return Line.of("  the configuration is as it was before; what is staged stays staged");
  }

  private static Line notAsBefore() {
    return Line.of(
        Line.Style.ERROR,
        "  the configuration is NOT as it was before: 'plan' shows what is missing");
  }

  private static long count(List<Outcome> outcomes, Outcome.Status status) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).count();
  }

  private static String refusal(Outcome outcome) {
    String why =
        outcome
            .errno()
            .map(errno -> OperationWords.meaning(errno) + " (" + errno + ")")
            .orElse("no reason given");
    return "the kernel refused to " + sentence(outcome) + ": " + why;
  }

  private static String sentence(Outcome outcome) {
    return outcome.operation().accept(WORDS);
  }
}
