package org.lvsh.shell.inspect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.plan.Planner;
import org.lvsh.shell.store.Change;
import org.lvsh.shell.store.Counts;
import org.lvsh.shell.store.CutShort;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.store.Ended;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.Past;
import org.lvsh.shell.store.Result;

/** What was done to a kernel before, made up: nothing, unless it is said. */
public final class MadePast implements DoctorPast {
  private Optional<Diagnostic> lost = Optional.empty();
  private Optional<CutShort> cut = Optional.empty();
  private Optional<Waiting> waiting = Optional.empty();
  private Optional<Since> last = Optional.empty();
  private Optional<String> damage = Optional.empty();

  /** Somebody has emptied the packet filter. */
  public void losesNames() {
    lost =
        Optional.of(
            Diagnostic.warning(
                "names-lost",
                Span.NONE,
                "the names of 2 services are gone from the packet filter"));
  }

  /** An apply was killed. */
  public void wasCutShort(Snapshot before, Snapshot after) {
    cut =
        Optional.of(
            new CutShort(
                Planner.between(before, after),
                "root, process 7, since yesterday, 'apply shop.lvs'",
                "after 1 of 2 batches"));
  }

  /** The journal cannot be read. */
  public void isDamaged() {
    damage = Optional.of("the journal is damaged");
  }

  /** Something waits to be confirmed. */
  public void waits(boolean isGuarded) {
    waiting =
        Optional.of(
            new Waiting(
                "'apply shop.lvs' of root waits to be confirmed, 42 seconds more", isGuarded));
  }

  /** What was applied last, and what there is now. */
  public void applied(String what, Snapshot applied, Snapshot now, boolean restarted) {
    Entry entry =
        new Entry(
            3,
            Instant.EPOCH,
            "root",
            new Deed(what, "shop.lvs"),
            new Result(Ended.DONE, Counts.NONE, List.of(), "live"),
            Optional.empty());
    Change change = new Change(Snapshot.EMPTY, applied, List.of(), List.of(), Optional.empty());
    last =
        Optional.of(new Since(new Past(entry, change), Planner.between(applied, now), restarted));
  }

  @Override
  public Optional<Diagnostic> lostNames() {
    return lost;
  }

  @Override
  public Optional<CutShort> cutShort() {
    damage.ifPresent(
        why -> {
          throw new KernelException(why);
        });
    return cut;
  }

  @Override
  public Optional<Waiting> waiting() {
    return waiting;
  }

  @Override
  public Optional<Since> last() {
    return last;
  }
}
