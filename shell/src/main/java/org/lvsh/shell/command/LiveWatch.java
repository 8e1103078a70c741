package org.lvsh.shell.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lvsh.kernel.KernelException;
import org.lvsh.shell.view.ScreenLine;
import org.lvsh.shell.view.WatchView;
import org.lvsh.shell.watch.Key;
import org.lvsh.shell.watch.Query;
import org.lvsh.shell.watch.Reading;
import org.lvsh.shell.watch.TableReader;
import org.lvsh.shell.watch.WatchState;

/** What is watched, on a screen. */
final class LiveWatch implements Console.Live {
  /** The kernel is left alone for so many times as long as it takes to look at it. */
  private static final int RESTS = 3;

  private final TableReader reader;
  private final WatchView view;
  private final Clock clock;
  private final Duration every;
  private WatchState state;
  private Instant read = Instant.MIN;
  private Duration took = Duration.ZERO;

  /**
   * Something to be watched.
   *
   * @param every how often the kernel is looked at, where that does not take long
   */
  LiveWatch(Query query, TableReader reader, WatchView view, Clock clock, Duration every) {
    this.state = WatchState.of(query);
    this.reader = reader;
    this.view = view;
    this.clock = clock;
    this.every = every;
  }

  @Override
  public List<ScreenLine> draw(int width, int height) {
    return view.draw(state, interval(), width, height);
  }

  /** Where reading takes long it is done less often. */
  private Duration interval() {
    Duration slow = took.multipliedBy(RESTS + 1);
    return slow.compareTo(every) > 0 ? slow : every;
  }

  @Override
  public boolean press(Key key, int width, int height) {
    Optional<WatchState> next = state.press(key, WatchView.page(state, width, height));
    next.ifPresent(other -> state = other);
    return next.isPresent();
  }

  @Override
  public Optional<Duration> pause() {
    if (state.frozen()) {
      return Optional.empty();
    }
    Duration wanted = state.asks() ? took : interval().minus(took);
    Duration left = read.equals(Instant.MIN) ? Duration.ZERO : wanted.minus(since(read));
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  private Duration since(Instant moment) {
    return Duration.between(moment, clock.instant());
  }

  @Override
  public Supplier<Runnable> reading() {
    Query query = state.query();
    return () -> read(query);
  }

  private Runnable read(Query query) {
    Instant begin = clock.instant();
    try {
      Reading reading = reader.read(query);
      return () -> show(state.with(reading, query), begin);
    } catch (KernelException failed) {
      return () -> show(state.with(failed.getMessage()), begin);
    }
  }

  private void show(WatchState next, Instant begin) {
    state = next;
    read = clock.instant();
    took = Duration.between(begin, read);
  }
}
