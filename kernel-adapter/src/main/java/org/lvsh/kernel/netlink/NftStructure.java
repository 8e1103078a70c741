package org.lvsh.kernel.netlink;

import java.util.Map;
import java.util.Set;

/**
 * What a table of nftables is made of, without the elements.
 *
 * @param sets the names of its sets and maps
 * @param hooks the chains that packets come to by themselves, each with the number of its hook
 *     ({@code nf_inet_hooks})
 * @param lookUps the sets and maps that the rules of a chain look packets up in
 */
public record NftStructure(
    Set<String> sets, Map<String, Integer> hooks, Map<String, Set<String>> lookUps) {
  public NftStructure {
    sets = Set.copyOf(sets);
    hooks = Map.copyOf(hooks);
    lookUps = Map.copyOf(lookUps);
  }
}
