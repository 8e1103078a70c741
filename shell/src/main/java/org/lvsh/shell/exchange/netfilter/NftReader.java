package org.lvsh.shell.exchange.netfilter;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.script.Word;

/** What {@code nft list ruleset} prints, and the commands of nft(8) that make the same. */
final class NftReader {
  private static final Set<String> FAMILIES =
      Set.of("ip", "ip6", "inet", "arp", "bridge", "netdev");
  private static final Set<String> OF_IP = Set.of("ip", "ip6", "inet");

  /** Of the families of IP ({@code std_prio_lookup}). */
  private static final Map<String, Integer> PRIORITIES =
      Map.of(
          "raw", -300, "mangle", -150, "dstnat", -100, "filter", 0, "security", 50, "srcnat", 100);

  private static final Pattern PRIORITY = Pattern.compile("([a-z]+)?([+-]?[0-9]{1,9})?");

  private final Chains chains;
  private final Places places;
  private final Findings findings;
  private final NftSets sets = new NftSets();
  private final NftDefinitions definitions;
  private final Set<String> asleep = new HashSet<>();

  /** The tables of which something was said. */
  private final Set<String> said = new HashSet<>();

  /** Rules wait until all sets are known that they name. */
  private final Map<Integer, Waiting> rules = new LinkedHashMap<>();

  private final Map<Chain, Hook> hooks = new LinkedHashMap<>();
  private int count;
  private int others;

  /** A rule of a chain; one that is inserted goes before the others. */
  private record Waiting(Chain chain, List<Word> words, boolean first) {
    Waiting {
      words = List.copyOf(words);
    }
  }

  /**
   * Where packets enter a base chain.
   *
   * @param priority those of one hook enter the lowest first
   */
  private record Hook(String name, int priority) {}

  NftReader(Chains chains, Places places, Findings findings) {
    this.chains = chains;
    this.places = places;
    this.findings = findings;
    this.definitions = new NftDefinitions(findings);
  }

  int others() {
    return others;
  }

  /** Reads a file, or a command. */
  void read(List<Word> all) {
    Cursor words = new Cursor(definitions.apply(all));
    words.skipEnds();
    while (!words.isAtEnd()) {
      statement(words);
      words.skipEnds();
    }
  }

  private void statement(Cursor words) {
    Span where = words.span();
    String verb = words.take().text();
    switch (verb) {
      case "table" -> {
        String table = table(words);
        if (words.takes("{")) {
          said.add(table);
          inTable(words, table);
        }
      }
      case "flush" -> flush(words);
      case "add", "create", "insert", "rule" -> make(words, verb);
      case "delete", "destroy", "include", "replace", "rename" -> {
        List<Word> rest = words.statement();
        if (isOfNothing(verb, new Cursor(rest))) {
          return;
        }
        Span all = rest.isEmpty() ? where : where.to(rest.get(rest.size() - 1).span());
        findings.notCarried(all, "lvsh cannot follow '%s' of nft".formatted(verb));
      }
      default -> words.statement();
    }
  }

  /**
   * Whether a table is deleted of which nothing was said yet, as at the head of a file that is to
   * replace it.
   */
  private boolean isOfNothing(String verb, Cursor words) {
    boolean deletes = verb.equals("delete") || verb.equals("destroy");
    return deletes && words.takes("table") && !said.contains(table(words)) && words.isAtEnd();
  }

  /** {@code ip mangle}; where no family is said it is that of IPv4. */
  private static String table(Cursor words) {
    String family = FAMILIES.contains(words.peek()) ? words.take().text() : "ip";
    return words.isAtEnd() ? family : family + " " + words.take().text();
  }

  private void flush(Cursor words) {
    if (words.takes("ruleset")) {
      chains.flush();
      rules.clear();
      hooks.clear();
      sets.clear();
    } else if (words.takes("chain")) {
      String table = table(words);
      Chain chain = new Chain(table, words.peek());
      rules.values().removeIf(rule -> rule.chain().equals(chain));
    } else if (words.takes("table")) {
      String table = table(words);
      rules.values().removeIf(rule -> rule.chain().table().equals(table));
    }
    words.statement();
  }

  private void make(Cursor words, String verb) {
    String what = verb.equals("rule") ? verb : words.isAtEnd() ? "" : words.take().text();
    if (!Set.of("table", "chain", "rule", "set", "map", "element").contains(what)) {
      words.statement();
      return;
    }
    String table = table(words);
    if (what.equals("table") || words.isAtEnd()) {
      words.statement();
      return;
    }
    said.add(table);
    String name = words.take().text();
    switch (what) {
      case "chain" -> {
        Cursor block = new Cursor(words.block());
        inChain(block, new Chain(table, name));
      }
      case "rule" -> {
        for (String place : List.of("position", "handle", "index")) {
          if (words.takes(place)) {
            words.take();
          }
        }
        rule(new Chain(table, name), words.statement(), verb.equals("insert"));
      }
      case "element" -> sets.add(table, name, NftSets.elements(words.block()));
      default -> {
        sets.declare(table, name);
        inSet(new Cursor(words.block()), table, name);
      }
    }
  }

  private void inTable(Cursor words, String table) {
    words.skipEnds();
    while (!words.isAtEnd() && !words.takes("}")) {
      String what = words.take().text();
      switch (what) {
        case "chain" -> {
          String name = words.take().text();
          inChain(new Cursor(words.block()), new Chain(table, name));
        }
        case "set", "map" -> {
          String name = words.take().text();
          sets.declare(table, name);
          inSet(new Cursor(words.block()), table, name);
        }
        case "flags" -> {
          boolean off = words.statement().stream().anyMatch(word -> word.text().equals("dormant"));
          if (off) {
            asleep.add(table);
          }
        }
        default -> words.statement();
      }
      words.skipEnds();
    }
  }

  private void inChain(Cursor words, Chain chain) {
    words.skipEnds();
    while (!words.isAtEnd()) {
      List<Word> statement = words.statement();
      if (statement.isEmpty()) {
        words.takes("}");
      } else if (statement.get(0).text().equals("type")) {
        hook(chain, statement.stream().map(Word::text).toList());
      } else if (!Set.of("policy", "comment", "flags", "device", "devices")
          .contains(statement.get(0).text())) {
        rule(chain, statement, false);
      }
      words.skipEnds();
    }
  }

  private void hook(Chain chain, List<String> words) {
    int at = words.indexOf("hook");
    if (at >= 0 && at + 1 < words.size()) {
      int said = words.indexOf("priority");
      String priority = said < 0 ? "" : String.join("", words.subList(said + 1, words.size()));
      hooks.put(chain, new Hook(words.get(at + 1), priority(priority)));
    }
  }

  /** {@code mangle}, {@code -150} or {@code mangle+10}; nft refuses anything else. */
  private static int priority(String said) {
    Matcher words = PRIORITY.matcher(said);
    if (!words.matches()) {
      return 0;
    }
    int base = words.group(1) == null ? 0 : PRIORITIES.getOrDefault(words.group(1), 0);
    return base + (words.group(2) == null ? 0 : Integer.parseInt(words.group(2)));
  }

  private void inSet(Cursor words, String table, String name) {
    words.skipEnds();
    while (!words.isAtEnd()) {
      if (words.takes("elements")) {
        words.takes("=");
        sets.add(table, name, NftSets.elements(words.block()));
      } else {
        words.statement();
      }
      words.takes("}");
      words.skipEnds();
    }
  }

  private void rule(Chain chain, List<Word> words, boolean first) {
    if (!words.isEmpty()) {
      rules.put(count++, new Waiting(chain, words, first));
    }
  }

  /** Gives all that was read to the chains. */
  void finish() {
    hooks.entrySet().stream()
        .sorted(Comparator.comparingInt(hooked -> hooked.getValue().priority()))
        .forEach(hooked -> hook(hooked.getKey(), hooked.getValue().name()));
    rules.values().forEach(this::give);
    rules.clear();
  }

  /** A table that is not of IP alone sees packets in an order that lvsh does not follow. */
  private void hook(Chain chain, String hook) {
    if (!isOfIp(chain)) {
      return;
    }
    switch (hook) {
      case "prerouting" -> chains.comesIn(chain);
      case "output" -> chains.goesOut(chain);
      case "input" -> chains.isElsewhere(chain);
      case "forward", "postrouting" -> chains.isBehind(chain);
      default -> {}
    }
  }

  private static boolean isOfIp(Chain chain) {
    return OF_IP.contains(chain.table().split(" ", 2)[0]);
  }

  private void give(Waiting rule) {
    List<Step> steps =
        new NftRule(rule.words(), rule.chain().table(), sets, places, findings).steps();
    others += steps.stream().allMatch(step -> step instanceof Step.PassesSome) ? 1 : 0;
    if (asleep.contains(rule.chain().table())) {
      return;
    }
    for (int at = 0; at < steps.size(); at++) {
      if (rule.first()) {
        chains.insert(rule.chain(), at, steps.get(at));
      } else {
        chains.append(rule.chain(), steps.get(at));
      }
    }
  }

  /** Whether the beginning of a text is that of a file of nft. */
  static boolean isOne(List<Word> words) {
    Optional<Word> first =
        words.stream().filter(word -> !word.text().equals(NftTokens.END)).findFirst();
    int at = first.map(words::indexOf).orElse(0);
    if (at + 2 >= words.size()) {
      return false;
    }
    String verb = words.get(at).text();
    String next = words.get(at + 1).text();
    return (verb.equals("table") && FAMILIES.contains(next))
        || (verb.equals("flush") && next.equals("ruleset"))
        || (verb.equals("define")
            && (next.contains("=") || words.get(at + 2).text().startsWith("=")))
        || (Set.of("add", "create").contains(verb)
            && Set.of("table", "chain", "rule", "set", "map", "element").contains(next));
  }
}
