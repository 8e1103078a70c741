package org.lvsh.shell.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Target;

/**
 * Where to ask of a service: each of its ports on each of its servers.
 *
 * @param aims in the order of the servers, then of the protocols and ports
 * @param leftOut which ports are not asked and why, a sentence each
 */
public record ServiceAims(ServiceSpec service, List<Aim> aims, List<String> leftOut) {
  /** So many connections to one server at a time are no attack yet. */
  public static final int MOST_PORTS = 64;

  /** What speaks TLS from the first byte (IANA: https, submissions, ldaps, domain-s, ftps, …). */
  private static final Set<Integer> TLS_PORTS = Set.of(443, 465, 636, 853, 990, 993, 995, 8443);

  public ServiceAims {
    aims = List.copyOf(aims);
    leftOut = List.copyOf(leftOut);
  }

  /** All ports that a service is known to have, or those that somebody names. */
  public static ServiceAims of(ServiceSpec service, List<Ports> named, boolean tls) {
    return new Finder(service, named, tls).find();
  }

  /** The same without what others ask already. */
  public ServiceAims without(ServiceAims others) {
    Set<Endpoint> there = others.aims.stream().map(Aim::endpoint).collect(Collectors.toSet());
    List<Aim> left = aims.stream().filter(aim -> !there.contains(aim.endpoint())).toList();
    return new ServiceAims(service, left, leftOut);
  }

  private static final class Finder implements Target.Cases<List<Ports>> {
    private final ServiceSpec service;
    private final List<Ports> named;
    private final boolean tls;
    private final List<String> leftOut = new ArrayList<>();

    Finder(ServiceSpec service, List<Ports> named, boolean tls) {
      this.service = service;
      this.named = named;
      this.tls = tls;
    }

    ServiceAims find() {
      List<Ports> own = service.target().accept(this);
      List<Integer> ports = each(named.isEmpty() ? own : named);
      List<Aim> aims = new ArrayList<>();
      // One of the other family may stand in the entries of both.
      Set<String> seen = new HashSet<>();
      for (ServerSpec server : service.servers()) {
        for (Protocol protocol : protocols()) {
          for (int port : ports) {
            boolean isOwn = own.stream().anyMatch(one -> one.contains(Ports.of(port)));
            Endpoint endpoint = endpoint(server, protocol, port, isOwn);
            if (seen.add(port + " of " + endpoint)) {
              aims.add(new Aim(server, port, endpoint));
            }
          }
        }
      }
      return new ServiceAims(service, aims, leftOut);
    }

    @Override
    public List<Ports> onAddresses(Target.OnAddresses target) {
      boolean any = target.ports().stream().anyMatch(Ports::isAny);
      if (any && named.isEmpty()) {
        leftOut.add("it is on any port, and which of them matter is not known");
      }
      return any ? List.of() : target.ports();
    }

    @Override
    public List<Ports> onMark(Target.OnMark target) {
      if (named.isEmpty()) {
        leftOut.add("it is on a mark that others set, and which ports get it is not known");
      }
      return List.of();
    }

    private Set<Protocol> protocols() {
      return service.target() instanceof Target.OnAddresses on
          ? on.protocols()
          : Set.of(Protocol.TCP);
    }

    private List<Integer> each(List<Ports> ranges) {
      List<Integer> ports = new ArrayList<>();
      int more = 0;
      for (Ports range : ranges) {
        int last = Math.min(range.last(), range.first() + MOST_PORTS - ports.size() - 1);
        for (int port = range.first(); port <= last; port++) {
          ports.add(port);
        }
        more += range.last() - Math.max(last, range.first() - 1);
      }
      if (more > 0) {
        leftOut.add("%d of its ports are not asked: %d are the most".formatted(more, MOST_PORTS));
      }
      return ports;
    }

    /** Only masquerading puts another port in a packet's place. */
    private Endpoint endpoint(ServerSpec server, Protocol protocol, int port, boolean isOwn) {
      boolean mapped = server.forwarding().method() == Forwarding.Method.MASQUERADE && isOwn;
      OptionalInt said = server.port();
      int there = mapped && said.orElse(0) > 0 ? said.getAsInt() : port;
      boolean secure = tls || TLS_PORTS.contains(port) || TLS_PORTS.contains(there);
      return new Endpoint(protocol, server.address(), there, secure && protocol == Protocol.TCP);
    }
  }
}
