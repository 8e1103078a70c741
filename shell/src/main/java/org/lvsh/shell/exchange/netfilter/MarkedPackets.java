package org.lvsh.shell.exchange.netfilter;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.language.diagnostic.Span;

/**
 * Which packets have which mark when they reach IPVS.
 *
 * @param rules those that come to the same as what was read, none over another
 * @param said for each mark what was said of its packets, in the order it was said
 * @param doubtful the marks that some packets get in a way that no statement can say
 */
public record MarkedPackets(
    NavigableMap<MarkRule.Match, MarkRule> rules,
    Map<Mark, List<Said>> said,
    Map<Mark, Doubt> doubtful) {
  public MarkedPackets {
    rules = Collections.unmodifiableNavigableMap(new TreeMap<>(rules));
    said = Collections.unmodifiableMap(new TreeMap<>(said));
    doubtful = Collections.unmodifiableMap(new TreeMap<>(doubtful));
  }

  /** Packets, and where they are spoken of. */
  public record Said(MarkRule.Match match, Span where) {}

  /** Why a mark's packets cannot be said, and where the rule stands. */
  public record Doubt(Span where, String why) {}

  /** What a mark's rules say of its packets; nothing where they cannot be said. */
  public List<Said> of(Mark mark) {
    return doubtful.containsKey(mark) ? List.of() : said.getOrDefault(mark, List.of());
  }

  Optional<Doubt> doubt(Mark mark) {
    return Optional.ofNullable(doubtful.get(mark));
  }
}
