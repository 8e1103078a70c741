package org.lvsh.shell.command;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.LastClients;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.view.DrainView;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.ExitStatus;

/**
 * The clients of drained servers as they leave. Nothing is cut: whoever waits may stop at any time,
 * and the servers stay drained.
 */
final class Departure {
  /** How often clients are counted: the kernel is asked service by service. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How often the connection table is read, which may be long. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Session session;
  private final Console console;
  private final Ticker ticker;
  private final DrainView view;
  private final Snapshot snapshot;
  private final List<ServersAt.Place> places;
  private final Set<LastClients.ServerPlace> drained;
  private Optional<Duration> atLeast = Optional.empty();
  private Optional<Duration> looked = Optional.empty();

  /**
   * Waits for the clients of some servers.
   *
   * @param ticker what the waiting is measured by; not the time of day, which may be set meanwhile
   * @param called what the servers are called
   * @param snapshot the services that there are
   */
  Departure(
      Session session,
      Console console,
      Ticker ticker,
      String called,
      Snapshot snapshot,
      List<ServersAt.Place> places) {
    this.session = session;
    this.console = console;
    this.ticker = ticker;
    this.view = new DrainView(called);
    this.snapshot = snapshot;
    this.places = List.copyOf(places);
    this.drained =
        places.stream()
            .map(place -> new LastClients.ServerPlace(place.service(), place.server().address()))
            .collect(Collectors.toSet());
  }

  /**
   * Waits until no client is left.
   *
   * @param within how long at most; where nothing is said, as long as somebody watches
   * @return failed where clients remain after that time; stopped by Ctrl-C, so that nothing which
   *     was to come after the last client comes before
   */
  ExitStatus await(Optional<Duration> within) {
    DrainView.Clients left = clients();
    if (!left.areGone() && within.isEmpty() && !console.isWatched()) {
      console.print(view.left(left, forecast()));
      return Exit.DONE;
    }
    Optional<Duration> end = within.map(now()::plus);
    boolean goesOn = true;
    try (Console.Watch watch = console.watch()) {
      while (goesOn && !left.areGone() && !isOver(end)) {
        goesOn = watch.show(view.progress(left, forecast()), pause(end));
        left = clients();
      }
    }
    return ended(left, goesOn, within);
  }

  private ExitStatus ended(DrainView.Clients left, boolean goesOn, Optional<Duration> within) {
    if (left.areGone()) {
      console.print(view.gone());
      return Exit.DONE;
    }
    if (!goesOn) {
      console.print(view.stopped(left));
      return Exit.STOPPED;
    }
    console.tell(List.of(Line.of(Line.Style.ERROR, view.remain(left, within.orElseThrow()))));
    return Exit.FAILED;
  }

  private Duration now() {
    return Duration.ofNanos(ticker.read());
  }

  private boolean isOver(Optional<Duration> end) {
    return end.isPresent() && now().compareTo(end.get()) >= 0;
  }

  private Duration pause(Optional<Duration> end) {
    return end.map(then -> then.minus(now()))
        .filter(rest -> rest.compareTo(PAUSE) < 0)
        .orElse(PAUSE);
  }

  private DrainView.Clients clients() {
    NavigableMap<ServiceKey, ServiceStatistics> statistics = session.kernel().statistics();
    long connections = 0;
    long templates = 0;
    for (ServersAt.Place place : places) {
      ServiceStatistics service = statistics.get(place.key());
      ServerStatistics server = service == null ? null : service.servers().get(place.server());
      if (server != null) {
        connections += server.activeConnections() + server.inactiveConnections();
        templates += server.persistentConnections().orElse(0);
      }
    }
    return new DrainView.Clients(connections, templates);
  }

  /** When the last client is gone at the earliest, as of the last look at the table. */
  private Optional<Duration> forecast() {
    Duration now = now();
    if (looked.isEmpty() || now.minus(looked.get()).compareTo(LOOK) >= 0) {
      LastClients last = new LastClients(snapshot, drained);
      session.kernel().connections(last);
      atLeast = last.earliestEnd();
      looked = Optional.of(now);
    }
    Duration since = now.minus(looked.get());
    return atLeast.map(left -> left.minus(since)).filter(left -> !left.isNegative());
  }
}
