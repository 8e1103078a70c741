package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.netlink.NftElement;
import org.lvsh.kernel.netlink.NftStep;

/**
 * The steps that make one content of our table another, for one transaction. The kernel itself
 * refuses where somebody else put an element there in between.
 */
final class NftChange {
  /**
   * Taking ranges out of an interval map costs the more the more there are, so with more changes of
   * ranges than this the table is made anew.
   */
  static final int MOST_RANGES_TAKEN_OUT = 200;

  private final List<NftStep> steps = new ArrayList<>();

  private NftChange() {}

  /** The steps, none where nothing changes. */
  static List<NftStep> between(NftContents before, NftContents after) {
    NftChange change = new NftChange();
    if (after.rules().isEmpty() && after.notes().isEmpty()) {
      change.removeTable(before);
    } else if (before.presence() == NftContents.Presence.WHOLE
        && !takesOutManyRanges(before, after)) {
      change.changeElements(before, after);
    } else {
      change.removeTable(before);
      change.steps.addAll(NftTable.making());
      change.changeElements(NftContents.ABSENT, after);
    }
    return change.steps;
  }

  private static boolean takesOutManyRanges(NftContents before, NftContents after) {
    return before.rules().values().stream()
            .filter(rule -> !rule.match().ports().isSingle())
            .filter(rule -> !rule.equals(after.rules().get(rule.match())))
            .limit(MOST_RANGES_TAKEN_OUT + 1L)
            .count()
        > MOST_RANGES_TAKEN_OUT;
  }

  private void removeTable(NftContents before) {
    if (before.presence() != NftContents.Presence.ABSENT) {
      steps.add(new NftStep.DeleteTable(NftTable.NAME));
    }
  }

  /**
   * Everything is taken out before anything is put in: a new range may lie where an old one was.
   */
  private void changeElements(NftContents before, NftContents after) {
    lacking(before, after)
        .forEach((set, some) -> steps.add(new NftStep.DeleteElements(NftTable.NAME, set, some)));
    lacking(after, before)
        .forEach((set, some) -> steps.add(new NftStep.CreateElements(NftTable.NAME, set, some)));
  }

  /** By the set that they are in, the elements that one content has and the other has not. */
  private static Map<String, List<NftElement>> lacking(NftContents having, NftContents lacking) {
    Map<MarkMap, List<NftElement>> entries = new EnumMap<>(MarkMap.class);
    for (MarkRule rule : having.rules().values()) {
      if (!rule.equals(lacking.rules().get(rule.match()))) {
        entries
            .computeIfAbsent(MarkMap.of(rule.match()), map -> new ArrayList<>())
            .add(NftEntries.of(rule));
      }
    }
    Map<String, List<NftElement>> bySet = new LinkedHashMap<>();
    entries.forEach((map, some) -> bySet.put(map.mapName(), some));
    List<NftElement> notes = notesLacking(having.notes(), lacking.notes());
    if (!notes.isEmpty()) {
      bySet.put(NftTable.NOTES, notes);
    }
    return bySet;
  }

  private static List<NftElement> notesLacking(
      SortedMap<NotePlace, String> having, SortedMap<NotePlace, String> lacking) {
    List<NftElement> notes = new ArrayList<>();
    for (Map.Entry<NotePlace, String> piece : having.entrySet()) {
      if (!piece.getValue().equals(lacking.get(piece.getKey()))) {
        notes.add(NftEntries.of(piece));
      }
    }
    return notes;
  }
}
