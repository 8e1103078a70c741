package org.lvsh.kernel.firewall;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.lvsh.kernel.model.MarkRule;

/**
 * The commands that make one content of our table another, as one transaction ({@code
 * libnftables-json(5)}). Elements are created, not added, and so the kernel itself refuses where
 * somebody else put one there in between.
 */
final class NftScript {
  /**
   * Taking ranges out of an interval map costs the more the more there are, so with more changes of
   * ranges than this the table is made anew.
   */
  static final int MOST_RANGES_TAKEN_OUT = 200;

  private final JsonArray commands = new JsonArray();

  private NftScript() {}

  /** The commands, or nothing where nothing changes. */
  static Optional<String> between(NftContents before, NftContents after) {
    NftScript script = new NftScript();
    if (after.rules().isEmpty() && after.notes().isEmpty()) {
      script.removeTable(before);
    } else if (before.presence() == NftContents.Presence.WHOLE
        && !takesOutManyRanges(before, after)) {
      script.changeElements(before, after);
    } else {
      script.removeTable(before);
      script.makeTable();
      script.changeElements(NftContents.ABSENT, after);
    }
    return script.text();
  }

  private static boolean takesOutManyRanges(NftContents before, NftContents after) {
    return before.rules().values().stream()
            .filter(rule -> !rule.match().ports().isSingle())
            .filter(rule -> !rule.equals(after.rules().get(rule.match())))
            .limit(MOST_RANGES_TAKEN_OUT + 1L)
            .count()
        > MOST_RANGES_TAKEN_OUT;
  }

  /** The question what our table holds. */
  static String listing() {
    return alone("list", NftJson.object("table", NftJson.table()));
  }

  /** The question what our set of notes holds. */
  static String listingNotes() {
    return alone("list", NftJson.object("set", NftJson.inTable(NftJson.NOTES)));
  }

  /** The question what a table holds, be it whose it may. */
  static String listing(String family, String name) {
    JsonObject table = new JsonObject();
    table.addProperty("family", family);
    table.addProperty("name", name);
    return alone("list", NftJson.object("table", table));
  }

  private static String alone(String verb, JsonObject what) {
    NftScript script = new NftScript();
    script.commands.add(NftJson.object(verb, what));
    return script.text().orElseThrow();
  }

  private void removeTable(NftContents before) {
    if (before.presence() != NftContents.Presence.ABSENT) {
      say("delete", "table", NftJson.table());
    }
  }

  private void makeTable() {
    say("create", "table", NftJson.table());
    for (MarkMap map : MarkMap.values()) {
      say("add", "map", NftJson.map(map));
    }
    say("add", "set", NftJson.notes());
    for (String chain : NftJson.CHAINS) {
      say("add", "chain", NftJson.chain(chain));
      for (MarkMap map : MarkMap.values()) {
        say("add", "rule", NftJson.rule(chain, map));
      }
    }
  }

  /**
   * Everything is taken out before anything is put in: a new range may lie where an old one was.
   */
  private void changeElements(NftContents before, NftContents after) {
    changeElements("delete", before, after);
    changeElements("create", after, before);
  }

  /** Says {@code verb} of every element that one content has and the other has not. */
  private void changeElements(String verb, NftContents having, NftContents lacking) {
    Map<MarkMap, JsonArray> entries = new EnumMap<>(MarkMap.class);
    for (MarkRule rule : having.rules().values()) {
      if (!rule.equals(lacking.rules().get(rule.match()))) {
        entries
            .computeIfAbsent(MarkMap.of(rule.match()), map -> new JsonArray())
            .add(NftJson.entry(rule));
      }
    }
    entries.forEach((map, some) -> say(verb, "element", NftJson.elements(map.mapName(), some)));
    JsonArray notes = notesLacking(having.notes(), lacking.notes());
    if (!notes.isEmpty()) {
      say(verb, "element", NftJson.elements(NftJson.NOTES, notes));
    }
  }

  private static JsonArray notesLacking(
      SortedMap<NotePlace, String> having, SortedMap<NotePlace, String> lacking) {
    JsonArray notes = new JsonArray();
    for (Map.Entry<NotePlace, String> piece : having.entrySet()) {
      if (!piece.getValue().equals(lacking.get(piece.getKey()))) {
        notes.add(NftJson.note(piece));
      }
    }
    return notes;
  }

  private void say(String verb, String kind, JsonElement what) {
    commands.add(NftJson.object(verb, NftJson.object(kind, what)));
  }

  private Optional<String> text() {
    return commands.isEmpty()
        ? Optional.empty()
        : Optional.of(NftJson.object("nftables", commands).toString());
  }
}
