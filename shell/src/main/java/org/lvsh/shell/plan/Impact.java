package org.lvsh.shell.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom a plan touches at the moment it is made: each step's effects, and their sums. What no
 * connection and no template hangs on is not in it.
 *
 * @param effects in the order of the steps
 * @param unknown why nothing could be counted, as a sentence without a full stop; empty where it
 *     could, or nothing had to be
 */
public record Impact(List<Effect> effects, Optional<String> unknown) {
  public static final Impact NONE = new Impact(List.of(), Optional.empty());

  public Impact {
    effects = List.copyOf(effects);
  }

  /** All that is counted. */
  public Carried total() {
    return sum(effects);
  }

  /** What is counted of each fate that there is, the worst first. */
  public Map<Fate, Carried> byFate() {
    Map<Fate, Carried> sums = new EnumMap<>(Fate.class);
    for (Effect effect : effects) {
      effect.carried().ifPresent(count -> sums.merge(effect.fate(), count, Carried::plus));
    }
    return sums;
  }

  /** Whether there is something whose number is not known. */
  public boolean isPartlyUnknown() {
    return !areCounted(effects);
  }

  /** Whether the numbers of all of some effects are known. */
  public static boolean areCounted(List<Effect> effects) {
    return effects.stream().allMatch(effect -> effect.carried().isPresent());
  }

  /** The sum of some effects, as far as they are counted. */
  public static Carried sum(List<Effect> effects) {
    return effects.stream()
        .flatMap(effect -> effect.carried().stream())
        .reduce(Carried.NOTHING, Carried::plus);
  }
}
