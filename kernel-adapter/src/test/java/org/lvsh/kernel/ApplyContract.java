package org.lvsh.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.model.Errno.EEXIST;
import static org.lvsh.kernel.model.Errno.ENOENT;
import static org.lvsh.kernel.model.Errno.ERANGE;
import static org.lvsh.kernel.model.Errno.ESRCH;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.ClearOwnership;
import org.lvsh.kernel.model.Operation.RemoveMarkRule;
import org.lvsh.kernel.model.Operation.RemoveServer;
import org.lvsh.kernel.model.Operation.RemoveService;
import org.lvsh.kernel.model.Operation.SetLastMark;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Snapshot;

/** The part of the contract that is about several operations at once. */
public interface ApplyContract {
  TriedKernel kernel();

  @Test
  default void noOperationHasNoOutcome() {
    assertEquals(List.of(), kernel().apply());
    kernel().isEmpty();
  }

  @Test
  default void operationsOnServicesGoOnAfterARefusal() {
    Operation[] operations = {
      add(WEB),
      add(WEB),
      add(WEB, server(ONE, 1)),
      add(WEB, server(TWO, -1)),
      new RemoveServer(WEB, TWO),
      add(WEB6, server(ONE, 1)),
      add(WEB, server(TWO, 2))
    };
    assertEquals(
        List.of(
            Outcome.done(operations[0]),
            Outcome.refused(operations[1], EEXIST),
            Outcome.done(operations[2]),
            Outcome.refused(operations[3], ERANGE),
            Outcome.refused(operations[4], ENOENT),
            Outcome.refused(operations[5], ESRCH),
            Outcome.done(operations[6])),
        kernel().apply(operations));
    kernel().holdsServers(WEB, server(ONE, 1), server(TWO, 2));
  }

  @Test
  default void aTransactionIsAllOrNothing() {
    kernel()
        .takes(
            add(WEB),
            add(rule("192.168.0.1", 80, 80, 1)),
            name(WEB, "shop"),
            new SetLastMark(new Mark(1)));
    Snapshot before = kernel().read();
    refusesAt(
        4,
        EEXIST,
        new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1)),
        add(rule("192.168.0.1", 80, 85, 2)),
        name(WEB, "other"),
        new SetLastMark(new Mark(2)),
        add(rule("192.168.0.1", 85, 90, 2)),
        new ClearOwnership(WEB),
        add(rule("192.168.0.1", 443, 443, 2)));
    assertEquals(before, kernel().read());
    refusesAt(0, ENOENT, new ClearOwnership(mark(5)), new SetLastMark(new Mark(3)));
    refusesAt(1, ESRCH, new ClearOwnership(WEB), name(WEB6, "shop"));
    assertEquals(before, kernel().read());
  }

  @Test
  default void aTransactionSeesWhatItChangedItself() {
    kernel()
        .takes(
            add(rule("192.168.0.1", 80, 80, 1)),
            new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1)),
            add(rule("192.168.0.1", 0, 65535, 2)));
    assertEquals(1, kernel().read().markRules().size());
    refusesAt(1, EEXIST, add(rule("192.168.0.2", 1, 2, 1)), add(rule("192.168.0.2", 2, 3, 1)));
    assertEquals(1, kernel().read().markRules().size());
  }

  @Test
  default void anOperationOnServicesEndsATransaction() {
    Operation[] operations = {
      new SetLastMark(new Mark(7)),
      add(WEB),
      name(WEB, "shop"),
      new ClearOwnership(mark(5)),
      new RemoveService(WEB6),
      add(rule("192.168.0.1", 80, 80, 7)),
    };
    assertEquals(
        List.of(
            Outcome.done(operations[0]),
            Outcome.done(operations[1]),
            Outcome.notTried(operations[2]),
            Outcome.refused(operations[3], ENOENT),
            Outcome.refused(operations[4], ESRCH),
            Outcome.done(operations[5])),
        kernel().apply(operations));
    Snapshot after = kernel().read();
    assertEquals(Optional.of(new Mark(7)), after.lastMark());
    assertEquals(Set.of(), after.ownership().keySet());
    assertEquals(1, after.markRules().size());
  }

  @Test
  default void aSnapshotStaysAsItWas() {
    kernel().takes(add(WEB), add(WEB, server(ONE, 1)));
    Snapshot before = kernel().read();
    kernel().takes(add(WEB, server(TWO, 1)), add(WEB6), add(rule("192.168.0.1", 80, 80, 1)));
    assertEquals(Set.of(WEB), before.services().keySet());
    assertEquals(Set.of(ONE), before.services().get(WEB).servers().keySet());
    assertEquals(Set.of(), before.markRules().keySet());
    assertThrows(UnsupportedOperationException.class, () -> before.services().clear());
  }

  /** That a transaction is refused at this place and for this reason. */
  private void refusesAt(int refused, Errno errno, Operation... operations) {
    List<Outcome> outcomes = kernel().apply(operations);
    for (int at = 0; at < operations.length; at++) {
      Outcome expected =
          at == refused ? Outcome.refused(operations[at], errno) : Outcome.notTried(operations[at]);
      assertEquals(expected, outcomes.get(at));
    }
  }
}
