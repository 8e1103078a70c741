package org.lvsh.shell.inspect;

import java.util.NavigableMap;
import java.util.function.Consumer;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;

/**
 * Whether the services of lvsh have servers for new clients, and whether drained ones get rid of
 * theirs. What others do to their own services is theirs: health checks set weights to 0.
 */
final class DoctorServers implements DoctorCheck {
  private static final String QUIESCENT = "expire_quiescent_template";

  @Override
  public String subject() {
    return "the servers for new clients";
  }

  @Override
  public boolean needsHost() {
    return false;
  }

  /** Root alone knows which services are ours, and counts templates. */
  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    NavigableMap<ServiceKey, ServiceStatistics> statistics = director.kernel().statistics();
    director
        .state()
        .services()
        .forEach(
            (key, entry) -> {
              if (director.isOurs(key)) {
                look(director, entry, found);
                sticky(director, entry, statistics, found);
              }
            });
  }

  private static void look(DoctorCase director, ServiceEntry entry, Consumer<Finding> found) {
    boolean isUsable = entry.servers().values().stream().anyMatch(server -> server.weight() > 0);
    if (isUsable) {
      return;
    }
    ServiceKey key = entry.service().key();
    String name = director.names().get(key);
    boolean isEmpty = entry.servers().isEmpty();
    found.accept(
        Finding.error(
            DoctorCode.NO_USABLE_SERVER,
            isEmpty
                ? "service %s (%s) has no server".formatted(name, key)
                : "every server of service %s (%s) has weight 0".formatted(name, key),
            "new clients are refused",
            isEmpty
                ? "lvsh --yes add server ADDRESS to " + name
                : back(director, name, key, entry.servers().firstEntry().getValue())));
  }

  private static String back(DoctorCase director, String name, ServiceKey key, RealServer server) {
    ServerKey at = server.key();
    boolean isDrained = director.state().ownership().get(key).drains().of(at).isPresent();
    return isDrained
        ? "lvsh --yes undrain %s in %s".formatted(said(at), name)
        : "lvsh --yes set %s server %s weight 1".formatted(name, said(at));
  }

  private static String said(ServerKey server) {
    return server.port() == 0
        ? server.address().toString()
        : server.address().beforePort() + ":" + server.port();
  }

  private static void sticky(
      DoctorCase director,
      ServiceEntry entry,
      NavigableMap<ServiceKey, ServiceStatistics> statistics,
      Consumer<Finding> found) {
    ServiceStatistics counted = statistics.get(entry.service().key());
    if (counted == null || !director.isSet(QUIESCENT, "0")) {
      return;
    }
    for (RealServer server : entry.servers().values()) {
      long templates =
          counted
              .servers()
              .getOrDefault(server.key(), ServerStatistics.NONE)
              .persistentConnections()
              .orElse(0);
      if (server.weight() == 0 && templates > 0) {
        found.accept(
            Finding.note(
                DoctorCode.DRAINED_STICKY,
                "server %s of service %s has weight 0, and %s to it"
                    .formatted(
                        said(server.key()),
                        director.names().get(entry.service().key()),
                        DoctorWords.count(templates, "template")
                            + " still lead"
                            + (templates == 1 ? "s" : "")),
                "with %s 0 those clients come back to it, and it may never be empty"
                    .formatted(QUIESCENT),
                DoctorWords.setting(QUIESCENT, "1")));
      }
    }
  }
}
