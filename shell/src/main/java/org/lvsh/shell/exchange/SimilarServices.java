package org.lvsh.shell.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/**
 * Services of which each could be a part of one: they differ in nothing but their marks and the
 * packets that have these. To make one of them moves clients, so it is only told.
 */
public final class SimilarServices {
  private SimilarServices() {}

  /** All of a service but its mark. */
  private record Settings(
      AddressFamily family,
      Scheduler scheduler,
      Optional<Persistence> persistence,
      boolean onePacket,
      NavigableMap<ServerKey, RealServer> servers) {}

  /** Tells which services are alike. */
  public static void tell(Snapshot state, Map<ServiceKey, String> names, Findings findings) {
    Map<Settings, Map<Mark, String>> alike = new LinkedHashMap<>();
    for (ServiceEntry entry : state.services().values()) {
      if (entry.service().key() instanceof ServiceKey.OnMark on && !entry.servers().isEmpty()) {
        Settings settings =
            new Settings(
                on.family(),
                entry.service().scheduler(),
                entry.service().persistence(),
                entry.service().onePacket(),
                entry.servers());
        alike.computeIfAbsent(settings, first -> new TreeMap<>()).put(on.mark(), names.get(on));
      }
    }
    for (Map<Mark, String> services : alike.values()) {
      List<String> called = services.values().stream().distinct().toList();
      if (called.size() > 1) {
        findings.remark(
            "services %s differ in their marks alone: as one service of all their ports they would"
                    .formatted(called.stream().collect(Collectors.joining(", ")))
                + " keep a client on one server");
      }
    }
  }
}
