package org.lvsh.shell.command;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.Simulation;
import org.lvsh.kernel.Visitors;
import org.lvsh.kernel.Visitors.Target;
import org.lvsh.kernel.Visits;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Network;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.Unknown;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.VisitsView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * {@code simulate N clients to NAME [from NETWORK] [for TIME]}: clients come to a simulated kernel,
 * and what became of them is told.
 */
public final class SimulateCommand extends StatementCommand<Statement.Simulate> {
  /** Of documentation (RFC 5737 and 3849); where they are too few it is counted on beyond. */
  private static final IpAddress FIRST_IPV4 = IpAddress.of("203.0.113.1");

  private static final IpAddress FIRST_IPV6 = IpAddress.of("2001:db8::1");

  private final Session session;

  public SimulateCommand(Session session, Running running, Console console) {
    super(
        new Topic("simulate", Topic.SIMULATED, "let clients come to a service"),
        Statement.Simulate.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Simulate statement, Staged where, CommandContext context) {
    Optional<Simulation> simulation = session.kernel().simulation();
    if (simulation.isEmpty()) {
      return fails(NoSimulation.of(statement));
    }
    Snapshot live = session.live();
    Map<String, List<ServiceKey>> keys = ServiceNames.keys(live);
    List<ServiceKey> entries = keys.get(statement.name().value());
    if (entries == null) {
      return fails(Unknown.service(statement.name(), keys.keySet()));
    }
    List<Target> all = VisitTargets.of(entries, live);
    List<Target> targets = VisitTargets.of(family(statement, all), all);
    Optional<Diagnostic> mistake = mistake(statement, all, targets);
    if (mistake.isPresent()) {
      return fails(mistake.get());
    }
    Visitors visitors = visitors(statement, targets);
    Visits visits = simulation.get().visit(visitors);
    console().print(new VisitsView(live).lines(statement.name().value(), visitors, visits));
    return Exit.DONE;
  }

  private ExitStatus fails(Diagnostic mistake) {
    passes(List.of(mistake));
    return Exit.FAILED;
  }

  /** That of the network they come from; else IPv4 where the service has any. */
  private static AddressFamily family(Statement.Simulate statement, List<Target> targets) {
    return statement
        .from()
        .map(from -> new IpAddress(from.value().first()).family())
        .orElseGet(
            () ->
                VisitTargets.of(AddressFamily.IPV4, targets).isEmpty()
                    ? AddressFamily.IPV6
                    : AddressFamily.IPV4);
  }

  private static Optional<Diagnostic> mistake(
      Statement.Simulate statement, List<Target> all, List<Target> targets) {
    if (all.isEmpty()) {
      return Optional.of(nowhere(statement.name()));
    }
    if (targets.isEmpty()) {
      Located<Network> from = statement.from().orElseThrow();
      return Optional.of(
          Diagnostic.error(
                  "other-family",
                  from.span(),
                  "no client from %s can reach %s: it has no such address"
                      .formatted(from.value(), statement.name().value()))
              .withHint("take clients of its own family, or leave 'from' out"));
    }
    return Optional.empty();
  }

  private static Diagnostic nowhere(Located<String> name) {
    return Diagnostic.error(
            "nowhere-to-go",
            name.span(),
            "no client can reach %s: it is on a mark that somebody else sets"
                .formatted(name.value()))
        .withHint(
            "declare it on the addresses and ports it is for, such as"
                + " 'service %s on 192.168.0.1 ports 80,443'".formatted(name.value()));
  }

  /** How many addresses of a network a client can have: not the first and not the last. */
  private static int addresses(Network network) {
    BigInteger size = network.size();
    BigInteger room = size.compareTo(BigInteger.TWO) > 0 ? size.subtract(BigInteger.TWO) : size;
    return room.min(BigInteger.valueOf(Visitors.MOST)).intValue();
  }

  private static Visitors visitors(Statement.Simulate statement, List<Target> targets) {
    boolean four = targets.get(0).address().family() == AddressFamily.IPV4;
    IpAddress first =
        statement
            .from()
            .map(from -> firstClient(from.value()))
            .orElse(four ? FIRST_IPV4 : FIRST_IPV6);
    return new Visitors(
        first,
        statement.from().map(from -> addresses(from.value())).orElse(Visitors.MOST),
        statement.clients().value(),
        targets,
        statement.during().map(Located::value).orElse(Duration.ZERO));
  }

  private static IpAddress firstClient(Network network) {
    if (network.size().compareTo(BigInteger.TWO) <= 0) {
      return new IpAddress(network.first());
    }
    byte[] bytes = network.first().getAddress();
    // The last bit of a network is not one of its own, so nothing is carried.
    bytes[bytes.length - 1] |= 1;
    return IpAddress.of(bytes);
  }
}
