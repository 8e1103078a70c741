package org.lvsh.kernel.firewall;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.netlink.NftElement;
import org.lvsh.kernel.netlink.NftStep;
import org.lvsh.kernel.netlink.NftStructure;

/**
 * Marks and notes in a table of nftables that is all ours, {@code inet lvsh}; no other table is
 * touched. A change that finds it missing or broken makes it anew; one that leaves nothing to hold,
 * not even a last mark, takes it away.
 */
public final class NftablesFirewall implements Firewall {
  /** How often it is read where others change it meanwhile. */
  private static final int ATTEMPTS = 10;

  private final Nft nft;
  private final NftKernel kernel;
  private Optional<Known> known = Optional.empty();

  /**
   * By netlink alone. libnftables, which tells what marks others use, must be there all the same;
   * it is loaded when it is first needed.
   */
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
    NftKernel.Table told = kernel.table(NftTable.NAME);
    if (told == NftKernel.Table.PLAIN || told == NftKernel.Table.FLAGGED) {
      return told;
    }
    nft.require();
    boolean absent = told == NftKernel.Table.UNTOLD && !tables().contains(NftTable.OURS);
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
   * Where nothing was changed since it was read, nothing is read. What is broken is read each time:
   * a table falls asleep, and goes with its owner, without a transaction.
   */
  private Known known() {
    Optional<Object> now = kernel.generation();
    Optional<Known> same = known.filter(one -> one.isOf(now));
    if (same.isPresent()) {
      return same.get();
    }
    Steady steady = steady(now);
    Known there =
        new Known(
            steady.generation(), steady.contents(), ours(steady.contents(), NftContents::state));
    boolean lasts =
        steady.generation().isPresent()
            && there.contents().presence() != NftContents.Presence.BROKEN;
    known = Optional.of(there).filter(one -> lasts);
    return there;
  }

  /**
   * What was read with no change meanwhile.
   *
   * @param generation empty where it is not certain that all of it was in force
   */
  private record Steady(Optional<Object> generation, NftContents contents) {}

  /**
   * The table is asked for in several questions, which belong together where the generation is the
   * same before and behind them, and all of it was in force before. Where that cannot be told, as
   * before Linux 5.3, where waiting for it is a generation of its own, two readings must be alike.
   */
  private Steady steady(Optional<Object> first) {
    Optional<Object> told = first;
    Optional<NftContents> last = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boolean settled = told.isPresent() && kernel.settle();
      Optional<Object> before = kernel.generation();
      NftContents contents = contents();
      Optional<Object> after = kernel.generation();
      if (settled && before.equals(told) && after.equals(told)) {
        return new Steady(told, contents);
      }
      if (last.equals(Optional.of(contents))) {
        return new Steady(Optional.empty(), contents);
      }
      last = Optional.of(contents);
      told = after;
    }
    throw new KernelException(
        "nftables cannot be read: other programs keep changing its rules", "try again");
  }

  @Override
  public List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists) {
    Known there = known();
    NftContents before = there.contents();
    FirewallState state = there.state();
    Transaction.Result result = Transaction.of(state, run, exists);
    if (!result.after().equals(state)) {
      change(NftChange.between(before, before.changedTo(result.after())));
    }
    return result.outcomes();
  }

  @Override
  public void clear() {
    change(NftChange.between(known().contents(), NftContents.ABSENT));
  }

  private void change(List<NftStep> steps) {
    if (steps.isEmpty()) {
      return;
    }
    Optional<Object> before = kernel.generation();
    Optional<String> refusal;
    try {
      refusal = kernel.commit(steps);
    } catch (KernelException untold) {
      known = Optional.empty();
      if (before.isEmpty() || !before.equals(kernel.generation())) {
        throw new KernelException(
            "it is not known whether nftables has changed table inet lvsh: " + untold.getMessage(),
            "'show drift' tells what there is",
            untold);
      }
      refusal = Optional.of(untold.getMessage());
    }
    if (refusal.isPresent()) {
      known = Optional.empty();
      throw new KernelException(
          "nftables refuses the change of table inet lvsh, nothing was changed: " + refusal.get());
    }
  }

  private NftContents contents() {
    NftKernel.Table table = table();
    return switch (table) {
      case ABSENT -> NftContents.ABSENT;
      case PLAIN, FLAGGED -> {
        requireLibrary();
        yield read(table);
      }
      case UNTOLD ->
          throw new KernelException(
              "nftables cannot be read: the kernel does not say whether table inet lvsh is asleep",
              "try again");
    };
  }

  /** Without the library another firewall will not do, for marks and names are in this one. */
  private void requireLibrary() {
    try {
      nft.require();
    } catch (FirewallMissingException missing) {
      throw new KernelException(
          "marks and names of lvsh are in nftables on this machine, and cannot be read there: "
              + missing.getMessage(),
          missing);
    }
  }

  private NftContents read(NftKernel.Table table) {
    NftStructure structure = kernel.structure(NftTable.NAME);
    NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
    NavigableMap<NotePlace, String> notes = new TreeMap<>();
    for (MarkMap map : MarkMap.values()) {
      for (NftElement element : elements(map.mapName())) {
        MarkRule rule = ours(element, one -> NftEntries.rule(map, one));
        rules.put(rule.match(), rule);
      }
    }
    for (NftElement element : elements(NftTable.NOTES)) {
      notes.put(ours(element, NftEntries::place), ours(element, NftEntries::piece));
    }
    boolean awake = table == NftKernel.Table.PLAIN;
    return new NftContents(
        awake && NftTable.isWhole(structure)
            ? NftContents.Presence.WHOLE
            : NftContents.Presence.BROKEN,
        rules,
        notes);
  }

  private Set<NftElement> elements(String set) {
    return kernel.elements(NftTable.NAME, set).orElse(Set.of());
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
          "table %s cannot be read: %s".formatted(NftTable.OURS, strange.getMessage()),
          "'nft delete table inet lvsh' removes what lvsh did not write, apply makes it anew",
          strange);
    }
  }

  @Override
  public void close() {
    kernel.close();
  }
}
