package org.lvsh.kernel.firewall;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/** Reads what nft lists of our table ({@code libnftables-json(5)}). */
final class NftReader {
  private final NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
  private final NavigableMap<NotePlace, String> notes = new TreeMap<>();
  private final Set<String> parts = new HashSet<>();
  private boolean asleep;

  private NftReader() {}

  /**
   * The objects of a listing, each under the name of its kind.
   *
   * @throws IllegalArgumentException where it is no listing
   */
  static List<JsonObject> objects(String listing) {
    try {
      JsonArray all = JsonParser.parseString(listing).getAsJsonObject().getAsJsonArray("nftables");
      List<JsonObject> objects = new ArrayList<>(all.size());
      all.forEach(element -> objects.add(element.getAsJsonObject()));
      return objects;
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NullPointerException notListed) {
      throw new IllegalArgumentException("no listing", notListed);
    }
  }

  private static String string(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  /**
   * Reads a listing of our table.
   *
   * @throws IllegalArgumentException where something is in there that lvsh does not write
   */
  static NftContents contents(String listing) {
    NftReader reader = new NftReader();
    for (JsonObject object : objects(listing)) {
      try {
        reader.read(object);
      } catch (IllegalStateException
          | ClassCastException
          | NullPointerException
          | UnsupportedOperationException
          | IndexOutOfBoundsException strange) {
        throw new IllegalArgumentException("not written by lvsh: " + object, strange);
      }
    }
    return new NftContents(reader.presence(), reader.rules, reader.notes);
  }

  private NftContents.Presence presence() {
    return !asleep && parts.containsAll(wantedParts())
        ? NftContents.Presence.WHOLE
        : NftContents.Presence.BROKEN;
  }

  private static Set<String> wantedParts() {
    Set<String> wanted = new HashSet<>(Set.of(NftJson.NOTES));
    for (MarkMap map : MarkMap.values()) {
      wanted.add(map.mapName());
      NftJson.CHAINS.forEach(chain -> wanted.add(lookUp(chain, map)));
    }
    NftJson.CHAINS.forEach(chain -> wanted.add(hook(chain)));
    return wanted;
  }

  private static String lookUp(String chain, MarkMap map) {
    return chain + " looks up " + map.mapName();
  }

  private static String hook(String chain) {
    return chain + " is hooked";
  }

  private void read(JsonObject object) {
    String kind = object.keySet().iterator().next();
    JsonElement value = object.get(kind);
    switch (kind) {
      case "table" -> asleep = value.getAsJsonObject().has("flags");
      case "map" -> readMap(value.getAsJsonObject());
      case "set" -> readSet(value.getAsJsonObject());
      case "chain" -> readChain(value.getAsJsonObject());
      case "rule" -> readRule(value.getAsJsonObject());
      default -> {}
    }
  }

  private void readMap(JsonObject map) {
    parts.add(string(map, "name"));
    for (JsonElement element : elements(map)) {
      JsonArray entry = element.getAsJsonArray();
      Mark mark = new Mark(entry.get(1).getAsLong());
      MarkRule rule = new MarkRule(match(concat(entry.get(0))), mark);
      rules.put(rule.match(), rule);
    }
  }

  private static MarkRule.Match match(JsonArray key) {
    return new MarkRule.Match(
        protocol(key.get(1).getAsString()),
        IpAddress.of(key.get(0).getAsString()),
        ports(key.get(2)));
  }

  /** A number, since that is what we ask nft for; it may not know better than a word. */
  private static Protocol protocol(String said) {
    for (Protocol protocol : Protocol.values()) {
      if (said.equals(Integer.toString(protocol.number()))) {
        return protocol;
      }
    }
    return Protocol.valueOf(said.toUpperCase(Locale.ROOT));
  }

  private static Ports ports(JsonElement said) {
    if (said.isJsonPrimitive()) {
      return Ports.of(said.getAsInt());
    }
    JsonArray range = said.getAsJsonObject().getAsJsonArray("range");
    return new Ports(range.get(0).getAsInt(), range.get(1).getAsInt());
  }

  private void readSet(JsonObject set) {
    parts.add(string(set, "name"));
    for (JsonElement element : elements(set)) {
      JsonArray place = concat(element);
      String piece = element.getAsJsonObject().getAsJsonObject("elem").get("comment").getAsString();
      notes.put(new NotePlace(place.get(0).getAsLong(), place.get(1).getAsInt()), piece);
    }
  }

  private static JsonArray elements(JsonObject set) {
    return set.has("elem") ? set.getAsJsonArray("elem") : new JsonArray();
  }

  /** An element's key: bare, or within an object where it has a comment. */
  private static JsonArray concat(JsonElement element) {
    JsonObject object = element.getAsJsonObject();
    JsonObject bare =
        object.has("elem") ? object.getAsJsonObject("elem").getAsJsonObject("val") : object;
    return bare.getAsJsonArray("concat");
  }

  private void readChain(JsonObject chain) {
    if (string(chain, "hook").equals(string(chain, "name"))) {
      parts.add(hook(string(chain, "name")));
    }
  }

  /** How a version of nft words a rule is its own affair; the map's name is in it in any case. */
  private void readRule(JsonObject rule) {
    for (MarkMap map : MarkMap.values()) {
      if (rule.toString().contains("\"@" + map.mapName() + "\"")) {
        parts.add(lookUp(string(rule, "chain"), map));
      }
    }
  }
}
