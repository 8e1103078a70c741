package org.lvsh.language.parse;

import java.util.Collections;
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
  public static final Definitions NONE = new Definitions(Map.of(), Map.of(), Set.of());

  /**
   * So many are copied for one more, not all: a file may give a hundred thousand names, one after
   * the other.
   */
  private static final int MOST_RECENT = 256;

  private final Map<String, List<String>> older;

  /** Those of the last statements, which say more than the older ones. */
  private final Map<String, List<String>> recent;

  private final Set<String> doubtful;

  /** None of them is changed any more. */
  private Definitions(
      Map<String, List<String>> older, Map<String, List<String>> recent, Set<String> doubtful) {
    this.older = older;
    this.recent = recent;
    this.doubtful = doubtful;
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
      return with(let.name().value(), let.values().stream().map(Located::value).toList());
    }
    if (statement instanceof Statement.Broken broken && broken.verb().equals("let")) {
      Set<String> more = new HashSet<>(doubtful);
      broken.name().ifPresent(more::add);
      return new Definitions(older, recent, more);
    }
    Definitions all = this;
    if (statement instanceof Statement.Include include) {
      for (Statement included : include.contents()) {
        all = all.with(included);
      }
    }
    return all;
  }

  private Definitions with(String name, List<String> value) {
    Map<String, List<String>> more = new HashMap<>(recent);
    more.put(name, value);
    if (more.size() < MOST_RECENT) {
      return new Definitions(older, more, doubtful);
    }
    Map<String, List<String>> all = new HashMap<>(older);
    all.putAll(more);
    return new Definitions(all, Map.of(), doubtful);
  }

  /** The values that a name stands for. */
  Optional<List<String>> of(String name) {
    return Optional.ofNullable(recent.get(name)).or(() -> Optional.ofNullable(older.get(name)));
  }

  /** Whether a statement with a mistake in it would have given the name a meaning. */
  boolean isDoubtful(String name) {
    return doubtful.contains(name);
  }

  /** All names. */
  public Set<String> names() {
    Set<String> names = new HashSet<>(older.keySet());
    names.addAll(recent.keySet());
    return Collections.unmodifiableSet(names);
  }
}
