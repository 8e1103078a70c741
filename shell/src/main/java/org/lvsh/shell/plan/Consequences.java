package org.lvsh.shell.plan;

import com.google.common.collect.ComparisonChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;

/**
 * Works out whom the steps of a plan touch. What becomes of each connection and each template
 * follows from the two states; how many there are is only asked where a step could touch any.
 */
final class Consequences {
  private final Snapshot basis;
  private final Snapshot target;
  private final List<Operation> operations;
  private final Map<Integer, Plan.Cause> causes;
  private final Steps steps;
  private final Aftermath aftermath;
  private final Map<Effect, List<Part>> counted = new LinkedHashMap<>();
  private final List<Effect> uncounted = new ArrayList<>();

  Consequences(
      Snapshot basis,
      Snapshot target,
      List<Operation> operations,
      Map<Integer, Plan.Cause> causes) {
    this.basis = basis;
    this.target = target;
    this.operations = operations;
    this.causes = causes;
    this.steps = new Steps(operations);
    this.aftermath = new Aftermath(basis, target);
    boolean everywhere =
        steps.setting(KnownSetting.EXPIRE_QUIESCENT_TEMPLATE.fileName()).isPresent();
    basis
        .services()
        .forEach(
            (key, entry) -> {
              if (everywhere || steps.isAbout(key)) {
                judge(entry);
              }
            });
    for (int place = 0; place < operations.size(); place++) {
      judge(place, operations.get(place));
    }
  }

  /** A part of what a server carries. */
  private record Part(ServiceKey service, ServerKey server, Kind kind) {
    Optional<Carried> of(Load load) {
      return load.of(service, server).map(kind::of);
    }
  }

  private enum Kind {
    ACTIVE,
    INACTIVE,
    TEMPLATES;

    Carried of(Carried all) {
      return switch (this) {
        case ACTIVE -> new Carried(all.active(), 0, 0);
        case INACTIVE -> new Carried(0, all.inactive(), 0);
        case TEMPLATES -> new Carried(0, 0, all.templates());
      };
    }

    Effect.Thing thing() {
      return this == TEMPLATES ? Effect.Thing.TEMPLATES : Effect.Thing.CONNECTIONS;
    }
  }

  private void judge(ServiceEntry entry) {
    EntryFates fates = new EntryFates(entry, target, steps, aftermath);
    ServiceKey key = entry.service().key();
    for (RealServer server : entry.servers().values()) {
      note(Kind.ACTIVE, key, server, fates.active(server));
      note(Kind.INACTIVE, key, server, fates.inactive(server));
      note(Kind.TEMPLATES, key, server, fates.templates(server));
    }
  }

  private void note(Kind kind, ServiceKey key, RealServer server, Optional<Verdict> verdict) {
    verdict.ifPresent(
        found ->
            counted
                .computeIfAbsent(effect(kind.thing(), found), first -> new ArrayList<>())
                .add(new Part(key, server.key(), kind)));
  }

  /** A step's effect, not counted yet. */
  private Effect effect(Effect.Thing thing, Verdict verdict) {
    Operation operation = operations.get(verdict.operation());
    return new Effect(
        verdict.operation(),
        Optional.ofNullable(causes.get(verdict.operation())).flatMap(Plan.Cause::service),
        entry(operation),
        server(operation),
        thing,
        verdict.fate(),
        Optional.empty(),
        verdict.decidedBy(),
        verdict.why());
  }

  private static Optional<ServiceKey> entry(Operation operation) {
    if (operation instanceof Operation.RemoveService remove) {
      return Optional.of(remove.key());
    }
    if (operation instanceof Operation.ChangeService change) {
      return Optional.of(change.service().key());
    }
    if (operation instanceof Operation.AddService add) {
      return Optional.of(add.service().key());
    }
    if (operation instanceof Operation.RemoveServer remove) {
      return Optional.of(remove.service());
    }
    if (operation instanceof Operation.ChangeServer change) {
      return Optional.of(change.service());
    }
    return operation instanceof Operation.RemoveMarkRule remove
        ? Optional.of(onMark(remove.rule()))
        : Optional.empty();
  }

  private static Optional<ServerKey> server(Operation operation) {
    if (operation instanceof Operation.RemoveServer remove) {
      return Optional.of(remove.server());
    }
    return operation instanceof Operation.ChangeServer change
        ? Optional.of(change.server().key())
        : Optional.empty();
  }

  private static ServiceKey onMark(MarkRule rule) {
    return new ServiceKey.OnMark(rule.match().address().family(), rule.mark());
  }

  /** What the kernel has no number of. */
  private void judge(int place, Operation operation) {
    if (operation instanceof Operation.RemoveMarkRule remove) {
      judge(place, remove.rule());
    } else if (operation instanceof Operation.AddService add) {
      judgeNew(place, add.service().key());
    } else if (operation instanceof Operation.AddMarkRule add) {
      judgeNew(place, add.rule().match());
    } else if (operation instanceof Operation.StopDaemon stop) {
      judge(place, stop.role());
    } else if (operation instanceof Operation.SetTimeouts set
        && isShorter(basis.timeouts(), set.timeouts())) {
      uncounted(place, "those that are idle for longer than the new times are forgotten");
    }
  }

  private void uncounted(int place, String why) {
    uncounted.add(effect(Effect.Thing.CONNECTIONS, Verdict.of(place, Fate.KEPT, why)));
  }

  /** The mark is looked at for new connections alone. */
  private void judge(int place, MarkRule rule) {
    ServiceKey key = onMark(rule);
    boolean stays = basis.services().containsKey(key) && target.services().containsKey(key);
    if (stays && !aftermath.isStillMarked(rule)) {
      uncounted(place, "those that came by this mark go on; new ones do not come by it any more");
    }
  }

  private void judgeNew(int place, ServiceKey key) {
    boolean isNew = !basis.services().containsKey(key);
    if (isNew && key instanceof ServiceKey.OnAddress on && on.port() != 0) {
      judgeNew(place, new MarkRule.Match(on.protocol(), on.address(), Ports.of(on.port())));
    }
  }

  /** A service on any port has the packets that no other service takes. */
  private void judgeNew(int place, MarkRule.Match packets) {
    ServiceKey onAnyPort = new ServiceKey.OnAddress(packets.protocol(), packets.address(), 0);
    if (basis.services().containsKey(onAnyPort)
        && target.services().containsKey(onAnyPort)
        && basis.markRules().keySet().stream().noneMatch(packets::overlaps)) {
      uncounted(place, "those of the service on any port go on; new ones come here");
    }
  }

  private void judge(int place, SyncDaemon.Role role) {
    if (target.daemons().containsKey(role)) {
      return;
    }
    uncounted(
        place,
        switch (role) {
          case MASTER -> "they go on here; no other director hears of them, to take them over";
          case BACKUP -> "those of the master that are known here go on to their end";
        });
  }

  private static boolean isShorter(Timeouts was, Timeouts is) {
    return isShorter(was.tcp(), is.tcp())
        || isShorter(was.tcpFin(), is.tcpFin())
        || isShorter(was.udp(), is.udp());
  }

  private static boolean isShorter(Duration was, Duration is) {
    return is.compareTo(was) < 0;
  }

  /**
   * The effects with their numbers.
   *
   * @param load asked where a step could touch somebody that is counted, and only then
   */
  Impact impact(Supplier<Load> load) {
    List<Effect> effects = new ArrayList<>(uncounted);
    Optional<String> unknown = Optional.empty();
    if (!counted.isEmpty()) {
      Load there = load.get();
      unknown = there.missing();
      counted.forEach((effect, parts) -> add(effect.with(count(parts, there)), effects));
    }
    effects.sort(Consequences::inOrder);
    return new Impact(effects, unknown);
  }

  private static int inOrder(Effect one, Effect other) {
    return ComparisonChain.start()
        .compare(one.operation(), other.operation())
        .compare(one.thing(), other.thing())
        .compare(one.fate(), other.fate())
        .compare(one.why(), other.why())
        .result();
  }

  private static void add(Effect effect, Collection<Effect> effects) {
    if (!effect.carried().equals(Optional.of(Carried.NOTHING))) {
      effects.add(effect);
    }
  }

  /** What is not known makes a sum unknown. */
  private static Optional<Carried> count(List<Part> parts, Load load) {
    Optional<Carried> sum = Optional.of(Carried.NOTHING);
    for (Part part : parts) {
      Optional<Carried> one = part.of(load);
      sum = sum.flatMap(so -> one.map(so::plus));
    }
    return sum;
  }
}
