package org.lvsh.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.format.StatementWriter;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.SavedPlan;
import org.lvsh.shell.probe.Prober;
import org.lvsh.shell.probe.Question;
import org.lvsh.shell.probe.ServiceAims;
import org.lvsh.shell.probe.ServiceReport;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.CommandsView;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.PlanJsonView;
import org.lvsh.shell.view.PlanMarkdownView;
import org.lvsh.shell.view.PlanTextView;
import org.lvsh.shell.view.ProbeTextView;
import org.lvsh.shell.view.SavedPlanView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * {@code plan [FILE] [with probe] [as …] [to FILE | against SNAPSHOT]}: shows what would change;
 * changes nothing.
 */
public final class PlanCommand extends StatementCommand<Statement.Plan> {
  private final Session session;
  private final Proposals proposals;
  private final RunOptions options;
  private final Recoveries recoveries;
  private final Makings makings;
  private final Probing probing;
  private final SavedPlans saved = new SavedPlans();

  public PlanCommand(
      Session session,
      Proposals proposals,
      Recoveries recoveries,
      Prober prober,
      RunOptions options,
      Running running,
      Console console) {
    super(
        new Topic("plan", Topic.REVIEW, "show what apply would change"),
        Statement.Plan.class,
        running,
        console);
    this.session = session;
    this.proposals = proposals;
    this.options = options;
    this.recoveries = recoveries;
    this.makings = new Makings(session);
    this.probing = new Probing(prober, session, console);
  }

  @Override
  ExitStatus run(Statement.Plan statement, Staged where, CommandContext context) {
    Optional<Located<String>> old = statement.file().filter(SavedPlans::isOne);
    if (old.isPresent()) {
      return show(old.get(), statement);
    }
    Optional<Diagnostic> hindrance = hindrance(statement);
    if (hindrance.isPresent()) {
      return fails(hindrance.get());
    }
    if (statement.against().isEmpty() && !recoveries.isClear()) {
      return Exit.FAILED;
    }
    Proposal proposal = propose(statement);
    boolean passes = passes(proposal.diagnostics());
    if (!passes || proposal.plan().isEmpty()) {
      return Exit.FAILED;
    }
    Plan plan = proposal.plan().get();
    List<ServiceAims> added = statement.probe() ? Probing.added(plan) : List.of();
    Optional<Diagnostic> tooMany = Probing.tooMany(added, statement);
    if (tooMany.isPresent()) {
      return fails(tooMany.get());
    }
    List<ServiceReport> found = added.isEmpty() ? List.of() : probing.ask(added, Question.PLAIN);
    console().print(lines(plan, statement));
    boolean asked = !statement.probe() || show(found, format(statement));
    boolean kept = statement.to().isEmpty() || keep(plan, statement, statement.to().get());
    if (!kept) {
      return Exit.FAILED;
    }
    return asked ? status(plan) : Exit.STOPPED;
  }

  private ExitStatus fails(Diagnostic mistake) {
    passes(List.of(mistake));
    return Exit.FAILED;
  }

  private Optional<Diagnostic> hindrance(Statement.Plan statement) {
    if (!statement.probe()) {
      return Optional.empty();
    }
    return statement.against().map(PlanCommand::nobodyToAsk).or(() -> probing.hindrance(statement));
  }

  private static Diagnostic nobodyToAsk(Located<String> snapshot) {
    return Diagnostic.error(
            "snapshot-probed",
            snapshot.span(),
            "where a plan is made against a snapshot there may be no way to the servers")
        .withHint("leave 'with probe' out, or plan on the director itself");
  }

  /**
   * Whatever reads another form than text reads the plan alone.
   *
   * @return whether every port was asked
   */
  private boolean show(List<ServiceReport> found, Statement.PlanFormat format) {
    List<Line> lines = new ArrayList<>(List.of(Line.of("")));
    lines.addAll(
        found.isEmpty()
            ? List.of(Line.of("No server is added: nobody was asked."))
            : new ProbeTextView().lines(found));
    switch (format) {
      case TEXT -> console().print(lines);
      case JSON, COMMANDS, MARKDOWN -> console().tell(lines);
    }
    boolean whole = found.stream().allMatch(ServiceReport::isWhole);
    if (!whole) {
      fail("stopped: not every port was asked");
    }
    return whole;
  }

  private static ExitStatus status(Plan plan) {
    return plan.isEmpty() ? Exit.DONE : Exit.CHANGES;
  }

  private Proposal propose(Statement.Plan statement) {
    Optional<Located<String>> against = statement.against();
    return against.isPresent()
        ? proposals.propose(statement.file().orElseThrow(), against.get())
        : proposals.propose(statement.file());
  }

  private List<Line> lines(Plan plan, Statement.Plan statement) {
    Optional<Located<String>> against = statement.against();
    return switch (format(statement)) {
      case TEXT ->
          against
              .map(snapshot -> new PlanTextView().against(plan, snapshot.value()))
              .orElseGet(() -> new PlanTextView().lines(plan, session.kernel().label()));
      case JSON ->
          new PlanJsonView()
              .lines(plan, against.isPresent() ? "snapshot" : session.kernel().label());
      case COMMANDS -> new CommandsView(firewall(against.isPresent())).lines(plan);
      case MARKDOWN -> markdown(plan, statement);
    };
  }

  private static Statement.PlanFormat format(Statement.Plan statement) {
    return statement.format().orElse(Statement.PlanFormat.TEXT);
  }

  private List<Line> markdown(Plan plan, Statement.Plan statement) {
    Optional<String> against = statement.against().map(Located::value);
    Optional<String> file = statement.file().map(Located::value);
    PlanMarkdownView view = new PlanMarkdownView(firewall(against.isPresent()));
    return against
        .map(snapshot -> view.against(plan, file, snapshot))
        .orElseGet(() -> view.lines(plan, file, session.kernel().label()));
  }

  /** What is said; else what the kernel has, where there is one to ask. */
  private FirewallKind firewall(boolean againstSnapshot) {
    Optional<FirewallKind> there =
        options.firewall().isPresent() || againstSnapshot
            ? options.firewall()
            : session.kernel().firewall();
    return there.orElse(FirewallKind.IPTABLES);
  }

  /** Saves the plan that has been shown, and says so. */
  private boolean keep(Plan plan, Statement.Plan statement, Located<String> file) {
    SavedPlan.Making making = makings.of(statement.file());
    Optional<Diagnostic> mistake = saved.write(file, new SavedPlan(plan, making));
    if (!passes(mistake.stream().toList())) {
      return false;
    }
    String name = CaretRenderer.printable(file.value());
    console()
        .tell(
            List.of(
                Line.of(
                    "Wrote %s: 'apply %s' carries out this plan."
                        .formatted(name, StatementWriter.path(name)))));
    return true;
  }

  /** A plan that was saved is shown as it was then, and no kernel is asked. */
  private ExitStatus show(Located<String> file, Statement.Plan statement) {
    if (statement.to().isPresent() || statement.against().isPresent() || statement.probe()) {
      return fail(file.value() + " is a saved plan: it can be shown and applied, not planned anew");
    }
    SavedPlans.Contents contents = saved.read(file);
    if (!passes(contents.mistakes())) {
      return Exit.FAILED;
    }
    SavedPlan plan = contents.plan().orElseThrow();
    passes(plan.plan().warnings());
    console().print(lines(plan, format(statement)));
    return status(plan.plan());
  }

  private List<Line> lines(SavedPlan plan, Statement.PlanFormat format) {
    return switch (format) {
      case TEXT -> new SavedPlanView().text(plan);
      case JSON -> new PlanJsonView().lines(plan);
      case COMMANDS ->
          new SavedPlanView()
              .commands(
                  plan,
                  options.firewall().or(plan.making()::firewall).orElse(FirewallKind.IPTABLES));
      case MARKDOWN ->
          new PlanMarkdownView(
                  options.firewall().or(plan.making()::firewall).orElse(FirewallKind.IPTABLES))
              .lines(plan.plan(), plan.making().subject(), plan.making().kernel());
    };
  }
}
