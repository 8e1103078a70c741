package org.lvsh.shell.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.compile.Compiler;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.Environment;
import org.lvsh.shell.lint.Linter;
import org.lvsh.shell.plan.Load;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.Planner;
import org.lvsh.shell.store.Director;
import org.lvsh.shell.store.Store;

/**
 * The staged statements of one session over the live state. A plan is always made from the live
 * state as it is when the plan is asked for: the statements are laid over it anew.
 */
public final class Session implements AutoCloseable {
  private static final String PLANNING = "planning";

  private final Supplier<Director> directors;
  private final Working working;
  private Director director;
  private Kernel kernel;
  private final List<Staged> staged = new ArrayList<>();
  private final List<Staged> kept = new ArrayList<>();
  private Candidate candidate;
  private int changes;

  /**
   * A session.
   *
   * @param directors gives the machine when it is first needed; statements such as {@code help}
   *     need none
   */
  public Session(Supplier<Director> directors) {
    this(directors, Working.UNSEEN);
  }

  /** The same where somebody sees what takes long. */
  public Session(Supplier<Director> directors, Working working) {
    this.directors = directors;
    this.working = working;
  }

  /**
   * The kernel of this session.
   *
   * @throws org.lvsh.kernel.KernelException where none is to be had
   */
  public Kernel kernel() {
    director();
    return kernel;
  }

  /** Lets the kernel go, where it was needed. */
  @Override
  public void close() {
    if (kernel != null) {
      kernel.close();
    }
  }

  /** What lvsh keeps about it. */
  public Store store() {
    return director().store();
  }

  /** The machine around the kernel; empty where that is simulated. */
  public Optional<Host> host() {
    return director().host();
  }

  /** How to get past a restriction of the kernel. */
  public String wayOut() {
    return director().wayOut();
  }

  private Director director() {
    if (director == null) {
      director = directors.get();
      kernel = new WatchedKernel(director.kernel(), working);
    }
    return director;
  }

  /**
   * The live state as something is to be planned from it.
   *
   * @throws org.lvsh.kernel.KernelException where not all of it can be read: what is planned from a
   *     part would be wrong
   */
  private LiveState whole() {
    return whole("nothing can be planned");
  }

  private LiveState whole(String consequence) {
    kernel()
        .restriction()
        .ifPresent(
            restriction -> {
              throw new KernelException(consequence + ": " + restriction, wayOut());
            });
    return state();
  }

  /** The live state as far as it can be read. */
  public LiveState state() {
    return LiveState.of(kernel().read(), store());
  }

  /** The statements that wait to be applied, the oldest first. */
  public List<Staged> staged() {
    return List.copyOf(staged);
  }

  /** The state that the staged statements make of the live one. */
  public Candidate candidate() {
    if (candidate == null) {
      candidate = rebuilt();
    }
    return candidate;
  }

  /**
   * What there is to speak of now: the candidate where there is one, else the live state as far as
   * it can be read.
   *
   * @throws org.lvsh.kernel.KernelException where the kernel cannot be reached
   */
  public Candidate inHand() {
    return candidate == null ? fresh(state()) : candidate;
  }

  private Candidate rebuilt() {
    Candidate fresh = fresh(whole());
    staged.forEach(statement -> lay(fresh, statement));
    // What is typed next does not belong to whatever was typed last, long ago.
    fresh.leaveContext();
    return fresh;
  }

  /** The live state with what statements said of those that follow, before any of these is laid. */
  private Candidate fresh(LiveState state) {
    Candidate fresh = Candidate.of(state.named());
    kept.forEach(setting -> lay(fresh, setting));
    fresh.applied();
    return fresh;
  }

  /** All statements that hold in this session, applied or not: those that names may come from. */
  public List<Statement> statements() {
    return Stream.concat(kept.stream(), staged.stream()).map(Staged::statement).toList();
  }

  /** The service that {@code server} lines belong to; asks no kernel. */
  public Optional<String> context() {
    return candidate == null ? Optional.empty() : candidate.context();
  }

  /** Ends the context, after a statement of another kind. */
  public void leaveContext() {
    if (candidate != null) {
      candidate.leaveContext();
    }
  }

  /**
   * Takes note of statements that were refused, for a mistake in any of them: servers that follow a
   * {@code service} line that was not taken must not go to the service before it. Their names are
   * not known either: whoever speaks of one is told so.
   */
  public void refused(List<Statement> statements) {
    if (candidate != null) {
      for (Statement one : statements) {
        candidate.lay(new Statement.Broken(one.span(), one.verb(), Optional.empty()), "", true);
      }
    }
  }

  /**
   * Lays a statement over the candidate and keeps it.
   *
   * @return what is wrong or worth knowing; where any is an error, nothing is kept
   */
  public List<Diagnostic> stage(Staged statement) {
    Optional<Leaving> leaving = leaving(statement);
    // Before it is staged: reading can be ended.
    Optional<Load> load = leaving.map(servers -> load());
    List<Diagnostic> diagnostics = new ArrayList<>(lay(candidate(), statement));
    if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
      staged.add(statement);
      leaving.ifPresent(servers -> diagnostics.addAll(servers.warnings(load.orElseThrow())));
    } else if (statement.statement() instanceof Statement.Include) {
      // What came before the mistake in the file has been laid, and is not to stay.
      candidate = rebuilt();
    }
    return diagnostics;
  }

  private Optional<Leaving> leaving(Staged staging) {
    return staging.interactive() && staging.statement() instanceof Statement.RemoveServer remove
        ? Optional.of(new Leaving(remove, candidate()))
        : Optional.empty();
  }

  private List<Diagnostic> lay(Candidate over, Staged staged) {
    return lay(over, staged.statement(), staged.source(), staged.interactive());
  }

  private List<Diagnostic> lay(
      Candidate over, Statement statement, String source, boolean interactive) {
    if (!(statement instanceof Statement.Include)) {
      return over.lay(statement, source, interactive);
    }
    try (Working.Work work = working.begin("including")) {
      return over.lay(statement, source, interactive, work);
    }
  }

  /** Takes back the last staged statement; empty where there is none. */
  public Optional<Staged> undo() {
    if (staged.isEmpty()) {
      return Optional.empty();
    }
    LiveState state = whole();
    Candidate rebuilt = fresh(state);
    staged.subList(0, staged.size() - 1).forEach(statement -> lay(rebuilt, statement));
    candidate = rebuilt;
    // Only now, for the laying can be ended.
    return Optional.of(staged.remove(staged.size() - 1));
  }

  /** What is staged has been carried out, or a file has: the session goes on from the new state. */
  public void applied() {
    settled();
    changes++;
  }

  /** What was cut short has been recovered: what is staged lies over the new state from now on. */
  public void recovered() {
    candidate = null;
    changes++;
  }

  /** A statement was given up in the middle: what it had laid so far is not to stay. */
  public void givenUp() {
    candidate = null;
  }

  /** What is staged asks for nothing that is not so already. */
  public void settled() {
    staged.forEach(statement -> keepSettings(statement.statement(), statement));
    discard();
  }

  private void keepSettings(Statement statement, Staged staging) {
    if (statement instanceof Statement.Setting) {
      kept.add(new Staged(statement, staging.source(), staging.interactive()));
    } else if (statement instanceof Statement.Include include) {
      include.contents().stream()
          .filter(included -> !(included instanceof Statement.SourceName))
          .forEach(included -> keepSettings(included, staging));
    }
  }

  /** Where this session's work is seen, and can be ended. */
  public Working working() {
    return working;
  }

  /** How often something has been applied in this session. */
  public int changes() {
    return changes;
  }

  /** Takes back all staged statements and says how many there were. */
  public int discard() {
    int count = staged.size();
    staged.clear();
    candidate = null;
    return count;
  }

  /** The plan for what is staged, from the live state as it is now. */
  public Proposal propose() {
    LiveState state = whole();
    Candidate fresh = fresh(state);
    List<Diagnostic> errors = new ArrayList<>();
    int laid = 0;
    try (Working.Work work = working.begin(PLANNING)) {
      for (Staged statement : staged) {
        work.report(laid++, staged.size());
        lay(fresh, statement).stream().filter(Diagnostic::isError).forEach(errors::add);
      }
      work.report(laid, laid);
      return proposal(
          state, withDrained(compile(fresh), state), errors, kernel().leftOut(), this::load);
    }
  }

  /**
   * The plan for a file's statements, from the live state as it is now; what is staged plays no
   * part.
   *
   * @param source whose its declarations are
   */
  public Proposal propose(List<Statement> statements, String source, Pruning pruning) {
    return propose(
        whole(), environment(), kernel().leftOut(), this::load, statements, source, pruning);
  }

  /**
   * The plan for a file's statements, from a snapshot; no kernel is asked. Every scheduler of
   * Linux's own tree counts as there, and no mark is in use but those in the snapshot.
   *
   * @param source whose the declarations are
   */
  public Proposal propose(
      List<Statement> statements, String source, Pruning pruning, Snapshot snapshot) {
    LiveState state = new LiveState(snapshot, snapshot, Optional.empty());
    Environment nowhere = Environment.alone(Set.copyOf(Scheduler.KNOWN));
    Supplier<Load> unknown = () -> Load.unknown("a snapshot says nothing of connections");
    return propose(state, nowhere, List.of(), unknown, statements, source, pruning);
  }

  private Proposal propose(
      LiveState state,
      Environment environment,
      List<String> leftOut,
      Supplier<Load> load,
      List<Statement> statements,
      String source,
      Pruning pruning) {
    Candidate fresh = Candidate.of(state.named());
    List<Diagnostic> errors = new ArrayList<>();
    int laid = 0;
    try (Working.Work work = working.begin(PLANNING)) {
      for (Statement statement : statements) {
        work.report(laid++, statements.size());
        errors.addAll(lay(fresh, statement, source, false));
      }
      work.report(laid, laid);
      errors.addAll(prune(fresh, source, pruning));
      Desired desired = withDrained(compile(fresh, environment), state);
      return proposal(state, desired, errors, leftOut, load);
    }
  }

  /** Makes another state of the live one. */
  @FunctionalInterface
  public interface StateChange {
    /**
     * The state there is to be.
     *
     * @param live what the kernel holds, under the names that services are known by
     * @param told where to say what is wrong or worth knowing of it
     */
    Snapshot of(Snapshot live, List<Diagnostic> told);
  }

  /**
   * The plan that leads to a state that no statements describe, from the live state as it is now;
   * what is staged plays no part.
   *
   * @param statement the statement that asks for it
   */
  public Proposal propose(StateChange change, Span statement) {
    LiveState state = whole();
    List<Diagnostic> told = new ArrayList<>();
    if (state.lost().isPresent()) {
      told.add(
          Diagnostic.error(
                  "names-lost", Span.NONE, "the packet filter has lost the names of the services")
              .withHint("'apply' puts them back; then say this again"));
      return new Proposal(Optional.empty(), told);
    }
    return proposal(state, change.of(state.named(), told), told, statement);
  }

  /** Makes the state that a live one is put back to. */
  @FunctionalInterface
  public interface PastState {
    /** As {@link StateChange#of}, with the names that the kernel has and those that it has lost. */
    Snapshot of(LiveState live, List<Diagnostic> told);
  }

  /**
   * The plan that leads back to a state of the past. Names that the packet filter has lost are no
   * hindrance: that state has them itself.
   */
  public Proposal restore(PastState past) {
    LiveState state = whole();
    List<Diagnostic> told = new ArrayList<>();
    return proposal(state, past.of(state, told), told, Span.NONE);
  }

  private Proposal proposal(
      LiveState state, Snapshot wanted, List<Diagnostic> told, Span statement) {
    Desired desired = Desired.asItIs(state.named(), wanted, statement).with(told);
    return proposal(state, Linter.lint(desired), List.of(), kernel().leftOut(), this::load);
  }

  /**
   * Removes what the sources of a file no longer declare: those that it names or declares for, else
   * the one of its name. A source that declares nothing any more is more likely a mishap than a
   * wish.
   */
  private static List<Diagnostic> prune(Candidate made, String file, Pruning pruning) {
    if (pruning == Pruning.NONE) {
      return List.of();
    }
    Set<String> sources = made.sources().isEmpty() ? Set.of(file) : made.sources();
    List<Diagnostic> emptied = new ArrayList<>();
    for (String source : sources) {
      int gone = made.prune(source);
      if (gone > 0 && pruning == Pruning.SOME && !made.has(source)) {
        emptied.add(emptied(source, gone));
      }
    }
    return emptied;
  }

  private static Diagnostic emptied(String source, int services) {
    String what = services == 1 ? "the only service" : "all %d services".formatted(services);
    return Diagnostic.error(
            "source-emptied", Span.NONE, "--prune would remove %s of %s".formatted(what, source))
        .withHint("if that is meant, say --prune-all");
  }

  /** A statement does not lift a drain, and whoever says a weight must know. */
  private static Desired withDrained(Desired desired, LiveState state) {
    if (desired.hasErrors()) {
      return desired;
    }
    List<Diagnostic> all = new ArrayList<>(desired.diagnostics());
    all.addAll(DrainedNotes.of(desired, state.named()));
    return desired.with(all);
  }

  private Proposal proposal(
      LiveState state,
      Desired desired,
      List<Diagnostic> errors,
      List<String> leftOut,
      Supplier<Load> load) {
    List<Diagnostic> all = new ArrayList<>(errors);
    state.lost().ifPresent(all::add);
    leftOut.forEach(what -> all.add(leftOut(what)));
    all.addAll(desired.diagnostics());
    boolean good = all.stream().noneMatch(Diagnostic::isError);
    return new Proposal(good ? Optional.of(plan(state, desired, load)) : Optional.empty(), all);
  }

  private Plan plan(LiveState state, Desired desired, Supplier<Load> load) {
    try (Working.Work work = working.begin("comparing")) {
      return Planner.plan(state.kernel(), state.named(), desired, load, work);
    }
  }

  /** What the servers carry now; where that cannot be read, the plan says so. */
  private Load load() {
    try {
      return Load.of(kernel().statistics());
    } catch (KernelException failed) {
      return Load.unknown("it cannot be read: " + failed.getMessage());
    }
  }

  /** What cannot be read is not planned for, and whoever signs the plan must know. */
  private static Diagnostic leftOut(String what) {
    return Diagnostic.warning(
            "left-out",
            Span.NONE,
            "lvsh has no words for %s, and leaves it as it is".formatted(what))
        .withHint("'ipvsadm -Ln' shows it");
  }

  /** What a candidate compiles to on this kernel. */
  public Desired compile(Candidate made) {
    return compile(made, environment());
  }

  private Desired compile(Candidate made, Environment environment) {
    try (Working.Work work = working.begin("compiling")) {
      return Linter.lint(Compiler.compile(made, environment, work));
    }
  }

  private Environment environment() {
    return new Environment(
        kernel().capabilities().schedulers(), this::busyMarks, this::othersMarks);
  }

  /**
   * The same, and all of it.
   *
   * @throws KernelException where not all of it can be read
   */
  public Snapshot wholeLive() {
    return whole("what is not seen cannot be kept").named();
  }

  /**
   * What the kernel holds, for a plan to be carried out on.
   *
   * @throws KernelException where not all of it can be read
   */
  public Snapshot wholeKernel() {
    return whole("nothing can be applied").kernel();
  }

  /** A state of the kernel with the names and the mark rules that it had lost. */
  public Snapshot withLost(Snapshot read) {
    return LiveState.whole(read, store());
  }

  /** The live state, its services under the names that they are known by. */
  public Snapshot live() {
    return state().named();
  }

  private Predicate<Mark> othersMarks() {
    List<MarkInUse> others = kernel().marksOfOthers();
    return mark -> others.stream().anyMatch(use -> use.covers(mark));
  }

  private Set<Mark> busyMarks() {
    Set<Mark> marks = new HashSet<>();
    kernel().connections(connection -> connection.mark().ifPresent(marks::add));
    return marks;
  }
}
