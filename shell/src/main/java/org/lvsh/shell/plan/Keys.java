package org.lvsh.shell.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/** What a saved plan names by its key, as it is in the snapshot before and in the one after. */
final class Keys {
  private final Snapshot basis;
  private final Snapshot target;
  private final Map<String, ServiceKey> services = new HashMap<>();
  private final Map<String, Served> servers = new HashMap<>();
  private final Map<String, MarkRule.Match> matches = new HashMap<>();

  Keys(Snapshot basis, Snapshot target) {
    this.basis = basis;
    this.target = target;
    note(basis);
    note(target);
  }

  /** A server of a service. */
  private record Served(ServiceKey service, ServerKey server) {}

  /** Such as {@code tcp 192.168.0.1:80 192.168.1.2:80}. */
  static String of(ServiceKey service, ServerKey server) {
    return service + " " + server;
  }

  private void note(Snapshot snapshot) {
    for (ServiceEntry entry : snapshot.services().values()) {
      ServiceKey service = entry.service().key();
      services.put(service.toString(), service);
      entry
          .servers()
          .keySet()
          .forEach(server -> servers.put(of(service, server), new Served(service, server)));
    }
    snapshot.markRules().keySet().forEach(match -> matches.put(match.toString(), match));
  }

  ServiceKey service(String said) {
    return known(services, said);
  }

  ServerKey serverOf(ServiceKey service, String said) {
    return known(servers, service + " " + said).server();
  }

  EntryChange entry(String said) {
    ServiceKey key = known(services, said);
    return new EntryChange(
        key,
        entry(basis, key).map(ServiceEntry::service),
        entry(target, key).map(ServiceEntry::service));
  }

  ServerChange server(String said) {
    Served key = known(servers, said);
    return new ServerChange(key.service(), server(basis, key), server(target, key));
  }

  RuleChange rule(boolean added, String said) {
    MarkRule.Match match = known(matches, said);
    MarkRule rule = (added ? target : basis).markRules().get(match);
    if (rule == null) {
      throw new IllegalArgumentException("no rule " + said);
    }
    return new RuleChange(added, rule);
  }

  private static Optional<ServiceEntry> entry(Snapshot snapshot, ServiceKey key) {
    return Optional.ofNullable(snapshot.services().get(key));
  }

  private static Optional<RealServer> server(Snapshot snapshot, Served key) {
    return entry(snapshot, key.service()).map(entry -> entry.servers().get(key.server()));
  }

  private static <T> T known(Map<String, T> keys, String said) {
    T key = keys.get(said);
    if (key == null) {
      throw new IllegalArgumentException("in neither snapshot: " + said);
    }
    return key;
  }
}
