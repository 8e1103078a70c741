package org.lvsh.shell.command;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.plan.Touched;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Working;
import org.lvsh.shell.store.Change;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.History;
import org.lvsh.shell.store.Past;

/** What commands ask of the history of a session's kernel. */
final class PastApplies {
  private final Session session;

  PastApplies(Session session) {
    this.session = session;
  }

  private History history() {
    return session.store().history();
  }

  /** Those that can be read, the newest first, whatever became of them. */
  History.Listing list() {
    return history().list();
  }

  /** The last one after which the kernel was another. */
  Optional<Entry> last() {
    return list().entries().stream().filter(Entry::hasChanged).findFirst();
  }

  /**
   * The apply of a number.
   *
   * @throws KernelException where it is there and cannot be used
   */
  Optional<Past> find(int number) {
    return session
        .working()
        .doing("reading apply %d of the history".formatted(number), () -> history().read(number));
  }

  /** That there is no apply of the number that somebody has said. */
  Diagnostic unknown(Located<Integer> number) {
    List<Entry> entries = list().entries();
    Diagnostic mistake =
        Diagnostic.error(
            "unknown-apply",
            number.span(),
            "there is no apply %s in the history".formatted(number.value()));
    return mistake.withHint(
        entries.isEmpty()
            ? "nothing was applied yet"
            : "it has %s to %s: 'history' lists them"
                .formatted(entries.get(entries.size() - 1).number(), entries.get(0).number()));
  }

  boolean isBeforeTheLastStart(Entry entry) {
    return history().isBeforeTheLastStart(entry);
  }

  /** The state before an apply, and what that one and those after it have changed. */
  record Back(Snapshot before, Touched changed) {}

  /**
   * The way back to the state before an apply.
   *
   * @throws KernelException where one of those since then cannot be used: what it changed is not
   *     known, so nothing must be
   */
  Back back(Past to) {
    History.Listing all = list();
    all.unreadable().stream()
        .filter(number -> number >= to.entry().number())
        .findFirst()
        .ifPresent(
            number -> {
              throw new KernelException(
                  "apply %s of the history is damaged, and what it changed is not known"
                      .formatted(number));
            });
    List<Entry> since =
        all.entries().stream()
            .filter(entry -> entry.number() >= to.entry().number() && entry.hasChanged())
            .toList();
    Touched changed = Touched.NOTHING;
    int read = 0;
    try (Working.Work work = session.working().begin("reading the history")) {
      for (Entry entry : since) {
        work.report(read++, since.size());
        Change change = history().read(entry.number()).orElseThrow(() -> gone(entry)).change();
        changed = changed.and(change.before(), change.after());
      }
      work.report(read, read);
    }
    return new Back(to.change().before(), changed);
  }

  private static KernelException gone(Entry entry) {
    return new KernelException(
        "apply %s has just left the history: say it again".formatted(entry.number()));
  }

  /** What of the director as a whole was ever set, as {@code DirectorSpec} calls it. */
  Set<String> everSet() {
    Set<String> all = new HashSet<>();
    list().entries().stream()
        .filter(Entry::hasChanged)
        .forEach(entry -> all.addAll(entry.result().director()));
    return all;
  }
}
