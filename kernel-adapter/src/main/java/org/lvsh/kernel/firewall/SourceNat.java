package org.lvsh.kernel.firewall;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lvsh.kernel.KernelException;

/**
 * Whether a machine has rules that give packets another source address, in iptables or nftables.
 */
public final class SourceNat {
  private static final Pattern IPTABLES = Pattern.compile(" -j (?:SNAT|MASQUERADE|NETMAP)\\b");

  /** Words in quotes are comments and names. */
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  /** The statement, not a chain of this name ({@code nft(8)}, NAT statements). */
  private static final Pattern NFT =
      Pattern.compile(
          "(?m)(?<!chain |jump |goto )\\b(?:masquerade(?=$| to| random| fully| persistent| comment)"
              + "|snat (?:ip6? )?(?:prefix )?to\\b)");

  private final Nft nft;
  private final IptablesSaves saves;

  /** Those of this machine. */
  public SourceNat() {
    this(new NativeNft(LibNftables.FILE), IptablesSaves.live());
  }

  SourceNat(Nft nft, IptablesSaves saves) {
    this.nft = nft;
    this.saves = saves;
  }

  /**
   * Whether there is one, as far as rules can be read.
   *
   * @throws KernelException where there are rules that cannot be read
   */
  public boolean isThere() {
    Optional<List<String>> tables = tables();
    return saves.thatTell(tables).values().stream()
            .anyMatch(saved -> IPTABLES.matcher(saved).find())
        || tables.orElse(List.of()).stream()
            .filter(table -> !table.equals(NftTable.OURS))
            .map(table -> nft.outline("list table " + table))
            .map(listing -> QUOTED.matcher(listing).replaceAll(""))
            .anyMatch(listing -> NFT.matcher(listing).find());
  }

  private Optional<List<String>> tables() {
    try {
      return Optional.of(NftOutline.tables(nft.outline("list tables")));
    } catch (FirewallMissingException absent) {
      return Optional.empty();
    }
  }
}
