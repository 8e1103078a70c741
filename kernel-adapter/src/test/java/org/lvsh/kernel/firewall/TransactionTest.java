package org.lvsh.kernel.firewall;

import java.util.List;
import java.util.function.Predicate;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;

/** The rules of a transaction, without any kernel. */
final class TransactionTest implements FirewallRules {
  private final Firewall firewall =
      new Firewall() {
        private FirewallState state = FirewallState.EMPTY;

        @Override
        public FirewallState read() {
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
          state = FirewallState.EMPTY;
        }

        @Override
        public FirewallKind kind() {
          return FirewallKind.NFTABLES;
        }

        @Override
        public boolean holdsOurs() {
          return false;
        }
      };

  @Override
  public Firewall firewall() {
    return firewall;
  }
}
