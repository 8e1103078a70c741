package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.firewall.NftContents.Presence;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.netlink.NftStep;

final class NftChangeTest {
  private static final NftStep DELETES_TABLE = new NftStep.DeleteTable("lvsh");
  private static final NftStep CREATES_TABLE = new NftStep.CreateTable("lvsh");

  private static NftContents contents(Presence presence, MarkRule... rules) {
    TreeMap<MarkRule.Match, MarkRule> sorted = new TreeMap<>();
    Stream.of(rules).forEach(rule -> sorted.put(rule.match(), rule));
    return new NftContents(presence, sorted, new TreeMap<>());
  }

  private static NftContents whole(MarkRule... rules) {
    return contents(Presence.WHOLE, rules);
  }

  private static NftStep deletes(String map, MarkRule rule) {
    return new NftStep.DeleteElements("lvsh", map, List.of(NftEntries.of(rule)));
  }

  private static NftStep creates(String map, MarkRule rule) {
    return new NftStep.CreateElements("lvsh", map, List.of(NftEntries.of(rule)));
  }

  @Test
  void nothingIsDoneWhereNothingChanges() {
    NftContents one = whole(rule("192.168.0.1", 80, 80, 1));
    assertEquals(List.of(), NftChange.between(one, one));
    assertEquals(List.of(), NftChange.between(NftContents.ABSENT, whole()));
  }

  @Test
  void onlyWhatChangesIsTouchedAndTheOldGoesFirst() {
    NftContents before =
        whole(rule("192.168.0.1", 80, 80, 1), rule("fd00::1", 80, 90, 2), rule("fd00::2", 1, 1, 3));
    NftContents after =
        whole(rule("192.168.0.1", 80, 80, 4), rule("fd00::1", 85, 95, 2), rule("fd00::2", 1, 1, 3));
    assertEquals(
        List.of(
            deletes("marks4", rule("192.168.0.1", 80, 80, 1)),
            deletes("ranges6", rule("fd00::1", 80, 90, 2)),
            creates("marks4", rule("192.168.0.1", 80, 80, 4)),
            creates("ranges6", rule("fd00::1", 85, 95, 2))),
        NftChange.between(before, after));
  }

  @Test
  void aNoteIsAnElementWithAComment() {
    NftContents before = whole(rule("fd00::2", 1, 1, 3));
    TreeMap<NotePlace, String> notes = new TreeMap<>();
    notes.put(new NotePlace(1, 0), "tcp 192.168.0.1 80 shop shop.lvs");
    NftContents after = new NftContents(Presence.WHOLE, before.rules(), notes);
    assertEquals(
        List.of(
            new NftStep.CreateElements(
                "lvsh",
                "notes",
                List.of(
                    NftEntries.of(
                        Map.entry(new NotePlace(1, 0), "tcp 192.168.0.1 80 shop shop.lvs"))))),
        NftChange.between(before, after));
  }

  @Test
  void theFirstElementMakesTheTableAndTheLastTakesItAway() {
    NftContents one = whole(rule("192.168.0.1", 80, 80, 1));
    List<NftStep> made = NftChange.between(NftContents.ABSENT, one);
    assertEquals(CREATES_TABLE, made.get(0));
    assertFalse(made.contains(DELETES_TABLE));
    assertEquals(List.of(DELETES_TABLE), NftChange.between(one, whole()));
  }

  @Test
  void aBrokenTableIsMadeAnew() {
    NftContents broken = contents(Presence.BROKEN, rule("192.168.0.1", 80, 80, 1));
    List<NftStep> made = NftChange.between(broken, whole(rule("192.168.0.1", 80, 80, 1)));
    assertEquals(List.of(DELETES_TABLE, CREATES_TABLE), made.subList(0, 2));
    assertEquals(creates("marks4", rule("192.168.0.1", 80, 80, 1)), made.get(made.size() - 1));
  }

  @Test
  void manyRangesAreTakenOutWithTheTable() {
    List<MarkRule> ranges =
        IntStream.rangeClosed(0, NftChange.MOST_RANGES_TAKEN_OUT)
            .mapToObj(at -> rule("192.168.0.1", at * 10, at * 10 + 5, 1))
            .toList();
    NftContents all = whole(ranges.toArray(MarkRule[]::new));
    NftContents last = whole(ranges.get(0));
    NftContents none = whole(rule("fd00::1", 80, 80, 1));
    assertFalse(NftChange.between(all, last).contains(DELETES_TABLE));
    assertTrue(NftChange.between(all, none).contains(DELETES_TABLE));
  }
}
