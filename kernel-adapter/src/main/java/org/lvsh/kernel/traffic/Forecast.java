package org.lvsh.kernel.traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * Which server a scheduler would choose for a packet, told from nothing but what a live kernel
 * shows.
 *
 * @param place of a scheduler that hashes: the bucket or place that the packet falls into
 * @param reckonings what the scheduler sees in each server, in the order of the kernel's list
 * @param candidates the servers that may be chosen, the likelier ones first; none where nobody is
 * @param mayRefuse whether it may be that none is chosen
 * @param unknowns why there is more than one possibility
 */
public record Forecast(
    OptionalInt place,
    List<Reckoning> reckonings,
    List<Candidate> candidates,
    boolean mayRefuse,
    Set<Unknown> unknowns) {
  public Forecast {
    Objects.requireNonNull(place);
    reckonings = List.copyOf(reckonings);
    candidates = List.copyOf(candidates);
    EnumSet<Unknown> all = EnumSet.noneOf(Unknown.class);
    all.addAll(unknowns);
    unknowns = Collections.unmodifiableSet(all);
    if (candidates.isEmpty() && !mayRefuse) {
      throw new IllegalArgumentException("nobody takes it, and nobody refuses it");
    }
  }

  /** Whether what will happen is known. */
  public boolean isCertain() {
    return candidates.isEmpty() || (candidates.size() == 1 && !mayRefuse);
  }

  /** The server that will have it; empty where none will, or where that is not known. */
  public Optional<ServerKey> server() {
    return isCertain() ? candidates.stream().findFirst().map(Candidate::server) : Optional.empty();
  }

  /**
   * A server that may be chosen.
   *
   * @param share of many clients, above 0 to 1; empty where that is not known either
   */
  public record Candidate(ServerKey server, OptionalDouble share) {
    public Candidate {
      Objects.requireNonNull(server);
      Objects.requireNonNull(share);
    }
  }

  /**
   * What a scheduler sees in a server.
   *
   * @param load what it compares: for {@code lc}, {@code wlc}, {@code lblc}, {@code lblcr} and
   *     {@code twos} 256 for an active connection and one for each, for {@code sed} and {@code nq}
   *     the active ones and one more; for {@code sh}, {@code dh} and {@code mh} how many buckets or
   *     places it has; empty for others
   */
  public record Reckoning(SeenServer seen, SeenServer.Fitness fitness, Optional<Long> load) {
    public Reckoning {
      Objects.requireNonNull(seen);
      Objects.requireNonNull(fitness);
      Objects.requireNonNull(load);
    }
  }

  /** What no kernel shows. */
  public enum Unknown {
    /** At which server {@code rr} and {@code wrr} are. */
    TURN,
    /** Which lots {@code twos} draws. */
    LOTS,
    /** Where {@code lblc} and {@code lblcr} have sent the packets of an address before. */
    MEMORY,
    /** The client's port, which nobody has said and a hash depends on. */
    CLIENT_PORT,
    /** Whether a server between its limits takes connections. */
    OVERLOAD,
    /** Which weight a drained server had, by which {@code mh} keeps places for it. */
    FORMER_WEIGHT,
    /** How this scheduler chooses. */
    SCHEDULER
  }

  /**
   * What a service's scheduler would do.
   *
   * @param service the one that takes the packet, with its scheduler
   * @param servers in the order of the kernel's list
   * @param portKnown whether the packet's client port is the one that it will have
   */
  public static Forecast of(
      VirtualService service, List<SeenServer> servers, Packet packet, boolean portKnown) {
    return new Forecasting(service, servers, packet, portKnown).forecast();
  }

  /** Candidates without shares, in this order. */
  static List<Candidate> unweighed(List<ServerKey> servers) {
    List<Candidate> all = new ArrayList<>();
    new LinkedHashSet<>(servers)
        .forEach(server -> all.add(new Candidate(server, OptionalDouble.empty())));
    return all;
  }

  /** Candidates whose shares are as these numbers, those of 0 left out. */
  static List<Candidate> weighed(Map<ServerKey, Double> numbers) {
    double sum = numbers.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<ServerKey, Double> sorted = new LinkedHashMap<>();
    numbers.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(Map.Entry.<ServerKey, Double>comparingByValue().reversed())
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue() / sum));
    List<Candidate> all = new ArrayList<>();
    sorted.forEach((server, share) -> all.add(new Candidate(server, OptionalDouble.of(share))));
    return all;
  }
}
