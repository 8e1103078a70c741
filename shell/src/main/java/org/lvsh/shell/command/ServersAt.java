package org.lvsh.shell.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.Unknown;

/**
 * The servers at an address, in one service or in all. An address without a port means every server
 * there: a machine is drained as a whole.
 */
final class ServersAt {
  private final ServerAddress address;
  private final Optional<Located<String>> service;

  ServersAt(ServerAddress address, Optional<Located<String>> service) {
    this.address = address;
    this.service = service;
  }

  /**
   * A server in one entry of a service.
   *
   * @param service its name
   */
  record Place(String service, ServiceKey key, ServerKey server) {}

  /**
   * Those of our own, in the order of their services.
   *
   * @param told is told what is wrong where there is none, and what others have
   */
  List<Place> find(Snapshot live, List<Diagnostic> told) {
    Map<String, List<ServiceKey>> keys = ServiceNames.keys(live);
    if (service.isPresent() && !keys.containsKey(service.get().value())) {
      told.add(Unknown.service(service.get(), keys.keySet()));
      return List.of();
    }
    List<Place> all = new ArrayList<>();
    keys.forEach(
        (name, entries) -> {
          if (service.isEmpty() || service.get().value().equals(name)) {
            entries.forEach(key -> add(name, key, live, all));
          }
        });
    List<Place> ours =
        all.stream().filter(place -> live.ownership().containsKey(place.key())).toList();
    if (all.isEmpty()) {
      told.add(unknown(live, keys));
    } else if (ours.size() < all.size()) {
      told.add(others(all, live, ours.isEmpty()));
    }
    return ours;
  }

  private void add(String name, ServiceKey key, Snapshot live, List<Place> into) {
    IpAddress ip = new IpAddress(address.address());
    live.services().get(key).servers().keySet().stream()
        .filter(server -> server.address().equals(ip))
        .filter(server -> address.port() < 0 || server.port() == address.port())
        .forEach(server -> into.add(new Place(name, key, server)));
  }

  private Diagnostic unknown(Snapshot live, Map<String, List<ServiceKey>> keys) {
    String said = address.span().text();
    String message =
        service
            .map(name -> "service %s has no server %s".formatted(name.value(), said))
            .orElse("no service has a server " + said);
    Diagnostic mistake = Diagnostic.error("unknown-server", address.span(), message);
    Set<String> there = new LinkedHashSet<>();
    service
        .map(name -> keys.get(name.value()))
        .ifPresent(
            entries ->
                entries.forEach(
                    key ->
                        live.services().get(key).servers().keySet().stream()
                            .limit(8)
                            .forEach(server -> there.add(server.toString()))));
    return mistake.withHint(
        there.isEmpty()
            ? "'show servers' lists them"
            : "it has " + there.stream().limit(8).collect(Collectors.joining(", ")));
  }

  private Diagnostic others(List<Place> all, Snapshot live, boolean onlyTheirs) {
    String names =
        all.stream()
            .filter(place -> !live.ownership().containsKey(place.key()))
            .map(Place::service)
            .distinct()
            .limit(8)
            .collect(Collectors.joining(", "));
    String message = "others made %s, and lvsh changes none of it".formatted(names);
    Diagnostic told =
        onlyTheirs
            ? Diagnostic.error("foreign-service", address.span(), message)
            : Diagnostic.warning("foreign-service", address.span(), message);
    return told.withHint("'adopt' makes a service your own");
  }
}
