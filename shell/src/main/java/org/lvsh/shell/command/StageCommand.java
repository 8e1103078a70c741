package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** A declaration or an edit: it is laid over the candidate and waits there for {@code apply}. */
public final class StageCommand extends StatementCommand<Statement> {
  private final Session session;

  private StageCommand(Topic topic, Session session, Running running, Console console) {
    super(topic, Statement.class, running, console);
    this.session = session;
  }

  /** One command for each verb. */
  public static List<StageCommand> all(Session session, Running running, Console console) {
    return List.of(
            new Topic("service", Topic.DECLARE, "declare a virtual service"),
            new Topic("server", Topic.DECLARE, "a real server of the service or pool above"),
            new Topic("pool", Topic.DECLARE, "servers that several services share"),
            new Topic("let", Topic.DECLARE, "a name for values, used as $NAME"),
            new Topic("include", Topic.DECLARE, "the statements of another file"),
            new Topic("source", Topic.DECLARE, "whose the services below are"),
            new Topic("marks", Topic.DECLARE, "where automatic marks are taken from"),
            new Topic("timeouts", Topic.DECLARE, "how long idle connections are kept"),
            new Topic("sync", Topic.DECLARE, "a daemon that tells other directors of connections"),
            new Topic("kernel", Topic.DECLARE, "a setting of IPVS in the kernel"),
            new Topic("no", Topic.DECLARE, "a sync daemon that does not run"),
            new Topic("allow", Topic.DECLARE, "silence a warning"),
            new Topic("set", Topic.EDIT, "change a service or one of its servers"),
            new Topic("add", Topic.EDIT, "add a server to a service or a pool"),
            new Topic(
                "remove", Topic.EDIT, "remove a server, a service, a pool, or all that lvsh made"),
            new Topic("rename", Topic.EDIT, "give a service or a pool another name"),
            new Topic("adopt", Topic.EDIT, "make a service of others your own"))
        .stream()
        .map(topic -> new StageCommand(topic, session, running, console))
        .toList();
  }

  @Override
  ExitStatus run(Statement statement, Staged where, CommandContext context) {
    return passes(session.stage(where)) ? Exit.DONE : Exit.FAILED;
  }
}
