package org.lvsh.shell.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.compile.Compiler;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.Environment;
import org.lvsh.shell.plan.Planner;

/**
 * The staged statements of one session over the live state. A plan is always made from the live
 * state as it is when the plan is asked for: the statements are laid over it anew.
 */
public final class Session {
  private final Supplier<Kernel> kernels;
  private Kernel kernel;
  private final List<Staged> staged = new ArrayList<>();
  private Candidate candidate;
  private boolean changedTheKernel;

  /**
   * A session.
   *
   * @param kernels gives the kernel when it is first needed; statements such as {@code help} need
   *     none
   */
  public Session(Supplier<Kernel> kernels) {
    this.kernels = kernels;
  }

  /**
   * The kernel of this session.
   *
   * @throws org.lvsh.kernel.KernelException where none is to be had
   */
  public Kernel kernel() {
    if (kernel == null) {
      kernel = kernels.get();
    }
    return kernel;
  }

  /** The statements that wait to be applied, the oldest first. */
  public List<Staged> staged() {
    return List.copyOf(staged);
  }

  /** The state that the staged statements make of the live one. */
  public Candidate candidate() {
    if (candidate == null) {
      candidate = Candidate.of(kernel().read());
    }
    return candidate;
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
   * Takes note of a statement with a mistake in it: servers that follow a {@code service} line that
   * was not taken must not go to the service before it.
   */
  public void mistyped(Statement broken) {
    if (candidate != null) {
      candidate.lay(broken, "", true);
    }
  }

  /**
   * Lays a statement over the candidate and keeps it.
   *
   * @return what is wrong or worth knowing; where any is an error, nothing is kept
   */
  public List<Diagnostic> stage(Staged statement) {
    List<Diagnostic> diagnostics = lay(candidate(), statement);
    if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
      staged.add(statement);
    }
    return diagnostics;
  }

  private static List<Diagnostic> lay(Candidate over, Staged staged) {
    return over.lay(staged.statement(), staged.source(), staged.interactive());
  }

  /** Takes back the last staged statement; empty where there is none. */
  public Optional<Staged> undo() {
    if (staged.isEmpty()) {
      return Optional.empty();
    }
    Candidate rebuilt = Candidate.of(kernel().read());
    Staged last = staged.remove(staged.size() - 1);
    staged.forEach(statement -> lay(rebuilt, statement));
    candidate = rebuilt;
    return Optional.of(last);
  }

  /** What is staged has been carried out, or a file has: the session goes on from the new state. */
  public void applied() {
    discard();
    changedTheKernel = true;
  }

  /** Whether anything has been applied in this session. */
  public boolean hasChangedTheKernel() {
    return changedTheKernel;
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
    Candidate fresh = Candidate.of(kernel().read());
    List<Diagnostic> errors = new ArrayList<>();
    for (Staged statement : staged) {
      lay(fresh, statement).stream().filter(Diagnostic::isError).forEach(errors::add);
    }
    return proposal(fresh, compile(fresh), errors);
  }

  /**
   * The plan for a file's statements, from the live state as it is now; what is staged plays no
   * part.
   *
   * @param source whose its declarations are
   */
  public Proposal propose(List<Statement> statements, String source) {
    return propose(Candidate.of(kernel().read()), environment(), statements, source);
  }

  /**
   * The plan for a file's statements, from a snapshot; no kernel is asked. Every scheduler of
   * Linux's own tree counts as there, and no mark is in use but those in the snapshot.
   *
   * @param source whose the declarations are
   */
  public Proposal propose(List<Statement> statements, String source, Snapshot snapshot) {
    Environment nowhere = new Environment(Set.copyOf(Scheduler.KNOWN), Set::of);
    return propose(Candidate.of(snapshot), nowhere, statements, source);
  }

  private static Proposal propose(
      Candidate fresh, Environment environment, List<Statement> statements, String source) {
    List<Diagnostic> errors = new ArrayList<>();
    for (Statement statement : statements) {
      errors.addAll(fresh.lay(statement, source, false));
    }
    return proposal(fresh, Compiler.compile(fresh, environment), errors);
  }

  private static Proposal proposal(Candidate fresh, Desired desired, List<Diagnostic> errors) {
    List<Diagnostic> all = new ArrayList<>(errors);
    all.addAll(desired.diagnostics());
    boolean good = all.stream().noneMatch(Diagnostic::isError);
    return new Proposal(
        good ? Optional.of(Planner.plan(fresh.live(), desired)) : Optional.empty(), all);
  }

  /** What a candidate compiles to on this kernel. */
  public Desired compile(Candidate made) {
    return Compiler.compile(made, environment());
  }

  private Environment environment() {
    return new Environment(kernel().capabilities().schedulers(), this::marksInConnectionTable);
  }

  /** The live state. */
  public Snapshot live() {
    return kernel().read();
  }

  /** A mark's template has protocol 0 and the mark in place of the virtual address. */
  private Set<Mark> marksInConnectionTable() {
    Set<Mark> marks = new HashSet<>();
    kernel().connections(connection -> mark(connection).ifPresent(marks::add));
    return marks;
  }

  private static Optional<Mark> mark(Connection connection) {
    if (connection.protocol() != 0) {
      return Optional.empty();
    }
    return leadingNumber(connection.virtualAddress());
  }

  private static Optional<Mark> leadingNumber(IpAddress address) {
    byte[] bytes = address.inet().getAddress();
    long number = 0;
    for (int i = 0; i < 4; i++) {
      number = number << 8 | (bytes[i] & 0xFF);
    }
    return number == 0 ? Optional.empty() : Optional.of(new Mark(number));
  }
}
