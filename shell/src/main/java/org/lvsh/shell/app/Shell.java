package org.lvsh.shell.app;

import com.google.common.base.Ticker;
import java.nio.file.Path;
import org.lvsh.language.parse.FileLoader;
import org.lvsh.language.parse.PortNames;
import org.lvsh.language.parse.StatementParser;
import org.lvsh.shell.command.ApplyCommand;
import org.lvsh.shell.command.Carrying;
import org.lvsh.shell.command.CheckCommand;
import org.lvsh.shell.command.ClockCommand;
import org.lvsh.shell.command.ConfirmCommand;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.command.DeclarationFiles;
import org.lvsh.shell.command.DiscardCommand;
import org.lvsh.shell.command.DoctorCommand;
import org.lvsh.shell.command.DrainCommand;
import org.lvsh.shell.command.ExitCommand;
import org.lvsh.shell.command.ExplainCommand;
import org.lvsh.shell.command.ExportCommand;
import org.lvsh.shell.command.FileNames;
import org.lvsh.shell.command.FormatCommand;
import org.lvsh.shell.command.HelpCommand;
import org.lvsh.shell.command.HistoryCommand;
import org.lvsh.shell.command.ImportCommand;
import org.lvsh.shell.command.LiveNames;
import org.lvsh.shell.command.PlanCommand;
import org.lvsh.shell.command.ProbeCommand;
import org.lvsh.shell.command.Proposals;
import org.lvsh.shell.command.RecoverCommand;
import org.lvsh.shell.command.Recoveries;
import org.lvsh.shell.command.RollbackCommand;
import org.lvsh.shell.command.RunOptions;
import org.lvsh.shell.command.Running;
import org.lvsh.shell.command.SessionNames;
import org.lvsh.shell.command.ShowCommand;
import org.lvsh.shell.command.SimulateCommand;
import org.lvsh.shell.command.StageCommand;
import org.lvsh.shell.command.TraceCommand;
import org.lvsh.shell.command.UndoCommand;
import org.lvsh.shell.command.UndrainCommand;
import org.lvsh.shell.command.VersionCommand;
import org.lvsh.shell.command.WatchCommand;
import org.lvsh.shell.command.ZeroCommand;
import org.lvsh.shell.probe.Prober;
import org.lvsh.shell.session.Session;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandExecutor;
import org.springframework.shell.core.command.CommandRegistry;

/**
 * Spring Shell's registry and executor with the statements as commands. They are put together by
 * hand: a context of Spring's would add nothing but a third of the time to start.
 */
final class Shell implements AutoCloseable {
  private final CommandRegistry registry = new CommandRegistry();
  private final StatementCommands parser;
  private final Interpreter interpreter;
  private final Session session;
  private final DeclarationFiles files;
  private final LiveNames names;

  private Shell(Session session, Console console, RunOptions options, Prober prober) {
    this.session = session;
    PortNames ports = new MachinePortNames();
    StatementParser statements = new StatementParser(new FileLoader(), ports);
    parser = new StatementCommands(statements);
    files = new DeclarationFiles(statements, console);
    Running running = new Running();
    Proposals proposals = new Proposals(session, files, options.pruning());
    Recoveries recoveries = new Recoveries(session, console);
    Carrying carrying = new Carrying(session, recoveries, options, console);
    StageCommand.all(session, running, console).forEach(this::add);
    add(new UndoCommand(session, running, console));
    add(new DiscardCommand(session, running, console));
    add(new PlanCommand(session, proposals, recoveries, prober, options, running, console));
    add(new ApplyCommand(session, proposals, recoveries, carrying, running, console));
    add(new RecoverCommand(session, recoveries, running, console));
    add(new ConfirmCommand(session, running, console));
    add(new DrainCommand(session, carrying, Ticker.systemTicker(), running, console));
    add(new UndrainCommand(session, carrying, running, console));
    add(new HistoryCommand(session, running, console));
    add(new RollbackCommand(session, carrying, running, console));
    add(new CheckCommand(proposals, running, console));
    add(new FormatCommand(files, options, running, console));
    add(new ImportCommand(session, new NamesOfThisMachine(ports), running, console));
    add(new ExportCommand(session, running, console));
    add(new ShowCommand(session, recoveries, running, console));
    add(new TraceCommand(session, running, console));
    add(new WatchCommand(session, running, console));
    add(new ExplainCommand(session, running, console));
    add(new ProbeCommand(session, prober, running, console));
    add(new DoctorCommand(session, running, console));
    add(new ZeroCommand(session, running, console));
    add(new SimulateCommand(session, running, console));
    add(new ClockCommand(session, running, console));
    add(new HelpCommand(running, console));
    add(new VersionCommand(running, console));
    add(new ExitCommand(session, running, console));
    names =
        new SessionNames(
            session,
            registry,
            () -> NetworkInterfaces.in(NetworkInterfaces.FOLDER),
            new FileNames(Path.of("")));
    interpreter =
        new Interpreter(new CommandExecutor(registry), registry, parser, running, session, console);
  }

  static Shell on(Session session, Console console, RunOptions options, Prober prober) {
    return new Shell(session, console, options, prober);
  }

  private void add(Command command) {
    registry.registerCommand(command);
  }

  CommandRegistry registry() {
    return registry;
  }

  StatementCommands parser() {
    return parser;
  }

  Interpreter interpreter() {
    return interpreter;
  }

  LiveNames names() {
    return names;
  }

  DeclarationFiles files() {
    return files;
  }

  Session session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
  }
}
