package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** {@code help [STATEMENT | TOPIC]}: Spring Shell's own list of the registry, or one page. */
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
    Optional<String> page = page(topic.value(), context.commandRegistry());
    if (page.isEmpty()) {
      passes(List.of(unknown(topic, context.commandRegistry())));
      return Exit.FAILED;
    }
    console().print(page.get().lines().map(Line::of).toList());
    return Exit.DONE;
  }

  private static Optional<String> page(String topic, CommandRegistry registry) {
    return HelpPages.topics().containsKey(topic)
        ? Optional.of(HelpPages.page(topic))
        : Optional.ofNullable(registry.getCommandByName(topic)).map(Command::getHelp);
  }

  private ExitStatus list(CommandContext context) {
    try {
      ExitStatus listed =
          list.execute(
              new CommandContext(
                  ParsedInput.builder().build(),
                  context.commandRegistry(),
                  context.outputWriter(),
                  context.inputReader()));
      context.outputWriter().println("Also: help " + topics());
      return listed;
    } catch (Exception failed) {
      return fail("the list of statements cannot be shown: " + failed.getMessage());
    }
  }

  private static String topics() {
    return String.join(", help ", HelpPages.topics().keySet());
  }

  private static Diagnostic unknown(Located<String> topic, CommandRegistry registry) {
    List<String> names =
        Stream.concat(
                registry.getCommands().stream().map(Command::getName),
                HelpPages.topics().keySet().stream())
            .sorted()
            .toList();
    String hint =
        Suggestion.hint(names, topic.value())
            .orElse("there is help on " + names.stream().collect(Collectors.joining(", ")));
    return Diagnostic.error("unknown-topic", topic.span(), "there is no help on " + topic.value())
        .withHint(hint);
  }
}
