package org.lvsh.shell.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.traffic.Forecast;

/**
 * What a trace says will happen, to be compared with what happens.
 *
 * @param certain whether there is one possibility
 * @param servers those that the packet may go to
 * @param none whether it may go nowhere
 * @param shares of a scheduler that takes turns or draws lots
 */
public record Prediction(
    boolean certain, Set<ServerKey> servers, boolean none, Map<ServerKey, Double> shares) {

  public static Prediction of(Trace trace) {
    return trace
        .way()
        .accept(
            new Way.Cases<>() {
              @Override
              public Prediction notBalanced(Way.NotBalanced way) {
                return new Prediction(true, Set.of(), true, Map.of());
              }

              @Override
              public Prediction lost(Way.Lost way) {
                return new Prediction(true, Set.of(), true, Map.of());
              }

              @Override
              public Prediction known(Way.Known way) {
                Set<ServerKey> servers = Set.copyOf(way.entry().servers());
                return new Prediction(servers.size() == 1, servers, false, Map.of());
              }

              @Override
              public Prediction scheduled(Way.Scheduled way) {
                return scheduled(way.forecast());
              }

              private Prediction scheduled(Forecast forecast) {
                Map<ServerKey, Double> shares = new TreeMap<>();
                forecast
                    .candidates()
                    .forEach(one -> one.share().ifPresent(part -> shares.put(one.server(), part)));
                return new Prediction(
                    forecast.isCertain(),
                    forecast.candidates().stream()
                        .map(Forecast.Candidate::server)
                        .collect(Collectors.toSet()),
                    forecast.mayRefuse(),
                    shares);
              }
            });
  }

  /** Whether it has come true. */
  public boolean allows(Optional<ServerKey> happened) {
    return happened.map(servers::contains).orElse(none);
  }

  /** Sums up shares that were predicted, and counts what happened. */
  public static final class Shares {
    private final Map<ServerKey, Double> predicted = new TreeMap<>();
    private final Map<ServerKey, Double> variance = new TreeMap<>();
    private final Map<ServerKey, Integer> happened = new TreeMap<>();

    public void add(Prediction prediction, Optional<ServerKey> server) {
      if (prediction.shares().isEmpty()) {
        return;
      }
      prediction
          .shares()
          .forEach(
              (one, share) -> {
                predicted.merge(one, share, Double::sum);
                variance.merge(one, share * (1 - share), Double::sum);
              });
      server.ifPresent(one -> happened.merge(one, 1, Integer::sum));
    }

    /** Of which servers less or more came true than four times the deviation of lots allows. */
    public List<String> wrong() {
      List<String> wrong = new ArrayList<>();
      predicted.forEach(
          (server, sum) -> {
            int count = happened.getOrDefault(server, 0);
            if (Math.abs(count - sum) > 4 * Math.sqrt(variance.get(server)) + 1) {
              wrong.add("%s: %.1f predicted, %d came".formatted(server, sum, count));
            }
          });
      wrong.sort(Comparator.naturalOrder());
      return wrong;
    }
  }
}
