package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.script.Word;

/** One rule of nft(8). */
final class NftRule {
  private static final Set<String> LAST = Set.of("accept", "return");

  /** Packets that these drop do not reach IPVS, whatever their mark is. */
  private static final Set<String> DROPS = Set.of("drop", "reject");

  private static final Set<String> JUMPS = Set.of("jump", "goto");
  private static final Set<String> OPERATORS =
      Set.of("&", "|", "^", "<<", ">>", "and", "or", "xor", ".");

  private final Cursor words;
  private final Span where;
  private final String table;
  private final NftSets sets;
  private final Places places;
  private final Findings findings;
  private final List<String> odd = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private List<Packets> packets = List.of(Packets.ALL);
  private Optional<Word> incoming = Optional.empty();

  /** Whether a condition is not about what it seems to be, so that nothing is narrowed. */
  private boolean vague;

  NftRule(List<Word> words, String table, NftSets sets, Places places, Findings findings) {
    this.words = new Cursor(words);
    this.where = words.get(0).span().to(words.get(words.size() - 1).span());
    this.table = table;
    this.sets = sets;
    this.places = places;
    this.findings = findings;
  }

  /** What it does with marks; nothing where it does nothing. */
  List<Step> steps() {
    while (!words.isAtEnd()) {
      part();
    }
    return steps;
  }

  /** Why lvsh cannot say the packets of the rule; nothing where it can. */
  private Optional<String> unsaid() {
    if (!odd.isEmpty()) {
      return Optional.of(
          "lvsh marks packets by address, protocol and port, not by '%s'".formatted(odd.get(0)));
    }
    return incoming.map(
        word ->
            "lvsh marks packets by address, protocol and port, not by interface " + word.text());
  }

  /** The packets that the rule may be for. */
  private List<Packets> reach(List<Packets> some) {
    return vague ? List.of(Packets.ALL) : some;
  }

  private void verdict(String verdict) {
    boolean returns = verdict.equals("return");
    Optional<String> unsaid = unsaid();
    steps.add(
        unsaid.isPresent()
            ? new Step.PassesSome(
                where, reach(packets), returns, "some packets are left out here: " + unsaid.get())
            : new Step.Passes(where, packets, returns));
  }

  private void jump() {
    boolean forGood = words.take().text().equals("goto");
    if (words.peek().equals("{")) {
      words.block();
      String why = "it has a chain without a name, which lvsh does not follow";
      steps.add(new Step.Otherwise(where, Set.of(), reach(packets), why));
    } else if (!words.isAtEnd()) {
      jump(words.take().text(), forGood);
    }
  }

  private void jump(String chain, boolean forGood) {
    Chain to = new Chain(table, chain);
    boolean all = unsaid().isEmpty() && packets.equals(List.of(Packets.ALL));
    String why = "chain %s is entered by some packets only".formatted(chain);
    steps.add(
        all
            ? new Step.Jumps(where, to, forGood)
            : new Step.JumpsFor(where, to, reach(packets), forGood, why));
  }

  /** {@code vmap { 80 : jump web, 443 : accept }}: each is for some packets. */
  private void verdictMap() {
    odd.add(words.take().text());
    for (List<Word> element : values()) {
      List<String> texts = element.stream().map(Word::text).toList();
      List<String> verdict = texts.subList(texts.lastIndexOf(":") + 1, texts.size());
      if (verdict.size() > 1 && JUMPS.contains(verdict.get(0))) {
        jump(verdict.get(1), verdict.get(0).equals("goto"));
      } else if (verdict.size() == 1 && LAST.contains(verdict.get(0))) {
        verdict(verdict.get(0));
      }
    }
  }

  private static List<MarkRule.Match> matches(List<Packets> packets) {
    return packets.stream().flatMap(one -> one.matches().stream()).toList();
  }

  private void part() {
    String next = words.peek();
    if (Selector.of(next, words.peek(1)).isPresent()) {
      condition();
      return;
    }
    if ((next.equals("meta") && words.peek(1).equals("mark")) || next.equals("mark")) {
      words.takes("meta");
      words.take();
      markPart();
      return;
    }
    if (next.equals("meta") && words.peek(1).startsWith("iif")) {
      words.take();
    }
    switch (words.peek()) {
      case "ct" -> connection();
      case "log" -> log();
      case "vmap" -> verdictMap();
      case "jump", "goto" -> jump();
      case "iif", "iifname" -> incoming();
      case "counter" -> counter();
      case "comment" -> {
        words.take();
        skip();
      }
      case "continue" -> words.take();
      default -> other();
    }
  }

  private void skip() {
    if (!words.isAtEnd()) {
      words.take();
    }
  }

  private void other() {
    if (words.peek().equals("{")) {
      odd.add("{");
      words.block();
      return;
    }
    Word word = words.take();
    if (LAST.contains(word.text())) {
      verdict(word.text());
    } else if (!DROPS.contains(word.text())) {
      // Behind a field that lvsh does not know, those that it knows may be parts of one value.
      vague |= word.text().equals(".");
      odd.add(word.text());
    }
  }

  /** {@code ct mark set 5} is for the mark of the connection; all else compares. */
  private void connection() {
    words.take();
    String key = words.peek();
    skip();
    if (words.takes("set")) {
      value();
      return;
    }
    vague |= Set.of("original", "reply").contains(key);
    odd.add("ct");
  }

  private void incoming() {
    String field = words.take().text();
    if (Set.of("{", "!=", ".", "vmap").contains(words.peek()) || words.peek().startsWith("@")) {
      odd.add(field);
    } else if (!words.isAtEnd()) {
      incoming = Optional.of(words.take());
    }
  }

  /** A value that is made of others. */
  private void value() {
    operand();
    while (OPERATORS.contains(words.peek())) {
      words.take();
      operand();
    }
    if (words.takes("map")) {
      if (words.peek().equals("{")) {
        words.block();
      } else {
        skip();
      }
    }
  }

  private void operand() {
    boolean two =
        Set.of("meta", "ct").contains(words.peek())
            || Selector.of(words.peek(), words.peek(1)).isPresent();
    skip();
    if (two) {
      skip();
    }
  }

  private void log() {
    words.take();
    while (Set.of("prefix", "level", "group", "snaplen", "queue-threshold")
        .contains(words.peek())) {
      words.take();
      skip();
    }
  }

  private void counter() {
    words.take();
    for (String unit : List.of("packets", "bytes", "name")) {
      if (words.takes(unit)) {
        skip();
      }
    }
  }

  private void markPart() {
    if (!words.takes("set")) {
      odd.add("mark");
      return;
    }
    String next = words.peek();
    OptionalLong number = MarkValues.number(next);
    boolean alone = !Set.of("&", "|", "^", "and", "or", "xor").contains(words.peek(1));
    if (number.isPresent() && alone) {
      words.take();
      given(number.getAsLong(), packets);
    } else if (Selector.of(next, words.peek(1)).isPresent()) {
      fromMap();
    } else {
      otherwise("the mark is made of other bits, not said as it is");
    }
  }

  /** The mark is given in a way that is not followed; the verdict behind it is. */
  private void otherwise(String why) {
    steps.add(new Step.Otherwise(where, Set.of(), reach(packets), why));
    while (!words.isAtEnd()
        && !LAST.contains(words.peek())
        && !JUMPS.contains(words.peek())
        && !words.peek().equals("{")) {
      words.take();
    }
  }

  private void given(long number, List<Packets> whose) {
    if (number == 0) {
      Optional<String> unsaid = unsaid();
      steps.add(
          unsaid.isPresent()
              ? new Step.UnmarksSome(
                  where, reach(whose), "some packets lose their mark here: " + unsaid.get())
              : new Step.Unmarks(where, whose));
      return;
    }
    Mark mark = new Mark(number);
    boolean addressed = whose.stream().allMatch(one -> one.address().isPresent());
    if (!odd.isEmpty()) {
      steps.add(new Step.Otherwise(where, Set.of(mark), reach(whose), unsaid().orElseThrow()));
    } else if (!addressed) {
      String why = "it marks packets to every address; lvsh needs the virtual ones";
      steps.add(new Step.Otherwise(where, Set.of(mark), reach(whose), why));
    } else {
      incoming.ifPresent(
          word ->
              findings.notCarried(
                  word.span(),
                  "mark %s is for packets from interface %s; lvsh marks those from any"
                      .formatted(mark, word.text())));
      steps.add(new Step.Marks(where, matches(whose), mark, incoming.isPresent()));
    }
  }

  private List<Selector> selectors() {
    List<Selector> selectors = new ArrayList<>();
    do {
      Optional<Selector> selector = Selector.of(words.peek(), words.peek(1));
      if (selector.isEmpty()) {
        return List.of();
      }
      words.take();
      words.take();
      selectors.add(selector.get());
    } while (words.takes("."));
    return selectors;
  }

  private void condition() {
    List<Selector> selectors = selectors();
    if (words.peek().equals("vmap") && !selectors.isEmpty()) {
      verdictMap();
      return;
    }
    if (selectors.isEmpty()
        || Set.of("!=", "<", ">", "<=", ">=", "&", "and").contains(words.peek())) {
      vague |= selectors.isEmpty();
      odd.add(words.peek());
      skip();
      return;
    }
    words.takes("==");
    List<List<Word>> values = values();
    List<Packets> any = new ArrayList<>();
    for (List<Word> value : values) {
      any.addAll(key(selectors, value));
    }
    packets = Packets.and(packets, any);
  }

  /** One value, those between braces, or those of a set; what a comma parts is one. */
  private List<List<Word>> values() {
    if (words.peek().equals("{")) {
      return NftSets.elements(words.block());
    }
    if (words.peek().startsWith("@")) {
      return named(words.take().text().substring(1));
    }
    List<Word> value = new ArrayList<>();
    do {
      if (!words.isAtEnd()) {
        value.add(words.take());
      }
    } while (words.takes("."));
    return List.of(value);
  }

  private List<List<Word>> named(String set) {
    Optional<List<List<Word>>> elements = sets.of(table, set);
    if (elements.isEmpty()) {
      odd.add("@" + set);
      vague = true;
    }
    return elements.orElse(List.of());
  }

  /** The packets of a value whose fields stand one behind the other. */
  private List<Packets> key(List<Selector> selectors, List<Word> value) {
    List<Word> fields = value.stream().filter(word -> !word.text().equals(".")).toList();
    if (fields.size() < selectors.size()) {
      odd.add("a value of fewer fields");
      return List.of(Packets.ALL);
    }
    List<Packets> all = List.of(Packets.ALL);
    for (int at = 0; at < selectors.size(); at++) {
      all = Packets.and(all, field(selectors.get(at), fields.get(at)));
    }
    return all;
  }

  private List<Packets> field(Selector selector, Word value) {
    return switch (selector.field()) {
      case ADDRESS -> address(value);
      case PROTOCOL -> protocol(value);
      case PORT -> port(selector, value);
    };
  }

  private List<Packets> address(Word value) {
    if (value.text().matches(".*[/-].*") && !value.text().matches(".*/(32|128)")) {
      odd.add("network " + value.text());
      return List.of(Packets.ALL);
    }
    int slash = value.text().indexOf('/');
    Optional<IpAddress> address = places.address(slash < 0 ? value : value.part(0, slash));
    return address.map(Packets::to).stream().toList();
  }

  private List<Packets> protocol(Word value) {
    String name = value.text().toUpperCase(Locale.ROOT);
    for (Protocol one : Protocol.values()) {
      if (one.name().equals(name) || Integer.toString(one.number()).equals(name)) {
        return List.of(Packets.of(one));
      }
    }
    odd.add("protocol " + value.text());
    return List.of();
  }

  private List<Packets> port(Selector selector, Word value) {
    Optional<Ports> ports = ports(value);
    if (ports.isEmpty()) {
      return List.of();
    }
    Packets at = Packets.at(ports.get());
    return List.of(selector.protocol().map(Packets::of).flatMap(at::and).orElse(at));
  }

  private Optional<Ports> ports(Word value) {
    int dash = value.text().matches("\\d+-\\d+") ? value.text().indexOf('-') : -1;
    OptionalInt first = places.port(dash < 0 ? value : value.part(0, dash));
    OptionalInt last = dash < 0 ? first : places.port(value.part(dash + 1, value.text().length()));
    boolean known = first.isPresent() && last.isPresent() && first.getAsInt() <= last.getAsInt();
    return known ? Optional.of(new Ports(first.getAsInt(), last.getAsInt())) : Optional.empty();
  }

  /** {@code mark set ip daddr . th dport map …}. */
  private void fromMap() {
    List<Selector> selectors = selectors();
    if (selectors.isEmpty() || !words.takes("map") || isUnknownMap()) {
      otherwise("the mark is looked up in a way that lvsh has not");
      return;
    }
    for (List<Word> element : values()) {
      List<String> texts = element.stream().map(Word::text).toList();
      int colon = texts.indexOf(":");
      OptionalLong number =
          colon > 0 && colon + 1 < texts.size()
              ? MarkValues.number(texts.get(colon + 1))
              : OptionalLong.empty();
      if (number.isEmpty()) {
        odd.add("an element without a mark");
        continue;
      }
      given(number.getAsLong(), Packets.and(packets, key(selectors, element.subList(0, colon))));
    }
  }

  private boolean isUnknownMap() {
    return words.peek().startsWith("@") && sets.of(table, words.peek().substring(1)).isEmpty();
  }
}
