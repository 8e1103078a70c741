package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.CommandsView;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.PlanJsonView;
import org.lvsh.shell.view.PlanTextView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code plan [FILE] [as …] [against SNAPSHOT]}: shows what would change; changes nothing. */
public final class PlanCommand extends StatementCommand<Statement.Plan> {
  private final Session session;
  private final Proposals proposals;
  private final RunOptions options;

  public PlanCommand(
      Session session, Proposals proposals, RunOptions options, Running running, Console console) {
    super(
        new Topic("plan", Topic.REVIEW, "show what apply would change"),
        Statement.Plan.class,
        running,
        console);
    this.session = session;
    this.proposals = proposals;
    this.options = options;
  }

  @Override
  ExitStatus run(Statement.Plan statement, Staged where, CommandContext context) {
    Proposal proposal = propose(statement);
    boolean passes = passes(proposal.diagnostics());
    if (!passes || proposal.plan().isEmpty()) {
      return Exit.FAILED;
    }
    Plan plan = proposal.plan().get();
    console().print(lines(plan, statement));
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
    return switch (statement.format().orElse(Statement.PlanFormat.TEXT)) {
      case TEXT ->
          against
              .map(snapshot -> new PlanTextView().against(plan, snapshot.value()))
              .orElseGet(() -> new PlanTextView().lines(plan, session.kernel().label()));
      case JSON ->
          new PlanJsonView()
              .lines(plan, against.isPresent() ? "snapshot" : session.kernel().label());
      case COMMANDS -> new CommandsView(firewall(against.isPresent())).lines(plan);
    };
  }

  /** What is said; else what the kernel has, where there is one to ask. */
  private FirewallKind firewall(boolean againstSnapshot) {
    Optional<FirewallKind> there =
        options.firewall().isPresent() || againstSnapshot
            ? options.firewall()
            : session.kernel().firewall();
    return there.orElse(FirewallKind.IPTABLES);
  }
}
