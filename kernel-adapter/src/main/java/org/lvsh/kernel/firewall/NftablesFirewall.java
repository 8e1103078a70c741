package org.lvsh.kernel.firewall;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
  private static final String OURS = NftJson.FAMILY + " " + NftJson.TABLE;

  private final Nft nft;
  private final OthersMarks others;

  /** Through libnftables, which is loaded when it is first needed. */
  public NftablesFirewall() {
    this(new NativeNft(LibNftables.FILE), new Programs());
  }

  NftablesFirewall(Nft nft, Programs programs) {
    this.nft = nft;
    this.others = new OthersMarks(programs);
  }

  @Override
  public FirewallState read() {
    return ours(contents(), NftContents::state);
  }

  @Override
  public List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists) {
    NftContents before = contents();
    FirewallState state = ours(before, NftContents::state);
    Transaction.Result result = Transaction.of(state, run, exists);
    if (!result.after().equals(state)) {
      NftScript.between(before, before.changedTo(result.after())).ifPresent(this::change);
    }
    return result.outcomes();
  }

  private void change(String script) {
    try {
      nft.run(script);
    } catch (KernelException refused) {
      throw new KernelException(
          "nftables refuses the change of table inet lvsh, nothing was changed: "
              + refused.getMessage(),
          refused);
    }
  }

  @Override
  public List<MarkInUse> marksOfOthers() {
    Set<MarkInUse> marks = new LinkedHashSet<>(others.read(line -> false));
    for (String table : NftOutline.tables(asked(() -> nft.outline("list tables")))) {
      if (!table.equals(OURS)) {
        marks.addAll(marksIn(table));
      }
    }
    return List.copyOf(marks);
  }

  private List<MarkInUse> marksIn(String table) {
    String outline = asked(() -> nft.outline("list table " + table));
    if (NftOutline.hasFlags(outline)) {
      return MarkWords.ofNft(outline);
    }
    String[] familyAndName = table.split(" ", 2);
    String question = NftScript.listing(familyAndName[0], familyAndName[1]);
    return understood("table " + table, asked(() -> nft.run(question)), NftMarks::of);
  }

  private NftContents contents() {
    if (!NftOutline.tables(asked(() -> nft.outline("list tables"))).contains(OURS)) {
      return NftContents.ABSENT;
    }
    String outline = asked(() -> nft.outline("list table " + OURS));
    if (!NftOutline.hasFlags(outline)) {
      return ours(asked(() -> nft.run(NftScript.listing())), NftReader::contents);
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
    return understood(
        "`nft delete table inet lvsh` removes what lvsh did not write, apply makes it anew: table "
            + OURS,
        said,
        meaning);
  }

  private static <T, R> R understood(String table, T said, Function<T, R> meaning) {
    try {
      return meaning.apply(said);
    } catch (IllegalArgumentException strange) {
      throw new KernelException(table + " cannot be read: " + strange.getMessage(), strange);
    }
  }
}
