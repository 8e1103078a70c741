package org.lvsh.shell.command;

import java.util.List;
import java.util.stream.Collectors;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Suggestion;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ExitStatus;
import org.springframework.shell.core.command.Help;
import org.springframework.shell.core.command.ParsedInput;

/**
 * {@code help [STATEMENT]}: Spring Shell's own list of the registry, or the page of one statement.
 */
public final class HelpCommand extends StatementCommand<Statement.Help> {
  private final Help list = new Help();

  public HelpCommand(Running running, Console console) {
    super(
        new Topic("help", Topic.SHELL, "list the statements, or explain one"),
        Statement.Help.class,
        running,
        console);
  }

  @Override
  ExitStatus run(Statement.Help statement, Staged where, CommandContext context) {
    if (statement.topic().isEmpty()) {
      return list(context);
    }
    Located<String> topic = statement.topic().get();
    Command command = context.commandRegistry().getCommandByName(topic.value());
    if (command == null) {
      passes(List.of(unknown(topic, context.commandRegistry())));
      return Exit.FAILED;
    }
    console().print(command.getHelp().lines().map(Line::of).toList());
    return Exit.DONE;
  }

  private ExitStatus list(CommandContext context) {
    try {
      return list.execute(
          new CommandContext(
              ParsedInput.builder().build(),
              context.commandRegistry(),
              context.outputWriter(),
              context.inputReader()));
    } catch (Exception failed) {
      return fail("the list of statements cannot be shown: " + failed.getMessage());
    }
  }

  private static Diagnostic unknown(Located<String> topic, CommandRegistry registry) {
    List<String> names = registry.getCommands().stream().map(Command::getName).sorted().toList();
    String hint =
        Suggestion.among(names, topic.value())
            .map(near -> "did you mean '" + near + "'?")
            .orElse("there is help on " + names.stream().collect(Collectors.joining(", ")));
    return Diagnostic.error("unknown-topic", topic.span(), "there is no help on " + topic.value())
        .withHint(hint);
  }
}
