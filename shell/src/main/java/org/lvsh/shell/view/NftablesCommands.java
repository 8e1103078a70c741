package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;

/**
 * Mark rules by nft(8): one table of our own, in it a map for each address family, looked up by one
 * rule in prerouting and one in output. A chain is flushed and filled by one command, so that no
 * packet passes it while it is empty.
 */
final class NftablesCommands implements FirewallCommands {

  @Override
  public List<String> preparation() {
    List<String> lines = new ArrayList<>();
    lines.add("nft add table inet lvsh");
    lines.add(map("marks4", "ipv4_addr"));
    lines.add(map("marks6", "ipv6_addr"));
    lines.addAll(chain("prerouting", "filter"));
    lines.addAll(chain("output", "route"));
    return lines;
  }

  private static String map(String name, String address) {
    return "nft add map inet lvsh %s '{ type %s . inet_proto . inet_service : mark; flags interval; }'"
        .formatted(name, address);
  }

  private static List<String> chain(String hook, String type) {
    String chain = "inet lvsh " + hook;
    String rule = "add rule %s meta mark set %s daddr . meta l4proto . th dport map @%s";
    return List.of(
        "nft add chain %s '{ type %s hook %s priority mangle; }'".formatted(chain, type, hook),
        "nft 'flush chain %s; %s; %s'"
            .formatted(
                chain,
                rule.formatted(chain, "ip", "marks4"),
                rule.formatted(chain, "ip6", "marks6")));
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
    boolean ipv6 = rule.match().address().family() == AddressFamily.IPV6;
    return "inet lvsh " + (ipv6 ? "marks6" : "marks4");
  }

  private static String key(MarkRule rule) {
    MarkRule.Match match = rule.match();
    Ports ports = match.ports();
    String port =
        ports.isSingle() ? Integer.toString(ports.first()) : ports.first() + "-" + ports.last();
    return "%s . %s . %s".formatted(match.address(), match.protocol().word(), port);
  }
}
