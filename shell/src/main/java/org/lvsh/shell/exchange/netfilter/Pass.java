package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;

/**
 * One pass of all packets through the chains of a hook. What lvsh cannot say of them exactly makes
 * the marks doubtful that it may concern: those that packets have already, and those that they
 * would get behind it.
 */
final class Pass {
  private static final int DEEPEST = 16;

  private final Map<Chain, List<Step>> steps;
  private final Findings findings;
  private final Regions regions = new Regions();
  private final Map<Mark, List<MarkedPackets.Said>> said = new TreeMap<>();
  private final Map<Mark, MarkedPackets.Doubt> doubtful = new TreeMap<>();
  private final List<Shadow> shadows = new ArrayList<>();
  private final Set<Chain> open = new HashSet<>();
  private final Set<Chain> entered = new HashSet<>();

  /**
   * Some of these packets have left a chain, so what marks all of them there does not.
   *
   * @param depth how deep that chain is
   */
  private record Shadow(List<Packets> packets, int depth, Span where, String why) {
    Shadow {
      packets = List.copyOf(packets);
    }

    boolean isOver(Packets other) {
      return packets.stream().anyMatch(other::overlaps);
    }
  }

  Pass(Map<Chain, List<Step>> steps, Findings findings) {
    this.steps = steps;
    this.findings = findings;
  }

  boolean hasEntered(Chain chain) {
    return entered.contains(chain);
  }

  /** All packets enter a chain of the hook itself. */
  void enter(Chain chain) {
    enter(chain, 0, Optional.empty());
  }

  /** Packets enter a chain of another hook, of which lvsh does not know all. */
  void enterElsewhere(Chain chain) {
    enter(
        chain,
        0,
        Optional.of("chain %s sets marks as well, where lvsh does not".formatted(chain.name())));
  }

  private void enter(Chain chain, int depth, Optional<String> narrowed) {
    // What is deeper, or enters itself, is not entered: that makes its marks doubtful.
    if (open.size() > DEEPEST || !open.add(chain)) {
      return;
    }
    entered.add(chain);
    for (Step step : steps.getOrDefault(chain, List.of())) {
      take(step, depth, narrowed);
      if (step instanceof Step.Jumps jump && jump.forGood()) {
        break;
      }
    }
    open.remove(chain);
    regions.end(depth);
    shadows.removeIf(shadow -> shadow.depth() >= depth);
  }

  private void take(Step step, int depth, Optional<String> narrowed) {
    if (step instanceof Step.Jumps jump) {
      enter(jump.to(), jump.forGood() ? depth : depth + 1, narrowed);
    } else if (step instanceof Step.JumpsFor jump) {
      enter(jump.to(), depth + 1, Optional.of(jump.why()));
      if (jump.forGood()) {
        shadows.add(new Shadow(jump.packets(), depth, jump.where(), jump.why()));
      }
    } else if (step instanceof Step.Passes pass) {
      passes(pass, depth, narrowed);
    } else if (step instanceof Step.PassesSome pass) {
      passesSome(pass, depth, narrowed);
    } else if (step instanceof Step.Marks marks) {
      marks(marks, narrowed);
    } else if (step instanceof Step.Unmarks unmarks) {
      unmarks(unmarks, narrowed);
    } else if (step instanceof Step.UnmarksSome some) {
      doubtOver(some.packets(), some.where(), some.why());
    } else if (step instanceof Step.Otherwise odd) {
      otherwise(odd);
      doubtOver(odd.packets(), odd.where(), odd.why());
    } else if (step instanceof Step.Bits bits) {
      bits(bits);
    }
  }

  private void passes(Step.Passes step, int depth, Optional<String> narrowed) {
    int until = step.returns() ? depth : 0;
    if (narrowed.isPresent()) {
      passesSome(
          new Step.PassesSome(step.where(), step.packets(), step.returns(), narrowed.get()),
          depth,
          narrowed);
      return;
    }
    for (Packets packets : step.packets()) {
      Optional<Shadow> shadow = shadowOver(packets);
      if (shadow.isPresent()) {
        shadows.add(new Shadow(List.of(packets), until, shadow.get().where(), shadow.get().why()));
      } else if (regions.haveLeft(packets, until)) {
        String why = "some of these packets have left the chain before, and come back behind it";
        shadows.add(new Shadow(List.of(packets), until, step.where(), why));
      } else {
        regions.hide(packets, until);
      }
    }
  }

  /** Those that return to where all is of some packets only miss nothing that counts. */
  private void passesSome(Step.PassesSome step, int depth, Optional<String> narrowed) {
    if (narrowed.isEmpty() || !step.returns()) {
      int until = step.returns() ? depth : 0;
      shadows.add(new Shadow(step.packets(), until, step.where(), step.why()));
    }
  }

  private void marks(Step.Marks step, Optional<String> narrowed) {
    if (narrowed.isPresent()) {
      doubt(step.mark(), step.where(), narrowed.get());
      doubtOver(of(step.matches()), step.where(), narrowed.get());
      return;
    }
    for (MarkRule.Match match : step.matches()) {
      Packets packets = Packets.of(match);
      shadowOver(packets)
          .ifPresent(
              shadow -> {
                doubt(step.mark(), shadow.where(), shadow.why());
                doubtOver(List.of(packets), shadow.where(), shadow.why());
              });
      if (step.partly()) {
        doubtOthers(step, packets);
      }
      regions.paint(match, step.mark());
      said.computeIfAbsent(step.mark(), unseen -> new ArrayList<>())
          .add(new MarkedPackets.Said(match, step.where()));
    }
  }

  /** Packets from one interface get a mark where others keep another one. */
  private void doubtOthers(Step.Marks step, Packets packets) {
    String why = "packets from one interface have another mark than those from others";
    for (Mark other : regions.marks(packets)) {
      if (!other.equals(step.mark())) {
        doubt(other, step.where(), why);
        doubt(step.mark(), step.where(), why);
      }
    }
  }

  private void unmarks(Step.Unmarks step, Optional<String> narrowed) {
    for (Packets packets : step.packets()) {
      Optional<String> why = narrowed.or(() -> shadowOver(packets).map(Shadow::why));
      if (why.isPresent()) {
        doubtOver(List.of(packets), step.where(), why.get());
      } else {
        regions.cut(packets);
      }
    }
  }

  private void otherwise(Step.Otherwise step) {
    step.marks().forEach(mark -> doubt(mark, step.where(), step.why()));
    if (step.marks().isEmpty()) {
      findings.notCarried(step.where(), step.why());
    }
  }

  /** Of marks that nobody at hand sets nothing is known: the place is told. */
  private void bits(Step.Bits step) {
    String why = "it sets some bits of the mark and keeps the others";
    findings.notCarried(step.where(), why);
    doubtNumber(step.value(), step.where(), why);
    for (Packets packets : step.packets()) {
      for (Mark mark : regions.marks(packets)) {
        doubt(mark, step.where(), why);
        doubtNumber(step.of(mark.value()), step.where(), why);
      }
    }
  }

  private void doubtNumber(long number, Span where, String why) {
    if (number != 0) {
      doubt(new Mark(number), where, why);
    }
  }

  private Optional<Shadow> shadowOver(Packets packets) {
    return shadows.stream().filter(shadow -> shadow.isOver(packets)).findFirst();
  }

  private void doubt(Mark mark, Span where, String why) {
    doubtful.putIfAbsent(mark, new MarkedPackets.Doubt(where, why));
  }

  /** The marks that some packets have already. */
  private void doubtOver(List<Packets> all, Span where, String why) {
    for (Packets packets : all) {
      regions.marks(packets).forEach(mark -> doubt(mark, where, why));
    }
  }

  private static List<Packets> of(List<MarkRule.Match> matches) {
    return matches.stream().map(Packets::of).toList();
  }

  /**
   * The steps of a chain that no pass has entered: something lvsh does not follow may. Where they
   * say no addresses, the marks they give are doubtful, and not all others.
   */
  void takeUnentered(Chain chain) {
    String why = "chain %s is entered in a way that lvsh does not follow".formatted(chain.name());
    for (Step step : steps.getOrDefault(chain, List.of())) {
      if (step instanceof Step.Marks marks) {
        marks(marks, Optional.of(why));
      } else if (step instanceof Step.Unmarks unmarks) {
        doubtOver(addressed(unmarks.packets()), step.where(), why);
      } else if (step instanceof Step.UnmarksSome some) {
        doubtOver(addressed(some.packets()), step.where(), why);
      } else if (step instanceof Step.Otherwise odd) {
        otherwise(odd);
        doubtOver(addressed(odd.packets()), step.where(), odd.why());
      } else if (step instanceof Step.Bits bits) {
        bits(new Step.Bits(bits.where(), addressed(bits.packets()), bits.value(), bits.mask()));
      }
    }
  }

  private static List<Packets> addressed(List<Packets> all) {
    return all.stream().filter(packets -> packets.address().isPresent()).toList();
  }

  /** What is marked on the way out alone counts as well. */
  void addMissingOf(Pass out) {
    List<MarkRule> added =
        out.regions.rules().values().stream()
            .filter(rule -> !said.containsKey(rule.mark()) && !doubtful.containsKey(rule.mark()))
            .toList();
    for (MarkRule rule : added) {
      List<MarkedPackets.Said> all = out.said.getOrDefault(rule.mark(), List.of());
      Span where = all.isEmpty() ? Span.NONE : all.get(0).where();
      Packets packets = Packets.of(rule.match());
      for (Mark other : regions.marks(packets)) {
        if (!other.equals(rule.mark())) {
          String why = "packets of the machine itself have another mark than those that come in";
          doubt(other, where, why);
          doubt(rule.mark(), where, why);
        }
      }
      regions.paint(rule.match(), rule.mark());
      said.putIfAbsent(rule.mark(), all);
    }
    out.doubtful.forEach(doubtful::putIfAbsent);
    entered.addAll(out.entered);
  }

  MarkedPackets packets() {
    Map<Mark, List<MarkRule.Match>> effective = new TreeMap<>();
    regions
        .rules()
        .values()
        .forEach(
            rule ->
                effective
                    .computeIfAbsent(rule.mark(), unseen -> new ArrayList<>())
                    .add(rule.match()));
    Map<Mark, List<MarkedPackets.Said>> left = new TreeMap<>();
    said.forEach(
        (mark, all) -> left.put(mark, standing(all, effective.getOrDefault(mark, List.of()))));
    left.values().removeIf(List::isEmpty);
    return new MarkedPackets(regions.rules(), left, doubtful);
  }

  /**
   * What was said and is still so. A narrower rule behind it takes ports out of it, which lvsh does
   * as well; where another one has cut it, what is left is what counts.
   */
  private static List<MarkedPackets.Said> standing(
      List<MarkedPackets.Said> all, List<MarkRule.Match> effective) {
    Set<MarkedPackets.Said> standing = new LinkedHashSet<>();
    for (MarkedPackets.Said one : all) {
      List<MarkRule.Match> parts =
          effective.stream().filter(match -> match.overlaps(one.match())).toList();
      if (parts.isEmpty()) {
        continue;
      }
      boolean ends =
          reaches(parts, one.match().ports().first()) && reaches(parts, one.match().ports().last());
      if (ends) {
        standing.add(one);
      } else {
        parts.stream()
            .filter(part -> one.match().ports().contains(part.ports()))
            .forEach(part -> standing.add(new MarkedPackets.Said(part, one.where())));
      }
    }
    return List.copyOf(standing);
  }

  private static boolean reaches(List<MarkRule.Match> parts, int port) {
    return parts.stream().anyMatch(part -> part.ports().contains(Ports.of(port)));
  }
}
