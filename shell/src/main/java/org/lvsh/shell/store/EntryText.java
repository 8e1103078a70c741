package org.lvsh.shell.store;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The line of an apply as JSON:
 *
 * <pre>{@code
 * {"format": "lvsh-history-entry", "version": 1, "when": "2026-11-26T04:10:00Z",
 *  "who": "alice (as root)", "what": "apply shop.lvs", "source": "prompt", "ended": "done",
 *  "add": 1, "change": 0, "replace": 0, "remove": 0, "operations": 6, "kernel": "live",
 *  "boot": "c3b1…", "statements": ["set web wrr"], "director": ["timeouts"]}
 * }</pre>
 *
 * {@code boot} is left out where it does not matter.
 */
final class EntryText {
  private static final String FORMAT = "lvsh-history-entry";
  private static final String VERSION = "1";

  private EntryText() {}

  static String write(Entry entry) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("format").value(FORMAT).name("version").value(Long.parseLong(VERSION));
      json.name("when").value(entry.when().toString()).name("who").value(entry.who());
      json.name("what").value(entry.deed().what()).name("source").value(entry.deed().source());
      json.name("ended").value(entry.result().ended().words());
      Counts counts = entry.result().counts();
      json.name("add").value(counts.add()).name("change").value(counts.change());
      json.name("replace").value(counts.replace()).name("remove").value(counts.remove());
      json.name("operations").value(counts.operations());
      json.name("kernel").value(entry.result().kernel());
      if (entry.boot().isPresent()) {
        json.name("boot").value(entry.boot().get());
      }
      list("statements", entry.deed().statements(), json);
      list("director", entry.result().director(), json);
      json.endObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void list(String name, List<String> items, JsonWriter json) throws IOException {
    json.name(name).beginArray();
    for (String item : items) {
      json.value(item);
    }
    json.endArray();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws IOException where the text is anything else
   */
  static Entry read(int number, String text) throws IOException {
    Map<String, String> fields = new HashMap<>();
    Map<String, List<String>> lists = new HashMap<>();
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (json.peek() == JsonToken.BEGIN_ARRAY) {
          lists.put(name, list(json));
        } else {
          fields.put(name, json.nextString());
        }
      }
      json.endObject();
      return entry(number, fields, lists);
    } catch (IllegalStateException | IllegalArgumentException | DateTimeException other) {
      throw new IOException("it is no entry of the history: " + other.getMessage(), other);
    }
  }

  private static List<String> list(JsonReader json) throws IOException {
    List<String> items = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      items.add(json.nextString());
    }
    json.endArray();
    return items;
  }

  private static Entry entry(
      int number, Map<String, String> fields, Map<String, List<String>> lists) {
    if (!field(fields, "format").equals(FORMAT) || !field(fields, "version").equals(VERSION)) {
      throw new IllegalArgumentException("another format");
    }
    return new Entry(
        number,
        Instant.parse(field(fields, "when")),
        field(fields, "who"),
        new Deed(
            field(fields, "what"),
            field(fields, "source"),
            lists.getOrDefault("statements", List.of())),
        new Result(
            Ended.of(field(fields, "ended"))
                .orElseThrow(() -> new IllegalArgumentException("it ended in no way known")),
            new Counts(
                count(fields, "add"),
                count(fields, "change"),
                count(fields, "replace"),
                count(fields, "remove"),
                count(fields, "operations")),
            lists.getOrDefault("director", List.of()),
            field(fields, "kernel")),
        Optional.ofNullable(fields.get("boot")));
  }

  private static long count(Map<String, String> fields, String name) {
    return Long.parseLong(field(fields, name));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
