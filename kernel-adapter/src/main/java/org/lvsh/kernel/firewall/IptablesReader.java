package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/** Reads what {@code iptables-save(8)} prints of our chains. */
final class IptablesReader {
  private static final Pattern CHAIN = Pattern.compile(":(LVSH|LVSH-NOTES) .*");
  private static final Pattern JUMP = Pattern.compile("-A (PREROUTING|OUTPUT) -j LVSH");
  private static final Pattern RULE =
      Pattern.compile(
          "-A LVSH -d (\\S+)/(?:32|128) -p (tcp|udp|sctp)"
              + "(?: -m \\S+ --dport (\\d+)(?::(\\d+))?)?"
              + " -j MARK --set-xmark (0x[0-9a-f]+)/0xffffffff");
  private static final Pattern NOTE =
      Pattern.compile("-A LVSH-NOTES -m comment --comment \"(\\d+)\\.(\\d+) (.+)\"");

  /** In the place of a table that has what only nft can list ({@code xtables-save.c}). */
  private static final String INCOMPATIBLE = "# Table `mangle' is incompatible, use 'nft' tool.";

  private final List<String> chains = new ArrayList<>();
  private final List<String> jumps = new ArrayList<>();
  private final NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
  private final NavigableMap<NotePlace, String> notes = new TreeMap<>();

  private IptablesReader() {}

  /**
   * Reads what is saved of the table {@code mangle}.
   *
   * @throws IllegalArgumentException where something is in our chains that lvsh does not write
   */
  static IptablesContents contents(String saved) {
    IptablesReader reader = new IptablesReader();
    saved.lines().forEach(reader::read);
    return new IptablesContents(reader.chains, reader.jumps, reader.rules, reader.notes);
  }

  /** Whether a line is a rule in one of our chains. */
  static boolean isOurs(String line) {
    return line.startsWith("-A LVSH ") || line.startsWith("-A LVSH-NOTES ");
  }

  /** Whether the table {@code mangle} is there and not among what is saved. */
  static boolean isLeftOut(String saved) {
    return saved.lines().anyMatch(INCOMPATIBLE::equals);
  }

  /** Whether one of our chains is among all tables that are saved. */
  static boolean holdsOurs(String saved) {
    int mangle = saved.indexOf("*mangle\n");
    return mangle >= 0
        && saved
            .substring(mangle)
            .lines()
            .takeWhile(line -> !line.equals("COMMIT"))
            .anyMatch(line -> CHAIN.matcher(line).matches());
  }

  private void read(String line) {
    Matcher chain = CHAIN.matcher(line);
    Matcher jump = JUMP.matcher(line);
    Matcher rule = RULE.matcher(line);
    Matcher note = NOTE.matcher(line);
    if (chain.matches()) {
      chains.add(chain.group(1));
    } else if (jump.matches()) {
      jumps.add(jump.group(1));
    } else if (rule.matches()) {
      read(rule);
    } else if (note.matches()) {
      notes.put(
          new NotePlace(Long.parseLong(note.group(1)), Integer.parseInt(note.group(2))),
          note.group(3));
    } else if (isOurs(line)) {
      throw new IllegalArgumentException("not written by lvsh: " + line);
    }
  }

  private void read(Matcher rule) {
    MarkRule.Match match =
        new MarkRule.Match(
            Protocol.valueOf(rule.group(2).toUpperCase(Locale.ROOT)),
            IpAddress.of(rule.group(1)),
            ports(rule.group(3), rule.group(4)));
    rules.put(match, new MarkRule(match, new Mark(Long.decode(rule.group(5)))));
  }

  private static Ports ports(String first, String last) {
    if (first == null) {
      return Ports.ANY;
    }
    int from = Integer.parseInt(first);
    return new Ports(from, last == null ? from : Integer.parseInt(last));
  }
}
