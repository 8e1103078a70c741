package org.lvsh.kernel.model;

import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The servers of one virtual service that are being drained, in the order of their addresses. It is
 * kept with the service's name: the kernel itself knows a weight of 0 and no more.
 */
public record Drains(NavigableMap<ServerKey, Drain> servers) {
  public static final Drains NONE = new Drains(new TreeMap<>());

  private static final Pattern ONE =
      Pattern.compile("(?:\\[([^]]+)]|([^:]+)):(\\d{1,5})=(\\d{1,10})@(\\d{1,12})");

  public Drains {
    servers = Collections.unmodifiableNavigableMap(new TreeMap<>(servers));
  }

  public boolean isEmpty() {
    return servers.isEmpty();
  }

  public Optional<Drain> of(ServerKey server) {
    return Optional.ofNullable(servers.get(server));
  }

  /** The same with one more, or with another in its place. */
  public Drains with(ServerKey server, Drain drain) {
    NavigableMap<ServerKey, Drain> more = new TreeMap<>(servers);
    more.put(server, drain);
    return new Drains(more);
  }

  public Drains without(ServerKey server) {
    NavigableMap<ServerKey, Drain> less = new TreeMap<>(servers);
    less.remove(server);
    return new Drains(less);
  }

  /** One word that {@link #of(String)} reads: {@code 10.0.0.1:80=4@1764126000,[fd00::1]:80=…}. */
  @Override
  public String toString() {
    return servers.entrySet().stream()
        .map(
            one ->
                "%s=%d@%d"
                    .formatted(
                        one.getKey(),
                        one.getValue().weight(),
                        one.getValue().since().getEpochSecond()))
        .collect(Collectors.joining(","));
  }

  /**
   * Reads what {@link #toString} writes of one server or more.
   *
   * @throws IllegalArgumentException where the text is anything else
   */
  public static Drains of(String text) {
    NavigableMap<ServerKey, Drain> servers = new TreeMap<>();
    for (String word : text.split(",", -1)) {
      Matcher parts = ONE.matcher(word);
      if (!parts.matches()) {
        throw new IllegalArgumentException("no drained server: " + word);
      }
      String address = parts.group(1) == null ? parts.group(2) : parts.group(1);
      ServerKey server = new ServerKey(IpAddress.of(address), Integer.parseInt(parts.group(3)));
      Drain drain =
          new Drain(
              Integer.parseInt(parts.group(4)),
              Instant.ofEpochSecond(Long.parseLong(parts.group(5))));
      if (servers.put(server, drain) != null) {
        throw new IllegalArgumentException("twice: " + server);
      }
    }
    return new Drains(servers);
  }
}
