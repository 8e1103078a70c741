package org.lvsh.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Pruning;
import org.lvsh.shell.session.Session;

/** Makes the plan that a statement asks for: of a file, or of what is staged. */
public final class Proposals {
  private final Session session;
  private final Pruning pruning;
  private final DeclarationFiles files;
  private final SnapshotFiles snapshots = new SnapshotFiles();

  /**
   * Makes plans over a session's kernel.
   *
   * @param pruning what becomes of services that a file speaks of no longer
   */
  public Proposals(Session session, DeclarationFiles files, Pruning pruning) {
    this.session = session;
    this.files = files;
    this.pruning = pruning;
  }

  Proposal propose(Optional<Located<String>> file) {
    return file.map(this::ofFile).orElseGet(session::propose);
  }

  /** The plan of a file against a snapshot in another file, with no kernel at all. */
  public Proposal propose(Located<String> file, Located<String> against) {
    Declarations read = files.declarations(file);
    SnapshotFiles.Contents contents = snapshots.read(against);
    if (contents.snapshot().isEmpty()) {
      List<Diagnostic> all = new ArrayList<>(read.diagnostics());
      contents.mistake().ifPresent(all::add);
      return new Proposal(Optional.empty(), all);
    }
    Snapshot snapshot = contents.snapshot().get();
    return whole(
        read,
        session.propose(read.statements(), FileSources.name(file.value()), pruning, snapshot));
  }

  private Proposal ofFile(Located<String> file) {
    Declarations read = files.declarations(file);
    return whole(read, session.propose(read.statements(), FileSources.name(file.value()), pruning));
  }

  /** Every mistake of the file comes with the proposal, in the order of the text. */
  private static Proposal whole(Declarations read, Proposal proposal) {
    List<Diagnostic> all = new ArrayList<>(read.diagnostics());
    proposal.diagnostics().stream()
        .filter(found -> found.isError() || !read.hasErrors())
        .forEach(all::add);
    all.sort(new TextOrder(read.text()));
    return new Proposal(read.hasErrors() ? Optional.empty() : proposal.plan(), all);
  }
}
