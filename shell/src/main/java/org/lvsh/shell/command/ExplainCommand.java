package org.lvsh.shell.command;

import java.util.List;
import java.util.Map;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Unknown;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.ExplainView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code explain NAME}: what a service of the kernel means, in plain words. */
public final class ExplainCommand extends StatementCommand<Statement.Explain> {
  private final Session session;

  public ExplainCommand(Session session, Running running, Console console) {
    super(
        new Topic("explain", Topic.LOOK, "say what a service means in plain words"),
        Statement.Explain.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Explain statement, Staged where, CommandContext context) {
    Snapshot live = session.live();
    Map<String, ServiceSpec> services = Decompiler.decompile(live);
    ServiceSpec service = services.get(statement.name().value());
    if (service == null) {
      passes(List.of(Unknown.service(statement.name(), services.keySet())));
      return Exit.FAILED;
    }
    console().print(new ExplainView(service, families(live, service)).lines());
    return Exit.DONE;
  }

  /** In which of a service's entries each of its servers stands, in the order of its servers. */
  private static List<AddressFamily> families(Snapshot live, ServiceSpec service) {
    return ServiceNames.keys(live).get(service.name()).stream()
        .flatMap(
            key -> live.services().get(key).servers().keySet().stream().map(one -> key.family()))
        .toList();
  }
}
