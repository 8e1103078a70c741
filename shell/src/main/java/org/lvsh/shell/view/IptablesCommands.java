package org.lvsh.shell.view;

import java.util.List;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;

/**
 * Mark rules by iptables(8): in PREROUTING for packets that come in, in OUTPUT for those that the
 * director itself sends to a virtual address.
 */
final class IptablesCommands implements FirewallCommands {

  @Override
  public List<String> preparation() {
    return List.of();
  }

  @Override
  public List<String> add(MarkRule rule) {
    return List.of(line("-A PREROUTING", rule), line("-A OUTPUT", rule));
  }

  @Override
  public List<String> remove(MarkRule rule) {
    return List.of(line("-D PREROUTING", rule), line("-D OUTPUT", rule));
  }

  private static String line(String action, MarkRule rule) {
    MarkRule.Match match = rule.match();
    String program = match.address().family() == AddressFamily.IPV6 ? "ip6tables" : "iptables";
    return "%s -t mangle %s -d %s -p %s%s -j MARK --set-mark %s"
        .formatted(
            program,
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
