package org.lvsh.shell.compile;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.language.ast.Granularity;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.PortRange;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.ast.ServerOption;
import org.lvsh.language.ast.ServiceOption;
import org.lvsh.language.ast.ServiceTarget;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.ast.TransportProtocol;
import org.lvsh.language.diagnostic.Span;

/** Reads what statements say about a service or a server; what they leave out has its default. */
final class Specs {
  private Specs() {}

  static ServiceSpec service(Statement.Service statement, String source, String liveName) {
    String name = statement.name().value();
    Said said = new Said(target(statement.target()));
    statement.options().forEach(option -> option.accept(said));
    return said.service(
        name, Optional.of(source), liveName, Optional.empty(), List.of(), statement.span());
  }

  static ServiceSpec edited(ServiceSpec spec, Statement.SetService statement) {
    Said said = new Said(spec);
    statement.options().forEach(option -> option.accept(said));
    statement.addresses().ifPresent(addresses -> said.addresses = addresses(addresses));
    statement.ports().ifPresent(ports -> said.ports = ports(ports));
    statement.removals().forEach(what -> said.remove(what.value()));
    return said.service(
        spec.name(), spec.source(), spec.liveName(), spec.mark(), spec.servers(), statement.span());
  }

  static ServerSpec server(ServerAddress address, List<ServerOption> options, Span origin) {
    OptionalInt port = address.port() >= 0 ? OptionalInt.of(address.port()) : OptionalInt.empty();
    IpAddress ip = new IpAddress(address.address());
    return edited(new ServerSpec(ip, port, 1, Forwarding.DIRECT, 0, 0, origin), options, origin);
  }

  static ServerSpec edited(ServerSpec spec, List<ServerOption> options, Span origin) {
    SaidOfServer said = new SaidOfServer(spec);
    options.forEach(option -> option.accept(said));
    return said.server(origin);
  }

  private static Target target(ServiceTarget target) {
    return target.accept(
        new ServiceTarget.Cases<>() {
          @Override
          public Target onAddresses(ServiceTarget.OnAddresses said) {
            return new Target.OnAddresses(
                addresses(said.addresses()),
                ports(said.ports()),
                EnumSet.of(Protocol.TCP),
                MarkChoice.NONE);
          }

          @Override
          public Target onMark(ServiceTarget.OnMark said) {
            return new Target.OnMark(
                new Mark(said.mark().value()),
                said.ipv6().orElse(false) ? AddressFamily.IPV6 : AddressFamily.IPV4);
          }
        });
  }

  private static List<IpAddress> addresses(List<Located<InetAddress>> addresses) {
    return addresses.stream().map(address -> new IpAddress(address.value())).toList();
  }

  private static List<Ports> ports(List<Located<PortRange>> ports) {
    Set<Ports> all = new TreeSet<>();
    ports.forEach(range -> all.add(new Ports(range.value().first(), range.value().last())));
    return List.copyOf(all);
  }

  /** What is said of a service so far. */
  private static final class Said implements ServiceOption.Cases<Void> {
    private final Optional<Target> onMark;
    private List<IpAddress> addresses = List.of();
    private List<Ports> ports = List.of();
    private Set<Protocol> protocols = EnumSet.of(Protocol.TCP);
    private MarkChoice mark = MarkChoice.NONE;
    private Scheduler scheduler = Scheduler.DEFAULT;
    private Optional<Stickiness> sticky = Optional.empty();
    private boolean onePacket;
    private Optional<String> pool = Optional.empty();
    private final Set<String> allowed = new TreeSet<>();

    Said(Target target) {
      if (target instanceof Target.OnAddresses on) {
        addresses = on.addresses();
        ports = on.ports();
        protocols = on.protocols();
        mark = on.mark();
        onMark = Optional.empty();
      } else {
        onMark = Optional.of(target);
      }
    }

    Said(ServiceSpec spec) {
      this(spec.target());
      scheduler = spec.scheduler();
      sticky = spec.sticky();
      onePacket = spec.onePacket();
      pool = spec.pool();
      allowed.addAll(spec.allowed());
    }

    ServiceSpec service(
        String name,
        Optional<String> source,
        String liveName,
        Optional<Mark> held,
        List<ServerSpec> servers,
        Span origin) {
      Target target =
          onMark.orElseGet(() -> new Target.OnAddresses(addresses, ports, protocols, mark));
      return new ServiceSpec(
          name, source, liveName, held, target, scheduler, sticky, onePacket, pool, servers,
          allowed, origin);
    }

    void remove(Statement.Removable what) {
      switch (what) {
        case STICKY -> sticky = Optional.empty();
        case MARK -> mark = MarkChoice.NONE;
        case ONE_PACKET -> onePacket = false;
        case ALLOW -> allowed.clear();
        case POOL -> pool = Optional.empty();
      }
    }

    @Override
    public Void sticky(ServiceOption.Sticky option) {
      Optional<String> engine = option.bySip() ? Optional.of("sip") : Optional.empty();
      sticky = Optional.of(new Stickiness(option.time(), option.per().map(Said::grain), engine));
      return null;
    }

    private static Stickiness.Grain grain(Granularity granularity) {
      return granularity.accept(
          new Granularity.Cases<>() {
            @Override
            public Stickiness.Grain prefix(Granularity.Prefix prefix) {
              return new Stickiness.Grain(false, prefix.length());
            }

            @Override
            public Stickiness.Grain mask(Granularity.Mask mask) {
              return new Stickiness.Grain(true, Masks.fromAddress(mask.mask()));
            }
          });
    }

    @Override
    public Void scheduling(ServiceOption.Scheduling option) {
      Set<Integer> flags = new TreeSet<>();
      option.flags().forEach(flag -> flags.add(SchedulerFlags.bit(flag.value())));
      scheduler = new Scheduler(option.name().value(), flags);
      return null;
    }

    @Override
    public Void firewallMark(ServiceOption.FirewallMark option) {
      mark =
          option.mark().isPresent()
              ? MarkChoice.of(new Mark(option.mark().getAsLong()))
              : MarkChoice.AUTO;
      return null;
    }

    @Override
    public Void onePacket(ServiceOption.OnePacket option) {
      onePacket = true;
      return null;
    }

    @Override
    public Void allow(ServiceOption.Allow option) {
      option.codes().forEach(code -> allowed.add(code.value()));
      return null;
    }

    @Override
    public Void pool(ServiceOption.Pool option) {
      pool = Optional.of(option.name().value());
      return null;
    }

    @Override
    public Void protocols(ServiceOption.Protocols option) {
      protocols = EnumSet.noneOf(Protocol.class);
      option.protocols().forEach(protocol -> protocols.add(protocol(protocol.value())));
      return null;
    }

    private static Protocol protocol(TransportProtocol protocol) {
      return switch (protocol) {
        case TCP -> Protocol.TCP;
        case UDP -> Protocol.UDP;
        case SCTP -> Protocol.SCTP;
      };
    }
  }

  /** What is said of a server so far. */
  private static final class SaidOfServer implements ServerOption.Cases<Void> {
    private final ServerSpec before;
    private int weight;
    private Forwarding forwarding;
    private long upper;
    private long lower;

    SaidOfServer(ServerSpec spec) {
      before = spec;
      weight = spec.weight();
      forwarding = spec.forwarding();
      upper = spec.upperLimit();
      lower = spec.lowerLimit();
    }

    ServerSpec server(Span origin) {
      return new ServerSpec(
          before.address(), before.port(), weight, forwarding, upper, lower, origin);
    }

    @Override
    public Void weight(ServerOption.Weight option) {
      weight = option.weight();
      return null;
    }

    @Override
    public Void forwarding(ServerOption.Forwarding option) {
      Forwarding.Method method =
          switch (option.method()) {
            case DIRECT -> Forwarding.Method.DIRECT;
            case MASQUERADE -> Forwarding.Method.MASQUERADE;
            case IPIP -> Forwarding.Method.IPIP;
            case GUE -> Forwarding.Method.GUE;
            case GRE -> Forwarding.Method.GRE;
          };
      Forwarding.Checksum checksum =
          switch (option.checksum()) {
            case NONE -> Forwarding.Checksum.NONE;
            case FULL -> Forwarding.Checksum.FULL;
            case REMOTE -> Forwarding.Checksum.REMOTE;
          };
      forwarding = new Forwarding(method, option.guePort(), checksum);
      return null;
    }

    @Override
    public Void limit(ServerOption.Limit option) {
      upper = option.upper();
      lower = option.lower().orElse(0);
      return null;
    }
  }
}
