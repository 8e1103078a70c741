package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;

/**
 * What a run of operations makes of a state, or which of them is refused. It is worked out before
 * the kernel is asked, since nftables would take an overlap of two maps and a name for a service
 * that is not there.
 */
final class Transaction implements Operation.Cases<Optional<Errno>> {
  private final NavigableMap<MarkRule.Match, MarkRule> markRules;
  private final NavigableMap<ServiceKey, Ownership> ownership;
  private Optional<Mark> lastMark;
  private final Predicate<ServiceKey> exists;

  private Transaction(FirewallState before, Predicate<ServiceKey> exists) {
    this.markRules = new TreeMap<>(before.markRules());
    this.ownership = new TreeMap<>(before.ownership());
    this.lastMark = before.lastMark();
    this.exists = exists;
  }

  /**
   * The outcomes of a run and the state after it.
   *
   * @param after the state before, where an operation is refused
   */
  record Result(List<Outcome> outcomes, FirewallState after) {}

  static Result of(FirewallState before, List<Operation> run, Predicate<ServiceKey> exists) {
    Transaction transaction = new Transaction(before, exists);
    for (int at = 0; at < run.size(); at++) {
      Optional<Errno> refusal = run.get(at).accept(transaction);
      if (refusal.isPresent()) {
        return new Result(refusedAt(at, refusal.get(), run), before);
      }
    }
    FirewallState after =
        new FirewallState(transaction.markRules, transaction.ownership, transaction.lastMark);
    return new Result(run.stream().map(Outcome::done).toList(), after);
  }

  private static List<Outcome> refusedAt(int at, Errno errno, List<Operation> run) {
    List<Outcome> outcomes = new ArrayList<>(run.stream().map(Outcome::notTried).toList());
    outcomes.set(at, Outcome.refused(run.get(at), errno));
    return List.copyOf(outcomes);
  }

  @Override
  public Optional<Errno> addMarkRule(Operation.AddMarkRule operation) {
    MarkRule rule = operation.rule();
    if (overlaps(rule.match())) {
      return Optional.of(Errno.EEXIST);
    }
    markRules.put(rule.match(), rule);
    return Optional.empty();
  }

  /** The rules are sorted and apart from each other: only a neighbour can be in the way. */
  private boolean overlaps(MarkRule.Match match) {
    return Stream.of(
            Optional.ofNullable(markRules.floorKey(match)),
            Optional.ofNullable(markRules.ceilingKey(match)))
        .flatMap(Optional::stream)
        .anyMatch(match::overlaps);
  }

  @Override
  public Optional<Errno> removeMarkRule(Operation.RemoveMarkRule operation) {
    MarkRule rule = operation.rule();
    return markRules.remove(rule.match(), rule) ? Optional.empty() : Optional.of(Errno.ENOENT);
  }

  @Override
  public Optional<Errno> setOwnership(Operation.SetOwnership operation) {
    Ownership named = operation.ownership();
    if (!exists.test(named.key())) {
      return Optional.of(Errno.ESRCH);
    }
    ownership.put(named.key(), named);
    return Optional.empty();
  }

  @Override
  public Optional<Errno> clearOwnership(Operation.ClearOwnership operation) {
    return ownership.remove(operation.key()) == null ? Optional.of(Errno.ENOENT) : Optional.empty();
  }

  @Override
  public Optional<Errno> setLastMark(Operation.SetLastMark operation) {
    lastMark = Optional.of(operation.mark());
    return Optional.empty();
  }

  @Override
  public Optional<Errno> addService(Operation.AddService operation) {
    throw notOfTheFirewall(operation);
  }

  @Override
  public Optional<Errno> changeService(Operation.ChangeService operation) {
    throw notOfTheFirewall(operation);
  }

  @Override
  public Optional<Errno> removeService(Operation.RemoveService operation) {
    throw notOfTheFirewall(operation);
  }

  @Override
  public Optional<Errno> addServer(Operation.AddServer operation) {
    throw notOfTheFirewall(operation);
  }

  @Override
  public Optional<Errno> changeServer(Operation.ChangeServer operation) {
    throw notOfTheFirewall(operation);
  }

  @Override
  public Optional<Errno> removeServer(Operation.RemoveServer operation) {
    throw notOfTheFirewall(operation);
  }

  @Override
  public Optional<Errno> setTimeouts(Operation.SetTimeouts operation) {
    throw notOfTheFirewall(operation);
  }

  @Override
  public Optional<Errno> setSetting(Operation.SetSetting operation) {
    throw notOfTheFirewall(operation);
  }

  @Override
  public Optional<Errno> startDaemon(Operation.StartDaemon operation) {
    throw notOfTheFirewall(operation);
  }

  @Override
  public Optional<Errno> stopDaemon(Operation.StopDaemon operation) {
    throw notOfTheFirewall(operation);
  }

  private static IllegalArgumentException notOfTheFirewall(Operation operation) {
    return new IllegalArgumentException("not of the firewall: " + operation);
  }
}
