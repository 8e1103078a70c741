package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/** Makes the kernel's entries of one service, with their servers. */
final class EntryBuilder {
  private final ServiceSpec service;
  private final Optional<Mark> mark;
  private final Set<String> schedulers;
  private final List<Diagnostic> diagnostics;

  EntryBuilder(
      ServiceSpec service,
      Optional<Mark> mark,
      Set<String> schedulers,
      List<Diagnostic> diagnostics) {
    this.service = service;
    this.mark = mark;
    this.schedulers = schedulers;
    this.diagnostics = diagnostics;
  }

  List<ServiceEntry> entries() {
    check();
    Map<AddressFamily, NavigableMap<ServerKey, RealServer>> servers = servers();
    List<ServiceEntry> entries = new ArrayList<>();
    servers.forEach(
        (family, members) -> {
          VirtualService entry =
              new VirtualService(
                  key(family), service.scheduler(), persistence(family), service.onePacket());
          entries.add(new ServiceEntry(entry, members));
        });
    return entries;
  }

  private void check() {
    String scheduler = service.scheduler().name();
    if (!schedulers.contains(scheduler)) {
      error("no-scheduler", "this kernel has no scheduler " + scheduler)
          .hint("it has " + String.join(", ", schedulers));
    }
    if (service.target().persistenceClass() == PersistenceClass.CLIENT
        && service.sticky().isEmpty()) {
      error(
              "any-without-sticky",
              "service %s is on any port without 'sticky': no traffic would pass"
                  .formatted(service.name()))
          .hint("add 'sticky 600s', or say the ports");
    }
    if (service.servers().isEmpty()) {
      Diagnostic none =
          Diagnostic.warning(
              Warning.NO_SERVERS.code(),
              service.origin(),
              "service %s has no servers: clients would be refused".formatted(service.name()));
      diagnostics.add(
          none.withHint(
              service
                  .pool()
                  .map("add some to its pool: 'add server ADDRESS to %s'"::formatted)
                  .orElse("add 'server ADDRESS' lines below it")));
    }
  }

  private ServiceKey key(AddressFamily family) {
    if (mark.isPresent()) {
      return new ServiceKey.OnMark(family, mark.get());
    }
    Target.OnAddresses on = (Target.OnAddresses) service.target();
    return new ServiceKey.OnAddress(
        on.protocols().iterator().next(), on.addresses().get(0), service.target().serverPort());
  }

  private Optional<Persistence> persistence(AddressFamily family) {
    return service
        .sticky()
        .map(
            sticky ->
                new Persistence(
                    sticky.time(),
                    sticky.grain().flatMap(grain -> granularity(family, grain)),
                    sticky.engine()));
  }

  private Optional<Persistence.Granularity> granularity(
      AddressFamily family, Stickiness.Grain grain) {
    boolean fits =
        family == AddressFamily.IPV6 ? !grain.isMask() : grain.isMask() || grain.value() <= 32;
    if (!fits) {
      error(
              "granularity-family",
              "the granularity does not fit the %s addresses of %s"
                  .formatted(family == AddressFamily.IPV6 ? "IPv6" : "IPv4", service.name()))
          .hint("IPv4 takes /1 to /32 or a mask, IPv6 /1 to /128; use two services for both");
      return Optional.empty();
    }
    if (isWholeAddress(family, grain)) {
      return Optional.empty();
    }
    long value =
        family == AddressFamily.IPV4 && !grain.isMask()
            ? Masks.ofPrefix((int) grain.value())
            : grain.value();
    return Optional.of(new Persistence.Granularity(family, value));
  }

  /** The kernel cannot tell the granularity of the whole address from none. */
  private static boolean isWholeAddress(AddressFamily family, Stickiness.Grain grain) {
    return grain.isMask()
        ? Masks.isPrefix(grain.value()) && Masks.prefixLength(grain.value()) == family.bits()
        : grain.value() == family.bits();
  }

  private Map<AddressFamily, NavigableMap<ServerKey, RealServer>> servers() {
    Map<AddressFamily, NavigableMap<ServerKey, RealServer>> byFamily =
        new EnumMap<>(AddressFamily.class);
    service.target().families().forEach(family -> byFamily.put(family, new TreeMap<>()));
    for (ServerSpec server : service.servers()) {
      family(server, byFamily.keySet()).ifPresent(family -> add(server, byFamily.get(family)));
    }
    if (!service.servers().isEmpty() && byFamily.size() > 1) {
      byFamily.forEach(this::checkServed);
    }
    return byFamily;
  }

  /** The family of the entry that a server belongs to: its own, another only through a tunnel. */
  private Optional<AddressFamily> family(ServerSpec server, Set<AddressFamily> families) {
    AddressFamily own = server.address().family();
    if (families.contains(own)) {
      return Optional.of(own);
    }
    if (server.forwarding().isTunnel()) {
      return families.stream().findFirst();
    }
    diagnostics.add(
        Diagnostic.error(
                "server-family",
                where(server),
                "server %s is of another address family than service %s"
                    .formatted(server.called(), service.name()))
            .withHint("the kernel takes that with 'tunnel' only"));
    return Optional.empty();
  }

  private void add(ServerSpec server, NavigableMap<ServerKey, RealServer> members) {
    ServerKey key =
        new ServerKey(server.address(), server.port().orElse(service.target().serverPort()));
    checkAddress(server);
    checkPort(server, key);
    RealServer member =
        new RealServer(
            key, server.weight(), server.forwarding(), server.upperLimit(), server.lowerLimit());
    if (members.putIfAbsent(key, member) != null) {
      diagnostics.add(
          Diagnostic.error(
                  "server-twice",
                  where(server),
                  "server %s of %s is said twice".formatted(server.called(), service.name()))
              .withHint("without a port it has the service's own"));
    }
  }

  /** Where a server was said; of one that the kernel says, where its service was. */
  private Span where(ServerSpec server) {
    return server.origin().equals(Span.NONE) ? service.origin() : server.origin();
  }

  private void checkAddress(ServerSpec server) {
    if (!server.address().isUnicast() || server.address().isIpv6LinkLocal()) {
      diagnostics.add(
          Diagnostic.error(
                  "bad-server-address",
                  where(server),
                  "%s cannot be a server: the kernel refuses it".formatted(server.address()))
              .withHint("a server has one address of its own, not link-local"));
    }
  }

  private void checkPort(ServerSpec server, ServerKey key) {
    if (server.port().isPresent() && service.target().serverPort() == 0 && key.port() != 0) {
      String what =
          service.sticky().isPresent()
              ? "the kernel ignores port %d of server %s: with 'sticky' each connection keeps its port"
              : "all ports of the service would end at port %d of server %s";
      diagnostics.add(
          Diagnostic.warning(
                  Warning.SERVER_PORT.code(),
                  where(server),
                  what.formatted(key.port(), server.address()))
              .withHint("leave the port out"));
    }
  }

  private void checkServed(AddressFamily family, NavigableMap<ServerKey, RealServer> members) {
    if (members.isEmpty()) {
      error(
              "family-without-servers",
              "service %s has %s addresses and no server for them"
                  .formatted(service.name(), family == AddressFamily.IPV6 ? "IPv6" : "IPv4"))
          .hint("add a server of that family");
    }
  }

  /** An error of the whole service; the hint completes it. */
  private Hinting error(String code, String message) {
    Diagnostic error = Diagnostic.error(code, service.origin(), message);
    return hint -> diagnostics.add(error.withHint(hint));
  }

  @FunctionalInterface
  private interface Hinting {
    void hint(String hint);
  }
}
