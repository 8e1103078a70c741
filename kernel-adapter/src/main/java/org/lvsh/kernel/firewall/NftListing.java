package org.lvsh.kernel.firewall;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/** What nft lists as JSON ({@code libnftables-json(5)}). */
final class NftListing {
  private NftListing() {}

  /** The question what a table holds. */
  static String question(String family, String name) {
    JsonObject table = new JsonObject();
    table.addProperty("family", family);
    table.addProperty("name", name);
    JsonArray commands = new JsonArray();
    commands.add(object("list", object("table", table)));
    JsonObject all = new JsonObject();
    all.add("nftables", commands);
    return all.toString();
  }

  private static JsonObject object(String name, JsonObject value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

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
}
