package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.shell.exchange.Findings;

/** The chains of a packet filter, as far as they set marks. */
final class Chains {
  private final Map<Chain, List<Step>> steps = new LinkedHashMap<>();

  /** Where packets come in, and where those of the machine itself go out. */
  private final Set<Chain> incoming = new LinkedHashSet<>();

  private final Set<Chain> outgoing = new LinkedHashSet<>();

  /** Where packets go besides before they reach IPVS. */
  private final Set<Chain> elsewhere = new LinkedHashSet<>();

  /** Where packets go that do not reach IPVS, or have been there. */
  private final Set<Chain> behind = new LinkedHashSet<>();

  void comesIn(Chain chain) {
    incoming.add(chain);
  }

  void goesOut(Chain chain) {
    outgoing.add(chain);
  }

  void isElsewhere(Chain chain) {
    elsewhere.add(chain);
  }

  void isBehind(Chain chain) {
    behind.add(chain);
  }

  boolean has(Chain chain) {
    return steps.containsKey(chain);
  }

  void append(Chain chain, Step step) {
    rules(chain).add(step);
  }

  void insert(Chain chain, int place, Step step) {
    List<Step> rules = rules(chain);
    rules.add(Math.min(Math.max(0, place), rules.size()), step);
  }

  void flush(Chain chain) {
    rules(chain).clear();
  }

  void flush(String table) {
    steps.forEach(
        (chain, rules) -> {
          if (chain.table().equals(table)) {
            rules.clear();
          }
        });
  }

  void flush() {
    steps.clear();
    incoming.clear();
    outgoing.clear();
    elsewhere.clear();
    behind.clear();
  }

  /** Takes the first rule out that does the same; says whether there was one. */
  boolean delete(Chain chain, Step step) {
    List<Step> rules = rules(chain);
    for (int at = 0; at < rules.size(); at++) {
      if (rules.get(at).at(step.where()).equals(step)) {
        rules.remove(at);
        return true;
      }
    }
    return false;
  }

  /** The first rule that does the same. */
  Optional<Step> find(Chain chain, Step step) {
    return steps.getOrDefault(chain, List.of()).stream()
        .filter(rule -> rule.at(step.where()).equals(step))
        .findFirst();
  }

  private List<Step> rules(Chain chain) {
    return steps.computeIfAbsent(chain, unseen -> new ArrayList<>());
  }

  /** Whether any rule speaks of marks. */
  boolean isEmpty() {
    return steps.values().stream()
        .flatMap(List::stream)
        .allMatch(step -> step instanceof Step.Nothing);
  }

  /** What packets have when they have passed all of it. */
  MarkedPackets packets(Findings findings) {
    Pass in = new Pass(steps, findings);
    incoming.forEach(in::enter);
    Pass out = new Pass(steps, findings);
    outgoing.forEach(out::enter);
    in.addMissingOf(out);
    elsewhere.forEach(in::enterElsewhere);
    Set<Chain> past = new HashSet<>();
    behind.forEach(chain -> follow(chain, past));
    for (Chain chain : steps.keySet()) {
      if (!past.contains(chain) && !in.hasEntered(chain)) {
        in.takeUnentered(chain);
      }
    }
    return in.packets();
  }

  /** The chains that packets of a chain may enter. */
  private void follow(Chain chain, Set<Chain> followed) {
    if (!followed.add(chain)) {
      return;
    }
    for (Step step : steps.getOrDefault(chain, List.of())) {
      if (step instanceof Step.Jumps jump) {
        follow(jump.to(), followed);
      } else if (step instanceof Step.JumpsFor jump) {
        follow(jump.to(), followed);
      }
    }
  }
}
