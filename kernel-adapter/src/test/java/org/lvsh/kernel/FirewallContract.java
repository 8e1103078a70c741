package org.lvsh.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;
import static org.lvsh.kernel.model.Errno.EEXIST;
import static org.lvsh.kernel.model.Errno.ENOENT;
import static org.lvsh.kernel.model.Errno.ESRCH;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation.ClearOwnership;
import org.lvsh.kernel.model.Operation.RemoveMarkRule;
import org.lvsh.kernel.model.Operation.RemoveService;
import org.lvsh.kernel.model.Operation.SetLastMark;
import org.lvsh.kernel.model.Operation.SetOwnership;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/** The part of the contract that is about mark rules, names and the last mark. */
public interface FirewallContract {
  TriedKernel kernel();

  @Test
  default void markRulesAreKeptInTheirOrder() {
    MarkRule[] rules = {
      rule("192.168.0.1", 0, 79, 1),
      rule("192.168.0.1", 80, 80, Mark.MAX),
      rule("192.168.0.1", 81, 65535, 3),
      rule("192.168.0.2", 0, 65535, 4),
      rule("2001:db8::1", 443, 443, 5)
    };
    for (int at = rules.length - 1; at >= 0; at--) {
      kernel().takes(add(rules[at]));
    }
    holdsRules(rules);
  }

  @Test
  default void aRuleThatOverlapsOneOfOursIsRefused() {
    kernel().takes(add(rule("192.168.0.1", 80, 90, 1)), add(rule("192.168.0.1", 100, 110, 1)));
    int[][] overlapping = {
      {80, 90},
      {70, 80},
      {90, 95},
      {85, 85},
      {80, 80},
      {90, 90},
      {70, 200},
      {0, 65535},
      {95, 100},
      {110, 110},
      {95, 120},
      {80, 91},
      {79, 90}
    };
    for (int[] ports : overlapping) {
      kernel().refuses(EEXIST, add(rule("192.168.0.1", ports[0], ports[1], 2)));
    }
    kernel().refuses(EEXIST, add(rule("192.168.0.1", 80, 90, 1)));
    kernel().takes(add(rule("192.168.0.1", 91, 99, 2)), add(rule("192.168.0.1", 79, 79, 2)));
  }

  @Test
  default void anotherAddressOrProtocolIsNoOverlap() {
    kernel().takes(add(rule("192.168.0.1", 80, 80, 1)), add(rule("192.168.0.2", 80, 80, 1)));
    for (Protocol protocol : Set.of(Protocol.UDP, Protocol.SCTP)) {
      MarkRule.Match match =
          new MarkRule.Match(protocol, IpAddress.of("192.168.0.1"), Ports.of(80));
      kernel().takes(add(new MarkRule(match, new Mark(1))));
    }
    assertEquals(4, kernel().read().markRules().size());
  }

  @Test
  default void onlyTheVerySameRuleIsRemoved() {
    kernel().takes(add(rule("192.168.0.1", 80, 90, 1)));
    kernel().refuses(ENOENT, new RemoveMarkRule(rule("192.168.0.1", 80, 90, 2)));
    kernel().refuses(ENOENT, new RemoveMarkRule(rule("192.168.0.1", 80, 89, 1)));
    kernel().refuses(ENOENT, new RemoveMarkRule(rule("192.168.0.2", 80, 90, 1)));
    kernel().takes(new RemoveMarkRule(rule("192.168.0.1", 80, 90, 1)));
    kernel().refuses(ENOENT, new RemoveMarkRule(rule("192.168.0.1", 80, 90, 1)));
    kernel().takes(add(rule("192.168.0.1", 85, 85, 2)));
    holdsRules(rule("192.168.0.1", 85, 85, 2));
  }

  @Test
  default void aRuleGetsAnotherMarkInOneTransaction() {
    kernel().takes(add(rule("192.168.0.1", 80, 80, 1)));
    kernel()
        .takes(
            new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1)),
            add(rule("192.168.0.1", 80, 80, 2)));
    holdsRules(rule("192.168.0.1", 80, 80, 2));
  }

  @Test
  default void aServiceIsNamedAndNamedAnew() {
    kernel().takes(add(WEB), add(mark(5)), name(WEB, "shop"));
    kernel().takes(new SetOwnership(new Ownership(WEB, "shop-2", "prompt")), name(mark(5), "mail"));
    assertEquals(
        List.of(new Ownership(WEB, "shop-2", "prompt"), new Ownership(mark(5), "mail", "shop.lvs")),
        List.copyOf(kernel().read().ownership().values()));
  }

  @Test
  default void whatIsDrainedIsKeptWithTheName() {
    kernel().takes(add(WEB));
    Drains drains = Drains.of("192.168.1.2:80=4@1764126000,[fd00:1::2]:8080=2147483647@1764126001");
    Ownership named = new Ownership(WEB, "shop", "my \"shop\".lvs").with(drains);
    kernel().takes(new SetOwnership(named));
    assertEquals(named, kernel().read().ownership().get(WEB));
    kernel().takes(new SetOwnership(named.with(Drains.NONE)));
    assertEquals(Drains.NONE, kernel().read().ownership().get(WEB).drains());
  }

  @Test
  default void onlyAServiceThatIsThereIsNamed() {
    kernel().takes(add(mark(5)));
    kernel().refuses(ESRCH, name(WEB, "shop"));
    kernel().refuses(ESRCH, name(mark6(5), "shop"));
  }

  @Test
  default void aNameOutlivesItsServiceUntilItIsCleared() {
    kernel().takes(add(WEB), name(WEB, "shop"), new RemoveService(WEB));
    assertEquals(Set.of(WEB), kernel().read().ownership().keySet());
    kernel().refuses(ESRCH, name(WEB, "other"));
    kernel().takes(new ClearOwnership(WEB));
    assertEquals(Set.of(), kernel().read().ownership().keySet());
    kernel().refuses(ENOENT, new ClearOwnership(WEB));
  }

  @Test
  default void aServiceWithoutANameHasNoneToClear() {
    kernel().takes(add(WEB), add(mark(5)), name(mark(5), "mail"));
    kernel().refuses(ENOENT, new ClearOwnership(WEB));
    kernel().refuses(ENOENT, new ClearOwnership(mark6(5)));
  }

  @Test
  default void theLastMarkIsRemembered() {
    kernel().takes(new SetLastMark(new Mark(Mark.MAX)));
    assertEquals(Optional.of(new Mark(Mark.MAX)), kernel().read().lastMark());
    kernel().takes(new SetLastMark(new Mark(1)));
    assertEquals(Optional.of(new Mark(1)), kernel().read().lastMark());
  }

  private void holdsRules(MarkRule... rules) {
    assertEquals(List.of(rules), List.copyOf(kernel().read().markRules().values()));
  }
}
