package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Snapshot;

/**
 * Mark rules and names as a file that people load with the packet filter's own program: just what
 * lvsh keeps there itself, so that an lvsh which comes later finds its own.
 */
public final class FirewallFile {
  private FirewallFile() {}

  /**
   * For {@code nft -f}: one transaction that puts our table in the place of one that is there, or
   * takes it away where there is nothing to keep. Nothing of others is touched.
   */
  public static List<String> nftables(Snapshot snapshot) {
    FirewallState state = state(snapshot);
    List<String> lines =
        new ArrayList<>(List.of("add table " + NftTable.OURS, "delete table " + NftTable.OURS));
    if (!state.isEmpty()) {
      lines.addAll(NftText.table());
      for (String hook : NftText.hooks()) {
        lines.add(NftText.chain(hook));
        lines.addAll(NftText.rules(hook));
      }
      addElements(state, lines);
    }
    return lines;
  }

  private static FirewallState state(Snapshot snapshot) {
    return new FirewallState(snapshot.markRules(), snapshot.ownership(), snapshot.lastMark());
  }

  private static void addElements(FirewallState state, List<String> lines) {
    Map<MarkMap, List<String>> entries = new EnumMap<>(MarkMap.class);
    for (MarkRule rule : state.markRules().values()) {
      entries
          .computeIfAbsent(MarkMap.of(rule.match()), map -> new ArrayList<>())
          .add(NftText.entry(rule));
    }
    entries.forEach((map, some) -> lines.addAll(NftText.elements(map.mapName(), some)));
    List<String> notes = new ArrayList<>();
    Notes.NONE
        .changedTo(state)
        .pieces()
        .forEach(
            (place, piece) ->
                notes.add("%d . %d comment \"%s\"".formatted(place.note(), place.part(), piece)));
    lines.addAll(NftText.elements(NftTable.NOTES, notes));
  }

  /**
   * For {@code iptables-restore --noflush} and {@code ip6tables-restore --noflush}: each of them
   * leaves out what is said to be for the other ({@code iptables(8)}, {@code -4} and {@code -6}).
   */
  public static List<String> iptables(Snapshot snapshot) {
    FirewallState state = state(snapshot);
    IptablesContents contents =
        IptablesContents.of(state.markRules(), Notes.NONE.changedTo(state).pieces());
    return IptablesScript.forBoth(contents).lines().toList();
  }
}
