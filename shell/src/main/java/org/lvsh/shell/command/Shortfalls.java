package org.lvsh.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.session.LiveState;
import org.lvsh.shell.session.Session;

/** What is missing in the live state, to be told beside what is shown of it. */
final class Shortfalls {
  private Shortfalls() {}

  static List<Diagnostic> notes(Session session, LiveState state) {
    List<Diagnostic> notes = new ArrayList<>();
    session
        .kernel()
        .restriction()
        .ifPresent(
            why ->
                notes.add(
                    Diagnostic.warning("incomplete", Span.NONE, "incomplete: " + why)
                        .withHint(session.wayOut())));
    leftOut(session).forEach(what -> notes.add(Diagnostic.warning("left-out", Span.NONE, what)));
    state.lost().ifPresent(notes::add);
    return notes;
  }

  /** The same as sentences; what was left out when the state was read last. */
  static List<String> missing(Session session) {
    return Stream.concat(session.kernel().restriction().stream(), leftOut(session)).toList();
  }

  private static Stream<String> leftOut(Session session) {
    return session.kernel().leftOut().stream().map(what -> "not shown is " + what);
  }
}
