package org.lvsh.kernel.traffic;

import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.Forecast.Candidate;
import org.lvsh.kernel.traffic.Forecast.Reckoning;
import org.lvsh.kernel.traffic.Forecast.Unknown;
import org.lvsh.kernel.traffic.SeenServer.Fitness;

/** Makes a forecast with the schedulers' own rules. */
final class Forecasting {
  /** Those that clients take: without the ports of services. */
  private static final int FIRST_CLIENT_PORT = 1_024;

  private static final int LAST_CLIENT_PORT = 65_535;

  private final String scheduler;
  private final Set<Integer> flags;
  private final AddressFamily family;
  private final List<SeenServer> seen;
  private final List<Assumed> servers;
  private final Packet packet;
  private final boolean portKnown;

  Forecasting(VirtualService service, List<SeenServer> seen, Packet packet, boolean portKnown) {
    this.scheduler = service.scheduler().name();
    this.flags = service.scheduler().flags();
    this.family = service.key().family();
    this.seen = seen;
    this.servers = seen.stream().map(one -> new Assumed(one, Set.of())).toList();
    this.packet = packet;
    this.portKnown = portKnown;
  }

  /**
   * A server, taken to have room where it is between its limits, unless it is one of these.
   *
   * @param full those that are taken to have none
   */
  private record Assumed(SeenServer seen, Set<ServerKey> full) implements Contender {
    @Override
    public ServerKey key() {
      return seen.key();
    }

    @Override
    public int weight() {
      return seen.settings().weight();
    }

    /** That of a drained one is not known; no forecast is made from it. */
    @Override
    public int lastWeight() {
      return weight();
    }

    @Override
    public long active() {
      return seen.connections().activeConnections();
    }

    @Override
    public long total() {
      return seen.total();
    }

    @Override
    public boolean isOverloaded() {
      return seen.fitness() == Fitness.OVERLOADED || full.contains(key());
    }

    boolean isUnsure() {
      return seen.fitness() == Fitness.BETWEEN_LIMITS;
    }
  }

  Forecast forecast() {
    if (seen.isEmpty()) {
      return forecast(List.of(), true, Set.of());
    }
    return switch (scheduler) {
      case "rr" -> inTurn(one -> 1);
      case "wrr" -> inTurn(Assumed::weight);
      case "twos" -> byLots();
      case "lblc", "lblcr" -> remembered();
      case "mh" -> hasDrained() ? anyOf(Unknown.FORMER_WEIGHT) : byRule(new MaglevHashing());
      default -> Rules.of(scheduler).map(this::byRule).orElseGet(() -> anyOf(Unknown.SCHEDULER));
    };
  }

  private Forecast forecast(List<Candidate> candidates, boolean mayRefuse, Set<Unknown> unknowns) {
    return new Forecast(place(), reckonings(), candidates, mayRefuse, unknowns);
  }

  private boolean hasDrained() {
    return servers.stream().anyMatch(one -> one.weight() == 0);
  }

  private List<Assumed> usable() {
    return servers.stream().filter(Contender::isUsable).toList();
  }

  /** Any usable one, for all that is known. */
  private Forecast anyOf(Unknown why) {
    List<Candidate> all = Forecast.unweighed(Forecasting.keys(usable()));
    return forecast(all, true, EnumSet.of(why));
  }

  private static List<ServerKey> keys(List<Assumed> servers) {
    return servers.stream().map(Assumed::key).toList();
  }

  private Forecast inTurn(ToDoubleFunction<Assumed> turns) {
    List<Assumed> usable = usable();
    if (usable.stream().anyMatch(Assumed::isUnsure)) {
      boolean mayRefuse = usable.stream().allMatch(Assumed::isUnsure);
      EnumSet<Unknown> why = EnumSet.of(Unknown.TURN, Unknown.OVERLOAD);
      return forecast(Forecast.unweighed(keys(usable)), mayRefuse, why);
    }
    Map<ServerKey, Double> numbers = new LinkedHashMap<>();
    usable.forEach(one -> numbers.put(one.key(), turns.applyAsDouble(one)));
    Set<Unknown> why = usable.size() > 1 ? EnumSet.of(Unknown.TURN) : Set.of();
    return forecast(Forecast.weighed(numbers), usable.isEmpty(), why);
  }

  private Forecast byLots() {
    List<Assumed> usable = usable();
    if (usable.stream().anyMatch(Assumed::isUnsure)) {
      boolean mayRefuse = usable.stream().allMatch(Assumed::isUnsure);
      EnumSet<Unknown> why = EnumSet.of(Unknown.LOTS, Unknown.OVERLOAD);
      return forecast(Forecast.unweighed(keys(usable)), mayRefuse, why);
    }
    Map<ServerKey, Double> chances = new LinkedHashMap<>();
    for (Assumed first : usable) {
      for (Assumed second : usable) {
        double chance = lots(first, usable) * lots(second, usable);
        chances.merge(TwoChoices.lighter(first, second).key(), chance, Double::sum);
      }
    }
    Set<Unknown> why = chances.size() > 1 ? EnumSet.of(Unknown.LOTS) : Set.of();
    return forecast(Forecast.weighed(chances), usable.isEmpty(), why);
  }

  /** How many of the numbers that may be drawn are a server's: 0 is the first one's, too. */
  private static double lots(Assumed one, List<Assumed> usable) {
    return one.weight() + (one.key().equals(usable.get(0).key()) ? 1.0 : 0.0);
  }

  /**
   * The servers that may have had this address before and do not have more than their share, and
   * the one that a new place begins with.
   */
  private Forecast remembered() {
    List<ServerKey> fresh = new ArrayList<>();
    boolean mayRefuse = throughLimits(this::leastLoaded, fresh);
    LinkedHashSet<ServerKey> all = new LinkedHashSet<>(fresh);
    // A server that lblc remembers is not asked whether it is overloaded, only how it is loaded.
    for (Assumed one : scheduler.equals("lblc") ? servers : usable()) {
      if (one.weight() > 0 && !Locality.isOverloaded(one, servers)) {
        all.add(one.key());
      }
    }
    Set<Unknown> why = EnumSet.noneOf(Unknown.class);
    if (all.size() > fresh.size() || (mayRefuse && !all.isEmpty())) {
      why.add(Unknown.MEMORY);
    }
    if (fresh.size() + (mayRefuse ? 1 : 0) > 1) {
      why.add(Unknown.OVERLOAD);
    }
    return forecast(Forecast.unweighed(List.copyOf(all)), mayRefuse, why);
  }

  private Optional<Assumed> leastLoaded(List<Assumed> among) {
    return LeastLoad.of(among, Contender::load);
  }

  private Forecast byRule(Rule rule) {
    boolean byPort = flags.contains(SourceHashing.PORT) && !scheduler.equals("dh");
    boolean hashes = scheduler.equals("sh") || scheduler.equals("mh");
    if (hashes && byPort && !portKnown) {
      return overAllPorts(rule);
    }
    List<ServerKey> found = new ArrayList<>();
    boolean mayRefuse =
        throughLimits(among -> rule.among(family, among).choose(packet, flags), found);
    boolean certain = found.size() + (mayRefuse ? 1 : 0) == 1;
    return forecast(
        Forecast.unweighed(found), mayRefuse, certain ? Set.of() : EnumSet.of(Unknown.OVERLOAD));
  }

  /** How a choice is made. */
  private interface Chooser {
    Optional<Assumed> choose(List<Assumed> among);
  }

  /**
   * Finds who may be chosen: first where every server between its limits has room; then, for as
   * long as such a one is chosen, where it has none.
   *
   * @return whether it may be that none is chosen
   */
  private boolean throughLimits(Chooser chooser, List<ServerKey> found) {
    Set<ServerKey> full = new LinkedHashSet<>();
    while (true) {
      Set<ServerKey> taken = Set.copyOf(full);
      Optional<Assumed> one =
          chooser.choose(seen.stream().map(server -> new Assumed(server, taken)).toList());
      if (one.isEmpty()) {
        return true;
      }
      found.add(one.get().key());
      if (!one.get().isUnsure()) {
        return false;
      }
      full.add(one.get().key());
    }
  }

  private Forecast overAllPorts(Rule rule) {
    Rule.Choice<Assumed> choice = rule.among(family, servers);
    Map<ServerKey, Double> numbers = new LinkedHashMap<>();
    boolean mayRefuse = false;
    for (int port = FIRST_CLIENT_PORT; port <= LAST_CLIENT_PORT; port++) {
      Optional<Assumed> one = choice.choose(from(port), flags);
      one.ifPresent(server -> numbers.merge(server.key(), 1.0, Double::sum));
      mayRefuse |= one.isEmpty() || one.get().isUnsure();
    }
    boolean certain = numbers.size() + (mayRefuse ? 1 : 0) == 1;
    Set<Unknown> why = certain ? Set.of() : EnumSet.of(Unknown.CLIENT_PORT);
    return forecast(Forecast.weighed(numbers), mayRefuse, why);
  }

  private Packet from(int clientPort) {
    return new Packet(
        packet.protocol(),
        packet.client(),
        clientPort,
        packet.address(),
        packet.port(),
        packet.callId());
  }

  private OptionalInt place() {
    boolean unknownPort = flags.contains(SourceHashing.PORT) && !portKnown;
    return switch (scheduler) {
      case "dh" -> OptionalInt.of(Buckets.of(family, packet.address(), 0));
      case "sh" ->
          unknownPort
              ? OptionalInt.empty()
              : OptionalInt.of(SourceHashing.bucket(family, packet, flags));
      case "mh" ->
          unknownPort || hasDrained()
              ? OptionalInt.empty()
              : OptionalInt.of(MaglevHashing.place(family, packet, flags));
      default -> OptionalInt.empty();
    };
  }

  private List<Reckoning> reckonings() {
    Optional<ToLongFunction<Assumed>> load = load();
    return servers.stream()
        .map(
            one ->
                new Reckoning(
                    one.seen(),
                    one.seen().fitness(),
                    load.map(function -> function.applyAsLong(one))))
        .toList();
  }

  private Optional<ToLongFunction<Assumed>> load() {
    return switch (scheduler) {
      case "lc", "wlc", "lblc", "lblcr", "twos" -> Optional.of(Contender::load);
      case "sed", "nq" -> Optional.of(LeastLoad::expectedDelay);
      case "dh" -> Optional.of(places(Buckets.inTurns(servers)));
      case "sh" -> Optional.of(places(Buckets.byWeight(servers)));
      case "mh" ->
          hasDrained()
              ? Optional.empty()
              : Optional.of(places(MaglevHashing.filled(family, servers)));
      default -> Optional.empty();
    };
  }

  private static ToLongFunction<Assumed> places(List<Assumed> places) {
    return one -> Iterables.frequency(places, one);
  }
}
