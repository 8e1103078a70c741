package org.lvsh.language.parse;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.lvsh.language.ast.Endpoint;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.MarkRange;
import org.lvsh.language.ast.Network;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.ast.TransportProtocol;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/** Makes the tree of a statement that the grammar has accepted. */
final class TreeBuilder extends LvshParserBaseVisitor<Statement> {
  private final Reader reader;
  private final TargetBuilder targets;
  private final OptionBuilder options;
  private final ServerOptionBuilder serverOptions;
  private final MachineBuilder machine;
  private final ProbeBuilder probes;

  TreeBuilder(Reader reader) {
    this.reader = reader;
    targets = new TargetBuilder(reader);
    options = new OptionBuilder(reader);
    serverOptions = new ServerOptionBuilder(reader);
    machine = new MachineBuilder(reader);
    probes = new ProbeBuilder(reader, targets);
  }

  Statement build(LvshParser.StatementContext context) {
    return visit(context);
  }

  @Override
  public Statement visitServiceDeclaration(LvshParser.ServiceDeclarationContext context) {
    return new Statement.Service(
        reader.whole(),
        reader.name(context.name()),
        targets.visit(context.serviceTarget()),
        options.all(context.serviceOption()));
  }

  @Override
  public Statement visitServerDeclaration(LvshParser.ServerDeclarationContext context) {
    return new Statement.Server(
        reader.whole(),
        newAddress(context.serverAddress()),
        serverOptions.all(context.serverOption()));
  }

  @Override
  public Statement visitPoolDeclaration(LvshParser.PoolDeclarationContext context) {
    return new Statement.Pool(reader.whole(), reader.name(context.name()));
  }

  @Override
  public Statement visitLetDeclaration(LvshParser.LetDeclarationContext context) {
    return new Statement.Let(
        reader.whole(),
        reader.name(context.name()),
        reader.list(context.letValue(), Word::text, ""));
  }

  /** What the file holds is read when the statement is known to have no mistake. */
  @Override
  public Statement visitIncludeStatement(LvshParser.IncludeStatementContext context) {
    return new Statement.Include(reader.whole(), file(context.file()).orElseThrow(), List.of());
  }

  @Override
  public Statement visitSourceDeclaration(LvshParser.SourceDeclarationContext context) {
    return new Statement.SourceName(
        reader.whole(), reader.located(context.sourceName(), Values::source, "x"));
  }

  @Override
  public Statement visitMarksDeclaration(LvshParser.MarksDeclarationContext context) {
    return new Statement.Marks(
        reader.whole(),
        reader.located(context.markRange(), Values::markRange, new MarkRange(1, 1)));
  }

  @Override
  public Statement visitTimeoutsDeclaration(LvshParser.TimeoutsDeclarationContext context) {
    return machine.timeouts(context);
  }

  @Override
  public Statement visitSyncDeclaration(LvshParser.SyncDeclarationContext context) {
    return machine.sync(context);
  }

  @Override
  public Statement visitKernelDeclaration(LvshParser.KernelDeclarationContext context) {
    return machine.kernel(context);
  }

  @Override
  public Statement visitNoStatement(LvshParser.NoStatementContext context) {
    return new Statement.StopSync(
        reader.whole(), reader.choice(context.syncRole(), Statement.SyncRole.class));
  }

  @Override
  public Statement visitAllowStatement(LvshParser.AllowStatementContext context) {
    return new Statement.Allow(reader.whole(), reader.warnings(context.warning()));
  }

  /** The address of a server that comes to be; only an edit can mean all ports. */
  private ServerAddress newAddress(LvshParser.ServerAddressContext context) {
    ServerAddress address = address(context);
    if (address.port() == ServerAddress.EVERY) {
      Diagnostic mistake =
          Diagnostic.error(
              "bad-port", address.span(), "':any' means servers that are there already");
      reader.report(mistake.withHint("leave ':any' out: the server gets the service's port"));
    }
    return address;
  }

  private ServerAddress address(LvshParser.ServerAddressContext context) {
    Span span = reader.span(context);
    return reader.value(
        context,
        reader.ports()::serverAddress,
        new ServerAddress(span, InetAddress.getLoopbackAddress(), 0));
  }

  @Override
  public Statement visitSetStatement(LvshParser.SetStatementContext context) {
    Located<String> name = reader.name(context.holderName());
    if (context.SERVER() != null) {
      return new Statement.SetServer(
          reader.whole(),
          name,
          address(context.serverAddress()),
          serverOptions.all(context.serverOption()));
    }
    return setService(name, context.serviceSetting());
  }

  private Statement setService(
      Located<String> name, List<LvshParser.ServiceSettingContext> settings) {
    var addresses = only(settings, LvshParser.AddressSettingContext.class, "'on'");
    var ports = only(settings, LvshParser.PortSettingContext.class, "'ports'");
    List<LvshParser.ServiceOptionContext> said =
        settings.stream()
            .filter(LvshParser.OptionSettingContext.class::isInstance)
            .map(setting -> ((LvshParser.OptionSettingContext) setting).serviceOption())
            .toList();
    List<Located<Statement.Removable>> removals = removals(settings);
    checkNotSaid(removals, said);
    return new Statement.SetService(
        reader.whole(),
        name,
        addresses.map(setting -> targets.addresses(setting.addressList())),
        ports.map(setting -> targets.ports(setting.portClause())),
        options.all(said),
        removals);
  }

  /** Reports what one statement both says and takes away; the option begins with the same word. */
  private void checkNotSaid(
      List<Located<Statement.Removable>> removals, List<LvshParser.ServiceOptionContext> said) {
    for (Located<Statement.Removable> removal : removals) {
      String word = removal.value().word();
      if (said.stream().anyMatch(option -> option.getStart().getText().equals(word))) {
        Diagnostic mistake =
            Diagnostic.error(
                "said-and-removed", removal.span(), "'" + word + "' is both said and taken away");
        reader.report(mistake.withHint("leave one of them out"));
      }
    }
  }

  private <C extends LvshParser.ServiceSettingContext> Optional<C> only(
      List<LvshParser.ServiceSettingContext> settings, Class<C> type, String called) {
    List<C> found = settings.stream().filter(type::isInstance).map(type::cast).toList();
    if (found.size() > 1) {
      reader.saidTwice(called, reader.span(found.get(1)), reader.span(found.get(0)));
    }
    return found.stream().findFirst();
  }

  private List<Located<Statement.Removable>> removals(
      List<LvshParser.ServiceSettingContext> settings) {
    List<Located<Statement.Removable>> removals = new ArrayList<>();
    Map<Statement.Removable, Span> seen = new EnumMap<>(Statement.Removable.class);
    for (LvshParser.ServiceSettingContext setting : settings) {
      if (setting instanceof LvshParser.RemovalSettingContext removal) {
        Statement.Removable what =
            reader.choice(removal.removableOption(), Statement.Removable.class);
        removals.add(new Located<>(what, reader.span(setting)));
        Span first = seen.putIfAbsent(what, reader.span(setting));
        if (first != null) {
          reader.saidTwice("'no " + what.word() + "'", reader.span(setting), first);
        }
      }
    }
    return removals;
  }

  @Override
  public Statement visitAddStatement(LvshParser.AddStatementContext context) {
    return new Statement.AddServer(
        reader.whole(),
        newAddress(context.serverAddress()),
        serverOptions.all(context.serverOption()),
        reader.name(context.holderName()));
  }

  @Override
  public Statement visitRemoveStatement(LvshParser.RemoveStatementContext context) {
    return visit(context.removal());
  }

  @Override
  public Statement visitRemoveServer(LvshParser.RemoveServerContext context) {
    return new Statement.RemoveServer(
        reader.whole(), address(context.serverAddress()), reader.name(context.holderName()));
  }

  @Override
  public Statement visitRemoveService(LvshParser.RemoveServiceContext context) {
    return new Statement.RemoveService(reader.whole(), reader.name(context.serviceName()));
  }

  @Override
  public Statement visitRemovePool(LvshParser.RemovePoolContext context) {
    return new Statement.RemovePool(reader.whole(), reader.name(context.poolName()));
  }

  @Override
  public Statement visitRemoveAll(LvshParser.RemoveAllContext context) {
    return new Statement.RemoveAll(reader.whole());
  }

  @Override
  public Statement visitRenameStatement(LvshParser.RenameStatementContext context) {
    return new Statement.Rename(
        reader.whole(), reader.name(context.holderName()), reader.name(context.name()));
  }

  @Override
  public Statement visitAdoptStatement(LvshParser.AdoptStatementContext context) {
    return new Statement.Adopt(
        reader.whole(),
        reader.name(context.serviceName()),
        Optional.ofNullable(context.name()).map(reader::name));
  }

  @Override
  public Statement visitUndoStatement(LvshParser.UndoStatementContext context) {
    return new Statement.Undo(reader.whole());
  }

  @Override
  public Statement visitDiscardStatement(LvshParser.DiscardStatementContext context) {
    return new Statement.Discard(reader.whole());
  }

  @Override
  public Statement visitPlanStatement(LvshParser.PlanStatementContext context) {
    Optional<Statement.PlanFormat> format =
        Optional.ofNullable(context.planFormat())
            .map(word -> reader.choice(word, Statement.PlanFormat.class));
    Optional<Located<String>> against =
        Optional.ofNullable(context.snapshot()).map(word -> reader.located(word, Values::file, ""));
    if (context.file() == null) {
      against.ifPresent(this::reportNothingToPlan);
    }
    Optional<Located<String>> to =
        Optional.ofNullable(context.planFile()).map(word -> reader.located(word, Values::file, ""));
    boolean probe = context.PROBE() != null;
    return new Statement.Plan(reader.whole(), file(context.file()), probe, format, to, against);
  }

  /** What is staged lies over the kernel's own state, so it has no plan against another. */
  private void reportNothingToPlan(Located<String> against) {
    Diagnostic mistake =
        Diagnostic.error(
            "nothing-to-plan",
            against.span(),
            "only a file can be planned against a snapshot, not what is staged");
    reader.report(
        mistake.withHint("name the file before: plan FILE against " + against.span().text()));
  }

  @Override
  public Statement visitApplyStatement(LvshParser.ApplyStatementContext context) {
    Optional<Located<Duration>> within =
        Optional.ofNullable(context.trialTime())
            .map(word -> reader.located(word, Values::trialTime, Duration.ofSeconds(1)));
    return new Statement.Apply(reader.whole(), file(context.file()), within);
  }

  @Override
  public Statement visitConfirmStatement(LvshParser.ConfirmStatementContext context) {
    return new Statement.Confirm(reader.whole());
  }

  @Override
  public Statement visitHistoryStatement(LvshParser.HistoryStatementContext context) {
    Optional<Statement.HistoryFormat> format =
        Optional.ofNullable(context.historyFormat())
            .map(word -> reader.choice(word, Statement.HistoryFormat.class));
    return new Statement.History(reader.whole(), context.ALL() != null, format);
  }

  @Override
  public Statement visitRollbackStatement(LvshParser.RollbackStatementContext context) {
    return new Statement.Rollback(reader.whole(), entry(context.historyNumber()));
  }

  private Optional<Located<Integer>> entry(LvshParser.HistoryNumberContext context) {
    return Optional.ofNullable(context)
        .map(number -> reader.located(number, Values::historyNumber, 1));
  }

  @Override
  public Statement visitDrainStatement(LvshParser.DrainStatementContext context) {
    return new Statement.Drain(
        reader.whole(),
        address(context.serverAddress()),
        Optional.ofNullable(context.serviceName()).map(reader::name),
        Optional.ofNullable(context.patience())
            .map(time -> reader.located(time, Values::patience, Duration.ZERO)));
  }

  @Override
  public Statement visitUndrainStatement(LvshParser.UndrainStatementContext context) {
    return new Statement.Undrain(
        reader.whole(),
        address(context.serverAddress()),
        Optional.ofNullable(context.serviceName()).map(reader::name));
  }

  @Override
  public Statement visitRecoverStatement(LvshParser.RecoverStatementContext context) {
    return new Statement.Recover(
        reader.whole(),
        Optional.ofNullable(context.recoveryWay())
            .map(word -> reader.choice(word, Statement.RecoveryWay.class)));
  }

  @Override
  public Statement visitCheckStatement(LvshParser.CheckStatementContext context) {
    return new Statement.Check(
        reader.whole(), file(context.file()).orElseThrow(), format(context.checkFormat()));
  }

  private Optional<Statement.CheckFormat> format(LvshParser.CheckFormatContext context) {
    return Optional.ofNullable(context)
        .map(word -> reader.choice(word, Statement.CheckFormat.class));
  }

  @Override
  public Statement visitFormatStatement(LvshParser.FormatStatementContext context) {
    return new Statement.Format(reader.whole(), file(context.file()).orElseThrow());
  }

  @Override
  public Statement visitImportStatement(LvshParser.ImportStatementContext context) {
    String format = context.getChild(1).getText().toUpperCase(Locale.ROOT);
    return new Statement.Import(
        reader.whole(),
        Statement.ImportFormat.valueOf(format),
        file(context.file()),
        context.besideFile().stream().flatMap(one -> file(one.file()).stream()).toList(),
        once("'partial'", context.partly()).isPresent(),
        once("'to'", context.intoFile()).flatMap(one -> file(one.file())));
  }

  @Override
  public Statement visitExportStatement(LvshParser.ExportStatementContext context) {
    Statement.ExportFormat format =
        reader.choice(context.exportFormat(), Statement.ExportFormat.class);
    return new Statement.Export(reader.whole(), format, file(context.file()));
  }

  private Optional<Located<String>> file(LvshParser.FileContext context) {
    Function<LvshParser.FileContext, Located<String>> read =
        word -> reader.located(word, Values::file, "");
    return Optional.ofNullable(context).map(read);
  }

  @Override
  public Statement visitShowStatement(LvshParser.ShowStatementContext context) {
    String subject = context.getChild(1).getText().toUpperCase(Locale.ROOT);
    Optional<Located<String>> name = Optional.ofNullable(context.serviceName()).map(reader::name);
    List<ParserRuleContext> forms = new ArrayList<>(context.inForm());
    forms.addAll(context.inTableForm());
    Optional.ofNullable(context.inOwnForm()).ifPresent(forms::add);
    Optional<Statement.ShowFormat> format =
        once("'as'", forms)
            .map(form -> form.getRuleContext(ParserRuleContext.class, 0))
            .map(form -> reader.choice(form, Statement.ShowFormat.class));
    return new Statement.Show(
        reader.whole(),
        Statement.Subject.valueOf(subject),
        name,
        entry(context.historyNumber()),
        selection(context),
        format);
  }

  private Statement.Selection selection(LvshParser.ShowStatementContext context) {
    List<ParserRuleContext> sorted = new ArrayList<>(context.sortedServers());
    sorted.addAll(context.sortedStats());
    sorted.addAll(context.sortedRates());
    sorted.addAll(context.sortedEntries());
    return new Statement.Selection(
        once("'for'", context.forService()).map(one -> reader.name(one.serviceName())),
        once("'from'", context.fromClients()).map(one -> network(one.network())),
        once("'by'", sorted).map(this::sorting));
  }

  /** {@code by COLUMN [reversed]}. */
  private Statement.Sorting sorting(ParserRuleContext context) {
    ParserRuleContext column = context.getRuleContext(ParserRuleContext.class, 0);
    return new Statement.Sorting(
        reader.choice(column, Statement.Column.class),
        !context.getTokens(LvshParser.REVERSED).isEmpty());
  }

  private <C extends ParserRuleContext> Optional<C> once(String called, List<C> said) {
    if (said.size() > 1) {
      reader.saidTwice(called, reader.span(said.get(1)), reader.span(said.get(0)));
    }
    return said.stream().findFirst();
  }

  private Located<Network> network(LvshParser.NetworkContext context) {
    return reader.located(context, Values::network, Values.ANYWHERE);
  }

  @Override
  public Statement visitTraceStatement(LvshParser.TraceStatementContext context) {
    Endpoint nowhere = Endpoint.of(InetAddress.getLoopbackAddress());
    return new Statement.Trace(
        reader.whole(),
        reader.located(context.traceClient(), reader.ports()::endpoint, nowhere),
        reader.located(context.traceTarget(), reader.ports()::target, nowhere),
        Optional.ofNullable(context.protocol())
            .map(word -> reader.choice(word, TransportProtocol.class)),
        Optional.ofNullable(context.traceFormat())
            .map(word -> reader.choice(word, Statement.TraceFormat.class)));
  }

  @Override
  public Statement visitWatchStatement(LvshParser.WatchStatementContext context) {
    return new WatchBuilder(reader).build(context);
  }

  @Override
  public Statement visitExplainStatement(LvshParser.ExplainStatementContext context) {
    return new Statement.Explain(reader.whole(), reader.name(context.serviceName()));
  }

  @Override
  public Statement visitProbeStatement(LvshParser.ProbeStatementContext context) {
    return probes.probe(context);
  }

  @Override
  public Statement visitDoctorStatement(LvshParser.DoctorStatementContext context) {
    return new Statement.Doctor(reader.whole(), format(context.checkFormat()));
  }

  @Override
  public Statement visitZeroStatement(LvshParser.ZeroStatementContext context) {
    return new Statement.Zero(
        reader.whole(), Optional.ofNullable(context.serviceName()).map(reader::name));
  }

  @Override
  public Statement visitSimulateStatement(LvshParser.SimulateStatementContext context) {
    Optional<Located<Network>> from = Optional.ofNullable(context.network()).map(this::network);
    Optional<Located<Duration>> during =
        Optional.ofNullable(context.timeSpan()).map(this::timeSpan);
    return new Statement.Simulate(
        reader.whole(),
        reader.located(context.clientCount(), Values::clients, 1),
        reader.name(context.serviceName()),
        from,
        during);
  }

  @Override
  public Statement visitClockStatement(LvshParser.ClockStatementContext context) {
    return new Statement.Clock(reader.whole(), timeSpan(context.timeSpan()));
  }

  private Located<Duration> timeSpan(LvshParser.TimeSpanContext context) {
    return reader.located(context, Values::timeSpan, Duration.ZERO);
  }

  @Override
  public Statement visitHelpStatement(LvshParser.HelpStatementContext context) {
    Optional<Located<String>> topic =
        Optional.ofNullable(context.topic())
            .map(word -> new Located<>(reader.span(word).text(), reader.span(word)));
    return new Statement.Help(reader.whole(), topic);
  }

  @Override
  public Statement visitVersionStatement(LvshParser.VersionStatementContext context) {
    return new Statement.Version(reader.whole());
  }

  @Override
  public Statement visitExitStatement(LvshParser.ExitStatementContext context) {
    return new Statement.Exit(reader.whole());
  }
}
