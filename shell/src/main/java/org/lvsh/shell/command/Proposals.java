package org.lvsh.shell.command;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Parsed;
import org.lvsh.language.parse.SourceReader;
import org.lvsh.language.parse.StatementParser;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Session;

/** Makes the plan that a statement asks for: of a file, or of what is staged. */
public final class Proposals {
  private final Session session;
  private final SourceReader reader = new SourceReader();
  private final StatementParser parser = new StatementParser();

  public Proposals(Session session) {
    this.session = session;
  }

  Proposal propose(Optional<Located<String>> file) {
    return file.map(this::ofFile).orElseGet(session::propose);
  }

  /** Every mistake of the file comes with the proposal, in the order of the text. */
  private Proposal ofFile(Located<String> file) {
    Source source;
    try {
      source = reader.file(Path.of(file.value()), file.value());
    } catch (SourceReader.Unreadable | InvalidPathException unreadable) {
      return new Proposal(Optional.empty(), List.of(diagnostic(unreadable, file)));
    }
    Parsed parsed = parser.parse(source);
    Proposal proposal = session.propose(parsed.statements(), sourceName(file.value()));
    List<Diagnostic> all = new ArrayList<>(parsed.diagnostics());
    all.addAll(proposal.diagnostics());
    all.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
    return new Proposal(parsed.hasErrors() ? Optional.empty() : proposal.plan(), all);
  }

  private static Diagnostic diagnostic(Exception unreadable, Located<String> file) {
    Diagnostic told =
        unreadable instanceof SourceReader.Unreadable known
            ? known.diagnostic()
            : Diagnostic.error("bad-file", file.span(), "this is not the name of a file");
    boolean placed = !told.span().source().name().isEmpty();
    return placed
        ? told
        : new Diagnostic(told.severity(), told.code(), file.span(), told.message(), told.hint());
  }

  /** Whose the declarations of a file are: the file's own name, wherever it lies. */
  public static String sourceName(String path) {
    return new File(path).getName();
  }
}
