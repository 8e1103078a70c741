package org.lvsh.shell.command;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.format.StatementWriter;
import org.lvsh.shell.plan.PlanFile;
import org.lvsh.shell.plan.SavedPlan;

/** The plans that statements save in files, and read from them. */
public final class SavedPlans {
  private static final String AGAIN = "make it again: plan FILE to %s";

  private static final WholeFiles.Kind KIND = new WholeFiles.Kind("saved plan", PlanFile::isIn);

  private final WholeFiles files = new WholeFiles();

  /**
   * What is in such a file.
   *
   * @param plan empty where there is a mistake
   * @param mistakes why it cannot be used, at the place where the file is named
   */
  public record Contents(Optional<SavedPlan> plan, List<Diagnostic> mistakes) {
    public Contents {
      mistakes = List.copyOf(mistakes);
    }
  }

  /** Whether a file that a statement names is a saved plan, whatever it is called. */
  public static boolean isOne(Located<String> file) {
    return path(file).filter(PlanFile::isIn).isPresent();
  }

  /** Reads a saved plan. */
  public Contents read(Located<String> file) {
    try {
      Path path = path(file).orElseThrow(() -> new DamagedException("is not the name of a file"));
      return new Contents(Optional.of(PlanFile.read(path)), List.of());
    } catch (DamagedException damaged) {
      return mistake(file, damaged.getMessage());
    } catch (IOException failed) {
      return mistake(file, "cannot be read: " + failed.getMessage());
    }
  }

  private static Contents mistake(Located<String> file, String what) {
    Diagnostic mistake =
        Diagnostic.error("bad-plan", file.span(), file.value() + " " + what)
            .withHint(AGAIN.formatted(StatementWriter.path(file.value())));
    return new Contents(Optional.empty(), List.of(mistake));
  }

  /** Writes a plan to a file, whole or not at all. Another saved plan there gives way. */
  Optional<Diagnostic> write(Located<String> file, SavedPlan plan) {
    return files.replace(file, KIND, stream -> PlanFile.write(plan, stream));
  }

  private static Optional<Path> path(Located<String> file) {
    try {
      return Optional.of(Path.of(file.value()));
    } catch (InvalidPathException bad) {
      return Optional.empty();
    }
  }
}
