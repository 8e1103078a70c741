package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.live.LiveNft;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.ClearOwnership;
import org.lvsh.kernel.model.Operation.RemoveMarkRule;
import org.lvsh.kernel.model.Operation.SetLastMark;
import org.lvsh.kernel.model.Outcome;

/** From nftables to iptables and back, as is done after 'remove all'. */
@Tag("lab")
final class MovedFirewallLabTest {
  private static final List<Operation> MARKED =
      List.of(
          add(rule("192.168.0.1", 80, 80, 1007)),
          add(rule("fd00::1", 80, 80, 1007)),
          name(WEB, "shop"),
          new SetLastMark(new Mark(1007)));
  private static final List<Operation> REMOVED =
      List.of(
          new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1007)),
          new RemoveMarkRule(rule("fd00::1", 80, 80, 1007)),
          new ClearOwnership(WEB));

  private final Firewall nftables = new NftablesFirewall(new LiveNft());
  private final Firewall iptables = new IptablesFirewall();

  @BeforeEach
  @AfterEach
  void empty() {
    nftables.clear();
    iptables.clear();
  }

  @Test
  void theLastMarkGoesAlongAndNothingStaysBehind() {
    moves(nftables, iptables);
    moves(iptables, nftables);
  }

  private void moves(Firewall from, Firewall to) {
    Firewall first = found(from.kind());
    done(first, MARKED);
    done(first, REMOVED);
    assertTrue(from.holdsOurs());
    Firewall moved = found(to.kind());
    assertEquals(Optional.of(new Mark(1007)), moved.read().lastMark());
    assertFalse(to.holdsOurs(), "looking changes nothing");
    done(moved, MARKED.subList(0, 3));
    assertFalse(from.holdsOurs());
    assertEquals(Optional.of(new Mark(1007)), to.read().lastMark());
    assertEquals(2, to.read().markRules().size());
    done(moved, REMOVED);
  }

  private Firewall found(FirewallKind kind) {
    return new Firewalls(nftables, iptables).find(Optional.of(kind));
  }

  private static void done(Firewall firewall, List<Operation> run) {
    assertEquals(
        run.stream().map(Outcome::done).toList(), firewall.apply(run, key -> key.equals(WEB)));
  }
}
