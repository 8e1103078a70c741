package org.lvsh.kernel.firewall;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;

/**
 * Marks and notes in a table of nftables that is all ours, {@code inet lvsh}; no other table is
 * touched. A change that finds it missing or broken makes it anew; one that leaves nothing to hold,
 * not even a last mark, takes it away.
 */
public final class NftablesFirewall implements Firewall {
  private final Nft nft;
  private final NftKernel kernel;
  private Optional<Known> known = Optional.empty();

  /** Through libnftables, which is loaded when it is first needed. */
  public NftablesFirewall(NftKernel kernel) {
    this(new NativeNft(LibNftables.FILE), kernel);
  }

  NftablesFirewall(Nft nft, NftKernel kernel) {
    this.nft = nft;
    this.kernel = kernel;
  }

  /**
   * What was read.
   *
   * @param generation of the rules just before, so that what was changed meanwhile is read again
   */
  private record Known(Optional<Object> generation, NftContents contents, FirewallState state) {
    boolean isOf(Optional<Object> now) {
      return now.isPresent() && now.equals(generation);
    }
  }

  @Override
  public FirewallKind kind() {
    return FirewallKind.NFTABLES;
  }

  @Override
  public boolean holdsOurs() {
    return table() != NftKernel.Table.ABSENT;
  }

  /**
   * Untold where ours is there by what nft lists, and the kernel does not say with what flags. The
   * kernel is asked first: what it has is there, whatever is missing to read it.
   */
  private NftKernel.Table table() {
    NftKernel.Table told = kernel.table(NftJson.TABLE);
    if (told == NftKernel.Table.PLAIN || told == NftKernel.Table.FLAGGED) {
      return told;
    }
    nft.require();
    boolean absent = told == NftKernel.Table.UNTOLD && !tables().contains(NftJson.OURS);
    return absent ? NftKernel.Table.ABSENT : told;
  }

  private List<String> tables() {
    return NftOutline.tables(asked(() -> nft.outline("list tables")));
  }

  @Override
  public FirewallState read() {
    return known().state();
  }

  /**
   * With thousands of services reading takes seconds, asking whether it is needed none. What is
   * broken is read each time: a table falls asleep, and goes with its owner, without a transaction.
   */
  private Known known() {
    Optional<Object> now = kernel.generation();
    Optional<Known> same = known.filter(one -> one.isOf(now));
    if (same.isPresent()) {
      return same.get();
    }
    boolean settled = now.isPresent() && kernel.settle();
    NftContents contents = contents();
    Known there = new Known(now, contents, ours(contents, NftContents::state));
    boolean lasts = settled && contents.presence() != NftContents.Presence.BROKEN;
    known = Optional.of(there).filter(one -> lasts);
    return there;
  }

  @Override
  public List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists) {
    Known there = known();
    NftContents before = there.contents();
    FirewallState state = there.state();
    Transaction.Result result = Transaction.of(state, run, exists);
    if (!result.after().equals(state)) {
      NftScript.between(before, before.changedTo(result.after())).ifPresent(this::change);
    }
    return result.outcomes();
  }

  @Override
  public void clear() {
    NftScript.between(known().contents(), NftContents.ABSENT).ifPresent(this::change);
  }

  private void change(String script) {
    try {
      nft.run(script);
    } catch (KernelException refused) {
      known = Optional.empty();
      throw new KernelException(
          "nftables refuses the change of table inet lvsh, nothing was changed: "
              + refused.getMessage(),
          refused);
    }
  }

  private NftContents contents() {
    return switch (table()) {
      case ABSENT -> NftContents.ABSENT;
      case PLAIN -> required(this::whole);
      case FLAGGED, UNTOLD -> required(this::outlined);
    };
  }

  /** Without the library another firewall will not do, for marks and names are in this one. */
  private static NftContents required(Supplier<NftContents> reading) {
    try {
      return reading.get();
    } catch (FirewallMissingException missing) {
      throw new KernelException(
          "marks and names of lvsh are in nftables on this machine, and cannot be read there: "
              + missing.getMessage(),
          missing);
    }
  }

  private NftContents whole() {
    return ours(asked(() -> nft.run(NftScript.listing())), NftReader::contents);
  }

  private NftContents outlined() {
    String outline = asked(() -> nft.outline("list table " + NftJson.OURS));
    if (!NftOutline.hasFlags(outline)) {
      return whole();
    }
    return NftOutline.hasNotes(outline)
        ? ours(asked(() -> nft.run(NftScript.listingNotes())), NftReader::contents)
        : NftContents.BROKEN;
  }

  private static String asked(Supplier<String> question) {
    try {
      return question.get();
    } catch (KernelException refused) {
      throw new KernelException("nftables cannot be read: " + refused.getMessage(), refused);
    }
  }

  private static <T, R> R ours(T said, Function<T, R> meaning) {
    try {
      return meaning.apply(said);
    } catch (IllegalArgumentException strange) {
      throw new KernelException(
          "table %s cannot be read: %s".formatted(NftJson.OURS, strange.getMessage()),
          "'nft delete table inet lvsh' removes what lvsh did not write, apply makes it anew",
          strange);
    }
  }

  @Override
  public void close() {
    kernel.close();
  }
}
