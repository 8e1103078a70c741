package org.lvsh.kernel.simulated;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.VirtualService;

/**
 * An operation made ready for one state.
 *
 * @param attempt changes the state, or says why not
 */
record Step(Operation operation, Supplier<Optional<Errno>> attempt) {

  /** Whether it stands and falls with its neighbours. */
  boolean inTransaction() {
    return operation.isFirewall();
  }

  Outcome done() {
    return Outcome.done(operation);
  }

  Outcome refused(Errno errno) {
    return Outcome.refused(operation, errno);
  }

  Outcome notTried() {
    return Outcome.notTried(operation);
  }

  /** Says for each operation how it happens. */
  static final class Maker implements Operation.Cases<Step> {
    private final IpvsTable ipvs;
    private final FirewallTable firewall;
    private final SettingTable settings;

    Maker(State state) {
      this.ipvs = state.ipvs();
      this.firewall = state.firewall();
      this.settings = state.settings();
    }

    @Override
    public Step addService(Operation.AddService operation) {
      return loading(operation, operation.service(), ipvs::addService);
    }

    @Override
    public Step changeService(Operation.ChangeService operation) {
      return loading(operation, operation.service(), ipvs::changeService);
    }

    /** The kernel loads the module of a scheduler that is asked for, and keeps it. */
    private Step loading(
        Operation operation,
        VirtualService service,
        Function<VirtualService, Optional<Errno>> attempt) {
      return new Step(
          operation,
          () -> {
            Optional<Errno> refusal = attempt.apply(service);
            if (refusal.isEmpty()) {
              settings.load(service.scheduler().name());
            }
            return refusal;
          });
    }

    @Override
    public Step removeService(Operation.RemoveService operation) {
      return new Step(operation, () -> ipvs.removeService(operation.key()));
    }

    @Override
    public Step addServer(Operation.AddServer operation) {
      return new Step(operation, () -> ipvs.addServer(operation.service(), operation.server()));
    }

    @Override
    public Step changeServer(Operation.ChangeServer operation) {
      return new Step(operation, () -> ipvs.changeServer(operation.service(), operation.server()));
    }

    @Override
    public Step removeServer(Operation.RemoveServer operation) {
      return new Step(operation, () -> ipvs.removeServer(operation.service(), operation.server()));
    }

    @Override
    public Step setTimeouts(Operation.SetTimeouts operation) {
      return new Step(operation, () -> ipvs.setTimeouts(operation.timeouts()));
    }

    @Override
    public Step addMarkRule(Operation.AddMarkRule operation) {
      return new Step(operation, () -> firewall.addMarkRule(operation.rule()));
    }

    @Override
    public Step removeMarkRule(Operation.RemoveMarkRule operation) {
      return new Step(operation, () -> firewall.removeMarkRule(operation.rule()));
    }

    @Override
    public Step setSetting(Operation.SetSetting operation) {
      return new Step(operation, () -> settings.set(operation.setting()));
    }

    @Override
    public Step startDaemon(Operation.StartDaemon operation) {
      return new Step(operation, () -> ipvs.startDaemon(operation.daemon()));
    }

    @Override
    public Step stopDaemon(Operation.StopDaemon operation) {
      return new Step(operation, () -> ipvs.stopDaemon(operation.role()));
    }

    /** ESRCH where the service is not there: the one check that looks into both stores. */
    @Override
    public Step setOwnership(Operation.SetOwnership operation) {
      return new Step(
          operation,
          () -> {
            if (!ipvs.has(operation.ownership().key())) {
              return Optional.of(Errno.ESRCH);
            }
            firewall.setOwnership(operation.ownership());
            return Optional.empty();
          });
    }

    @Override
    public Step clearOwnership(Operation.ClearOwnership operation) {
      return new Step(operation, () -> firewall.clearOwnership(operation.key()));
    }

    @Override
    public Step setLastMark(Operation.SetLastMark operation) {
      return new Step(
          operation,
          () -> {
            firewall.setLastMark(operation.mark());
            return Optional.empty();
          });
    }
  }
}
