package org.lvsh.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.probe.Answer;
import org.lvsh.shell.probe.Prober;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.ExitStatus;

/** Somebody watches while servers are asked, and may have enough of it. */
@Timeout(60)
class ProbingTest {
  private final Scene scene = Scene.on(new LiveLike());
  private final Semaphore answers = new Semaphore(0);
  private final List<String> shown = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private boolean patient = true;

  ProbingTest() {
    scene.apply("service web on 10.0.0.1 port 80", "server 10.1.0.1", "server 10.1.0.2");
  }

  /** Each line that is shown lets another server answer; one answer may be enough. */
  private final class Watcher implements Console, Console.Watch {
    @Override
    public boolean show(String line, Duration pause) {
      shown.add(line);
      if (patient) {
        answers.release();
      }
      return patient || !line.startsWith("probing: 1 of 2");
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
    public Optional<Screen> screen() {
      return Optional.empty();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isWatched() {
      return true;
    }

    @Override
    public Watch watch() {
      return this;
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

  private ExitStatus probe(Prober prober) {
    Running running = new Running();
    Statement.Probe statement =
        new Statement.Probe(
            Span.NONE,
            Optional.of(Located.of("web")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty());
    running.begin(statement, "prompt", true);
    return new ProbeCommand(scene.session(), prober, running, new Watcher()).doExecute(null);
  }

  private Prober slow() {
    return (endpoint, question) -> {
      answers.acquireUninterruptibly();
      return Answer.open(Duration.ofMillis(1));
    };
  }

  @Test
  void somebodySeesHowFarItIs() {
    assertEquals(Exit.DONE, probe(slow()));
    assertEquals("probing: 0 of 2 ports; Ctrl-C stops", shown.get(0));
    assertEquals("(away)", shown.get(shown.size() - 1));
    assertTrue(
        said.contains(
            "Probed 2 of 2 ports: 2 open, 0 not, 0 unknown; nothing is wrong with them."));
  }

  @Test
  void whatIsKnownWhenSomebodyStopsIsShown() {
    patient = false;
    Prober oneOfTwo =
        (endpoint, question) -> {
          if (endpoint.place().equals("10.1.0.2:80")) {
            answers.acquireUninterruptibly();
          }
          return Answer.open(Duration.ofMillis(1));
        };
    assertEquals(Exit.STOPPED, probe(oneOfTwo));
    assertTrue(
        said.contains("10.1.0.2  1       tcp 80  not asked  -       -            -"),
        said::toString);
    assertTrue(said.contains("error: stopped: not every port was asked"));
    assertEquals("(away)", shown.get(shown.size() - 1));
    answers.release();
  }
}
