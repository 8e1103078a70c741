package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.language.ast.Granularity;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.PortRange;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.ast.ServerOption;
import org.lvsh.language.ast.ServiceOption;
import org.lvsh.language.ast.ServiceTarget;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.ast.TransportProtocol;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Severity;
import org.lvsh.language.diagnostic.Span;

/** A service as the statements that declare it, complete and without its defaults. */
public final class SpecStatements {
  private SpecStatements() {}

  /** The {@code service} line. */
  public static Statement.Service service(ServiceSpec spec) {
    return new Statement.Service(
        Span.NONE, Located.of(spec.name()), target(spec.target()), options(spec));
  }

  /**
   * Why the statements of a service that a kernel holds would be refused, wherever they are said;
   * empty where they would not.
   *
   * @param pool the one that its servers are to be those of
   */
  public static Optional<String> refusal(ServiceSpec held, Optional<PoolSpec> pool) {
    if (held.target() instanceof Target.OnAddresses on) {
      Optional<IpAddress> unsayable =
          on.addresses().stream().filter(address -> !address.isUnicast()).findFirst();
      if (unsayable.isPresent()) {
        return unsayable.map("no client connects to %s"::formatted);
      }
    }
    ServiceSpec spec = pool.map(its -> held.with(its.serversFor(held.target()))).orElse(held);
    List<Diagnostic> mistakes = new ArrayList<>();
    new EntryBuilder(spec, spec.mark(), Set.of(spec.scheduler().name()), mistakes).entries();
    return mistakes.stream()
        .filter(mistake -> mistake.severity() == Severity.ERROR)
        .map(Diagnostic::message)
        .findFirst();
  }

  /** The {@code pool} line. */
  public static Statement.Pool pool(PoolSpec pool) {
    return new Statement.Pool(Span.NONE, Located.of(pool.name()));
  }

  /** A {@code server} line. */
  public static Statement.Server server(ServerSpec spec) {
    int port = spec.port().orElse(ServerAddress.UNSAID);
    return new Statement.Server(
        Span.NONE, new ServerAddress(Span.NONE, spec.address().inet(), port), options(spec));
  }

  /**
   * A real server as it would be said.
   *
   * @param ownPort the port that a server of its service has where none is said
   */
  public static ServerSpec spec(RealServer server, int ownPort) {
    int port = server.key().port();
    return new ServerSpec(
        server.key().address(),
        port == ownPort ? OptionalInt.empty() : OptionalInt.of(port),
        server.weight(),
        server.forwarding(),
        server.upperLimit(),
        server.lowerLimit(),
        Span.NONE);
  }

  /** The port that a server of a service has where none is said. */
  public static int ownPort(ServiceKey service) {
    return service instanceof ServiceKey.OnAddress key ? key.port() : 0;
  }

  private static ServiceTarget target(Target target) {
    return target.accept(
        new Target.Cases<>() {
          @Override
          public ServiceTarget onAddresses(Target.OnAddresses on) {
            return new ServiceTarget.OnAddresses(
                Span.NONE,
                on.addresses().stream().map(address -> Located.of(address.inet())).toList(),
                on.ports().stream()
                    .map(ports -> Located.of(new PortRange(ports.first(), ports.last())))
                    .toList());
          }

          @Override
          public ServiceTarget onMark(Target.OnMark on) {
            boolean ipv6 = on.family() == AddressFamily.IPV6;
            return new ServiceTarget.OnMark(
                Span.NONE,
                Located.of(on.mark().value()),
                ipv6 ? Optional.of(true) : Optional.empty());
          }
        });
  }

  private static List<ServiceOption> options(ServiceSpec spec) {
    List<ServiceOption> options = new ArrayList<>();
    if (spec.target() instanceof Target.OnAddresses on) {
      if (!on.protocols().equals(EnumSet.of(Protocol.TCP))) {
        options.add(protocols(on));
      }
      if (on.mark().wanted()) {
        Optional<Mark> mark = on.mark().fixed();
        options.add(
            new ServiceOption.FirewallMark(
                Span.NONE,
                mark.map(value -> OptionalLong.of(value.value())).orElse(OptionalLong.empty())));
      }
    }
    spec.sticky().ifPresent(sticky -> options.add(sticky(sticky)));
    options.add(scheduling(spec.scheduler()));
    if (spec.onePacket()) {
      options.add(new ServiceOption.OnePacket(Span.NONE));
    }
    spec.pool().ifPresent(pool -> options.add(new ServiceOption.Pool(Span.NONE, Located.of(pool))));
    if (!spec.allowed().isEmpty()) {
      options.add(
          new ServiceOption.Allow(Span.NONE, spec.allowed().stream().map(Located::of).toList()));
    }
    return options;
  }

  private static ServiceOption protocols(Target.OnAddresses on) {
    List<Located<TransportProtocol>> protocols = new ArrayList<>();
    for (Protocol protocol : on.protocols()) {
      protocols.add(
          Located.of(
              switch (protocol) {
                case TCP -> TransportProtocol.TCP;
                case UDP -> TransportProtocol.UDP;
                case SCTP -> TransportProtocol.SCTP;
              }));
    }
    return new ServiceOption.Protocols(Span.NONE, protocols);
  }

  private static ServiceOption sticky(Stickiness sticky) {
    Optional<Granularity> per =
        sticky
            .grain()
            .map(
                grain ->
                    grain.isMask()
                        ? new Granularity.Mask(Span.NONE, Masks.toAddress(grain.value()))
                        : new Granularity.Prefix(Span.NONE, (int) grain.value()));
    return new ServiceOption.Sticky(Span.NONE, sticky.time(), per, sticky.engine().isPresent());
  }

  private static ServiceOption scheduling(Scheduler scheduler) {
    List<Located<String>> flags =
        scheduler.flags().stream()
            .map(bit -> Located.of(SchedulerFlags.word(scheduler.name(), bit)))
            .toList();
    return new ServiceOption.Scheduling(Span.NONE, Located.of(scheduler.name()), flags);
  }

  private static List<ServerOption> options(ServerSpec spec) {
    List<ServerOption> options = new ArrayList<>();
    options.add(new ServerOption.Weight(Span.NONE, spec.weight()));
    options.add(forwarding(spec.forwarding()));
    if (spec.upperLimit() != 0 || spec.lowerLimit() != 0) {
      options.add(limit(spec));
    }
    return options;
  }

  /** An older kernel may hold more than can be said: the most then, which is never reached. */
  private static ServerOption limit(ServerSpec spec) {
    long upper = Math.min(RealServer.MOST_CONNECTIONS, spec.upperLimit());
    long lower = Math.min(RealServer.MOST_CONNECTIONS, spec.lowerLimit());
    return new ServerOption.Limit(
        Span.NONE, upper, lower == 0 ? OptionalLong.empty() : OptionalLong.of(lower));
  }

  private static ServerOption forwarding(Forwarding forwarding) {
    ServerOption.Method method =
        switch (forwarding.method()) {
          case DIRECT -> ServerOption.Method.DIRECT;
          case MASQUERADE -> ServerOption.Method.MASQUERADE;
          case IPIP -> ServerOption.Method.IPIP;
          case GUE -> ServerOption.Method.GUE;
          case GRE -> ServerOption.Method.GRE;
        };
    ServerOption.Checksum checksum =
        switch (forwarding.checksum()) {
          case NONE -> ServerOption.Checksum.NONE;
          case FULL -> ServerOption.Checksum.FULL;
          case REMOTE -> ServerOption.Checksum.REMOTE;
        };
    return new ServerOption.Forwarding(Span.NONE, method, forwarding.guePort(), checksum);
  }
}
