package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
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
    DiagnosticsView diagnostics = new DiagnosticsView();
    failed.reason().ifPresent(why -> lines.addAll(diagnostics.lines(why)));
    List<Diagnostic> mistakes = mistakes(failed, plan);
    lines.addAll(diagnostics.lines(mistakes.stream().limit(LIMIT).toList()));
    if (mistakes.size() > LIMIT) {
      int more = mistakes.size() - LIMIT;
      lines.add(Line.of(Line.Style.ERROR, "… and %,d more of this kind".formatted(more)));
    }
    long done = count(failed.outcomes(), Outcome.Status.DONE);
    long back = count(failed.putBack(), Outcome.Status.DONE);
    lines.add(
        Line.of(
            "  %s had been done, %s put back; %s not tried"
                .formatted(
                    Words.count(done, "operation"),
                    back,
                    count(failed.outcomes(), Outcome.Status.NOT_TRIED))));
    addEach(of(failed.outcomes(), Outcome.Status.DONE), Line.Style.PLAIN, "done", lines);
    addEach(of(failed.putBack(), Outcome.Status.DONE), Line.Style.PLAIN, "put back", lines);
    if (!failed.isAsBefore()) {
      List<Outcome> left =
          failed.putBack().stream()
              .filter(outcome -> outcome.status() != Outcome.Status.DONE)
              .toList();
      addEach(left, Line.Style.ERROR, "could not be put back", lines);
    }
    addLost(failed.lost(), lines);
    lines.add(failed.isAsBefore() ? asBefore() : notAsBefore());
    return lines;
  }

  private static List<Outcome> of(List<Outcome> outcomes, Outcome.Status status) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).toList();
  }

  private static void addEach(
      List<Outcome> outcomes, Line.Style style, String what, List<Line> lines) {
    outcomes.stream()
        .limit(LIMIT)
        .forEach(
            outcome -> lines.add(Line.of(style, "    %s: %s".formatted(what, sentence(outcome)))));
    if (outcomes.size() > LIMIT) {
      int more = outcomes.size() - LIMIT;
      lines.add(Line.of(style, "    … and %,d more that were %s".formatted(more, what)));
    }
  }

  private static void addLost(Applied.Lost lost, List<Line> lines) {
    if (lost.connections() > 0 || lost.templates() > 0) {
      lines.add(
          Line.of(
              Line.Style.ERROR,
              "  %s and %s of what was removed are gone: putting it back does not bring them back"
                  .formatted(
                      Words.count(lost.connections(), "connection"),
                      Words.count(lost.templates(), "template"))));
    }
  }

  /** A service that is refused takes all its servers with it: so there may be many. */
  private static List<Diagnostic> mistakes(Applied.Failed failed, Plan plan) {
    List<Diagnostic> mistakes = new ArrayList<>();
    for (int place = 0; place < failed.outcomes().size(); place++) {
      Outcome outcome = failed.outcomes().get(place);
      Optional<Plan.Cause> cause = Optional.ofNullable(plan.causes().get(place));
      if (outcome.status() == Outcome.Status.REFUSED) {
        mistakes.add(refusal(outcome, cause));
      } else if (outcome.status() == Outcome.Status.UNKNOWN) {
        String told =
            "the kernel did not say whether this is done: '%s'%s"
                .formatted(sentence(outcome), of(cause));
        mistakes.add(Diagnostic.error("no-answer", statement(cause), told));
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
        "  the configuration is NOT as it was before: 'recover' shows what is missing");
  }

  private static long count(List<Outcome> outcomes, Outcome.Status status) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).count();
  }

  private static Diagnostic refusal(Outcome outcome, Optional<Plan.Cause> cause) {
    Optional<Refusals.Meaning> meaning = Refusals.of(outcome.operation(), outcome.errno());
    String why = meaning.map(Refusals.Meaning::reason).orElse("it gives no reason");
    String errno = outcome.errno().map(number -> " (" + number + ")").orElse("");
    Diagnostic refused =
        Diagnostic.error(
            "refused",
            statement(cause),
            "the kernel refused to %s%s: %s%s".formatted(sentence(outcome), of(cause), why, errno));
    return meaning.flatMap(Refusals.Meaning::wayOut).map(refused::withHint).orElse(refused);
  }

  private static String of(Optional<Plan.Cause> cause) {
    return cause.map(one -> ", for " + one.subject()).orElse("");
  }

  private static Span statement(Optional<Plan.Cause> cause) {
    return cause.map(Plan.Cause::statement).orElse(Span.NONE);
  }

  private static String sentence(Outcome outcome) {
    return outcome.operation().accept(WORDS);
  }
}
