package org.lvsh.shell.command;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Parsed;

/**
 * The order of a text and of the files that it includes, each file by itself, the first time it is
 * included; what stands in no text comes first.
 */
public final class TextOrder implements Comparator<Diagnostic> {
  private final Map<Source, Integer> places = new HashMap<>();

  public TextOrder(Optional<Parsed> text) {
    text.ifPresent(
        parsed -> {
          places.put(parsed.source(), 1);
          addAll(parsed.statements());
        });
  }

  private void addAll(List<Statement> statements) {
    for (Statement statement : statements) {
      places.putIfAbsent(statement.span().source(), places.size() + 1);
      if (statement instanceof Statement.Include include) {
        addAll(include.contents());
      }
    }
  }

  @Override
  public int compare(Diagnostic one, Diagnostic two) {
    int byPlace = Integer.compare(place(one), place(two));
    return byPlace != 0 ? byPlace : Integer.compare(one.span().start(), two.span().start());
  }

  private int place(Diagnostic diagnostic) {
    return places.getOrDefault(diagnostic.span().source(), 0);
  }
}
