package org.lvsh.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Progress;
import org.lvsh.shell.session.Working.Work;

/** What somebody sees of long work, and what becomes of it at Ctrl-C. */
class WorksTest {
  private static final String CLEAR = "\r\u001B[K";

  private final StringWriter screen = new StringWriter();
  private final List<Runnable> ticking = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final Works works =
      new Works(Optional.of(new PrintWriter(screen)), new Hands(), () -> 60, this::begin);

  WorksTest() {
    works.attend();
  }

  /** A clock that the test turns. */
  private final class Hands extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private Runnable begin(Runnable work) {
    ticking.add(work);
    return () -> ticking.remove(work);
  }

  /** What is written when so much time has passed. */
  private String after(Duration time) {
    now = now.plus(time);
    int before = screen.toString().length();
    ticking.forEach(Runnable::run);
    return screen.toString().substring(before);
  }

  @Test
  void whatIsDoneInHalfASecondIsNotShown() {
    try (Work work = works.begin("reading shop.lvs")) {
      work.report(1, 10);
      assertEquals("", after(Works.PATIENCE));
    }
    assertEquals("", screen.toString());
    assertEquals(List.of(), ticking);
  }

  @Test
  void itIsShownHowFarItIsAndHowLongItTakes() {
    try (Work work = works.begin("reading shop.lvs")) {
      assertEquals(CLEAR + "reading shop.lvs, 2 s", after(Duration.ofSeconds(2)));
      work.report(12_000, 48_000);
      assertEquals(
          CLEAR + "reading shop.lvs: 12,000 of 48,000, about 10 s left",
          after(Duration.ofSeconds(1)));
      work.report(48_000, 48_000);
      assertEquals(CLEAR + "reading shop.lvs, 3 s", after(Duration.ZERO));
    }
    assertTrue(screen.toString().endsWith(CLEAR));
  }

  @Test
  void whereNobodyKnowsHowMuchThereIsTheNumberSoFarIsShown() {
    try (Work work = works.begin("reading the connections")) {
      work.report(200_000, Progress.UNKNOWN);
      assertEquals(CLEAR + "reading the connections: 200,000 so far", after(Duration.ofSeconds(1)));
    }
  }

  @Test
  void theInnermostIsShown() {
    try (Work outer = works.beginChange("applying")) {
      outer.report(1, 2);
      after(Duration.ofSeconds(1));
      try (Work inner = works.begin("reading the kernel")) {
        inner.report(0, 5);
        assertEquals(CLEAR + "applying: 1 of 2, about 2 s left", after(Duration.ofMillis(500)));
        assertEquals(CLEAR + "reading the kernel, 0 s", after(Duration.ofMillis(100)));
      }
      assertEquals(CLEAR + "applying: 1 of 2, about 2 s left", after(Duration.ZERO));
    }
  }

  @Test
  void aStatementIsShownUntilItShowsSomethingItself() {
    try (Work statement = works.beginStatement("export")) {
      assertEquals(CLEAR + "export, 1 s", after(Duration.ofSeconds(1)));
      works.aside(() -> screen.write("a line\n"));
      assertTrue(screen.toString().endsWith(CLEAR + "a line\n"));
      assertEquals("", after(Duration.ofSeconds(1)));
      try (Work inner = works.begin("reading the kernel")) {
        inner.report(0, 5);
        assertEquals(CLEAR + "reading the kernel, 1 s", after(Duration.ofSeconds(1)));
      }
      statement.report(0, 1);
    }
  }

  @Test
  void ctrlCEndsWhatChangesNothingAtOnce() {
    try (Work work = works.begin("reading shop.lvs")) {
      work.report(1, 10);
      works.stop();
      assertThrows(CancellationException.class, () -> work.report(2, 10));
      assertThrows(CancellationException.class, () -> works.begin("reading the kernel"));
    }
    // The next statement is another matter.
    try (Work next = works.beginStatement("show")) {
      next.report(1, 10);
    }
  }

  @Test
  void ctrlCIsOnlyToldToWhatChangesSomethingAndToAllWithinIt() {
    try (Work change = works.beginChange("applying")) {
      assertFalse(change.isStopping());
      works.stop();
      change.report(1, 10);
      assertTrue(change.isStopping());
      try (Work inner = works.begin("reading the kernel")) {
        inner.report(1, 10);
      }
      assertEquals(
          CLEAR + "applying: 1 of 10, about 10 s left; stopping…", after(Duration.ofSeconds(1)));
    }
  }

  @Test
  void theQuestionIsNotAskedAnyMore() {
    try (Work statement = works.beginStatement("apply")) {
      statement.report(0, 1);
      works.goOn();
      works.stop();
      assertTrue(works.isStopping());
      assertThrows(CancellationException.class, works::goOn);
    }
    try (Work change = works.beginChange("applying")) {
      change.report(0, 1);
      works.goOn();
    }
  }

  @Test
  void whatIsAroundIsShownWhileTheInnermostIsQuick() {
    try (Work script = works.begin("running shop.lvs")) {
      script.report(5, 10);
      assertEquals(
          CLEAR + "running shop.lvs: 5 of 10, about 3 s left", after(Duration.ofSeconds(2)));
      try (Work statement = works.beginStatement("service")) {
        statement.report(0, 1);
        assertEquals(
            CLEAR + "running shop.lvs: 5 of 10, about 3 s left", after(Duration.ofMillis(100)));
      }
    }
  }

  @Test
  void aLineIsNoLongerThanTheTerminalIsWide() {
    try (Work work = works.begin("reading /a/very/long/path/to/some/file/of/somebody/shop.lvs")) {
      work.report(1, 2);
      String line = after(Duration.ofSeconds(1));
      assertEquals(CLEAR.length() + 59, line.length(), line);
    }
  }

  @Test
  void whatAnotherThreadBeginsIsNotSeen() throws InterruptedException {
    List<Work> begun = new ArrayList<>();
    Thread other = new Thread(() -> begun.add(works.begin("reading the kernel")));
    other.start();
    other.join();
    works.leave();
    begun.add(works.begin("reading the kernel"));
    begun.forEach(work -> assertSame(Work.UNSEEN, work));
    assertEquals(List.of(), ticking);
  }

  @Test
  void nothingIsShownWhileTheTerminalBelongsToSomethingElse() {
    try (Work statement = works.beginStatement("drain")) {
      statement.report(0, 1);
      works.leave();
      assertEquals("", after(Duration.ofSeconds(5)));
      works.attend();
      assertEquals(CLEAR + "drain, 5 s", after(Duration.ZERO));
    }
  }
}
