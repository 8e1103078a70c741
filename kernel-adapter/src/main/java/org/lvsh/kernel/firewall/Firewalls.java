package org.lvsh.kernel.firewall;

import java.util.Locale;
import java.util.Optional;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.KernelException;

/**
 * Finds the firewall that a machine's marks and names are kept in. They are in one of them only:
 * names in both would be two truths, and marks in both would be set twice.
 */
public final class Firewalls {
  private final Firewall nftables;
  private final Firewall iptables;

  /** Those of this machine. */
  public Firewalls(NftKernel nft) {
    this(new NftablesFirewall(nft), new IptablesFirewall());
  }

  Firewalls(Firewall nftables, Firewall iptables) {
    this.nftables = nftables;
    this.iptables = iptables;
  }

  /**
   * The firewall that is said, or else the one that holds something of ours, or else nftables, or
   * where that is not to be had iptables. One that holds nothing but a last mark may be left: then
   * that mark goes over with the first change. Nothing is changed here.
   *
   * @throws KernelException where the one that is said is not to be had, where the other one holds
   *     marks and names of ours, or none is said and it is not known, or where there is none at all
   */
  public Firewall find(Optional<FirewallKind> said) {
    Found nft = look(nftables);
    Found ipt = look(iptables);
    if (nft.holdsOurs() && ipt.holdsOurs() && nft.isInUse() && ipt.isInUse()) {
      throw new KernelException(
          "both nftables and iptables hold marks and names of lvsh on this machine",
          "look at them with 'nft list table inet lvsh' and 'iptables-save', and remove the older"
              + " ones: 'nft delete table inet lvsh', or the chains LVSH and LVSH-NOTES");
    }
    FirewallKind kind = said.map(one -> said(one, nft, ipt)).orElseGet(() -> fitting(nft, ipt));
    Found chosen = kind == FirewallKind.NFTABLES ? nft : ipt;
    Found other = kind == FirewallKind.NFTABLES ? ipt : nft;
    if (other.holdsOurs()) {
      return new MovedFirewall(other.firewall(), chosen.firewall());
    }
    return other.missing().isEmpty()
        ? new SoleFirewall(chosen.firewall(), other.firewall())
        : chosen.firewall();
  }

  /**
   * One of the two.
   *
   * @param missing why it cannot be used; empty where it can
   * @param failed where it is there and does not tell what it holds
   */
  private record Found(
      Firewall firewall,
      Optional<String> missing,
      Optional<KernelException> failed,
      boolean holdsOurs) {

    /** Reads it, which takes long with many rules. What cannot be read may be anything. */
    boolean isInUse() {
      try {
        return holdsOurs && !firewall.read().isIdle();
      } catch (KernelException unreadable) {
        return true;
      }
    }
  }

  private static Found look(Firewall firewall) {
    try {
      return new Found(firewall, Optional.empty(), Optional.empty(), firewall.holdsOurs());
    } catch (FirewallMissingException missing) {
      return new Found(firewall, Optional.of(missing.getMessage()), Optional.empty(), false);
    } catch (KernelException failed) {
      return new Found(firewall, Optional.of(failed.getMessage()), Optional.of(failed), false);
    }
  }

  private static FirewallKind said(FirewallKind kind, Found nft, Found ipt) {
    Found wanted = kind == FirewallKind.NFTABLES ? nft : ipt;
    Found other = kind == FirewallKind.NFTABLES ? ipt : nft;
    if (wanted.missing().isPresent()) {
      throw new KernelException(
          "--firewall %s cannot be used: %s".formatted(word(kind), wanted.missing().get()),
          "leave --firewall out, and lvsh takes what this machine has");
    }
    if (other.isInUse()) {
      throw inTheOther(other.firewall().kind(), kind);
    }
    return kind;
  }

  /** That one of them cannot be used for what is in the other. */
  static KernelException inTheOther(FirewallKind other, FirewallKind wanted) {
    return new KernelException(
        "marks and names of lvsh are in %s on this machine, and would stay there beside --firewall %s"
            .formatted(word(other), word(wanted)),
        "go on with %s, or move in three steps: 'export lvs to FILE', 'remove all', 'apply FILE'"
            .formatted(word(other)));
  }

  private static FirewallKind fitting(Found nft, Found ipt) {
    boolean onlyIptables = nft.missing().isPresent() && ipt.missing().isEmpty();
    boolean stays = ipt.holdsOurs() && (!nft.holdsOurs() || ipt.isInUse());
    if (stays || onlyIptables) {
      return FirewallKind.IPTABLES;
    }
    if (nft.missing().isPresent()) {
      throw new KernelException(
          "neither nftables nor iptables can be used here, and one of them must keep marks and names"
              + " (%s; %s)".formatted(nft.missing().get(), ipt.missing().orElseThrow()),
          "install libnftables1 (Debian), or iptables");
    }
    if (!nft.holdsOurs()) {
      ipt.failed().ifPresent(Firewalls::refuse);
    }
    return FirewallKind.NFTABLES;
  }

  /**
   * Where iptables is there and fails, marks and names may be in it. Whoever says nftables has seen
   * to that; and once nftables holds ours, they are there. That nft fails says nothing: it does so
   * where the kernel has no nftables.
   */
  private static void refuse(KernelException failed) {
    String wayOut = "where iptables holds none, say --firewall nftables";
    throw new KernelException(
        "it is not known whether iptables holds marks and names of lvsh: " + failed.getMessage(),
        failed.hint().map(hint -> hint + "; " + wayOut).orElse(wayOut),
        failed);
  }

  private static String word(FirewallKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
