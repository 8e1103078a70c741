package org.lvsh.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.lvsh.kernel.snapshot.SnapshotBlock;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.exchange.Exported;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmExport;

/** How a file is known that was exported earlier, and may therefore give way. */
final class ExportedFiles {
  /** The comment is within the first lines; a script has its interpreter before it. */
  private static final int FIRST_LINES = 2;

  private ExportedFiles() {}

  static WholeFiles.Kind kind(Statement.ExportFormat format) {
    return switch (format) {
      case LVS ->
          new WholeFiles.Kind(
              "snapshot", path -> lines(path, all -> all.anyMatch(ExportedFiles::isSnapshot)));
      case IPVSADM ->
          new WholeFiles.Kind(
              "table of ipvsadm",
              path ->
                  isMarked(path, format)
                      || lines(path, all -> all.allMatch(IpvsadmExport::isLine)));
      case KEEPALIVED, NFT, IPTABLES ->
          new WholeFiles.Kind("export of lvsh for it", path -> isMarked(path, format));
    };
  }

  private static boolean isSnapshot(String line) {
    return line.startsWith(SnapshotBlock.PREFIX);
  }

  private static boolean isMarked(Path path, Statement.ExportFormat format) throws IOException {
    String mark = Exported.mark(format.name().toLowerCase(Locale.ROOT));
    return lines(path, all -> all.limit(FIRST_LINES).anyMatch(line -> line.startsWith(mark)));
  }

  private interface Question {
    boolean of(Stream<String> lines);
  }

  /** In an encoding that every file is in, since only ASCII is looked for. */
  private static boolean lines(Path path, Question question) throws IOException {
    try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
      return question.of(lines);
    }
  }
}
