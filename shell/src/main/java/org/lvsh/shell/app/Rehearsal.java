package org.lvsh.shell.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.command.DeclarationFiles;
import org.lvsh.shell.command.Declarations;
import org.lvsh.shell.command.FileSources;
import org.lvsh.shell.command.Proposals;
import org.lvsh.shell.command.SavedPlans;
import org.lvsh.shell.command.TextOrder;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.session.Pruning;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;

/**
 * Goes through a script without carrying it out, so that a mistake in its last line, or in a file
 * that it plans or applies there, is known before its first one has done anything.
 */
final class Rehearsal {
  private final Session session;
  private final Proposals proposals;
  private final DeclarationFiles files;
  private final SavedPlans saved = new SavedPlans();
  private final List<Diagnostic> found = new ArrayList<>();
  private final List<Diagnostic> foundInFiles = new ArrayList<>();
  private final List<Staged> applied = new ArrayList<>();
  private final List<Staged> staged = new ArrayList<>();
  private final Set<Path> exported = new HashSet<>();
  private final Map<Path, List<Staged>> planned = new HashMap<>();
  private Optional<Snapshot> reached = Optional.empty();

  /** Whether the kernel has gone back to what nobody knows here: only texts are checked then. */
  private boolean goneBack;

  private Candidate candidate;

  Rehearsal(Session session, DeclarationFiles files) {
    this.session = session;
    this.files = files;
    this.proposals = new Proposals(session, files, Pruning.NONE);
  }

  /** Every mistake of a script, in the order of its text, then those of the files it names. */
  List<Diagnostic> check(Parsed script, String source) {
    found.addAll(script.diagnostics());
    FileSources.mistake(script.source().name(), script.statements()).ifPresent(found::add);
    boolean needsCandidate = script.statements().stream().anyMatch(Rehearsal::touchesTheCandidate);
    if (needsCandidate) {
      rebuild();
    }
    script.statements().forEach(statement -> walk(statement, source));
    if (needsCandidate && !goneBack) {
      found.addAll(session.compile(candidate).diagnostics());
    }
    found.sort(new TextOrder(Optional.of(script)));
    found.addAll(foundInFiles);
    return new LinkedHashSet<>(found)
        .stream().filter(one -> one.isError() || !script.hasErrors()).toList();
  }

  private static boolean touchesTheCandidate(Statement statement) {
    return statement.isChange()
        || statement instanceof Statement.Apply
        || (statement instanceof Statement.Plan plan && plan.against().isEmpty());
  }

  private void walk(Statement statement, String source) {
    if (statement.isChange()) {
      if (!goneBack) {
        Staged next = new Staged(statement, source, false);
        found.addAll(lay(next));
        staged.add(next);
      }
      return;
    }
    if (statement instanceof Statement.Undo && !staged.isEmpty()) {
      staged.remove(staged.size() - 1);
      rebuild();
    } else if (statement instanceof Statement.Discard && !staged.isEmpty()) {
      staged.clear();
      rebuild();
    } else if (statement instanceof Statement.Plan plan) {
      plan.file().ifPresent(file -> plan(file, plan.against()));
      plan.to().flatMap(Rehearsal::path).ifPresent(to -> planned.put(to, laid(plan.file())));
    } else if (statement instanceof Statement.Export export) {
      export.file().flatMap(Rehearsal::path).ifPresent(exported::add);
    } else if (statement instanceof Statement.Import made) {
      made.to().flatMap(Rehearsal::path).ifPresent(exported::add);
    } else if (statement instanceof Statement.Apply apply) {
      apply.file().ifPresentOrElse(this::applyFile, this::applyStaged);
    } else if (statement instanceof Statement.Rollback || statement instanceof Statement.Recover) {
      goneBack = true;
    }
    if (candidate != null) {
      candidate.leaveContext();
    }
  }

  private void plan(Located<String> file, Optional<Located<String>> against) {
    if (isExported(file) || isPlanned(file)) {
      return;
    }
    if (SavedPlans.isOne(file)) {
      foundInFiles.addAll(saved.read(file).mistakes());
    } else if (against.isEmpty()) {
      planFile(file);
    } else if (isExported(against.get())) {
      foundInFiles.addAll(files.declarations(file).diagnostics());
    } else {
      proposals.propose(file, against.get()).diagnostics().stream()
          .filter(Diagnostic::isError)
          .forEach(foundInFiles::add);
    }
  }

  /**
   * Whether the script itself will have written a file by then; now it is another, or not there.
   */
  private boolean isExported(Located<String> file) {
    return path(file).filter(exported::contains).isPresent();
  }

  /** The same of a plan, of which it is known what statements it was made of. */
  private boolean isPlanned(Located<String> file) {
    return path(file).filter(planned::containsKey).isPresent();
  }

  /** What a plan that the script saves is made of. */
  private List<Staged> laid(Optional<Located<String>> file) {
    return file.map(named -> statements(files.declarations(named), named))
        .orElseGet(() -> List.copyOf(staged));
  }

  private static List<Staged> statements(Declarations read, Located<String> file) {
    String source = FileSources.name(file.value());
    return read.statements().stream()
        .map(statement -> new Staged(statement, source, false))
        .toList();
  }

  private static Optional<Path> path(Located<String> file) {
    try {
      return Optional.of(Path.of(file.value()).toAbsolutePath().normalize());
    } catch (InvalidPathException bad) {
      return Optional.empty();
    }
  }

  private void applyStaged() {
    if (goneBack) {
      return;
    }
    found.addAll(session.compile(candidate).diagnostics());
    applied.addAll(staged);
    staged.clear();
    rebuild();
  }

  /** The file is planned on what is applied, without what is staged. */
  private void planFile(Located<String> file) {
    List<Staged> kept = List.copyOf(staged);
    staged.clear();
    layFile(file);
    staged.addAll(kept);
    rebuild();
  }

  /** The file is refused where something is staged; that is for the statement itself to say. */
  private void applyFile(Located<String> file) {
    if (!staged.isEmpty() || isExported(file)) {
      return;
    }
    if (isPlanned(file)) {
      path(file).map(planned::get).ifPresent(applied::addAll);
    } else if (SavedPlans.isOne(file)) {
      applySaved(saved.read(file));
    } else {
      applied.addAll(layFile(file));
    }
    rebuild();
  }

  /** Whether the kernel is still as it was is for the statement itself to say. */
  private void applySaved(SavedPlans.Contents contents) {
    foundInFiles.addAll(contents.mistakes());
    contents
        .plan()
        .ifPresent(
            plan -> {
              reached = Optional.of(plan.plan().target());
              applied.clear();
            });
  }

  private List<Staged> layFile(Located<String> file) {
    Declarations read = files.declarations(file);
    foundInFiles.addAll(read.diagnostics());
    if (goneBack) {
      return List.of();
    }
    rebuild();
    List<Staged> statements = statements(read, file);
    statements.forEach(next -> foundInFiles.addAll(lay(next)));
    session.compile(candidate).diagnostics().stream()
        .filter(Diagnostic::isError)
        .forEach(foundInFiles::add);
    return statements;
  }

  /** What has been applied may be declared again; what is staged may not. */
  private void rebuild() {
    candidate = Candidate.of(reached.orElseGet(session::live));
    for (Staged before : applied) {
      candidate.lay(before.statement(), before.source(), true);
    }
    candidate.applied();
    staged.forEach(this::lay);
  }

  private List<Diagnostic> lay(Staged next) {
    return candidate.lay(next.statement(), next.source(), next.interactive());
  }
}
