package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;

/** Our table in the words of nft(8): each text is one command of {@code nft -f}. */
public final class NftText {
  private NftText() {}

  /** The table with what it keeps its elements in; harmless where it is. */
  public static List<String> table() {
    List<String> commands = new ArrayList<>();
    commands.add("add table " + NftTable.OURS);
    Stream.of(MarkMap.values()).map(NftText::map).forEach(commands::add);
    commands.add("add set " + named(NftTable.NOTES) + " { type mark . mark; }");
    return commands;
  }

  private static String map(MarkMap map) {
    return "add map %s { type %s . inet_proto . inet_service : mark;%s }"
        .formatted(
            named(map.mapName()), map.addressType(), map.ofRanges() ? " flags interval;" : "");
  }

  private static String named(String part) {
    return NftTable.OURS + " " + part;
  }

  /** The hooks of the table, each the name of a chain as well. */
  public static List<String> hooks() {
    return NftTable.CHAINS;
  }

  /** A chain without its rules; harmless where it is. */
  public static String chain(String hook) {
    String type = hook.equals(NftTable.OUTPUT) ? "route" : "filter";
    return "add chain %s { type %s hook %s priority mangle; }".formatted(named(hook), type, hook);
  }

  /** Takes the rules out of a chain. */
  public static String flush(String hook) {
    return "flush chain " + named(hook);
  }

  /** The rules of a chain, which look packets up. */
  public static List<String> rules(String hook) {
    return Stream.of(MarkMap.values())
        .map(
            map ->
                "add rule %s meta mark set %s daddr . meta l4proto . th dport map @%s"
                    .formatted(named(hook), map.protocol(), map.mapName()))
        .toList();
  }

  public static String add(MarkRule rule) {
    return "add element %s { %s }".formatted(map(rule), entry(rule));
  }

  public static String delete(MarkRule rule) {
    return "delete element %s { %s }".formatted(map(rule), key(rule.match()));
  }

  private static String map(MarkRule rule) {
    return named(MarkMap.of(rule.match()).mapName());
  }

  static String entry(MarkRule rule) {
    return key(rule.match()) + " : " + rule.mark();
  }

  private static String key(MarkRule.Match match) {
    Ports ports = match.ports();
    String port =
        ports.isSingle() ? Integer.toString(ports.first()) : ports.first() + "-" + ports.last();
    return "%s . %s . %s".formatted(match.address(), match.protocol().word(), port);
  }

  /** Many elements of a map or a set as one command, one a line. */
  static List<String> elements(String of, List<String> elements) {
    List<String> lines = new ArrayList<>();
    if (!elements.isEmpty()) {
      lines.add("add element " + named(of) + " {");
      elements.forEach(element -> lines.add("  " + element + ","));
      lines.add("}");
    }
    return lines;
  }
}
