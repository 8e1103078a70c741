package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;

/**
 * Mark rules by nft(8), in the very table that lvsh keeps them in itself, so that the commands fit
 * one that it has made: for each address family a map of single ports and one of ranges, looked up
 * by one rule each in prerouting and in output. A chain is flushed and filled by one command, so
 * that no packet passes it while it is empty.
 */
final class NftablesCommands implements FirewallCommands {

  @Override
  public List<String> preparation(Collection<MarkRule> added) {
    List<String> lines = new ArrayList<>();
    lines.add("nft add table inet lvsh");
    for (String family : List.of("4", "6")) {
      lines.add(map("marks" + family, ""));
      lines.add(map("ranges" + family, " flags interval;"));
    }
    lines.add("nft add set inet lvsh notes '{ type mark . mark; }'");
    lines.addAll(chain("prerouting", "filter"));
    lines.addAll(chain("output", "route"));
    return lines;
  }

  private static String map(String name, String flags) {
    String address = name.endsWith("4") ? "ipv4_addr" : "ipv6_addr";
    return "nft add map inet lvsh %s '{ type %s . inet_proto . inet_service : mark;%s }'"
        .formatted(name, address, flags);
  }

  private static List<String> chain(String hook, String type) {
    String chain = "inet lvsh " + hook;
    return List.of(
        "nft add chain %s '{ type %s hook %s priority mangle; }'".formatted(chain, type, hook),
        "nft 'flush chain %s; %s; %s; %s; %s'"
            .formatted(
                chain,
                rule(chain, "ip", "marks4"),
                rule(chain, "ip", "ranges4"),
                rule(chain, "ip6", "marks6"),
                rule(chain, "ip6", "ranges6")));
  }

  private static String rule(String chain, String family, String map) {
    return "add rule %s meta mark set %s daddr . meta l4proto . th dport map @%s"
        .formatted(chain, family, map);
  }

  @Override
  public List<String> add(MarkRule rule) {
    return List.of("nft add element %s '{ %s : %s }'".formatted(map(rule), key(rule), rule.mark()));
  }

  @Override
  public List<String> remove(MarkRule rule) {
    return List.of("nft delete element %s '{ %s }'".formatted(map(rule), key(rule)));
  }

  private static String map(MarkRule rule) {
    String kind = rule.match().ports().isSingle() ? "marks" : "ranges";
    boolean ipv6 = rule.match().address().family() == AddressFamily.IPV6;
    return "inet lvsh " + kind + (ipv6 ? "6" : "4");
  }

  private static String key(MarkRule rule) {
    MarkRule.Match match = rule.match();
    Ports ports = match.ports();
    String port =
        ports.isSingle() ? Integer.toString(ports.first()) : ports.first() + "-" + ports.last();
    return "%s . %s . %s".formatted(match.address(), match.protocol().word(), port);
  }
}
