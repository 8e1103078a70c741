package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.traffic.Packet;
import org.lvsh.language.ast.Endpoint;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.ast.TransportProtocol;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.inspect.Trace;
import org.lvsh.shell.inspect.Tracer;
import org.lvsh.shell.session.LiveState;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.TraceJsonView;
import org.lvsh.shell.view.TraceView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * {@code trace CLIENT[:PORT] to VIP:PORT [tcp|udp|sctp]}: which way a packet would take, and why.
 */
public final class TraceCommand extends StatementCommand<Statement.Trace> {
  /** Where Linux begins with the ports of clients; stands for any. */
  private static final int ANY_CLIENT_PORT = 32_768;

  /** No call that anybody makes: only the packet says which one it is about. */
  private static final String UNKNOWN_CALL = "?";

  private final Session session;

  public TraceCommand(Session session, Running running, Console console) {
    super(
        new Topic("trace", Topic.LOOK, "say which way a client's packet would take, and why"),
        Statement.Trace.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Trace statement, Staged where, CommandContext context) {
    Endpoint client = statement.client().value();
    Endpoint target = statement.target().value();
    if (new IpAddress(client.address()).family() != new IpAddress(target.address()).family()) {
      passes(List.of(otherFamily(statement)));
      return Exit.FAILED;
    }
    LiveState state = session.state();
    passes(Shortfalls.notes(session, state));
    Trace trace =
        new Tracer(session.kernel(), state.named())
            .trace(packet(statement), client.port().isPresent());
    console()
        .print(
            switch (statement.format().orElse(Statement.TraceFormat.TEXT)) {
              case TEXT -> new TraceView(trace).lines();
              case JSON -> new TraceJsonView(trace, Shortfalls.missing(session)).lines();
            });
    return Exit.DONE;
  }

  private static Diagnostic otherFamily(Statement.Trace statement) {
    return Diagnostic.error(
            "other-family",
            statement.client().span(),
            "no packet goes from %s to %s: one is IPv4, the other IPv6"
                .formatted(statement.client().value(), statement.target().value()))
        .withHint("take two addresses of one family");
  }

  private static Packet packet(Statement.Trace statement) {
    Endpoint client = statement.client().value();
    Endpoint target = statement.target().value();
    return new Packet(
        protocol(statement.protocol().orElse(TransportProtocol.TCP)),
        new IpAddress(client.address()),
        client.port().orElse(ANY_CLIENT_PORT),
        new IpAddress(target.address()),
        target.port().orElseThrow(),
        UNKNOWN_CALL);
  }

  private static Protocol protocol(TransportProtocol said) {
    return switch (said) {
      case TCP -> Protocol.TCP;
      case UDP -> Protocol.UDP;
      case SCTP -> Protocol.SCTP;
    };
  }
}
