package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lvsh.language.diagnostic.Span;

/**
 * Ways out of which only a shell knows whether they are taken: {@code CONDITION && continue}. What
 * stands behind one may not be carried out, as far as it leads.
 */
final class Doubts {
  private final List<Doubt> all = new ArrayList<>();

  /** One way out. */
  static final class Doubt {
    private final Flow flow;
    private final Span condition;
    private final Set<String> names = new HashSet<>();
    private int levels;
    private boolean told;

    private Doubt(Flow flow, int levels, Span condition) {
      this.flow = flow;
      this.levels = levels;
      this.condition = condition;
    }

    Span condition() {
      return condition;
    }

    /** The variables that were set behind it. */
    Set<String> names() {
      return names;
    }
  }

  void add(Flow flow, int levels, Span condition) {
    all.add(new Doubt(flow, levels, condition));
  }

  /** A variable is set, perhaps. */
  void set(String name) {
    all.forEach(doubt -> doubt.names.add(name));
  }

  /** Those that were not told of yet; from now on they are. */
  List<Doubt> tell() {
    List<Doubt> untold = all.stream().filter(doubt -> !doubt.told).toList();
    untold.forEach(doubt -> doubt.told = true);
    return untold;
  }

  /** How many there are, to come back to. */
  int mark() {
    return all.size();
  }

  /** What they led out of has ended: takes those of a kind out that came behind a mark. */
  List<Doubt> leave(int mark, Flow flow) {
    List<Doubt> left = new ArrayList<>();
    for (Doubt doubt : List.copyOf(all.subList(mark, all.size()))) {
      if (doubt.flow == flow && doubt.levels <= 1) {
        left.add(doubt);
      }
    }
    all.removeAll(left);
    return left;
  }

  /** A loop has ended; what leads out of several leads out of one fewer now. */
  List<Doubt> leaveLoop(int mark) {
    List<Doubt> left = new ArrayList<>(leave(mark, Flow.BREAK));
    left.addAll(leave(mark, Flow.CONTINUE));
    all.subList(mark, all.size()).stream()
        .filter(doubt -> doubt.flow.isOfLoop())
        .forEach(doubt -> doubt.levels--);
    return left;
  }

  /** Takes all out that came behind a mark. */
  List<Doubt> leaveAll(int mark) {
    List<Doubt> left = List.copyOf(all.subList(mark, all.size()));
    all.subList(mark, all.size()).clear();
    return left;
  }
}
