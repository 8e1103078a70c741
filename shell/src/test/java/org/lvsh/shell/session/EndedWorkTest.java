package org.lvsh.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.plan.ServiceChange;
import org.lvsh.shell.store.Directors;

/** Work that somebody ends in the middle leaves a session as it was. */
class EndedWorkTest {
  private static final String TWO =
      """
      service web on 10.0.0.1 port 80
        server 10.1.0.1
      service mail on 10.0.0.1 port 25
        server 10.1.0.1
      """;

  private final Kernel kernel = SimulatedKernel.inMemory();
  private Set<String> ended = Set.of();

  private final Working working =
      new Working() {
        @Override
        public Work begin(String what) {
          return ended.contains(what) ? EndedWorkTest::end : Work.UNSEEN;
        }

        @Override
        public Work beginChange(String what) {
          throw new AssertionError("nothing is changed here");
        }
      };

  private final Session session = new Session(() -> Directors.of(kernel), working);

  /** Not before something was done. */
  private static void end(int done, int total) {
    if (done > 0) {
      throw new CancellationException();
    }
  }

  private static Staged typed(String line) {
    Source source = Source.of("prompt", line + "\n");
    Statement statement =
        Parsers.withFiles(Map.of("two.lvs", TWO)).parse(source).statements().get(0);
    return new Staged(statement, "prompt", true);
  }

  private List<String> planned() {
    return session.propose().plan().orElseThrow().changes().stream()
        .map(ServiceChange::name)
        .sorted()
        .toList();
  }

  @Test
  void anIncludeThatIsEndedStagesNothing() {
    ended = Set.of("including");
    assertThrows(CancellationException.class, () -> session.stage(typed("include two.lvs")));
    session.givenUp();
    assertEquals(List.of(), session.staged());
    assertEquals(List.of(), planned());
    ended = Set.of();
    assertEquals(List.of(), session.stage(typed("include two.lvs")));
    assertEquals(List.of("mail", "web"), planned());
  }

  @Test
  void anUndoThatIsEndedTakesNothingBack() {
    session.stage(typed("include two.lvs"));
    session.stage(typed("service dns on 10.0.0.2 port 53"));
    ended = Set.of("including");
    assertThrows(CancellationException.class, session::undo);
    session.givenUp();
    assertEquals(2, session.staged().size());
    ended = Set.of();
    assertEquals(List.of("dns", "mail", "web"), planned());
    assertEquals(Optional.of("dns"), session.undo().map(EndedWorkTest::name));
    assertEquals(List.of("mail", "web"), planned());
  }

  private static String name(Staged staged) {
    return ((Statement.Service) staged.statement()).name().value();
  }
}
