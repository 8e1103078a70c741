package org.lvsh.shell.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Warning;

/**
 * What is to be warned of where a change takes servers from clients that they have: what becomes of
 * these is up to settings of the kernel. Servers that are drained or gone already are no news.
 */
final class ServerLint {
  private final Desired desired;
  private final Snapshot live;

  ServerLint(Desired desired, Snapshot live) {
    this.desired = desired;
    this.live = live;
  }

  /** The servers of one service that a change drains or removes. */
  private static final class Taken {
    private final List<ServerKey> drained = new ArrayList<>();
    private final List<ServerKey> removed = new ArrayList<>();
  }

  List<Diagnostic> warnings() {
    boolean keeps = isOff(KnownSetting.EXPIRE_QUIESCENT_TEMPLATE);
    boolean drops = isOff(KnownSetting.EXPIRE_NODEST_CONN);
    List<Diagnostic> warnings = new ArrayList<>();
    taken()
        .forEach(
            (name, taken) -> {
              ServiceSpec service = desired.services().get(name);
              if (keeps && !taken.drained.isEmpty()) {
                drained(service, taken.drained).ifPresent(warnings::add);
              }
              if (drops && !taken.removed.isEmpty()) {
                removed(service, taken.removed).ifPresent(warnings::add);
              }
            });
    return warnings;
  }

  /** Of a kernel whose settings are not known, nothing is said. */
  private boolean isOff(KnownSetting setting) {
    return Optional.ofNullable(desired.snapshot().settings().get(setting.fileName()))
        .filter(there -> there.value().equals("0"))
        .isPresent();
  }

  private Map<String, Taken> taken() {
    Map<String, Taken> all = new TreeMap<>();
    desired
        .names()
        .forEach(
            (key, name) -> {
              if (desired.statements().containsKey(name)) {
                compare(key, all.computeIfAbsent(name, unseen -> new Taken()));
              }
            });
    return all;
  }

  private void compare(ServiceKey key, Taken taken) {
    ServiceEntry before = live.services().get(key);
    ServiceEntry after = desired.snapshot().services().get(key);
    if (before == null || after == null) {
      return;
    }
    for (RealServer server : before.servers().values()) {
      RealServer stays = after.servers().get(server.key());
      if (server.weight() == 0) {
        continue;
      }
      if (stays == null) {
        taken.removed.add(server.key());
      } else if (stays.weight() == 0 && after.service().persistence().isPresent()) {
        taken.drained.add(server.key());
      }
    }
  }

  /** {@code ip_vs_check_template} in {@code ip_vs_conn.c}. */
  private Optional<Diagnostic> drained(ServiceSpec service, List<ServerKey> servers) {
    return warning(
        Warning.STICKY_DRAINED,
        service,
        "clients of %s that are sticky to %s stay there: expire_quiescent_template is 0"
            .formatted(service.name(), called(servers)),
        "'kernel expire_quiescent_template = 1' sends them to other servers with their next"
            + " connection");
  }

  /** {@code ip_vs_in_hook} in {@code ip_vs_core.c}. */
  private Optional<Diagnostic> removed(ServiceSpec service, List<ServerKey> servers) {
    return warning(
        Warning.CONNECTIONS_DROPPED,
        service,
        "packets of connections that %s has to %s are dropped until they time out:"
                .formatted(service.name(), called(servers))
            + " expire_nodest_conn is 0",
        "drain it first (weight 0) and remove it later, or let 'kernel expire_nodest_conn = 1' end"
            + " its connections");
  }

  private static String called(List<ServerKey> servers) {
    String first = servers.get(0).toString();
    return servers.size() == 1 ? first : first + " and " + (servers.size() - 1) + " more";
  }

  private Optional<Diagnostic> warning(
      Warning warning, ServiceSpec service, String message, String hint) {
    return Linter.allows(service, warning)
        ? Optional.empty()
        : Optional.of(Diagnostic.warning(warning.code(), place(service), message).withHint(hint));
  }

  private Span place(ServiceSpec service) {
    return Linter.isSaid(service)
        ? service.origin()
        : desired.statements().getOrDefault(service.name(), Span.NONE);
  }
}
