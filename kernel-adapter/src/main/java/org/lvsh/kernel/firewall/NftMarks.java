package org.lvsh.kernel.firewall;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkInUse;

/**
 * The marks in the rules, maps and sets of a table of nftables ({@code libnftables-json(5)}). Marks
 * of connections count as well, for they are given to packets.
 */
final class NftMarks {
  private final Set<MarkInUse> marks = new LinkedHashSet<>();

  private NftMarks() {}

  /**
   * The marks in a listing.
   *
   * @throws IllegalArgumentException where it is no listing
   */
  static List<MarkInUse> of(String listing) {
    NftMarks reader = new NftMarks();
    for (JsonObject object : NftListing.objects(listing)) {
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        reader.tryToRead(entry.getKey(), entry.getValue());
      }
    }
    return List.copyOf(reader.marks);
  }

  /** What a newer nft words in a way that nobody knows yet is no reason to read nothing. */
  private void tryToRead(String kind, JsonElement object) {
    try {
      read(kind, object.getAsJsonObject());
    } catch (IllegalStateException
        | ClassCastException
        | UnsupportedOperationException
        | IndexOutOfBoundsException
        | NullPointerException
        | NumberFormatException strange) {
      return;
    }
  }

  private void read(String kind, JsonObject object) {
    switch (kind) {
      case "rule" -> statements(object);
      case "map" -> map(object);
      case "set" -> set(object);
      default -> {}
    }
  }

  private void set(JsonObject set) {
    if (isMark(set.get("type")) && set.has("elem")) {
      set.getAsJsonArray("elem").forEach(element -> values(element, Mark.MAX));
    }
  }

  private void map(JsonObject map) {
    if (!map.has("elem")) {
      return;
    }
    for (JsonElement element : map.getAsJsonArray("elem")) {
      entry(element, isMark(map.get("type")), isMark(map.get("map")));
    }
  }

  private void entry(JsonElement entry, boolean keyIsMark, boolean valueIsMark) {
    JsonArray pair = entry.getAsJsonArray();
    if (keyIsMark) {
      values(pair.get(0), Mark.MAX);
    }
    if (valueIsMark) {
      values(pair.get(1), Mark.MAX);
    }
  }

  private static boolean isMark(JsonElement type) {
    return type != null && type.isJsonPrimitive() && type.getAsString().equals("mark");
  }

  private void statements(JsonElement element) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(this::statements);
    } else if (element.isJsonObject()) {
      element.getAsJsonObject().entrySet().forEach(this::statement);
    }
  }

  private void statement(Map.Entry<String, JsonElement> said) {
    if (!said.getValue().isJsonObject()) {
      statements(said.getValue());
      return;
    }
    JsonObject value = said.getValue().getAsJsonObject();
    if (said.getKey().equals("mangle") && speaksOfMark(value.get("key"))) {
      given(value.get("value"));
    } else if (said.getKey().equals("match") && speaksOfMark(value.get("left"))) {
      values(value.get("right"), mask(value.get("left")));
    } else if (said.getKey().endsWith("map") && speaksOfMark(value.get("key"))) {
      entries(value.get("data"), true);
    } else {
      statements(value);
    }
  }

  private static boolean speaksOfMark(JsonElement expression) {
    return expression != null && expression.toString().contains("\"key\":\"mark\"");
  }

  /** What {@code meta mark set} gives: a number, one from a map, or old bits and new ones. */
  private void given(JsonElement value) {
    if (!value.isJsonObject()) {
      values(value, Mark.MAX);
      return;
    }
    JsonObject expression = value.getAsJsonObject();
    if (expression.has("map")) {
      entries(expression.getAsJsonObject("map").get("data"), false);
    }
    for (String operator : List.of("|", "^")) {
      if (expression.has(operator)) {
        JsonArray sides = expression.getAsJsonArray(operator);
        long kept = mask(sides.get(0));
        values(sides.get(1), (Mark.MAX ^ kept) | number(sides.get(1)));
      }
    }
  }

  /** The bits that an {@code &} lets through; without one, all. */
  private static long mask(JsonElement expression) {
    if (expression.isJsonObject() && expression.getAsJsonObject().has("&")) {
      return number(expression.getAsJsonObject().getAsJsonArray("&").get(1));
    }
    return Mark.MAX;
  }

  private static long number(JsonElement element) {
    return isNumber(element) ? element.getAsLong() & Mark.MAX : 0;
  }

  private static boolean isNumber(JsonElement element) {
    return element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber();
  }

  /** The entries of a map that stands in the rule itself; a named one is listed by itself. */
  private void entries(JsonElement data, boolean keys) {
    if (data != null && data.isJsonObject() && data.getAsJsonObject().has("set")) {
      data.getAsJsonObject().getAsJsonArray("set").forEach(element -> entry(element, keys, !keys));
    }
  }

  private void values(JsonElement element, long mask) {
    if (isNumber(element)) {
      MarkInUse.ofRule(number(element), mask).ifPresent(marks::add);
    } else if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(each -> values(each, mask));
    } else if (element.isJsonObject()) {
      element.getAsJsonObject().entrySet().forEach(each -> values(each, mask));
    }
  }

  private void values(Map.Entry<String, JsonElement> said, long mask) {
    JsonElement value = said.getValue();
    switch (said.getKey()) {
      case "set", "val", "elem" -> values(value, mask);
      case "range" -> range(value.getAsJsonArray(), mask);
      case "prefix" -> prefix(value.getAsJsonObject());
      default -> {}
    }
  }

  private void range(JsonArray ends, long mask) {
    long first = Math.max(1, number(ends.get(0)));
    long last = number(ends.get(1));
    if (first <= last && mask != 0) {
      marks.add(new MarkInUse(first, last, mask));
    }
  }

  private void prefix(JsonObject prefix) {
    long length = number(prefix.get("len"));
    long mask = Mark.MAX << (32 - length) & Mark.MAX;
    MarkInUse.ofRule(number(prefix.get("addr")), mask).ifPresent(marks::add);
  }
}
