package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;

/**
 * Mark rules by iptables(8), for packets that come in and for those that the director itself sends
 * to a virtual address. Where lvsh has no rule yet, each is written into PREROUTING and OUTPUT, as
 * people do; where it has, into the chain that lvsh keeps them in, which is entered from both.
 */
final class IptablesCommands implements FirewallCommands {
  private static final String CHAIN = "LVSH";
  private static final List<String> HOOKS = List.of("PREROUTING", "OUTPUT");

  private final Set<AddressFamily> ours;

  /**
   * @param kept the rules that lvsh has made so far
   */
  IptablesCommands(Collection<MarkRule> kept) {
    ours = families(kept);
  }

  private static Set<AddressFamily> families(Collection<MarkRule> rules) {
    return rules.stream().map(IptablesCommands::family).collect(Collectors.toSet());
  }

  private static AddressFamily family(MarkRule rule) {
    return rule.match().address().family();
  }

  private static String program(AddressFamily family) {
    return (family == AddressFamily.IPV6 ? "ip6tables" : "iptables") + " -t mangle ";
  }

  /** The chain, and the way to it, in an address family that has no rule of ours yet. */
  @Override
  public List<String> preparation(Collection<MarkRule> added) {
    List<String> lines = new ArrayList<>();
    if (!ours.isEmpty()) {
      for (AddressFamily family : AddressFamily.values()) {
        if (families(added).contains(family) && !ours.contains(family)) {
          String program = program(family);
          lines.add(unless(program + "-nL " + CHAIN, program + "-N " + CHAIN));
          for (String hook : HOOKS) {
            String jump = hook + " -j " + CHAIN;
            lines.add(unless(program + "-C " + jump, program + "-A " + jump));
          }
        }
      }
    }
    return lines;
  }

  private static String unless(String succeeds, String command) {
    return succeeds + " >/dev/null 2>&1 || " + command;
  }

  @Override
  public List<String> add(MarkRule rule) {
    return lines("-A", rule);
  }

  @Override
  public List<String> remove(MarkRule rule) {
    return lines("-D", rule);
  }

  private List<String> lines(String action, MarkRule rule) {
    List<String> chains = ours.isEmpty() ? HOOKS : List.of(CHAIN);
    return chains.stream().map(chain -> line(action + " " + chain, rule)).toList();
  }

  private static String line(String action, MarkRule rule) {
    MarkRule.Match match = rule.match();
    return "%s%s -d %s -p %s%s -j MARK --set-mark %s"
        .formatted(
            program(family(rule)),
            action,
            match.address(),
            match.protocol().word(),
            ports(match.ports()),
            rule.mark());
  }

  private static String ports(Ports ports) {
    if (ports.isAny()) {
      return "";
    }
    return ports.isSingle()
        ? " --dport " + ports.first()
        : " --dport " + ports.first() + ":" + ports.last();
  }
}
