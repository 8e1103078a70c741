package org.lvsh.kernel.firewall;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;

/** The parts of our table in the JSON of {@code libnftables-json(5)}. */
final class NftJson {
  static final String FAMILY = "inet";
  static final String TABLE = "lvsh";

  /** Our table as nft lists it among the others. */
  static final String OURS = FAMILY + " " + TABLE;

  static final String NOTES = "notes";
  static final String PREROUTING = "prerouting";
  static final String OUTPUT = "output";
  static final List<String> CHAINS = List.of(PREROUTING, OUTPUT);

  /** {@code NF_IP_PRI_MANGLE}: before IPVS and, on output, before the route is chosen again. */
  private static final int PRIORITY_MANGLE = -150;

  private NftJson() {}

  static JsonObject table() {
    JsonObject table = new JsonObject();
    table.addProperty("family", FAMILY);
    table.addProperty("name", TABLE);
    return table;
  }

  /** Something of our table, by its name. */
  static JsonObject inTable(String name) {
    JsonObject named = new JsonObject();
    named.addProperty("family", FAMILY);
    named.addProperty("table", TABLE);
    named.addProperty("name", name);
    return named;
  }

  static JsonObject map(MarkMap map) {
    JsonObject object = inTable(map.mapName());
    object.add("type", strings(map.addressType(), "inet_proto", "inet_service"));
    object.addProperty("map", "mark");
    if (map.ofRanges()) {
      object.add("flags", strings("interval"));
    }
    return object;
  }

  /** The notes hang as comments on pairs of numbers, for which nft has no plainer type. */
  static JsonObject notes() {
    JsonObject object = inTable(NOTES);
    object.add("type", strings("mark", "mark"));
    return object;
  }

  /** Packets from elsewhere pass prerouting, the director's own pass output. */
  static JsonObject chain(String name) {
    JsonObject chain = inTable(name);
    chain.addProperty("type", name.equals(OUTPUT) ? "route" : "filter");
    chain.addProperty("hook", name);
    chain.addProperty("prio", PRIORITY_MANGLE);
    chain.addProperty("policy", "accept");
    return chain;
  }

  /**
   * {@code meta mark set ip daddr . meta l4proto . th dport map @marks4}: a packet that is not in
   * the map keeps its mark.
   */
  static JsonObject rule(String chain, MarkMap map) {
    JsonObject lookUp = new JsonObject();
    lookUp.add("key", concat(daddr(map), meta("l4proto"), payload("th", "dport")));
    lookUp.addProperty("data", "@" + map.mapName());
    JsonObject mangle = new JsonObject();
    mangle.add("key", meta("mark"));
    mangle.add("value", object("map", lookUp));
    JsonArray expressions = new JsonArray();
    expressions.add(object("mangle", mangle));
    JsonObject rule = new JsonObject();
    rule.addProperty("family", FAMILY);
    rule.addProperty("table", TABLE);
    rule.addProperty("chain", chain);
    rule.add("expr", expressions);
    return rule;
  }

  private static JsonObject daddr(MarkMap map) {
    return payload(map.protocol(), "daddr");
  }

  private static JsonObject payload(String protocol, String field) {
    JsonObject payload = new JsonObject();
    payload.addProperty("protocol", protocol);
    payload.addProperty("field", field);
    return object("payload", payload);
  }

  private static JsonObject meta(String key) {
    JsonObject meta = new JsonObject();
    meta.addProperty("key", key);
    return object("meta", meta);
  }

  static JsonObject elements(String of, JsonArray elements) {
    JsonObject object = inTable(of);
    object.add("elem", elements);
    return object;
  }

  static JsonArray entry(MarkRule rule) {
    JsonArray entry = new JsonArray();
    entry.add(key(rule.match()));
    entry.add(rule.mark().value());
    return entry;
  }

  private static JsonObject key(MarkRule.Match match) {
    JsonArray key = new JsonArray();
    key.add(match.address().toString());
    key.add(match.protocol().number());
    key.add(ports(match.ports()));
    return object("concat", key);
  }

  private static JsonElement ports(Ports ports) {
    JsonArray range = new JsonArray();
    range.add(ports.first());
    range.add(ports.last());
    return ports.isSingle() ? range.get(0) : object("range", range);
  }

  static JsonObject note(Map.Entry<NotePlace, String> piece) {
    JsonArray place = new JsonArray();
    place.add(piece.getKey().note());
    place.add(piece.getKey().part());
    JsonObject note = new JsonObject();
    note.add("val", object("concat", place));
    note.addProperty("comment", piece.getValue());
    return object("elem", note);
  }

  static JsonObject object(String name, JsonElement value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

  private static JsonObject concat(JsonObject... parts) {
    JsonArray array = new JsonArray();
    Stream.of(parts).forEach(array::add);
    return object("concat", array);
  }

  private static JsonArray strings(String... words) {
    JsonArray array = new JsonArray();
    Stream.of(words).forEach(array::add);
    return array;
  }
}
