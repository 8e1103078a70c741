package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.MarkRange;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/**
 * Gives every service of the firewall-mark class its mark. A service keeps the one the kernel holds
 * for it; a new one gets the next after the last that was given, so that nobody inherits the
 * templates of a mark that has just become free.
 */
final class MarkAssigner {
  /** Automatic marks where nothing else is said: above those that people write by hand. */
  static final MarkRange AUTOMATIC = new MarkRange(1_000, 9_999);

  /**
   * A range may hold four thousand million marks; no machine uses so many that this is not enough.
   */
  private static final long TRIES = 1_000_000;

  private final Snapshot live;
  private final Environment environment;
  private final MarkRange range;
  private final Map<String, Mark> held = new HashMap<>();
  private final Map<ServiceKey.OnMark, ServiceSpec> taken = new HashMap<>();
  private final List<ServiceSpec> unmarked = new ArrayList<>();
  private Set<Mark> used;
  private Predicate<Mark> others;
  private Optional<Mark> last;

  MarkAssigner(Snapshot live, Environment environment, MarkRange range) {
    this.live = live;
    this.environment = environment;
    this.range = range;
    this.last = live.lastMark();
    for (Ownership ownership : live.ownership().values()) {
      if (ownership.key() instanceof ServiceKey.OnMark key) {
        held.put(ownership.name(), key.mark());
      }
    }
  }

  /** The automatic mark given last, now or before. */
  Optional<Mark> last() {
    return last;
  }

  /**
   * The marks of all services that have one, by the service's name.
   *
   * @param touched whether a statement has said anything of a service of this name: others stay on
   *     the mark that the kernel holds for them, whoever else asks for it
   */
  Map<String, Mark> assign(
      Iterable<ServiceSpec> services, Predicate<String> touched, List<Diagnostic> diagnostics) {
    Map<String, Mark> marks = new HashMap<>();
    for (ServiceSpec service : services) {
      said(service).ifPresent(mark -> take(service, mark, marks, diagnostics));
      warnOfOthers(service, diagnostics);
    }
    for (ServiceSpec service : services) {
      boolean open = said(service).isEmpty();
      if (open && service.target().persistenceClass() == PersistenceClass.FIREWALL_MARK) {
        automatic(service, touched.test(service.name()), marks, diagnostics);
      }
    }
    reportUnmarked(diagnostics);
    return marks;
  }

  /** A mark that somebody asks for by number is theirs to choose, but not in ignorance. */
  private void warnOfOthers(ServiceSpec service, List<Diagnostic> diagnostics) {
    if (!isSaid(service) || !(service.target() instanceof Target.OnAddresses on)) {
      return;
    }
    on.mark()
        .fixed()
        .filter(this::othersUse)
        .ifPresent(
            mark ->
                diagnostics.add(
                    Diagnostic.warning(
                            Warning.MARK_OF_OTHERS.code(),
                            service.origin(),
                            "mark %s of service %s is set or looked at by other rules on this machine"
                                .formatted(mark, service.name()))
                        .withHint(
                            "packets that they mark go to this service, too; 'mark auto' takes a"
                                + " free one")));
  }

  private static Optional<Mark> said(ServiceSpec service) {
    return service
        .target()
        .accept(
            new Target.Cases<>() {
              @Override
              public Optional<Mark> onAddresses(Target.OnAddresses target) {
                return target.mark().fixed();
              }

              @Override
              public Optional<Mark> onMark(Target.OnMark target) {
                return Optional.of(target.mark());
              }
            });
  }

  private void take(
      ServiceSpec service, Mark mark, Map<String, Mark> marks, List<Diagnostic> diagnostics) {
    ServiceSpec other = null;
    for (AddressFamily family : families(service)) {
      ServiceSpec there = taken.putIfAbsent(new ServiceKey.OnMark(family, mark), service);
      other = other == null ? there : other;
    }
    if (other != null && (isSaid(service) || isSaid(other))) {
      Diagnostic clash =
          Diagnostic.error(
              "mark-taken",
              (isSaid(service) ? service : other).origin(),
              "services %s and %s both have mark %s".formatted(other.name(), service.name(), mark));
      diagnostics.add(clash.withHint("one mark is one service to the kernel: change one of them"));
    }
    marks.put(service.name(), mark);
  }

  /**
   * The families in which a service has its mark to itself. Two services on one mark that others
   * set are two entries where their families differ; a mark of our own is for one service alone.
   */
  private static Set<AddressFamily> families(ServiceSpec service) {
    return service.target() instanceof Target.OnMark on
        ? on.families()
        : EnumSet.allOf(AddressFamily.class);
  }

  /** What only the kernel says is left as it is, and is no reason to refuse anything else. */
  private static boolean isSaid(ServiceSpec service) {
    return !service.origin().equals(Span.NONE);
  }

  private boolean isTaken(Mark mark) {
    return Stream.of(AddressFamily.values())
        .anyMatch(family -> taken.containsKey(new ServiceKey.OnMark(family, mark)));
  }

  private void automatic(
      ServiceSpec service,
      boolean isTouched,
      Map<String, Mark> marks,
      List<Diagnostic> diagnostics) {
    Mark kept = held.get(service.liveName());
    boolean keeps = kept != null && !(isTouched && isTaken(kept));
    Optional<Mark> mark = keeps ? Optional.of(kept) : next();
    if (mark.isPresent()) {
      take(service, mark.get(), marks, diagnostics);
    } else {
      unmarked.add(service);
    }
  }

  /** One error for all of them: whoever has run out of marks has run out for many services. */
  private void reportUnmarked(List<Diagnostic> diagnostics) {
    if (unmarked.isEmpty()) {
      return;
    }
    ServiceSpec first = unmarked.get(0);
    String others =
        unmarked.size() == 1 ? "" : " and %d more services".formatted(unmarked.size() - 1);
    diagnostics.add(
        Diagnostic.error(
                "no-mark-free",
                first.origin(),
                "no mark between %d and %d is free for %s%s"
                    .formatted(range.first(), range.last(), first.name(), others))
            .withHint(
                "widen the range with 'marks A-B', or give some services marks of your own: 'mark N'"));
  }

  private Optional<Mark> next() {
    long size = range.last() - range.first() + 1;
    long start = last.map(Mark::value).filter(this::isInRange).orElse(range.last());
    long tries = Math.min(size, TRIES);
    for (long step = 1; step <= tries; step++) {
      Mark mark = new Mark(range.first() + (start - range.first() + step) % size);
      if (!isTaken(mark) && !used().contains(mark) && !othersUse(mark)) {
        last = Optional.of(mark);
        return last;
      }
    }
    return Optional.empty();
  }

  private boolean isInRange(long mark) {
    return mark >= range.first() && mark <= range.last();
  }

  private boolean othersUse(Mark mark) {
    if (others == null) {
      others = environment.othersMarks().get();
    }
    return others.test(mark);
  }

  private Set<Mark> used() {
    if (used == null) {
      used = new HashSet<>(environment.busyMarks().get());
      live.markRules().values().forEach(rule -> used.add(rule.mark()));
      for (ServiceKey key : live.services().keySet()) {
        if (key instanceof ServiceKey.OnMark onMark) {
          used.add(onMark.mark());
        }
      }
    }
    return used;
  }
}
