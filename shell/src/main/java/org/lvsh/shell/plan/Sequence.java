package org.lvsh.shell.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.compile.DirectorSpec;

/**
 * Puts the operations of a plan in their order, make before break: new services and their servers;
 * what changes in place; the mark rules and the names, as one run; and at last what goes. So no
 * packet is sent to a service that is not there yet, or no longer. Sync daemons that go, go first,
 * and those that come, come last: while one runs, the kernel takes no server of another family. A
 * daemon starts with the settings there are, so those change before; what comes with a scheduler
 * changes when a service has loaded that.
 */
final class Sequence {
  private final Snapshot live;
  private final Snapshot desired;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<Integer, Plan.Cause> causes = new HashMap<>();
  private final Statements statements;

  /**
   * Works out the operations.
   *
   * @param live what the kernel holds
   */
  Sequence(
      Snapshot live,
      Snapshot desired,
      List<ServiceChange> changes,
      DirectorChanges director,
      Statements statements) {
    this.statements = statements;
    this.live = live;
    this.desired = desired;
    director.daemons().stream()
        .filter(change -> change.kind() == ChangeKind.REMOVE)
        .forEach(change -> stop(change.role()));
    director.settings().stream().filter(this::isThere).forEach(this::set);
    director
        .timeouts()
        .ifPresent(
            change -> direct(DirectorSpec.TIMEOUTS, new Operation.SetTimeouts(change.after())));
    each(changes, this::makeServices);
    each(changes, this::makeServers);
    each(changes, this::change);
    director.settings().stream().filter(change -> !isThere(change)).forEach(this::set);
    each(changes, this::removeRules);
    each(changes, this::addRules);
    if (!desired.lastMark().equals(live.lastMark())) {
      desired.lastMark().ifPresent(mark -> operations.add(new Operation.SetLastMark(mark)));
    }
    own();
    each(changes, this::breakOff);
    director.daemons().forEach(this::start);
  }

  private boolean isThere(DirectorChanges.SettingChange change) {
    return live.settings().containsKey(change.after().name());
  }

  private void set(DirectorChanges.SettingChange change) {
    direct(DirectorSpec.called(change.after()), new Operation.SetSetting(change.after()));
  }

  /** One that is to run otherwise is stopped right before. */
  private void start(DirectorChanges.DaemonChange change) {
    if (change.kind() == ChangeKind.REPLACE) {
      stop(change.role());
    }
    change
        .after()
        .ifPresent(
            daemon ->
                direct(DirectorSpec.called(change.role()), new Operation.StartDaemon(daemon)));
  }

  private void stop(SyncDaemon.Role role) {
    direct(DirectorSpec.called(role), new Operation.StopDaemon(role));
  }

  private void direct(String what, Operation operation) {
    causes.put(
        operations.size(), new Plan.Cause(what, Optional.empty(), statements.ofDirector(what)));
    operations.add(operation);
  }

  List<Operation> operations() {
    return operations;
  }

  Map<Integer, Plan.Cause> causes() {
    return causes;
  }

  private static void each(List<ServiceChange> changes, BiConsumer<String, ServiceChange> step) {
    changes.forEach(change -> step.accept(change.name(), change));
  }

  private void add(String name, Operation operation) {
    causes.put(operations.size(), Plan.Cause.ofService(name, statements.of(name, operation)));
    operations.add(operation);
  }

  private void makeServices(String name, ServiceChange change) {
    for (EntryChange entry : change.entries()) {
      if (entry.kind() == ChangeKind.ADD) {
        add(name, new Operation.AddService(entry.after().orElseThrow()));
      }
    }
  }

  private void makeServers(String name, ServiceChange change) {
    for (ServerChange server : change.servers()) {
      if (server.kind() == ChangeKind.ADD) {
        add(name, new Operation.AddServer(server.service(), server.server()));
      }
    }
  }

  private void change(String name, ServiceChange change) {
    for (EntryChange entry : change.entries()) {
      Optional<VirtualService> after = entry.after();
      if (entry.kind() == ChangeKind.CHANGE) {
        add(name, new Operation.ChangeService(after.orElseThrow()));
      }
    }
    // Between two of them no server might take anything.
    change.servers().stream()
        .filter(Sequence::begins)
        .forEach(server -> changeServer(name, server));
    change.servers().stream()
        .filter(server -> server.kind() == ChangeKind.CHANGE && !begins(server))
        .forEach(server -> changeServer(name, server));
  }

  /** Whether a server that takes nothing is to take something. */
  private static boolean begins(ServerChange server) {
    return server.kind() == ChangeKind.CHANGE
        && server.server().weight() > 0
        && server.before().filter(before -> before.weight() == 0).isPresent();
  }

  private void changeServer(String name, ServerChange server) {
    add(name, new Operation.ChangeServer(server.service(), server.server()));
  }

  private void removeRules(String name, ServiceChange change) {
    for (RuleChange rule : change.rules()) {
      if (!rule.added()) {
        add(name, new Operation.RemoveMarkRule(rule.rule()));
      }
    }
  }

  private void addRules(String name, ServiceChange change) {
    for (RuleChange rule : change.rules()) {
      if (rule.added()) {
        add(name, new Operation.AddMarkRule(rule.rule()));
      }
    }
  }

  private void own() {
    for (Ownership ownership : desired.ownership().values()) {
      if (!ownership.equals(live.ownership().get(ownership.key()))) {
        add(ownership.name(), new Operation.SetOwnership(ownership));
      }
    }
    for (Ownership ownership : live.ownership().values()) {
      if (!desired.ownership().containsKey(ownership.key())) {
        add(ownership.name(), new Operation.ClearOwnership(ownership.key()));
      }
    }
  }

  /** The servers of a service that goes, go with it. */
  private void breakOff(String name, ServiceChange change) {
    for (ServerChange server : change.servers()) {
      boolean stays = desired.services().containsKey(server.service());
      if (server.kind() == ChangeKind.REMOVE && stays) {
        add(name, new Operation.RemoveServer(server.service(), server.server().key()));
      }
    }
    for (EntryChange entry : change.entries()) {
      if (entry.kind() == ChangeKind.REMOVE) {
        ServiceKey key = entry.key();
        add(name, new Operation.RemoveService(key));
      }
    }
  }
}
