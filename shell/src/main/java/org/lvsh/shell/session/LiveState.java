package org.lvsh.shell.session;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.plan.LostNames;
import org.lvsh.shell.store.Moment;
import org.lvsh.shell.store.Remembered;
import org.lvsh.shell.store.Store;

/**
 * What the kernel holds, and the names that its services are known by. The two differ where
 * somebody has emptied the packet filter, as {@code nft flush ruleset} does: names and mark rules
 * are gone, and the services stand. What was applied last then says the names of those that are
 * still there.
 *
 * @param kernel what the kernel holds
 * @param named the same with the names that it has lost
 * @param lost that names were lost; empty where none were
 */
public record LiveState(Snapshot kernel, Snapshot named, Optional<Diagnostic> lost) {
  static LiveState of(Snapshot kernel, Store store) {
    boolean nameless = kernel.ownership().isEmpty() && !kernel.services().isEmpty();
    Optional<Remembered> last = nameless ? store.remembered() : Optional.empty();
    return last.map(remembered -> recovered(kernel, remembered))
        .orElseGet(() -> new LiveState(kernel, kernel, Optional.empty()));
  }

  /** What the kernel holds, with the names and the mark rules that it has lost. */
  static Snapshot whole(Snapshot kernel, Store store) {
    return of(kernel, store).lost().isEmpty()
        ? kernel
        : LostNames.putBack(kernel, store.remembered().orElseThrow().state());
  }

  private static LiveState recovered(Snapshot kernel, Remembered last) {
    NavigableMap<ServiceKey, Ownership> known = new TreeMap<>(last.state().ownership());
    known.keySet().retainAll(kernel.services().keySet());
    Snapshot named =
        new Snapshot(
            kernel.services(),
            kernel.markRules(),
            known,
            kernel.timeouts(),
            kernel.lastMark().or(() -> last.state().lastMark()),
            kernel.daemons(),
            kernel.settings());
    return new LiveState(
        kernel, named, known.isEmpty() ? Optional.empty() : Optional.of(told(known, last.when())));
  }

  private static Diagnostic told(NavigableMap<ServiceKey, Ownership> known, Instant when) {
    long services = known.values().stream().map(Ownership::name).distinct().count();
    String names =
        services == 1
            ? "the name and the mark rules of 1 service are"
            : "the names and the mark rules of %d services are".formatted(services);
    return Diagnostic.warning(
            "names-lost",
            Span.NONE,
            names
                + " gone from the packet filter, as after 'nft flush ruleset' or 'iptables -F';"
                + " they are known from what was applied on "
                + Moment.text(when))
        .withHint("'apply' puts them back; until then packets get no marks");
  }
}
