package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.lvsh.kernel.netlink.NftExpression;
import org.lvsh.kernel.netlink.NftExpression.Meta;
import org.lvsh.kernel.netlink.NftStep;
import org.lvsh.kernel.netlink.NftStructure;

/** Our table without its elements: its names, how it is made, and whether it is all there. */
final class NftTable {
  static final String NAME = "lvsh";

  /** Our table as nft lists it among the others. */
  static final String OURS = "inet " + NAME;

  static final String NOTES = "notes";
  static final String PREROUTING = "prerouting";
  static final String OUTPUT = "output";

  /** Each has the name of its hook. */
  static final List<String> CHAINS = List.of(PREROUTING, OUTPUT);

  /** {@code nf_inet_hooks} in {@code linux/netfilter.h}. */
  private static final Map<String, Integer> HOOKS = Map.of(PREROUTING, 0, OUTPUT, 3);

  /** {@code NF_IP_PRI_MANGLE}: before IPVS and, on output, before the route is chosen again. */
  private static final int PRIORITY_MANGLE = -150;

  private static final int PORT_OFFSET = 2;

  private NftTable() {}

  /** The steps that make it, empty; nothing of it may be there. */
  static List<NftStep> making() {
    List<NftStep> steps = new ArrayList<>();
    steps.add(new NftStep.CreateTable(NAME));
    int id = 0;
    for (MarkMap map : MarkMap.values()) {
      steps.add(
          new NftStep.CreateSet(
              NAME,
              map.mapName(),
              ++id,
              map.keyType(),
              map.keyLengths(),
              map.ofRanges(),
              OptionalInt.of(NftEntries.MARK_TYPE)));
    }
    steps.add(
        new NftStep.CreateSet(
            NAME,
            NOTES,
            ++id,
            NftEntries.NOTES_TYPE,
            NftEntries.NOTES_LENGTHS,
            false,
            OptionalInt.empty()));
    for (String chain : CHAINS) {
      String type = chain.equals(OUTPUT) ? "route" : "filter";
      steps.add(new NftStep.CreateChain(NAME, chain, type, HOOKS.get(chain), PRIORITY_MANGLE));
      for (MarkMap map : MarkMap.values()) {
        steps.add(new NftStep.AddRule(NAME, chain, lookingUpIn(map)));
      }
    }
    return steps;
  }

  /**
   * {@code meta mark set ip daddr . meta l4proto . th dport map @marks4}: a packet that is not in
   * the map keeps its mark.
   */
  private static List<NftExpression> lookingUpIn(MarkMap map) {
    int[] lengths = map.keyLengths().stream().mapToInt(Integer::intValue).toArray();
    int protocol = lengths[0] / Integer.BYTES;
    return List.of(
        NftExpression.load(Meta.FAMILY, 0),
        NftExpression.isByte(0, map.familyNumber()),
        NftExpression.ofNetworkHeader(map.addressOffset(), lengths[0], 0),
        NftExpression.load(Meta.PROTOCOL, protocol),
        NftExpression.ofTransportHeader(PORT_OFFSET, lengths[2], protocol + 1),
        NftExpression.lookUp(map.mapName(), 0),
        NftExpression.set(Meta.MARK, 0));
  }

  /** Whether a table has all of it, so that its rules are in force unless it is asleep. */
  static boolean isWhole(NftStructure structure) {
    return structure.sets().containsAll(maps())
        && structure.sets().contains(NOTES)
        && CHAINS.stream()
            .allMatch(
                chain ->
                    HOOKS.get(chain).equals(structure.hooks().get(chain))
                        && structure.lookUps().getOrDefault(chain, Set.of()).containsAll(maps()));
  }

  private static List<String> maps() {
    return List.of(MarkMap.values()).stream().map(MarkMap::mapName).toList();
  }
}
