package org.lvsh.shell.store;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A trial as JSON, its times in milliseconds:
 *
 * <pre>{@code
 * {"format": "lvsh-trial", "version": "1", "what": "apply shop.lvs", "source": "prompt",
 *  "who": "alice (as root)", "began": "2026-11-26T04:10:00Z", "within": "60000",
 *  "deadline": "123456789", "boot": "9d1c…", "stuck": "…"}
 * }</pre>
 *
 * {@code stuck} is left out where the trial goes on.
 */
final class TrialText {
  private static final String FORMAT = "lvsh-trial";
  private static final String VERSION = "1";

  private TrialText() {}

  static String write(Trial trial) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("format").value(FORMAT).name("version").value(VERSION);
      json.name("what").value(trial.deed().what()).name("source").value(trial.deed().source());
      json.name("who").value(trial.who()).name("began").value(trial.began().toString());
      json.name("within").value(Long.toString(trial.within().toMillis()));
      json.name("deadline").value(Long.toString(trial.deadline().toMillis()));
      json.name("boot").value(trial.boot());
      if (trial.stuck().isPresent()) {
        json.name("stuck").value(trial.stuck().get());
      }
      json.endObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws IOException where the text is anything else
   */
  static Trial read(String text) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      while (json.hasNext()) {
        fields.put(json.nextName(), json.nextString());
      }
      json.endObject();
      return trial(fields);
    } catch (IllegalStateException | IllegalArgumentException | DateTimeException other) {
      throw new IOException("it is no trial: " + other.getMessage(), other);
    }
  }

  private static Trial trial(Map<String, String> fields) {
    if (!field(fields, "format").equals(FORMAT) || !field(fields, "version").equals(VERSION)) {
      throw new IllegalArgumentException("another format");
    }
    return new Trial(
        new Deed(field(fields, "what"), field(fields, "source")),
        field(fields, "who"),
        Instant.parse(field(fields, "began")),
        Duration.ofMillis(Long.parseLong(field(fields, "within"))),
        Duration.ofMillis(Long.parseLong(field(fields, "deadline"))),
        field(fields, "boot"),
        Optional.ofNullable(fields.get("stuck")));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
