package org.lvsh.shell.command;

import com.google.common.collect.ImmutableSortedMap;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Setting;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.view.Words;

/**
 * The names in a candidate, and the schedulers of its kernel, as they are at one moment. A kernel
 * that cannot be read has none. What a name means is worked out when it is shown.
 */
final class KnownNames {
  private final Supplier<Collection<ServiceSpec>> live;
  private final Map<String, ServiceSpec> services = new TreeMap<>();
  private final Map<String, PoolSpec> pools = new TreeMap<>();
  private final Set<String> schedulers;
  private final ImmutableSortedMap<String, Setting> settings;
  private final ImmutableSortedMap<String, Supplier<String>> serviceNames;
  private final ImmutableSortedMap<String, Supplier<String>> poolNames;
  private final ImmutableSortedMap<String, Supplier<String>> holderNames;
  private ImmutableSortedMap<String, Supplier<String>> liveNames;
  private ImmutableSortedMap<String, Supplier<String>> allServers;

  private KnownNames(
      Supplier<Collection<ServiceSpec>> live,
      Collection<ServiceSpec> services,
      Map<String, PoolSpec> pools,
      Set<String> schedulers,
      Map<String, Setting> settings) {
    this.live = live;
    services.forEach(service -> this.services.put(service.name(), service));
    this.pools.putAll(pools);
    this.schedulers = schedulers;
    this.settings = ImmutableSortedMap.copyOf(settings);
    Map<String, Supplier<String>> holders = new TreeMap<>();
    this.services.forEach((name, service) -> holders.put(name, () -> meaning(service)));
    serviceNames = ImmutableSortedMap.copyOf(holders);
    this.pools.forEach((name, pool) -> holders.put(name, () -> meaning(pool)));
    holderNames = ImmutableSortedMap.copyOf(holders);
    holders.keySet().retainAll(pools.keySet());
    poolNames = ImmutableSortedMap.copyOf(holders);
  }

  static KnownNames of(Session session) {
    try {
      Candidate candidate = session.inHand();
      return new KnownNames(
          () -> Candidate.of(candidate.live()).services(),
          candidate.services(),
          candidate.pools(),
          session.kernel().capabilities().schedulers(),
          candidate.live().settings());
    } catch (KernelException | UncheckedIOException unreadable) {
      return new KnownNames(List::of, List.of(), Map.of(), Set.of(), Map.of());
    }
  }

  Set<String> schedulers() {
    return schedulers;
  }

  /** Those that the kernel has, whatever is staged. */
  Names liveServices(String typed) {
    if (liveNames == null) {
      Map<String, Supplier<String>> all = new TreeMap<>();
      live.get().forEach(service -> all.put(service.name(), () -> meaning(service)));
      liveNames = ImmutableSortedMap.copyOf(all);
    }
    return Names.beginning(liveNames, typed, Supplier::get);
  }

  Names services(String typed) {
    return Names.beginning(serviceNames, typed, Supplier::get);
  }

  /** Those that others made. */
  Names foreignServices(String typed) {
    Map<String, Supplier<String>> foreign = new TreeMap<>();
    services.forEach(
        (name, service) -> {
          if (service.isForeign()) {
            foreign.put(name, () -> meaning(service));
          }
        });
    return Names.beginning(ImmutableSortedMap.copyOf(foreign), typed, Supplier::get);
  }

  Names pools(String typed) {
    return Names.beginning(poolNames, typed, Supplier::get);
  }

  /** Services and pools. */
  Names holders(String typed) {
    return Names.beginning(holderNames, typed, Supplier::get);
  }

  /** The settings of the kernel, with what they are now. */
  Names settings(String typed) {
    return Names.beginning(settings, typed, setting -> "now " + setting.value());
  }

  /** The servers of a service or a pool; all of them where there is no such one. */
  Names servers(Optional<String> holder, String typed) {
    return Names.beginning(
        holder.flatMap(this::serversOf).orElseGet(this::allServers), typed, Supplier::get);
  }

  /** Those that are drained in the kernel, whatever is staged. */
  Names drainedServers(String typed) {
    Map<String, Supplier<String>> drained = new TreeMap<>();
    for (ServiceSpec service : live.get()) {
      List<ServerSpec> servers =
          service.servers().stream().filter(server -> server.drained().isPresent()).toList();
      addAll(servers, service.name(), drained);
    }
    return Names.beginning(ImmutableSortedMap.copyOf(drained), typed, Supplier::get);
  }

  private Optional<ImmutableSortedMap<String, Supplier<String>>> serversOf(String holder) {
    return Optional.ofNullable(services.get(holder))
        .map(ServiceSpec::servers)
        .or(() -> Optional.ofNullable(pools.get(holder)).map(PoolSpec::servers))
        .map(servers -> ImmutableSortedMap.copyOf(described(servers)));
  }

  private ImmutableSortedMap<String, Supplier<String>> allServers() {
    if (allServers == null) {
      Map<String, Supplier<String>> all = new TreeMap<>();
      services.forEach((name, service) -> addAll(service.servers(), name, all));
      pools.forEach((name, pool) -> addAll(pool.servers(), name, all));
      allServers = ImmutableSortedMap.copyOf(all);
    }
    return allServers;
  }

  private static void addAll(
      List<ServerSpec> servers, String holder, Map<String, Supplier<String>> all) {
    servers.forEach(server -> all.putIfAbsent(server.called(), () -> "of " + holder));
  }

  private static Map<String, Supplier<String>> described(List<ServerSpec> servers) {
    Map<String, Supplier<String>> described = new TreeMap<>();
    servers.forEach(server -> described.put(server.called(), () -> Words.options(server)));
    return described;
  }

  private static String meaning(ServiceSpec service) {
    return "on " + Words.target(service) + (service.isForeign() ? ", made by others" : "");
  }

  private static String meaning(PoolSpec pool) {
    int servers = pool.servers().size();
    return "a pool of %s server%s".formatted(servers, servers == 1 ? "" : "s");
  }
}
