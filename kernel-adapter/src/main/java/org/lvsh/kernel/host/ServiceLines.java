package org.lvsh.kernel.host;

import com.google.common.base.Supplier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.VirtualService;

/** Makes services out of the table's lines: each service's line is followed by its servers'. */
final class ServiceLines {
  private static final List<String> HEADINGS =
      List.of("IP Virtual Server", "Prot LocalAddress:Port", "  -> RemoteAddress:Port");

  private final Supplier<Integer> ticksPerSecond;
  private final int most;
  private final Map<ServiceKey, List<ListedService>> listed = new LinkedHashMap<>();
  private Optional<ListedService> current = Optional.empty();
  private int added;
  private int leftOut;

  /**
   * No lines yet.
   *
   * @param most how many lines there may be
   */
  ServiceLines(Supplier<Integer> ticksPerSecond, int most) {
    this.ticksPerSecond = ticksPerSecond;
    this.most = most;
  }

  void add(String line) {
    if (++added > most) {
      throw new KernelException("the table of services has more than " + most + " lines");
    }
    if (HEADINGS.stream().anyMatch(line::startsWith)) {
      return;
    }
    List<String> words = ProcWords.split(line);
    if (!words.isEmpty() && words.get(0).equals(ServerLine.ARROW)) {
      addServer(words);
    } else {
      addService(words);
    }
  }

  private void addService(List<String> words) {
    current = ServiceLine.read(words).map(ListedService::of);
    current.ifPresentOrElse(
        service ->
            listed.computeIfAbsent(service.line().listed(), key -> new ArrayList<>()).add(service),
        () -> leftOut++);
  }

  /** The servers of a service that is left out are no other's. */
  private void addServer(List<String> words) {
    Optional<ServerLine> server = ServerLine.read(words);
    if (server.isPresent() && current.isPresent()) {
      current.get().servers().add(server.get());
    } else {
      leftOut++;
    }
  }

  /** What all lines make. */
  ServiceTable.Contents contents() {
    Map<ServiceKey, ServiceEntry> entries = new LinkedHashMap<>();
    NavigableMap<ServiceKey, ServiceStatistics> statistics = new TreeMap<>();
    listed.values().forEach(services -> enter(services, entries, statistics));
    return new ServiceTable.Contents(List.copyOf(entries.values()), statistics, leftOut);
  }

  /** Enters what is listed under one key. */
  private void enter(
      List<ListedService> services,
      Map<ServiceKey, ServiceEntry> entries,
      Map<ServiceKey, ServiceStatistics> statistics) {
    List<AddressFamily> families = families(services);
    for (int index = 0; index < families.size(); index++) {
      ListedService service = services.get(index);
      try {
        VirtualService virtual = service.line().in(families.get(index), ticksPerSecond);
        entries.put(virtual.key(), ServiceEntry.of(virtual, service.realServers()));
        statistics.put(virtual.key(), service.statistics());
      } catch (IllegalArgumentException odd) {
        leftOut += 1 + service.servers().size();
      }
    }
  }

  private static List<AddressFamily> families(List<ListedService> services) {
    return services.get(0).line().listed().accept(new Families(services));
  }

  private record Families(List<ListedService> services)
      implements ServiceKey.Cases<List<AddressFamily>> {
    @Override
    public List<AddressFamily> onAddress(ServiceKey.OnAddress key) {
      return Collections.nCopies(services.size(), key.family());
    }

    @Override
    public List<AddressFamily> onMark(ServiceKey.OnMark key) {
      return MarkFamilies.of(services);
    }
  }
}
