package org.lvsh.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Director;
import org.lvsh.shell.store.Operator;
import org.lvsh.shell.store.Store;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.ExitStatus;

/** Clients that leave while somebody waits, on a clock that only waiting moves. */
class DepartureTest {
  private static final ServiceKey WEB = Scene.tcp("10.0.0.1", 80);
  private static final ServerKey SERVER = new ServerKey(IpAddress.of("10.1.0.1"), 80);

  private final LiveLike kernel = new LiveLike();
  private final StandingTicker ticker = new StandingTicker();
  private final List<String> shown = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private boolean watched = true;
  private int patience = Integer.MAX_VALUE;

  DepartureTest() {
    Scene.on(kernel).apply("service web on 10.0.0.1 port 80", "server 10.1.0.1", "server 10.1.0.2");
  }

  /** Stands still but for the pauses. */
  private static final class StandingTicker extends Ticker {
    private Duration now = Duration.ofHours(5);

    @Override
    public long read() {
      return now.toNanos();
    }
  }

  /**
   * Somebody who watches for so many lines; each pause lets the next number of clients be there.
   */
  private final class Watcher implements Console, Console.Watch {
    @Override
    public boolean show(String line, Duration pause) {
      shown.add(line);
      ticker.now = ticker.now.plus(pause);
      count();
      return shown.size() < patience;
    }

    @Override
    public void close() {
      shown.add("(away)");
    }

    @Override
    public void print(List<Line> lines) {
      lines.forEach(line -> said.add(line.text()));
    }

    @Override
    public void tell(List<Line> lines) {
      print(lines);
    }

    @Override
    public boolean canAsk() {
      return false;
    }

    @Override
    public Reply ask(String question) {
      return Reply.NOBODY;
    }

    @Override
    public boolean isWatched() {
      return watched;
    }

    @Override
    public Watch watch() {
      return this;
    }

    @Override
    public Optional<Screen> screen() {
      return Optional.empty();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public Work begin(String what) {
      return Work.UNSEEN;
    }

    @Override
    public Work beginChange(String what) {
      return Work.UNSEEN;
    }

    @Override
    public Attendance attend(String verb) {
      throw new IllegalStateException("no statement is carried out here");
    }
  }

  /** The next number of connections; the last one stays. */
  private void count() {
    long now = counts.size() > 1 ? counts.remove(0) : counts.get(0);
    TreeMap<ServerKey, ServerStatistics> servers = new TreeMap<>();
    servers.put(SERVER, new ServerStatistics(Counters.NONE, now, 0, 0));
    kernel.counting(WEB, new ServiceStatistics(Counters.NONE, servers));
  }

  private ExitStatus await(Optional<Duration> within, Long... connections) {
    counts.addAll(List.of(connections));
    count();
    Operator nobody = new Operator("nobody", Optional.empty(), 1);
    Director director =
        new Director(kernel, Store.nowhere(nobody, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)), "");
    List<ServersAt.Place> places = List.of(new ServersAt.Place("web", WEB, SERVER));
    return new Departure(
            new Session(() -> director), new Watcher(), ticker, "10.1.0.1", kernel.read(), places)
        .await(within);
  }

  private void connection(int seconds) {
    kernel.with(
        new Connection(
            6,
            IpAddress.of("203.0.113.1"),
            1024,
            IpAddress.of("10.0.0.1"),
            80,
            SERVER.address(),
            80,
            "ESTABLISHED",
            Duration.ofSeconds(seconds),
            ""));
  }

  @Test
  void theNumberGoesDownUntilNobodyIsLeft() {
    assertEquals(Exit.DONE, await(Optional.empty(), 2L, 1L, 1L, 0L));
    assertEquals(
        List.of(
            "draining 10.1.0.1: 2 connections and 0 templates left; Ctrl-C stops waiting",
            "draining 10.1.0.1: 1 connection and 0 templates left; Ctrl-C stops waiting",
            "draining 10.1.0.1: 1 connection and 0 templates left; Ctrl-C stops waiting",
            "(away)"),
        shown);
    assertEquals(List.of("10.1.0.1 is drained: no connection and no template left."), said);
    assertEquals(Duration.ofHours(5).plusSeconds(3), ticker.now);
  }

  @Test
  void howLongTheyStayAtLeastIsCountedDownAndLookedAtAgain() {
    connection(100);
    assertEquals(Exit.FAILED, await(Optional.of(Duration.ofSeconds(12)), 1L));
    assertTrue(shown.get(0).contains("left, for 1m 40s at least;"), shown.get(0));
    assertTrue(shown.get(9).contains("left, for 1m 31s at least;"), shown.get(9));
    assertTrue(shown.get(10).contains("left, for 1m 40s at least;"), shown.get(10));
  }

  @Test
  void whoHasWaitedLongEnoughFailsAndNothingIsCut() {
    assertEquals(Exit.FAILED, await(Optional.of(Duration.ofMillis(2_500)), 3L));
    assertEquals(4, shown.size());
    assertEquals(Duration.ofHours(5).plusMillis(2_500), ticker.now);
    assertEquals(
        List.of(
            "error: after 2s there are 3 connections and 0 templates left on 10.1.0.1;"
                + " nothing was cut, and it stays draining"),
        said);
  }

  @Test
  void theLastOneMayLeaveInTheLastMoment() {
    assertEquals(Exit.DONE, await(Optional.of(Duration.ofSeconds(1)), 1L, 0L));
  }

  @Test
  void whoStopsWaitingLeavesItDraining() {
    patience = 2;
    assertEquals(Exit.STOPPED, await(Optional.empty(), 3L));
    assertEquals(3, shown.size());
    assertEquals(
        List.of(
            "10.1.0.1 stays draining: 3 connections and 0 templates left;"
                + " 'undrain 10.1.0.1' takes it back."),
        said);
  }

  @Test
  void whereNobodyWatchesOnlyABoundedTimeIsWaited() {
    watched = false;
    assertEquals(Exit.DONE, await(Optional.empty(), 3L));
    assertEquals(List.of(), shown);
    assertEquals(List.of("10.1.0.1 is draining: 3 connections and 0 templates left."), said);
  }

  @Test
  void aServerThatIsGoneHasNoClients() {
    counts.add(0L);
    Operator nobody = new Operator("nobody", Optional.empty(), 1);
    Director director =
        new Director(kernel, Store.nowhere(nobody, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)), "");
    ServersAt.Place gone = new ServersAt.Place("web", Scene.tcp("10.0.0.9", 80), SERVER);
    assertEquals(
        Exit.DONE,
        new Departure(
                new Session(() -> director),
                new Watcher(),
                ticker,
                "10.1.0.1",
                kernel.read(),
                List.of(gone))
            .await(Optional.empty()));
  }
}
