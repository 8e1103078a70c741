package org.lvsh.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.ast.Statement.ImportFormat;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.SourceReader;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.Importer;
import org.lvsh.shell.exchange.MachineNames;
import org.lvsh.shell.exchange.NotCarried;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmImporter;
import org.lvsh.shell.exchange.keepalived.DiskConfigFiles;
import org.lvsh.shell.exchange.keepalived.KeepalivedImporter;
import org.lvsh.shell.exchange.kernel.KernelImport;
import org.lvsh.shell.exchange.ldirectord.LdirectordImporter;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.ImportView;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * {@code import FORMAT FILE [with FILE …] [partial] [to FILE]}: the statements that come to the
 * same as what another tool's file says, or as what the kernel holds. Changes neither the kernel
 * nor what is staged.
 */
public final class ImportCommand extends StatementCommand<Statement.Import> {
  private final Session session;
  private final MachineNames names;
  private final SourceReader reader = new SourceReader();
  private final WholeFiles files = new WholeFiles();

  public ImportCommand(Session session, MachineNames names, Running running, Console console) {
    super(
        new Topic("import", Topic.LOOK, "make statements of what another tool's file says"),
        Statement.Import.class,
        running,
        console);
    this.session = session;
    this.names = names;
  }

  @Override
  ExitStatus run(Statement.Import statement, Staged where, CommandContext context) {
    Optional<Diagnostic> hindrance = statement.to().flatMap(ImportCommand::hindrance);
    if (!passes(hindrance.stream().toList())) {
      return Exit.FAILED;
    }
    return statement.format() == ImportFormat.KERNEL ? kernel(statement) : files(statement);
  }

  /** An empty file is one that was made for this, to give it an owner and permissions. */
  private static Optional<Diagnostic> hindrance(Located<String> file) {
    try {
      Path path = Path.of(file.value());
      if (!Files.isRegularFile(path) || Files.size(path) == 0) {
        return Optional.empty();
      }
    } catch (InvalidPathException | IOException unknown) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.error("unwritable-file", file.span(), file.value() + " is there already")
            .withHint("name another file, or remove this one first"));
  }

  private ExitStatus kernel(Statement.Import statement) {
    Optional<List<ForeignFile>> beside = read(statement.beside());
    if (beside.isEmpty()) {
      return Exit.FAILED;
    }
    Snapshot live = session.wholeLive();
    Imported imported =
        console().doing("importing", () -> KernelImport.of(live, beside.get(), names));
    String origin = "the %s kernel".formatted(session.kernel().label());
    return give(imported, statement, all -> new ImportView(all, origin, live));
  }

  private ExitStatus files(Statement.Import statement) {
    Located<String> file = statement.file().orElseThrow();
    List<Located<String>> named = new ArrayList<>(List.of(file));
    named.addAll(statement.beside());
    Optional<List<ForeignFile>> read = read(named);
    if (read.isEmpty()) {
      return Exit.FAILED;
    }
    String origin = named.stream().map(Located::value).collect(Collectors.joining(", "));
    Imported imported =
        console().doing("importing", () -> importer(statement.format()).read(read.get()));
    return give(imported, statement, all -> new ImportView(all, origin));
  }

  private Importer importer(ImportFormat format) {
    return switch (format) {
      case IPVSADM -> new IpvsadmImporter(names);
      case KEEPALIVED -> new KeepalivedImporter(new DiskConfigFiles(), names.node());
      case LDIRECTORD -> new LdirectordImporter(names);
      case KERNEL -> throw new IllegalArgumentException("a kernel is not read from files");
    };
  }

  /** All of them; nothing where one cannot be read, which is told. */
  private Optional<List<ForeignFile>> read(List<Located<String>> named) {
    List<Diagnostic> mistakes = new ArrayList<>();
    List<ForeignFile> read = named.stream().flatMap(one -> read(one, mistakes).stream()).toList();
    return passes(mistakes) ? Optional.of(read) : Optional.empty();
  }

  /** Shows what was imported; with mistakes only where a part of it is wanted. */
  private ExitStatus give(
      Imported imported, Statement.Import statement, Function<Imported, ImportView> view) {
    if (imported.errors().isEmpty() || statement.partial()) {
      return give(view.apply(withoutErrors(imported)), statement.to());
    }
    passes(imported.errors());
    String partly = "Nothing was imported; with 'partial' what can be read is, without these.";
    console().tell(List.of(Line.of(partly)));
    return Exit.FAILED;
  }

  private Optional<ForeignFile> read(Located<String> file, List<Diagnostic> mistakes) {
    try {
      Source source = reader.file(Path.of(file.value()), file.value());
      return Optional.of(new ForeignFile(source.name(), source.text()));
    } catch (SourceReader.Unreadable unreadable) {
      Diagnostic told = unreadable.diagnostic();
      boolean placed = !told.span().source().name().isEmpty();
      mistakes.add(
          placed
              ? told
              : new Diagnostic(
                  told.severity(), told.code(), file.span(), told.message(), told.hint()));
    } catch (InvalidPathException bad) {
      mistakes.add(Diagnostic.error("bad-file", file.span(), "this is not the name of a file"));
    }
    return Optional.empty();
  }

  /** What is put up with is told as what was not carried over. */
  private static Imported withoutErrors(Imported imported) {
    List<NotCarried> all = new ArrayList<>();
    imported.errors().forEach(error -> all.add(ImportView.leftOut(error)));
    all.addAll(imported.notCarried());
    return new Imported(imported.state(), imported.names(), all, imported.remarks(), List.of());
  }

  private ExitStatus give(ImportView view, Optional<Located<String>> to) {
    List<Line> statements = view.statements();
    if (to.isEmpty()) {
      console().print(statements);
      console().tell(view.remarks());
      return Exit.DONE;
    }
    Optional<Diagnostic> mistake =
        files.write(to.get(), statements.stream().map(Line::text).toList());
    if (!passes(mistake.stream().toList())) {
      return Exit.FAILED;
    }
    console().tell(view.remarks());
    String name = CaretRenderer.printable(to.get().value());
    console()
        .print(
            List.of(
                Line.of(
                    "Wrote %s: %s. 'plan %s' shows what it would change."
                        .formatted(name, view.count(), name))));
    return Exit.DONE;
  }
}
