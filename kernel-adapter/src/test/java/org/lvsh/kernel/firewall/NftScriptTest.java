package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.rule;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.firewall.NftContents.Presence;
import org.lvsh.kernel.model.MarkRule;

final class NftScriptTest {
  private static final String DELETES_TABLE =
      "{\"delete\":{\"table\":{\"family\":\"inet\",\"name\":\"lvsh\"}}}";
  private static final String CREATES_TABLE = DELETES_TABLE.replace("delete", "create");

  private static NftContents contents(Presence presence, MarkRule... rules) {
    TreeMap<MarkRule.Match, MarkRule> sorted = new TreeMap<>();
    Stream.of(rules).forEach(rule -> sorted.put(rule.match(), rule));
    return new NftContents(presence, sorted, new TreeMap<>());
  }

  private static NftContents whole(MarkRule... rules) {
    return contents(Presence.WHOLE, rules);
  }

  private static String script(String... commands) {
    return "{\"nftables\":[" + String.join(",", commands) + "]}";
  }

  private static String elements(String verb, String map, String elements) {
    return "{\"%s\":{\"element\":{\"family\":\"inet\",\"table\":\"lvsh\",\"name\":\"%s\",\"elem\":[%s]}}}"
        .formatted(verb, map, elements);
  }

  @Test
  void nothingIsSaidWhereNothingChanges() {
    NftContents one = whole(rule("192.168.0.1", 80, 80, 1));
    assertEquals(Optional.empty(), NftScript.between(one, one));
    assertEquals(Optional.empty(), NftScript.between(NftContents.ABSENT, whole()));
  }

  @Test
  void onlyWhatChangesIsSaidAndTheOldGoesFirst() {
    NftContents before =
        whole(rule("192.168.0.1", 80, 80, 1), rule("fd00::1", 80, 90, 2), rule("fd00::2", 1, 1, 3));
    NftContents after =
        whole(rule("192.168.0.1", 80, 80, 4), rule("fd00::1", 85, 95, 2), rule("fd00::2", 1, 1, 3));
    assertEquals(
        script(
            elements("delete", "marks4", "[{\"concat\":[\"192.168.0.1\",6,80]},1]"),
            elements("delete", "ranges6", "[{\"concat\":[\"fd00::1\",6,{\"range\":[80,90]}]},2]"),
            elements("create", "marks4", "[{\"concat\":[\"192.168.0.1\",6,80]},4]"),
            elements("create", "ranges6", "[{\"concat\":[\"fd00::1\",6,{\"range\":[85,95]}]},2]")),
        NftScript.between(before, after).orElseThrow());
  }

  @Test
  void aNoteIsAnElementWithAComment() {
    NftContents before = whole(rule("fd00::2", 1, 1, 3));
    TreeMap<NotePlace, String> notes = new TreeMap<>();
    notes.put(new NotePlace(1, 0), "tcp 192.168.0.1 80 shop shop.lvs");
    NftContents after = new NftContents(Presence.WHOLE, before.rules(), notes);
    assertEquals(
        script(
            elements(
                "create",
                "notes",
                "{\"elem\":{\"val\":{\"concat\":[1,0]},"
                    + "\"comment\":\"tcp 192.168.0.1 80 shop shop.lvs\"}}")),
        NftScript.between(before, after).orElseThrow());
  }

  @Test
  void theFirstElementMakesTheTableAndTheLastTakesItAway() {
    NftContents one = whole(rule("192.168.0.1", 80, 80, 1));
    String made = NftScript.between(NftContents.ABSENT, one).orElseThrow();
    assertTrue(made.startsWith("{\"nftables\":[" + CREATES_TABLE), made);
    assertFalse(made.contains("delete"), made);
    assertEquals(script(DELETES_TABLE), NftScript.between(one, whole()).orElseThrow());
  }

  @Test
  void aBrokenTableIsMadeAnew() {
    NftContents broken = contents(Presence.BROKEN, rule("192.168.0.1", 80, 80, 1));
    NftContents one = whole(rule("192.168.0.1", 80, 80, 1));
    String made = NftScript.between(broken, one).orElseThrow();
    assertTrue(made.startsWith("{\"nftables\":[" + DELETES_TABLE + "," + CREATES_TABLE), made);
  }

  @Test
  void manyRangesAreTakenOutWithTheTable() {
    List<MarkRule> ranges =
        IntStream.rangeClosed(0, NftScript.MOST_RANGES_TAKEN_OUT)
            .mapToObj(at -> rule("192.168.0.1", at * 10, at * 10 + 5, 1))
            .toList();
    NftContents all = whole(ranges.toArray(MarkRule[]::new));
    NftContents last = whole(ranges.get(0));
    NftContents none = whole(rule("fd00::1", 80, 80, 1));
    assertFalse(NftScript.between(all, last).orElseThrow().contains(DELETES_TABLE));
    assertTrue(NftScript.between(all, none).orElseThrow().contains(DELETES_TABLE));
  }
}
