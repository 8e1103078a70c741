package org.lvsh.language.parse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;

/** What {@code let} statements have said so far; each name's last one holds. Never changed. */
public final class Definitions {
  public static final Definitions NONE = new Definitions(Map.of(), Set.of());

  private final Map<String, List<String>> values;
  private final Set<String> doubtful;

  private Definitions(Map<String, List<String>> values, Set<String> doubtful) {
    this.values = Map.copyOf(values);
    this.doubtful = Set.copyOf(doubtful);
  }

  /** What all of some statements say, in their order. */
  public static Definitions of(List<Statement> statements) {
    Definitions all = NONE;
    for (Statement statement : statements) {
      all = all.with(statement);
    }
    return all;
  }

  /** The same with one more statement, and with those of an included file. */
  public Definitions with(Statement statement) {
    if (statement instanceof Statement.Let let) {
      Map<String, List<String>> more = new HashMap<>(values);
      more.put(let.name().value(), let.values().stream().map(Located::value).toList());
      return new Definitions(more, doubtful);
    }
    if (statement instanceof Statement.Broken broken && broken.verb().equals("let")) {
      Set<String> more = new HashSet<>(doubtful);
      broken.name().ifPresent(more::add);
      return new Definitions(values, more);
    }
    Definitions all = this;
    if (statement instanceof Statement.Include include) {
      for (Statement included : include.contents()) {
        all = all.with(included);
      }
    }
    return all;
  }

  /** The values that a name stands for. */
  Optional<List<String>> of(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether a statement with a mistake in it would have given the name a meaning. */
  boolean isDoubtful(String name) {
    return doubtful.contains(name);
  }

  /** All names. */
  public Set<String> names() {
    return values.keySet();
  }
}
