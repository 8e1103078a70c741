package org.lvsh.kernel.firewall;

import java.util.Map;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;

/**
 * The input of {@code iptables-restore(8)} that puts one content of our chains in the place of
 * another, as one transaction. Only our own chains are written whole; of others' chains only the
 * jumps to ours are touched.
 */
final class IptablesScript {
  private final StringBuilder lines = new StringBuilder("*mangle\n");

  private IptablesScript() {}

  static String between(IptablesContents before, IptablesContents after) {
    IptablesScript script = new IptablesScript();
    if (after.chains().isEmpty()) {
      script.remove(before);
    } else {
      script.write(before, after);
    }
    return script.lines.append("COMMIT\n").toString();
  }

  /**
   * The same from nothing to contents of both address families, each rule with the family that it
   * is for. The notes are with IPv4.
   */
  static String forBoth(IptablesContents contents) {
    IptablesScript script = new IptablesScript();
    contents.chains().forEach(chain -> script.say(":" + chain + " - [0:0]"));
    contents
        .rules()
        .values()
        .forEach(rule -> script.say(option(rule.match().address().family()) + line(rule)));
    contents
        .notes()
        .entrySet()
        .forEach(piece -> script.say(option(AddressFamily.IPV4) + line(piece)));
    contents.jumps().forEach(hook -> script.say(jump(hook)));
    return script.lines.append("COMMIT\n").toString();
  }

  private static String option(AddressFamily family) {
    return switch (family) {
      case IPV4 -> "-4 ";
      case IPV6 -> "-6 ";
    };
  }

  private static String jump(String hook) {
    return "-A " + hook + " -j " + IptablesContents.CHAIN;
  }

  private void remove(IptablesContents before) {
    before.jumps().forEach(hook -> say("-D " + hook + " -j " + IptablesContents.CHAIN));
    for (String chain : before.chains()) {
      say("-F " + chain);
      say("-X " + chain);
    }
  }

  /** Naming a chain makes it, or empties it where it is there. */
  private void write(IptablesContents before, IptablesContents after) {
    after.chains().forEach(chain -> say(":" + chain + " - [0:0]"));
    after.rules().values().forEach(rule -> say(line(rule)));
    after.notes().entrySet().forEach(piece -> say(line(piece)));
    for (String hook : after.jumps()) {
      if (!before.jumps().contains(hook)) {
        say(jump(hook));
      }
    }
  }

  private static String line(MarkRule rule) {
    String protocol = rule.match().protocol().word();
    return "-A %s -d %s -p %s%s -j MARK --set-xmark 0x%x/0xffffffff"
        .formatted(
            IptablesContents.CHAIN,
            rule.match().address(),
            protocol,
            ports(protocol, rule.match().ports()),
            rule.mark().value());
  }

  private static String ports(String protocol, Ports ports) {
    return ports.isAny()
        ? ""
        : " -m %s --dport %d:%d".formatted(protocol, ports.first(), ports.last());
  }

  private static String line(Map.Entry<NotePlace, String> piece) {
    return "-A %s -m comment --comment \"%d.%d %s\""
        .formatted(
            IptablesContents.NOTES, piece.getKey().note(), piece.getKey().part(), piece.getValue());
  }

  private void say(String line) {
    lines.append(line).append('\n');
  }
}
