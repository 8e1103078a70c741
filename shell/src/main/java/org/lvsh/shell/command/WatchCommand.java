package org.lvsh.shell.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.Unknown;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.WatchJsonView;
import org.lvsh.shell.view.WatchView;
import org.lvsh.shell.watch.Change;
import org.lvsh.shell.watch.ClientRange;
import org.lvsh.shell.watch.Query;
import org.lvsh.shell.watch.Reading;
import org.lvsh.shell.watch.TableReader;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code watch …}: what goes on, on a screen until somebody leaves it, or line by line. */
public final class WatchCommand extends StatementCommand<Statement.Watch> {
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** Rows that are looked at by somebody; the others are counted. */
  private static final int MOST_ON_A_SCREEN = 50_000;

  /** Rows that are compared with those of the last look. */
  private static final int MOST_COMPARED = 200_000;

  private final Session session;

  public WatchCommand(Session session, Running running, Console console) {
    super(
        new Topic("watch", Topic.LOOK, "watch templates, connections, rates or a service live"),
        Statement.Watch.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Watch statement, Staged where, CommandContext context) {
    if (!passes(mistakes(statement.service()))) {
      return Exit.FAILED;
    }
    Query query =
        Query.of(
            statement.subject(),
            statement.service().map(Located::value),
            statement.from().map(Located::value).map(ClientRange::new));
    return statement.json() ? lines(statement, query) : screen(statement, query);
  }

  /** A service may come and go while one watches; at first it must be there. */
  private List<Diagnostic> mistakes(Optional<Located<String>> service) {
    if (service.isEmpty()) {
      return List.of();
    }
    Set<String> names = ServiceNames.keys(session.live()).keySet();
    return names.contains(service.get().value())
        ? List.of()
        : List.of(Unknown.service(service.get(), names));
  }

  private static Duration every(Statement.Watch statement) {
    return statement.every().map(Located::value).orElse(EVERY);
  }

  private TableReader reader(int most) {
    return new TableReader(session.kernel(), session::live, clock(), most);
  }

  private Clock clock() {
    return session.store().clock();
  }

  private ExitStatus screen(Statement.Watch statement, Query query) {
    Optional<Console.Screen> screen = console().screen();
    if (screen.isEmpty()) {
      return fail(
          "there is no terminal to watch on: 'watch … as json' writes a line for each change,"
              + " and 'count N' or 'for 30s' ends it");
    }
    String label = session.kernel().label();
    String kernel =
        session.kernel().simulation().isPresent() ? label + ", its clock stands still" : label;
    WatchView view = new WatchView(kernel);
    screen
        .get()
        .show(new LiveWatch(query, reader(MOST_ON_A_SCREEN), view, clock(), every(statement)));
    return Exit.DONE;
  }

  private ExitStatus lines(Statement.Watch statement, Query query) {
    Lines lines = new Lines(statement, query);
    try (Console.Watch watch = console().watch()) {
      boolean goesOn = lines.next();
      while (goesOn) {
        if (!watch.show("", lines.pause())) {
          return Exit.STOPPED;
        }
        goesOn = lines.next();
      }
    }
    return Exit.DONE;
  }

  /** A line for each change, until there were enough or time is over. */
  private final class Lines {
    private final WatchJsonView view = new WatchJsonView();
    private final TableReader reader = reader(MOST_COMPARED);
    private final Query query;
    private final Duration every;
    private final Optional<Instant> end;
    private long left;
    private Optional<Reading> before = Optional.empty();

    Lines(Statement.Watch statement, Query query) {
      this.query = query;
      this.every = every(statement);
      this.left = statement.count().map(count -> (long) count.value()).orElse(Long.MAX_VALUE);
      this.end = statement.during().map(time -> clock().instant().plus(time.value()));
    }

    /** Looks once, and says whether to go on. */
    boolean next() {
      Reading now = reader.read(query);
      List<Change> changes =
          before
              .map(last -> Change.between(query.subject(), last, now))
              .orElseGet(() -> Change.first(query.subject(), now));
      if (before.isEmpty()) {
        tellMissing(now);
      }
      List<Line> lines = changes.stream().limit(left).map(view::line).toList();
      console().print(lines);
      left -= lines.size();
      before = Optional.of(now);
      return left > 0 && console().isOpen() && !pause().isZero();
    }

    private void tellMissing(Reading now) {
      console().tell(view.missing(now.missing()));
      if (now.leftOut() > 0) {
        String more = "not compared are %s rows after the first ones".formatted(now.leftOut());
        console().tell(view.missing(List.of(more)));
      }
    }

    /** How long until the next look; zero where time is over. */
    Duration pause() {
      Duration rest = end.map(then -> Duration.between(clock().instant(), then)).orElse(every);
      return rest.isNegative() ? Duration.ZERO : rest.compareTo(every) < 0 ? rest : every;
    }
  }
}
