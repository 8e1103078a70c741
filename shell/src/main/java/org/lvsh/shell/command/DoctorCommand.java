package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.kernel.KernelException;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.inspect.Doctor;
import org.lvsh.shell.inspect.DoctorCase;
import org.lvsh.shell.inspect.DoctorReport;
import org.lvsh.shell.session.LiveState;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.session.Working;
import org.lvsh.shell.view.DoctorJsonView;
import org.lvsh.shell.view.DoctorTextView;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * {@code doctor [as …]}: what is wrong with the machine as a director. It ends with 2 where
 * something is to be changed, and with 1 where not everything could be looked at.
 */
public final class DoctorCommand extends StatementCommand<Statement.Doctor> {
  private final Session session;

  public DoctorCommand(Session session, Running running, Console console) {
    super(
        new Topic("doctor", Topic.LOOK, "find what is wrong with this machine as a director"),
        Statement.Doctor.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Doctor statement, Staged where, CommandContext context) {
    DoctorReport report = report();
    console().print(lines(report, statement));
    if (report.isIncomplete()) {
      return Exit.FAILED;
    }
    return report.asksForAChange() ? Exit.CHANGES : Exit.DONE;
  }

  private static List<Line> lines(DoctorReport report, Statement.Doctor statement) {
    return switch (statement.format().orElse(Statement.CheckFormat.TEXT)) {
      case TEXT -> new DoctorTextView().lines(report);
      case JSON -> new DoctorJsonView().lines(report);
    };
  }

  private void tellTheWayOut(String restriction) {
    Diagnostic note =
        Diagnostic.warning("incomplete", Span.NONE, "incomplete: " + restriction)
            .withHint(session.wayOut());
    passes(List.of(note));
  }

  /** Where the kernel cannot be used, that is what there is to say. */
  private DoctorReport report() {
    try {
      session.kernel().restriction().ifPresent(this::tellTheWayOut);
      LiveState state = session.state();
      DoctorCase director =
          DoctorCase.of(
              session.kernel(), state.named(), session.host(), new SessionPast(session, state));
      try (Working.Work work = console().begin("examining")) {
        return Doctor.examine(director, work);
      }
    } catch (KernelException unusable) {
      return DoctorReport.unusable(unusable);
    }
  }
}
