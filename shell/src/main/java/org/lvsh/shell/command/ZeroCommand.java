package org.lvsh.shell.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.Unknown;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * {@code zero [NAME]}: counters of packets and connections begin anew, at once; nothing else
 * changes. Also those of services that others made.
 */
public final class ZeroCommand extends StatementCommand<Statement.Zero> {
  private final Session session;
  private final Bookkeeping bookkeeping;

  public ZeroCommand(Session session, Running running, Console console) {
    super(
        new Topic("zero", Topic.REVIEW, "let the counters begin anew"),
        Statement.Zero.class,
        running,
        console);
    this.session = session;
    this.bookkeeping = new Bookkeeping(session, console);
  }

  @Override
  ExitStatus run(Statement.Zero statement, Staged where, CommandContext context) {
    String source = where.source();
    return statement.name().map(name -> one(name, source)).orElseGet(() -> all(source));
  }

  private ExitStatus all(String source) {
    Optional<Errno> refused = session.kernel().zero(Optional.empty());
    note(new Deed("zero", source), refused);
    return told(refused, Span.NONE, "of all services");
  }

  private ExitStatus one(Located<String> name, String source) {
    Map<String, List<ServiceKey>> keys = ServiceNames.keys(session.live());
    List<ServiceKey> entries = keys.get(name.value());
    if (entries == null) {
      passes(List.of(Unknown.service(name, keys.keySet())));
      return Exit.FAILED;
    }
    Optional<Errno> refused =
        entries.stream()
            .map(key -> session.kernel().zero(Optional.of(key)))
            .flatMap(Optional::stream)
            .findFirst();
    note(new Deed("zero " + name.value(), source), refused);
    return told(refused, name.span(), "of service " + name.value());
  }

  private void note(Deed deed, Optional<Errno> refused) {
    bookkeeping.note(deed, refused.map(errno -> "refused: " + errno).orElse("done"));
  }

  private ExitStatus told(Optional<Errno> refused, Span span, String whose) {
    if (refused.isEmpty()) {
      console().print(List.of(Line.of("The counters " + whose + " begin anew.")));
      return Exit.DONE;
    }
    boolean privilege = refused.get().equals(Errno.EPERM);
    Diagnostic mistake =
        Diagnostic.error(
            "refused",
            span,
            "the kernel refused to zero the counters %s: %s (%s)"
                .formatted(whose, reason(refused.get()), refused.get()));
    passes(List.of(mistake.withHint(privilege ? session.wayOut() : "'show services' lists them")));
    return Exit.FAILED;
  }

  private static String reason(Errno errno) {
    if (errno.equals(Errno.EPERM)) {
      return "this user may not change it";
    }
    return errno.equals(Errno.ESRCH)
        ? "there is no such service any more"
        : "it gives a reason that lvsh does not know";
  }
}
