package org.lvsh.shell.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.Ports;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.PortRange;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Unknown;
import org.lvsh.shell.probe.Prober;
import org.lvsh.shell.probe.Question;
import org.lvsh.shell.probe.ServiceAims;
import org.lvsh.shell.probe.ServiceReport;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.ProbeJsonView;
import org.lvsh.shell.view.ProbeTextView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code probe [NAME …]}: what the real servers of services answer on their ports. */
public final class ProbeCommand extends StatementCommand<Statement.Probe> {
  private final Session session;
  private final Probing probing;

  public ProbeCommand(Session session, Prober prober, Running running, Console console) {
    super(
        new Topic("probe", Topic.LOOK, "ask the real servers whether they answer"),
        Statement.Probe.class,
        running,
        console);
    this.session = session;
    this.probing = new Probing(prober, session, console);
  }

  @Override
  ExitStatus run(Statement.Probe statement, Staged where, CommandContext context) {
    Optional<Diagnostic> hindrance = probing.hindrance(statement);
    if (hindrance.isPresent()) {
      return fails(hindrance.get());
    }
    Map<String, ServiceSpec> services = Decompiler.decompile(session.live());
    Optional<Located<String>> name = statement.name();
    if (name.isPresent() && !services.containsKey(name.get().value())) {
      return fails(Unknown.service(name.get(), services.keySet()));
    }
    List<ServiceAims> aims =
        services.values().stream()
            .filter(service -> name.isEmpty() || service.name().equals(name.get().value()))
            .map(service -> ServiceAims.of(service, named(statement), statement.tls()))
            .toList();
    Optional<Diagnostic> mistake = mistake(statement, aims);
    return mistake.isPresent() ? fails(mistake.get()) : ask(statement, aims);
  }

  private ExitStatus fails(Diagnostic mistake) {
    passes(List.of(mistake));
    return Exit.FAILED;
  }

  private static List<Ports> named(Statement.Probe statement) {
    return statement.ports().stream()
        .flatMap(List::stream)
        .map(Located::value)
        .map(ProbeCommand::ports)
        .toList();
  }

  private static Ports ports(PortRange range) {
    return new Ports(range.first(), range.last());
  }

  private static Optional<Diagnostic> mistake(Statement.Probe statement, List<ServiceAims> all) {
    Optional<Diagnostic> tooMany = Probing.tooMany(all, statement);
    if (tooMany.isPresent() || statement.name().isEmpty()) {
      return tooMany;
    }
    ServiceAims only = all.get(0);
    if (only.aims().isEmpty() && !only.leftOut().isEmpty()) {
      String message = only.service().name() + " has no port to ask: " + only.leftOut().get(0);
      return Optional.of(
          Diagnostic.error("unknown-ports", statement.name().get().span(), message)
              .withHint("name them: probe %s ports 80,443".formatted(only.service().name())));
    }
    return Optional.empty();
  }

  private ExitStatus ask(Statement.Probe statement, List<ServiceAims> aims) {
    List<ServiceReport> reports = probing.ask(aims, question(statement));
    console()
        .print(
            switch (statement.format().orElse(Statement.ProbeFormat.TEXT)) {
              case TEXT -> new ProbeTextView().lines(reports);
              case JSON -> new ProbeJsonView().lines(reports);
            });
    if (!reports.stream().allMatch(ServiceReport::isWhole)) {
      fail("stopped: not every port was asked");
      return Exit.STOPPED;
    }
    boolean well = reports.stream().allMatch(report -> report.findings().isEmpty());
    return well ? Exit.DONE : Exit.CHANGES;
  }

  private static Question question(Statement.Probe statement) {
    Duration within = statement.within().map(Located::value).orElse(Question.USUAL);
    return new Question(
        statement.path().map(Located::value), statement.host().map(Located::value), within);
  }
}
