package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.plan.Carried;
import org.lvsh.shell.plan.Effect;
import org.lvsh.shell.plan.Fate;
import org.lvsh.shell.plan.Impact;
import org.lvsh.shell.plan.Plan;

/** Whom a plan touches, in words. */
public final class ImpactWords {
  private ImpactWords() {}

  /** What one step does: {@code stranded: 60 active connections; their packets are dropped …}. */
  static String effect(Effect effect) {
    String what =
        effect
            .carried()
            .map(count -> count(effect.thing(), count))
            .orElseGet(() -> uncounted(effect.thing()));
    return effect.fate().word() + ": " + what + "; " + effect.why();
  }

  /** A number of connections, by their state, or of templates. */
  private static String count(Effect.Thing thing, Carried count) {
    if (thing == Effect.Thing.TEMPLATES) {
      return Words.count(count.templates(), "template");
    }
    List<String> states = new ArrayList<>();
    if (count.active() > 0) {
      states.add(count.active() + " active");
    }
    if (count.inactive() > 0) {
      states.add(count.inactive() + " inactive");
    }
    String noun = count.connections() == 1 ? " connection" : " connections";
    return String.join(" and ", states) + noun;
  }

  private static String uncounted(Effect.Thing thing) {
    return switch (thing) {
      case CONNECTIONS -> "connections, how many is not known";
      case TEMPLATES -> "templates, how many is not known";
    };
  }

  /** The line at the end of a plan. */
  static String total(Impact impact) {
    if (impact.effects().isEmpty()) {
      return "Touches nobody: no connection and no template hangs on what changes.";
    }
    return "Touches: " + touched(impact) + ".";
  }

  private static String touched(Impact impact) {
    if (impact.unknown().isPresent()) {
      return "how many connections and templates is not known: "
          + CaretRenderer.printable(impact.unknown().get());
    }
    List<String> parts = new ArrayList<>();
    if (!impact.total().isNothing()) {
      parts.add(impact.total() + ": " + fates(impact.byFate()));
    }
    if (impact.isPartlyUnknown()) {
      parts.add(
          (parts.isEmpty() ? "some" : "and some") + " whose number is not known: " + rest(impact));
    }
    return String.join("; ", parts);
  }

  private static String fates(Map<Fate, Carried> counts) {
    return counts.size() == 1
        ? "all " + counts.keySet().iterator().next().word()
        : counts.entrySet().stream()
            .map(one -> one.getValue() + " " + one.getKey().word())
            .collect(Collectors.joining(", "));
  }

  private static String rest(Impact impact) {
    return impact.effects().stream()
        .filter(effect -> effect.carried().isEmpty())
        .map(Effect::fate)
        .distinct()
        .sorted()
        .map(Fate::word)
        .collect(Collectors.joining(", "));
  }

  /** How the line at the end is coloured. */
  static Line.Style style(Impact impact) {
    return impact.effects().stream().allMatch(effect -> effect.fate() == Fate.KEPT)
        ? Line.Style.HEADING
        : Line.Style.WARNING;
  }

  /** What is asked before a plan is carried out. */
  public static String question(Plan plan) {
    Impact impact = plan.impact();
    if (impact.effects().isEmpty()) {
      return "Apply this plan? It touches nobody.";
    }
    return impact.unknown().isPresent()
        ? "Apply this plan? How many connections and templates it touches is not known."
        : "Apply this plan? It touches " + touched(impact) + ".";
  }

  /** What ends with the services that a plan replaces. */
  public static String replaced(Plan plan) {
    List<Effect> ended = plan.ofReplaced();
    return Impact.areCounted(ended)
        ? Impact.sum(ended).toString()
        : "connections and templates, how many is not known,";
  }
}
