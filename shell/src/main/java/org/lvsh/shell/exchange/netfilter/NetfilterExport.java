package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lvsh.kernel.firewall.FirewallFile;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.exchange.Exported;

/** The marks of a state, and the names, for the programs of packet filters. */
public final class NetfilterExport {
  private static final String SERVICES =
      "# Marks and names; the services themselves are in what 'export ipvsadm' writes.";

  private NetfilterExport() {}

  /**
   * For {@code nft -f}.
   *
   * @param kernel what the state's kernel is called
   */
  public static Exported nftables(Snapshot state, String kernel) {
    return exported("nft", state, kernel, FirewallFile.nftables(state), List.of("nft -f %s"));
  }

  /**
   * For {@code iptables-restore} and {@code ip6tables-restore}, one file for both.
   *
   * @param kernel what the state's kernel is called
   */
  public static Exported iptables(Snapshot state, String kernel) {
    List<String> uses = new ArrayList<>(List.of("iptables-restore --noflush < %s"));
    boolean ipv6 =
        state.markRules().keySet().stream()
            .anyMatch(match -> match.address().family() == AddressFamily.IPV6);
    if (ipv6) {
      uses.add("ip6tables-restore --noflush < %s");
    }
    return exported("iptables", state, kernel, FirewallFile.iptables(state), uses);
  }

  private static Exported exported(
      String format, Snapshot state, String kernel, List<String> rules, List<String> uses) {
    List<String> lines = new ArrayList<>();
    lines.add(Exported.mark(format) + ": what the " + kernel + " kernel holds.");
    lines.add(SERVICES);
    List<String> lost = lost(state);
    lines.addAll(Exported.comment(lost));
    lines.addAll(rules);
    Snapshot carried =
        new Snapshot(
            new TreeMap<>(),
            state.markRules(),
            state.ownership(),
            Snapshot.EMPTY.timeouts(),
            state.lastMark(),
            new TreeMap<>(),
            new TreeMap<>());
    return new Exported(lines, carried, lost, uses);
  }

  /** Names that outlived the rules of their marks, such as a flush of the packet filter. */
  private static List<String> lost(Snapshot state) {
    Set<Mark> set =
        state.markRules().values().stream().map(MarkRule::mark).collect(Collectors.toSet());
    return state.ownership().values().stream()
        .filter(owned -> owned.claim().isPresent())
        .filter(owned -> owned.key() instanceof ServiceKey.OnMark on && !set.contains(on.mark()))
        .map(Ownership::name)
        .distinct()
        .map(name -> "the mark rules of " + name + ", which are lost: 'apply' sets them again")
        .toList();
  }
}
