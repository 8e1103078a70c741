package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;

/**
 * All that a kernel holds besides its configuration, so that another can go on from there. Times
 * are those of its clock, which counts from 0, in whole milliseconds.
 *
 * @param seed of the random numbers that come next
 * @param services those of which there is something to say, in the order of their keys
 * @param trash removed servers that are not forgotten yet, the oldest first
 * @param trashCheck when they are next looked at; empty where nobody waits to
 */
public record TrafficState(
    Duration clock,
    long seed,
    List<OfService> services,
    List<Removed> trash,
    Optional<Duration> trashCheck) {
  /** Of a kernel through which nothing has passed. */
  public static final TrafficState NONE =
      new TrafficState(Duration.ZERO, 0, List.of(), List.of(), Optional.empty());

  public TrafficState {
    services = List.copyOf(services);
    trash = List.copyOf(trash);
    requireTime(clock);
    trashCheck.ifPresent(TrafficState::requireTime);
  }

  private static void requireTime(Duration time) {
    if (time.isNegative() || !time.equals(Duration.ofMillis(time.toMillis()))) {
      throw new IllegalArgumentException("no time of the clock: " + time);
    }
  }

  /** Whether there is nothing to say. */
  public boolean isNone() {
    return equals(NONE);
  }

  /**
   * What there is of a service.
   *
   * @param order its servers, those added first before the others; empty where that is the order of
   *     their keys
   * @param servers those of which there is something to say
   */
  public record OfService(
      ServiceKey key,
      List<ServerKey> order,
      SchedulerMemory memory,
      MeterState meter,
      List<OfServer> servers) {
    public OfService {
      Objects.requireNonNull(key);
      Objects.requireNonNull(memory);
      Objects.requireNonNull(meter);
      order = List.copyOf(order);
      servers = List.copyOf(servers);
    }

    boolean saysNothing() {
      return order.isEmpty()
          && memory.equals(SchedulerMemory.NONE)
          && meter.equals(MeterState.NONE)
          && servers.isEmpty();
    }
  }

  /**
   * What there is of a real server.
   *
   * @param lastWeight its last weight but 0
   * @param connections those that hang on no template
   */
  public record OfServer(
      ServerKey key,
      int lastWeight,
      boolean overloaded,
      MeterState meter,
      List<Template> templates,
      List<Established> connections) {
    public OfServer {
      Objects.requireNonNull(key);
      Objects.requireNonNull(meter);
      templates = List.copyOf(templates);
      connections = List.copyOf(connections);
      if (lastWeight < 0) {
        throw new IllegalArgumentException("no weight: " + lastWeight);
      }
    }
  }

  /**
   * A removed server.
   *
   * @param orphaned whether its service was removed too
   * @param idleSince since when it has been seen idle
   */
  public record Removed(
      ServiceKey service,
      RealServer settings,
      boolean orphaned,
      Optional<Duration> idleSince,
      OfServer server) {
    public Removed {
      Objects.requireNonNull(service);
      Objects.requireNonNull(settings);
      idleSince.ifPresent(TrafficState::requireTime);
    }
  }

  /**
   * A persistence template with its connections.
   *
   * @param address the virtual address, or the mark in the place of one
   * @param valid whether clients still come by it
   */
  public record Template(
      int protocol,
      IpAddress client,
      IpAddress address,
      int port,
      int serverPort,
      String callId,
      boolean valid,
      boolean assured,
      Times times,
      List<Established> connections) {
    public Template {
      Objects.requireNonNull(callId);
      Objects.requireNonNull(times);
      connections = List.copyOf(connections);
      requireOneFamily(client, address);
    }
  }

  /** A connection. */
  public record Established(
      int protocol,
      IpAddress client,
      int clientPort,
      IpAddress address,
      int port,
      int serverPort,
      Times times) {
    public Established {
      Objects.requireNonNull(times);
      requireOneFamily(client, address);
      if (clientPort == 0) {
        throw new IllegalArgumentException("a connection from port 0");
      }
    }
  }

  private static void requireOneFamily(IpAddress client, IpAddress address) {
    if (client.family() != address.family()) {
      throw new IllegalArgumentException("from " + client + " to " + address);
    }
  }

  /**
   * How long an entry lives without packets, and when that is over.
   *
   * @param ends by the clock
   */
  public record Times(Duration timeout, Duration ends) {
    public Times {
      requireTime(timeout);
      requireTime(ends);
    }
  }
}
