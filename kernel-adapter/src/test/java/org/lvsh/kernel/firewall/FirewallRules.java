package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;
import static org.lvsh.kernel.model.Errno.EEXIST;
import static org.lvsh.kernel.model.Errno.ENOENT;
import static org.lvsh.kernel.model.Errno.ESRCH;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.ClearOwnership;
import org.lvsh.kernel.model.Operation.RemoveMarkRule;
import org.lvsh.kernel.model.Operation.SetLastMark;
import org.lvsh.kernel.model.Operation.SetOwnership;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;

/** What every firewall must do: each test of one implements this and gives one that is empty. */
interface FirewallRules {
  Set<ServiceKey> SERVICES = Set.of(WEB, mark(5));

  Firewall firewall();

  private List<Outcome> apply(Operation... run) {
    return firewall().apply(List.of(run), SERVICES::contains);
  }

  private void takes(Operation... run) {
    assertEquals(Stream.of(run).map(Outcome::done).toList(), apply(run));
  }

  private void refusesAt(int at, Errno errno, Operation... run) {
    FirewallState before = firewall().read();
    List<Outcome> expected = new ArrayList<>(Stream.of(run).map(Outcome::notTried).toList());
    expected.set(at, Outcome.refused(run[at], errno));
    assertEquals(expected, apply(run));
    assertEquals(before, firewall().read(), "a refused run changes nothing");
  }

  @Test
  default void itIsEmptyAtFirstAndAnEmptyRunLeavesItSo() {
    assertEquals(FirewallState.EMPTY, firewall().read());
    takes();
    assertEquals(FirewallState.EMPTY, firewall().read());
  }

  @Test
  default void rulesAreKeptInTheirOrder() {
    MarkRule[] rules = {
      rule("192.168.0.1", 0, 79, 1),
      rule("192.168.0.1", 80, 80, Mark.MAX),
      rule("192.168.0.1", 81, 65535, 3),
      rule("192.168.0.2", 0, 65535, 4),
      rule("2001:db8::1", 443, 443, 5),
      rule("2001:db8::2", 0, 65535, 5)
    };
    for (int at = rules.length - 1; at >= 0; at--) {
      takes(add(rules[at]));
    }
    assertEquals(List.of(rules), List.copyOf(firewall().read().markRules().values()));
  }

  @Test
  default void whatOverlapsIsRefused() {
    takes(add(rule("192.168.0.1", 80, 90, 1)), add(rule("192.168.0.1", 100, 100, 1)));
    int[][] overlapping = {
      {80, 90}, {70, 80}, {90, 95}, {85, 85}, {70, 200}, {0, 65535}, {100, 100}, {95, 100}
    };
    for (int[] ports : overlapping) {
      refusesAt(0, EEXIST, add(rule("192.168.0.1", ports[0], ports[1], 2)));
    }
    takes(add(rule("192.168.0.1", 91, 99, 2)), add(rule("192.168.0.1", 79, 79, 2)));
  }

  @Test
  default void anotherAddressOrProtocolIsNoOverlap() {
    takes(add(rule("192.168.0.1", 80, 80, 1)), add(rule("192.168.0.2", 80, 80, 1)));
    for (Protocol protocol : List.of(Protocol.UDP, Protocol.SCTP)) {
      for (Ports ports : List.of(Ports.of(80), new Ports(0, 79), new Ports(81, 65535))) {
        MarkRule.Match match = new MarkRule.Match(protocol, IpAddress.of("192.168.0.1"), ports);
        takes(add(new MarkRule(match, new Mark(1))));
      }
    }
    assertEquals(8, firewall().read().markRules().size());
  }

  @Test
  default void onlyTheVerySameRuleIsRemoved() {
    takes(add(rule("192.168.0.1", 80, 90, 1)));
    refusesAt(0, ENOENT, new RemoveMarkRule(rule("192.168.0.1", 80, 90, 2)));
    refusesAt(0, ENOENT, new RemoveMarkRule(rule("192.168.0.1", 80, 89, 1)));
    takes(new RemoveMarkRule(rule("192.168.0.1", 80, 90, 1)));
    refusesAt(0, ENOENT, new RemoveMarkRule(rule("192.168.0.1", 80, 90, 1)));
    assertEquals(FirewallState.EMPTY, firewall().read());
  }

  @Test
  default void aRuleGetsAnotherMarkOrOtherPortsInOneRun() {
    takes(add(rule("192.168.0.1", 80, 80, 1)), add(rule("192.168.0.1", 90, 99, 1)));
    takes(
        new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1)),
        add(rule("192.168.0.1", 80, 80, 2)),
        new RemoveMarkRule(rule("192.168.0.1", 90, 99, 1)),
        add(rule("192.168.0.1", 85, 95, 2)),
        add(rule("192.168.0.1", 96, 96, 3)));
    assertEquals(
        List.of(
            rule("192.168.0.1", 80, 80, 2),
            rule("192.168.0.1", 85, 95, 2),
            rule("192.168.0.1", 96, 96, 3)),
        List.copyOf(firewall().read().markRules().values()));
  }

  @Test
  default void onlyAServiceThatIsThereIsNamed() {
    takes(name(WEB, "shop"), name(mark(5), "mail"), name(WEB, "shop-2"));
    refusesAt(0, ESRCH, name(WEB6, "shop"));
    refusesAt(1, ESRCH, new ClearOwnership(WEB), name(mark6(5), "mail"));
    assertEquals("shop-2", firewall().read().ownership().get(WEB).name());
    takes(new ClearOwnership(WEB));
    refusesAt(0, ENOENT, new ClearOwnership(WEB));
    assertEquals(Set.of(mark(5)), firewall().read().ownership().keySet());
  }

  @Test
  default void theLastMarkIsRemembered() {
    takes(new SetLastMark(new Mark(Mark.MAX)));
    takes(new SetLastMark(new Mark(7)));
    assertEquals(Optional.of(new Mark(7)), firewall().read().lastMark());
  }

  @Test
  default void allIsTakenAwayAtOnce() {
    firewall().clear();
    takes(
        add(rule("192.168.0.1", 80, 80, 1)),
        add(rule("2001:db8::1", 443, 443, 5)),
        name(WEB, "shop"),
        new SetLastMark(new Mark(7)));
    firewall().clear();
    assertEquals(FirewallState.EMPTY, firewall().read());
    assertFalse(firewall().holdsOurs());
  }

  @Test
  default void aRunIsAllOrNothing() {
    takes(add(rule("192.168.0.1", 80, 80, 1)), name(WEB, "shop"), new SetLastMark(new Mark(1)));
    refusesAt(
        4,
        EEXIST,
        new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1)),
        add(rule("192.168.0.1", 80, 85, 2)),
        name(WEB, "other"),
        new SetLastMark(new Mark(2)),
        add(rule("192.168.0.1", 85, 90, 2)),
        new ClearOwnership(WEB));
  }

  @Test
  default void anOperationOnServicesIsNoneOfItsBusiness() {
    assertThrows(IllegalArgumentException.class, () -> apply(add(WEB)));
    assertEquals(FirewallState.EMPTY, firewall().read());
  }

  @Test
  default void whatIsWrittenIsReadBack() {
    for (long seed = 1; seed <= 12; seed++) {
      FirewallState before = firewall().read();
      FirewallState wanted = new RandomStates(new Random(seed)).next();
      List<Operation> run = RandomStates.between(before, wanted);
      List<Outcome> outcomes = firewall().apply(run, key -> true);
      assertTrue(
          outcomes.stream().allMatch(outcome -> outcome.status() == Outcome.Status.DONE),
          "seed " + seed);
      assertEquals(wanted, firewall().read(), "seed " + seed);
    }
  }

  @Test
  default void anyNameAndSourceIsKept() {
    for (String source :
        List.of("a \"quoted\" \\ 'file'.lvs", "100%0041", " é 😀 \uDE00\uD83D", "x".repeat(255))) {
      SetOwnership named = new SetOwnership(new Ownership(WEB, "shop", source));
      takes(named);
      assertEquals(named.ownership(), firewall().read().ownership().get(WEB));
    }
  }
}
