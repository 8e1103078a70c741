package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.name;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;

class FirewallsTest {
  private static final Operation SHOP = name(WEB, "shop");
  private static final Operation POST = name(mark(5), "post");

  private final Looked nftables = new Looked(FirewallKind.NFTABLES);
  private final Looked iptables = new Looked(FirewallKind.IPTABLES);

  /** One that is there or not, and holds something or not. */
  private static final class Looked implements Firewall {
    private final FirewallKind kind;
    private boolean missing;
    private boolean failing;
    private boolean unreadable;
    private boolean stuck;
    private FirewallState state = FirewallState.EMPTY;

    Looked(FirewallKind kind) {
      this.kind = kind;
    }

    @Override
    public FirewallKind kind() {
      return kind;
    }

    @Override
    public boolean holdsOurs() {
      if (missing) {
        throw new FirewallMissingException(kind + " is not there", null);
      }
      if (failing) {
        throw new KernelException(kind + " fails");
      }
      return !state.isEmpty();
    }

    @Override
    public FirewallState read() {
      if (unreadable) {
        throw new KernelException("not written by lvsh");
      }
      return state;
    }

    @Override
    public List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists) {
      Transaction.Result result = Transaction.of(state, run, exists);
      state = result.after();
      return result.outcomes();
    }

    @Override
    public void clear() {
      if (stuck) {
        throw new KernelException("not now");
      }
      state = FirewallState.EMPTY;
    }
  }

  private static FirewallState named(Mark... last) {
    return new FirewallState(
        new TreeMap<>(),
        new TreeMap<>(Map.of(WEB, new Ownership(WEB, "shop", "shop.lvs"))),
        Stream.of(last).findFirst());
  }

  private static FirewallState left(int mark) {
    return new FirewallState(new TreeMap<>(), new TreeMap<>(), Optional.of(new Mark(mark)));
  }

  private FirewallKind found(FirewallKind... said) {
    return find(said).kind();
  }

  private Firewall find(FirewallKind... said) {
    return new Firewalls(nftables, iptables).find(Stream.of(said).findFirst());
  }

  private void refuses(String words, FirewallKind... said) {
    KernelException none = assertThrows(KernelException.class, () -> found(said));
    assertTrue(none.getMessage().contains(words), none.getMessage());
    assertTrue(none.hint().isPresent());
  }

  @Test
  void nftablesComesFirst() {
    assertEquals(FirewallKind.NFTABLES, found());
    assertEquals(FirewallKind.IPTABLES, found(FirewallKind.IPTABLES));
  }

  @Test
  void theOneThatHoldsOursIsStayedWith() {
    iptables.state = named();
    assertEquals(FirewallKind.IPTABLES, found());
    assertEquals(FirewallKind.IPTABLES, found(FirewallKind.IPTABLES));
    refuses("are in iptables on this machine", FirewallKind.NFTABLES);
  }

  @Test
  void whereOneIsMissingItIsTheOther() {
    nftables.missing = true;
    assertEquals(FirewallKind.IPTABLES, found());
    refuses("--firewall nftables cannot be used", FirewallKind.NFTABLES);
  }

  @Test
  void namesInBothAreNotGuessedAt() {
    nftables.state = named();
    iptables.state = named();
    refuses("both nftables and iptables");
    refuses("both nftables and iptables", FirewallKind.NFTABLES);
  }

  @Test
  void withNeitherThereIsNothingToKeepThemIn() {
    nftables.missing = true;
    iptables.missing = true;
    refuses("neither nftables nor iptables");
  }

  @Test
  void whoseLastMarkIsLeftIsStayedWithUntilTheOtherIsSaid() {
    iptables.state = left(1007);
    assertEquals(FirewallKind.IPTABLES, found());
    assertEquals(FirewallKind.NFTABLES, found(FirewallKind.NFTABLES));
    assertEquals(left(1007), iptables.state, "looking changes nothing");
  }

  /** Both ways, after 'remove all'. */
  @Test
  void theLastMarkGoesOverWithTheFirstChangeAndTheOtherIsEmptied() {
    for (Looked to : List.of(nftables, iptables)) {
      Looked from = to == nftables ? iptables : nftables;
      to.state = FirewallState.EMPTY;
      from.state = left(1007);
      Firewall moved = find(to.kind());
      assertEquals(left(1007), moved.read());
      assertEquals(FirewallState.EMPTY, to.state);
      assertEquals(List.of(Outcome.done(SHOP)), moved.apply(List.of(SHOP), key -> true));
      assertEquals(named(new Mark(1007)), moved.read());
      assertEquals(named(new Mark(1007)), to.state);
      assertEquals(FirewallState.EMPTY, from.state);
      assertEquals(List.of(Outcome.done(POST)), moved.apply(List.of(POST), key -> true));
      assertEquals(to.kind(), found(), "the next start finds one");
    }
  }

  @Test
  void aLastMarkOfItsOwnIsKept() {
    nftables.state = left(1007);
    iptables.state = left(1010);
    Firewall moved = find(FirewallKind.IPTABLES);
    assertEquals(List.of(Outcome.done(SHOP)), moved.apply(List.of(SHOP), key -> true));
    assertEquals(named(new Mark(1010)), moved.read());
    assertEquals(FirewallState.EMPTY, nftables.state);
  }

  /** As where the one that was left could not be emptied, and marks were given since. */
  @Test
  void ofTwoLastMarksTheLargerCounts() {
    nftables.state = left(1010);
    iptables.state = left(1007);
    Firewall moved = find(FirewallKind.IPTABLES);
    assertEquals(left(1010), moved.read());
    assertEquals(List.of(Outcome.done(SHOP)), moved.apply(List.of(SHOP), key -> true));
    assertEquals(named(new Mark(1010)), iptables.state);
  }

  @Test
  void aRefusedChangeLeavesBothAsTheyAre() {
    nftables.state = left(1007);
    Firewall moved = find(FirewallKind.IPTABLES);
    assertEquals(
        List.of(Outcome.refused(SHOP, Errno.ESRCH), Outcome.notTried(POST)),
        moved.apply(List.of(SHOP, POST), key -> false));
    assertEquals(left(1007), nftables.state);
    assertEquals(FirewallState.EMPTY, iptables.state);
  }

  @Test
  void whatCannotBeTakenAwayYetGoesWithALaterChange() {
    nftables.state = left(1007);
    nftables.stuck = true;
    Firewall moved = find(FirewallKind.IPTABLES);
    assertEquals(List.of(Outcome.done(SHOP)), moved.apply(List.of(SHOP), key -> true));
    nftables.stuck = false;
    Firewall next = find();
    assertEquals(FirewallKind.IPTABLES, next.kind());
    next.apply(List.of(SHOP), key -> true);
    assertEquals(FirewallState.EMPTY, nftables.state);
  }

  @Test
  void whatSomebodyPutsIntoTheOtherMeanwhileIsNotTakenAway() {
    nftables.state = left(1007);
    Firewall moved = find(FirewallKind.IPTABLES);
    nftables.state = named();
    assertThrows(KernelException.class, () -> moved.apply(List.of(POST), key -> true));
    assertEquals(named(), nftables.state);
    assertEquals(FirewallState.EMPTY, iptables.state);
  }

  @Test
  void whatCannotBeReadIsNotLeft() {
    iptables.state = left(1007);
    iptables.unreadable = true;
    refuses("are in iptables on this machine", FirewallKind.NFTABLES);
  }

  @Test
  void iptablesThatFailsMayHoldOursUntilSomebodySaysWhichToTake() {
    iptables.failing = true;
    refuses("not known whether iptables holds marks and names of lvsh: IPTABLES fails");
    refuses("--firewall iptables cannot be used: IPTABLES fails", FirewallKind.IPTABLES);
    assertEquals(FirewallKind.NFTABLES, found(FirewallKind.NFTABLES));
    nftables.state = named();
    assertEquals(FirewallKind.NFTABLES, found(), "once they are there");
    nftables.missing = true;
    refuses("neither nftables nor iptables");
  }

  /** As where the kernel has no nftables. */
  @Test
  void nftablesThatFailsIsPassedOver() {
    nftables.failing = true;
    assertEquals(FirewallKind.IPTABLES, found());
  }

  @Test
  void whatIsInNftablesAndCannotBeReadIsNotLeft() {
    nftables.state = named();
    nftables.unreadable = true;
    assertEquals(FirewallKind.NFTABLES, found());
    refuses("are in nftables on this machine", FirewallKind.IPTABLES);
  }

  /** As at a prompt that stays open while another lvsh chooses the other one. */
  @Test
  void whatCameIntoTheOtherMeanwhileIsFoundBeforeTheFirstChange() {
    for (Looked chosen : List.of(nftables, iptables)) {
      Looked other = chosen == nftables ? iptables : nftables;
      chosen.state = FirewallState.EMPTY;
      other.state = FirewallState.EMPTY;
      Firewall open = find(chosen.kind());
      assertEquals(FirewallState.EMPTY, open.read());
      other.state = named();
      KernelException refused =
          assertThrows(KernelException.class, () -> open.apply(List.of(POST), key -> true));
      assertTrue(refused.getMessage().contains("marks and names of lvsh are in "));
      assertEquals(FirewallState.EMPTY, chosen.state);
      other.state = FirewallState.EMPTY;
      assertEquals(List.of(Outcome.done(SHOP)), open.apply(List.of(SHOP), key -> true));
      assertEquals(named(), open.read());
    }
  }

  /** Whoever comes finds them, so the other one is not asked. */
  @Test
  void whereThisOneHoldsOursNobodyChoosesTheOther() {
    nftables.state = named();
    Firewall open = find();
    open.read();
    iptables.failing = true;
    assertEquals(List.of(Outcome.done(POST)), open.apply(List.of(POST), key -> true));
  }

  @Test
  void afterAMoveAndARemovalTheOtherIsAskedAsWell() {
    iptables.state = left(1007);
    Firewall moved = find(FirewallKind.NFTABLES);
    moved.apply(List.of(SHOP), key -> true);
    nftables.state = FirewallState.EMPTY;
    moved.read();
    iptables.state = named();
    assertThrows(KernelException.class, () -> moved.apply(List.of(POST), key -> true));
    assertEquals(FirewallState.EMPTY, nftables.state);
  }
}
