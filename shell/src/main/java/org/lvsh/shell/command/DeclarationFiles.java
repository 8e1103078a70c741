package org.lvsh.shell.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.Parsed;
import org.lvsh.language.parse.SourceReader;
import org.lvsh.language.parse.StatementParser;
import org.lvsh.shell.session.Working;

/** Reads the files that statements name. */
public final class DeclarationFiles {
  private final SourceReader reader = new SourceReader();
  private final StatementParser parser;
  private final Working working;

  /** Reads files with a parser. */
  public DeclarationFiles(StatementParser parser, Working working) {
    this.parser = parser;
    this.working = working;
  }

  /** Reads a file; where it cannot be read, the diagnostic stands where the file is named. */
  public Declarations read(Located<String> file) {
    if (SavedPlans.isOne(file)) {
      Diagnostic mistake =
          Diagnostic.error("bad-file", file.span(), file.value() + " is a saved plan");
      return failed(mistake.withHint("'plan' shows it, 'apply' carries it out"), file);
    }
    String name = CaretRenderer.printable(file.value());
    try (Working.Work work = working.begin("reading " + name)) {
      Source source = reader.file(Path.of(file.value()), file.value());
      Parsed parsed = parser.parse(source, Definitions.NONE, work::report);
      if (parsed.statements().isEmpty() && parsed.diagnostics().isEmpty()) {
        return failed(empty(file.value()), file);
      }
      return new Declarations(Optional.of(parsed), parsed.diagnostics());
    } catch (SourceReader.Unreadable unreadable) {
      return failed(unreadable.diagnostic(), file);
    } catch (InvalidPathException bad) {
      return failed(
          Diagnostic.error("bad-file", file.span(), "this is not the name of a file"), file);
    }
  }

  /** The same of a file whose declarations are its own, where they do not say another source. */
  public Declarations declarations(Located<String> file) {
    Declarations read = read(file);
    List<Diagnostic> all = new ArrayList<>(read.diagnostics());
    FileSources.mistake(file.value(), read.statements()).ifPresent(all::add);
    return new Declarations(read.text(), all);
  }

  /** A file without a statement is more likely a mishap than a wish. */
  public static Diagnostic empty(String name) {
    return Diagnostic.error("empty-file", Span.NONE, name + " holds no statement")
        .withHint("was it cut short? 'remove all' removes what lvsh made");
  }

  private static Declarations failed(Diagnostic told, Located<String> file) {
    boolean placed = !told.span().source().name().isEmpty();
    Diagnostic diagnostic =
        placed
            ? told
            : new Diagnostic(
                told.severity(), told.code(), file.span(), told.message(), told.hint());
    return new Declarations(Optional.empty(), List.of(diagnostic));
  }
}
