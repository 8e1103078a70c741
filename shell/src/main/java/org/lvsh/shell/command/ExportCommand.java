package org.lvsh.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.exchange.Exported;
import org.lvsh.shell.exchange.StatementLosses;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmExport;
import org.lvsh.shell.exchange.keepalived.KeepalivedExport;
import org.lvsh.shell.exchange.netfilter.NetfilterExport;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.SnapshotView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code export FORMAT [to FILE]}: the live state as a file for others; changes nothing. */
public final class ExportCommand extends StatementCommand<Statement.Export> {
  private static final int MOST_TOLD = 100;

  private final Session session;
  private final WholeFiles files = new WholeFiles();

  public ExportCommand(Session session, Running running, Console console) {
    super(
        new Topic("export", Topic.LOOK, "write the kernel's state to a file"),
        Statement.Export.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Export statement, Staged where, CommandContext context) {
    String kernel = session.kernel().label();
    Snapshot live = session.wholeLive();
    Exported exported =
        console().doing("exporting", () -> exported(live, kernel, statement.format()));
    if (statement.file().isEmpty()) {
      console().print(exported.lines().stream().map(Line::of).toList());
    } else if (!write(exported, statement.file().get(), statement.format())) {
      return Exit.FAILED;
    }
    console().tell(told(exported.lost()));
    return Exit.DONE;
  }

  private static Exported exported(Snapshot live, String kernel, Statement.ExportFormat format) {
    return switch (format) {
      case LVS ->
          new Exported(
              new SnapshotView().lines(live, kernel).stream().map(Line::text).toList(),
              live,
              StatementLosses.of(live),
              List.of("apply %s"));
      case IPVSADM -> IpvsadmExport.of(live, kernel);
      case KEEPALIVED -> KeepalivedExport.of(live, kernel);
      case NFT -> NetfilterExport.nftables(live, kernel);
      case IPTABLES -> NetfilterExport.iptables(live, kernel);
    };
  }

  private boolean write(Exported exported, Located<String> file, Statement.ExportFormat format) {
    Optional<Diagnostic> mistake =
        files.replace(file, ExportedFiles.kind(format), exported.lines());
    if (!passes(mistake.stream().toList())) {
      return false;
    }
    console()
        .print(List.of(Line.of(written(exported, CaretRenderer.printable(file.value()), format))));
    return true;
  }

  private String written(Exported exported, String name, Statement.ExportFormat format) {
    String use =
        exported.uses().stream()
            .map(command -> "'" + command.formatted(ofShell(name)) + "'")
            .collect(Collectors.joining(" and "));
    return switch (format) {
      case LVS -> "Wrote %s: the %s kernel as it is.".formatted(name, session.kernel().label());
      case IPVSADM, NFT, IPTABLES ->
          "Wrote %s: %s %s it."
              .formatted(name, use, exported.uses().size() == 1 ? "loads" : "load");
      case KEEPALIVED -> "Wrote %s: %s checks it.".formatted(name, use);
    };
  }

  private static String ofShell(String name) {
    return name.matches("[\\w./:@%+=,-]+") ? name : '"' + name + '"';
  }

  private static List<Line> told(List<String> lost) {
    List<Line> lines = new ArrayList<>();
    lost.stream()
        .limit(MOST_TOLD)
        .forEach(what -> lines.add(Line.of(Line.Style.WARNING, "not carried over: " + what)));
    int more = lost.size() - MOST_TOLD;
    if (more > 0) {
      lines.add(Line.of(Line.Style.WARNING, "… and %,d more".formatted(more)));
    }
    return lines;
  }
}
