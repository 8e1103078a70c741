package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.firewall.NftContents.Presence;

/** Listings are put together of the parts that a script says; the lab shows that nft does so. */
final class NftReaderTest {

  /** What nft would list, without the parts that {@code gone} picks by their JSON. */
  private static String listing(NftContents contents, Predicate<String> gone) {
    JsonArray objects = new JsonArray();
    add(objects, gone, "table", NftJson.table());
    for (MarkMap map : MarkMap.values()) {
      JsonObject object = NftJson.map(map);
      JsonArray elements = new JsonArray();
      contents.rules().values().stream()
          .filter(rule -> MarkMap.of(rule.match()) == map)
          .forEach(rule -> elements.add(NftJson.entry(rule)));
      object.add("elem", elements);
      add(objects, gone, "map", object);
    }
    JsonObject notes = NftJson.notes();
    JsonArray pieces = new JsonArray();
    contents.notes().entrySet().forEach(piece -> pieces.add(NftJson.note(piece)));
    notes.add("elem", pieces);
    add(objects, gone, "set", notes);
    for (String chain : NftJson.CHAINS) {
      add(objects, gone, "chain", NftJson.chain(chain));
      for (MarkMap map : MarkMap.values()) {
        add(objects, gone, "rule", NftJson.rule(chain, map));
      }
    }
    return NftJson.object("nftables", objects).toString();
  }

  private static void add(JsonArray all, Predicate<String> gone, String kind, JsonObject part) {
    JsonObject named = NftJson.object(kind, part);
    if (!gone.test(named.toString())) {
      all.add(named);
    }
  }

  @Test
  void everyStateIsReadBack() {
    for (long seed = 1; seed <= 40; seed++) {
      FirewallState state = new RandomStates(new Random(seed)).next();
      NftContents contents = NftContents.ABSENT.changedTo(state);
      NftContents read = NftReader.contents(listing(contents, part -> false));
      assertEquals(contents, read, "seed " + seed);
      assertEquals(state, read.state(), "seed " + seed);
    }
  }

  @Test
  void aTableThatLacksAPartIsBrokenAndItsRulesAreNotInForce() {
    FirewallState state = new RandomStates(new Random(1)).next();
    NftContents contents = NftContents.ABSENT.changedTo(state);
    for (String part :
        new String[] {"\"hook\":\"output\"", "\"hook\":\"prerouting\"", "\"@ranges6\"", "marks4"}) {
      NftContents read = NftReader.contents(listing(contents, json -> json.contains(part)));
      assertEquals(Presence.BROKEN, read.presence(), part);
      assertEquals(0, read.state().markRules().size(), part);
      assertEquals(state.ownership(), read.state().ownership(), part);
    }
  }

  @Test
  void protocolsMayBeWords() {
    String listing =
        "{\"nftables\":[{\"map\":{\"name\":\"marks4\",\"elem\":"
            + "[[{\"concat\":[\"192.168.0.1\",\"sctp\",80]},7]]}}]}";
    assertEquals("[sctp 192.168.0.1:80]", NftReader.contents(listing).rules().keySet().toString());
  }
}
