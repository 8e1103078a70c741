package org.lvsh.shell.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/** The services that an importer has found so far, and what it has to tell, within bounds. */
public final class Gathering {
  /** The most mistakes that are told. */
  public static final int MISTAKE_LIMIT = 1_000;

  /** The most virtual services that are made of one file and those it includes. */
  public static final int SERVICE_LIMIT = 20_000;

  private static final int LONGEST_WISH = 40;

  private final Findings findings = new Findings();
  private final NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
  private final NavigableMap<ServiceKey, String> wishes = new TreeMap<>();
  private final Map<ServiceKey, Span> places = new HashMap<>();
  private final NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
  private final NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>();
  private final Set<Span> twice = new HashSet<>();
  private Timeouts timeouts = Timeouts.DEFAULT;
  private int mistakes;
  private boolean full;

  /** A file is read now; what is told of it comes behind what is told of those before. */
  public void begin(Source file) {
    findings.begin(file);
  }

  /** Takes a mistake; the last one that is told says that there are more. */
  public void error(String code, Span where, String message, String hint) {
    mistakes++;
    if (mistakes < MISTAKE_LIMIT) {
      findings.error(code, where, message, hint);
    } else if (mistakes == MISTAKE_LIMIT) {
      findings.error(
          "too-many-mistakes",
          where,
          "too many mistakes: the rest is not told",
          "is this a file of the kind that was said?");
    }
  }

  /** Takes what has no counterpart. */
  public void notCarried(Span where, String why) {
    findings.notCarried(where, why);
  }

  /** Takes what was decided without being said. */
  public void remark(String text) {
    findings.remark(text);
  }

  /**
   * Takes a virtual service; one that is there already is a mistake.
   *
   * @param name what the file calls it, in any words
   * @param where what declares it
   */
  public void service(ServiceEntry entry, Optional<String> name, Span where) {
    ServiceKey key = entry.service().key();
    if (services.containsKey(key)) {
      tellTwice(key, where);
    } else if (services.size() < SERVICE_LIMIT) {
      services.put(key, entry);
      places.put(key, where);
      name.ifPresent(wish -> wishes.put(key, wish));
    } else if (!full) {
      full = true;
      error(
          "too-many-services",
          where,
          "more than %d virtual services are not read".formatted(SERVICE_LIMIT),
          "is a range of addresses larger than was meant?");
    }
  }

  /** Once for what declares several. */
  private void tellTwice(ServiceKey key, Span where) {
    if (twice.add(where)) {
      error(
          "declared-twice",
          where,
          "there is a virtual service on %s already, at %s".formatted(key, places.get(key)),
          "the kernel holds one of each: put the two together");
    }
  }

  /** Whether no more services are taken. */
  public boolean isFull() {
    return full;
  }

  /** Whether all services have been given names by the file. */
  public boolean isAllNamed() {
    return wishes.keySet().containsAll(services.keySet());
  }

  /** Takes a rule that gives packets their mark. */
  public void rule(MarkRule rule) {
    rules.put(rule.match(), rule);
  }

  public void timeouts(Timeouts said) {
    timeouts = said;
  }

  public void daemon(SyncDaemon daemon) {
    daemons.put(daemon.role(), daemon);
  }

  /** All of it. */
  public Imported imported() {
    Snapshot state =
        new Snapshot(
            services, rules, new TreeMap<>(), timeouts, Optional.empty(), daemons, new TreeMap<>());
    return new Imported(
        state, names(), findings.notCarried(), findings.remarks(), findings.errors());
  }

  /** Those that the file gives, then made-up ones. */
  private NavigableMap<ServiceKey, String> names() {
    Map<Mark, List<MarkRule.Match>> matches = new TreeMap<>();
    rules.forEach(
        (match, rule) ->
            matches.computeIfAbsent(rule.mark(), mark -> new ArrayList<>()).add(match));
    Set<String> taken = new HashSet<>();
    Map<String, String> ofMarks = new HashMap<>();
    NavigableMap<ServiceKey, String> names = new TreeMap<>();
    Map<String, Integer> used = new HashMap<>();
    wishes.forEach(
        (key, wish) -> {
          boolean joined = key instanceof ServiceKey.OnMark on && matches.containsKey(on.mark());
          names.put(
              key,
              joined
                  ? ofMarks.computeIfAbsent(
                      ((ServiceKey.OnMark) key).mark() + wish, mark -> called(wish, used, taken))
                  : called(wish, used, taken));
        });
    List<ServiceKey> others =
        services.keySet().stream().filter(key -> !names.containsKey(key)).toList();
    names.putAll(MadeUpNames.of(others, matches, matches.keySet(), taken));
    return names;
  }

  /** As it is wished, where that is a name and free. */
  private static String called(String wish, Map<String, Integer> used, Set<String> taken) {
    int count = used.merge(wish, 1, Integer::sum);
    return count == 1 && Ownership.isName(wish) && taken.add(wish)
        ? wish
        : MadeUpNames.free(numbered(wish, count), taken);
  }

  /** With a number behind all but the first, so that many of one name need no search for it. */
  private static String numbered(String wish, int count) {
    String word = wish.substring(0, Math.min(wish.length(), LONGEST_WISH));
    return count == 1 ? word : word + "-" + count;
  }
}
