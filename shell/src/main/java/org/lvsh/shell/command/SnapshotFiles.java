package org.lvsh.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.SnapshotBlock;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.parse.SourceReader;

/** Reads the snapshots that statements name: what {@code export lvs} has written. */
final class SnapshotFiles {
  private static final String EXPORT = "write one where the kernel is, with: export lvs to FILE";

  private final SourceReader reader = new SourceReader();

  /**
   * What is in such a file.
   *
   * @param snapshot empty where there is a mistake
   * @param mistake why it cannot be used, at the place where the file is named
   */
  record Contents(Optional<Snapshot> snapshot, Optional<Diagnostic> mistake) {}

  Contents read(Located<String> file) {
    try {
      Path path = Path.of(file.value());
      if (isTooLarge(path)) {
        return mistake(file, "%s is larger than any snapshot", EXPORT);
      }
      return contents(reader.file(path, file.value()).text(), file);
    } catch (SourceReader.Unreadable unreadable) {
      return unreadable(unreadable.diagnostic(), file);
    } catch (InvalidPathException bad) {
      return mistake(file, "%s is not the name of a file", EXPORT);
    }
  }

  private static boolean isTooLarge(Path path) {
    try {
      return Files.size(path) > SourceReader.LIMIT;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static Contents contents(String text, Located<String> file) {
    if (!SnapshotBlock.isIn(text)) {
      return mistake(file, "%s holds no snapshot", EXPORT);
    }
    try {
      return new Contents(Optional.of(SnapshotBlock.read(text)), Optional.empty());
    } catch (DamagedException damaged) {
      return mistake(
          file,
          "the snapshot in %s cannot be used: " + damaged.getMessage().replace("%", "%%"),
          "export it again, and leave the lines that begin with '#:' as they are");
    }
  }

  /** What is wrong with a byte of it would be shown in the file; here it is no snapshot at all. */
  private static Contents unreadable(Diagnostic told, Located<String> file) {
    return told.span().source().name().isEmpty()
        ? new Contents(
            Optional.empty(),
            Optional.of(
                new Diagnostic(
                    told.severity(), told.code(), file.span(), told.message(), told.hint())))
        : mistake(file, "%s is no text, and so no snapshot", EXPORT);
  }

  private static Contents mistake(Located<String> file, String what, String hint) {
    Diagnostic mistake =
        Diagnostic.error("bad-snapshot", file.span(), what.formatted(file.value()));
    return new Contents(Optional.empty(), Optional.of(mistake.withHint(hint)));
  }
}
