package org.lvsh.shell.app;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.Parsed;
import org.lvsh.language.parse.StatementParser;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandParser;
import org.springframework.shell.core.command.ParsedInput;

/**
 * The one command parser of the shell: the grammar of the language in place of Spring Shell's own
 * words and options. A statement is the command of its first word.
 */
final class StatementCommands implements CommandParser {
  private final StatementParser parser;

  StatementCommands(StatementParser parser) {
    this.parser = parser;
  }

  /**
   * Reads all statements of a text, with every mistake.
   *
   * @param definitions what names stand for already
   */
  Parsed parse(Source source, Definitions definitions, StatementParser.Reached reached) {
    return parser.parse(source, definitions, reached);
  }

  /** The same of what somebody types at the prompt, where verbs may be cut short. */
  Parsed parseTyped(Source source, Definitions definitions, StatementParser.Reached reached) {
    return parser.parseTyped(source, definitions, reached);
  }

  /**
   * Reads one statement.
   *
   * @throws IllegalArgumentException where the text is not exactly one; its message says why
   */
  @Override
  public ParsedInput parse(String input) {
    Parsed parsed = parser.parse(Source.of("", input));
    List<Diagnostic> diagnostics = parsed.diagnostics();
    if (!diagnostics.isEmpty() || parsed.statements().size() != 1) {
      throw new IllegalArgumentException(
          diagnostics.isEmpty() ? "one statement is expected" : diagnostics.get(0).message());
    }
    return input(parsed.statements().get(0));
  }

  /** The input that names a statement's command; the tree travels beside it. */
  ParsedInput input(Statement statement) {
    return ParsedInput.builder()
        .commandName(statement.verb())
        .addArgument(new CommandArgument(0, statement.span().text()))
        .build();
  }
}
