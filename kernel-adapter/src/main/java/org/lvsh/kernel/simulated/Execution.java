package org.lvsh.kernel.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;

/**
 * Carries operations out on a state, as {@link org.lvsh.kernel.Kernel#apply} promises: those of
 * IPVS each by itself, those of the firewall in transactions.
 */
final class Execution {
  private final State state;

  Execution(State state) {
    this.state = state;
  }

  List<Outcome> apply(List<Operation> operations, Progress progress) {
    Step.Maker maker = new Step.Maker(state);
    List<Step> steps = operations.stream().map(operation -> operation.accept(maker)).toList();
    List<Outcome> outcomes = new ArrayList<>(steps.size());
    while (outcomes.size() < steps.size()) {
      int from = outcomes.size();
      int to = endOfTransaction(steps, from);
      if (to == from) {
        outcomes.add(alone(steps.get(from)));
      } else {
        outcomes.addAll(transaction(steps.subList(from, to)));
      }
      progress.report(outcomes.size(), steps.size());
    }
    return List.copyOf(outcomes);
  }

  /** The first place from {@code from} on whose step is in no transaction. */
  private static int endOfTransaction(List<Step> steps, int from) {
    int to = from;
    while (to < steps.size() && steps.get(to).inTransaction()) {
      to++;
    }
    return to;
  }

  private static Outcome alone(Step step) {
    return step.attempt().get().map(step::refused).orElseGet(step::done);
  }

  private List<Outcome> transaction(List<Step> run) {
    for (int at = 0; at < run.size(); at++) {
      Optional<Errno> refusal = run.get(at).attempt().get();
      if (refusal.isPresent()) {
        state.firewall().rollBack();
        return refusedAt(at, refusal.get(), run);
      }
    }
    state.firewall().commit();
    return run.stream().map(Step::done).toList();
  }

  private static List<Outcome> refusedAt(int at, Errno errno, List<Step> run) {
    List<Outcome> outcomes = new ArrayList<>(run.stream().map(Step::notTried).toList());
    outcomes.set(at, run.get(at).refused(errno));
    return outcomes;
  }
}
