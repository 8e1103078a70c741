package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code version}. */
public final class VersionCommand extends StatementCommand<Statement.Version> {

  public VersionCommand(Running running, Console console) {
    super(
        new Topic("version", Topic.SHELL, "say which lvsh and which Java this is"),
        Statement.Version.class,
        running,
        console);
  }

  @Override
  ExitStatus run(Statement.Version statement, Staged where, CommandContext context) {
    console().print(List.of(Line.of(text())));
    return Exit.DONE;
  }

  /** The version of lvsh and of Java. */
  public static String text() {
    return lvsh() + ", Java " + Runtime.version().feature();
  }

  /** The version of lvsh alone. */
  static String lvsh() {
    String version =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("(unpacked)");
    return "lvsh " + version;
  }
}
