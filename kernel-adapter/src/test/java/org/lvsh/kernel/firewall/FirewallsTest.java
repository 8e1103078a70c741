package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;

class FirewallsTest {
  private final Looked nftables = new Looked(FirewallKind.NFTABLES);
  private final Looked iptables = new Looked(FirewallKind.IPTABLES);

  /** One that is there or not, and holds something or not. */
  private static final class Looked implements Firewall {
    private final FirewallKind kind;
    private boolean missing;
    private boolean ours;

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
      return ours;
    }

    @Override
    public FirewallState read() {
      return FirewallState.EMPTY;
    }

    @Override
    public List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists) {
      return List.of();
    }
  }

  private FirewallKind found(FirewallKind... said) {
    return new Firewalls(nftables, iptables)
        .find(said.length == 0 ? Optional.empty() : Optional.of(said[0]))
        .kind();
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
    iptables.ours = true;
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
    nftables.ours = true;
    iptables.ours = true;
    refuses("both nftables and iptables");
    refuses("both nftables and iptables", FirewallKind.NFTABLES);
  }

  @Test
  void withNeitherThereIsNothingToKeepThemIn() {
    nftables.missing = true;
    iptables.missing = true;
    refuses("neither nftables nor iptables");
  }
}
