package org.lvsh.shell.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.language.diagnostic.Diagnostic;

/** All that an importer has found, as lines to compare. */
public final class ImportedText {
  /** What is told where a file has left out names. */
  public static final String MADE_UP =
      "the names of services that the file does not name are made up from their ports";

  private ImportedText() {}

  /** Everything: the state, then what was told. */
  public static List<String> of(Imported imported) {
    return Stream.of(state(imported), notCarried(imported), remarks(imported), errors(imported))
        .flatMap(List::stream)
        .toList();
  }

  public static List<String> state(Imported imported) {
    List<String> lines = new ArrayList<>();
    if (!imported.state().timeouts().equals(Timeouts.DEFAULT)) {
      lines.add(imported.state().timeouts().toString());
    }
    imported.state().daemons().values().forEach(daemon -> lines.add(daemon.toString()));
    imported.state().markRules().values().forEach(rule -> lines.add("rule " + rule));
    imported
        .state()
        .services()
        .forEach(
            (key, entry) -> {
              lines.add(imported.names().get(key) + ": " + service(entry.service()));
              entry.servers().values().forEach(server -> lines.add("  " + server(server)));
            });
    return lines;
  }

  private static String service(VirtualService service) {
    return service.key()
        + " "
        + service.scheduler().name()
        + (service.scheduler().flags().isEmpty() ? "" : " " + service.scheduler().flags())
        + service.persistence().map(ImportedText::sticky).orElse("")
        + (service.onePacket() ? " one-packet" : "");
  }

  private static String sticky(Persistence persistence) {
    return " sticky "
        + persistence.timeout().toSeconds()
        + persistence
            .granularity()
            .map(grain -> " per " + Long.toHexString(grain.value()))
            .orElse("")
        + persistence.engine().map(engine -> " by " + engine).orElse("");
  }

  private static String server(RealServer server) {
    Forwarding forwarding = server.forwarding();
    boolean limited = server.upperLimit() != 0 || server.lowerLimit() != 0;
    return server.key()
        + " "
        + server.weight()
        + " "
        + forwarding.method()
        + (forwarding.guePort() == 0 ? "" : " " + forwarding.guePort())
        + (forwarding.checksum() == Forwarding.Checksum.NONE ? "" : " " + forwarding.checksum())
        + (limited ? " limit " + server.upperLimit() + "/" + server.lowerLimit() : "");
  }

  /** Everything but that names were made up, which is so of nearly every file. */
  public static List<String> withoutMadeUp(Imported imported) {
    return of(imported).stream().filter(line -> !line.equals("remark: " + MADE_UP)).toList();
  }

  public static List<String> notCarried(Imported imported) {
    return imported.notCarried().stream()
        .map(part -> "not carried %s '%s': %s".formatted(part.where(), part.text(), part.why()))
        .toList();
  }

  public static List<String> remarks(Imported imported) {
    return imported.remarks().stream().map(remark -> "remark: " + remark.text()).toList();
  }

  public static List<String> errors(Imported imported) {
    return imported.errors().stream().map(ImportedText::error).toList();
  }

  /** With the words that it is about. */
  private static String error(Diagnostic error) {
    String words = error.span().text().lines().findFirst().orElse("");
    return "%s %s '%s': %s (%s)"
        .formatted(error.code(), error.span(), words, error.message(), error.hint().orElseThrow());
  }
}
