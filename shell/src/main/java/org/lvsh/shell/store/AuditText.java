package org.lvsh.shell.store;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One line of the audit log:
 *
 * <pre>{@code
 * {"time":"2026-11-26T04:10:00.123Z","what":"apply shop.lvs","outcome":"done","user":"root",
 *  "behind":"alice","uid":0,"process":4711,"from":"203.0.113.5 51234 192.0.2.1 22",
 *  "source":"prompt","kernel":"live","network":"net-4026531840",
 *  "add":1,"change":0,"replace":0,"remove":0,"operations":6,
 *  "statements":["set web wrr"],"done":["add service mark 10", …]}
 * }</pre>
 *
 * {@code behind}, {@code uid} and {@code from} are left out where they are not known. Of statements
 * and operations the first {@value #MOST_ITEMS} are there, each up to {@value #MOST_LETTERS}
 * characters.
 */
final class AuditText {
  static final int MOST_ITEMS = 100;
  static final int MOST_LETTERS = 300;

  private AuditText() {}

  /** The line with its end. */
  static String line(Instant when, Operator operator, String network, Event event) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("time").value(time(when));
      json.name("what").value(cut(event.deed().what())).name("outcome").value(event.outcome());
      who(operator, json);
      json.name("source").value(cut(event.deed().source()));
      json.name("kernel").value(event.kernel()).name("network").value(network);
      Counts counts = event.counts();
      json.name("add").value(counts.add()).name("change").value(counts.change());
      json.name("replace").value(counts.replace()).name("remove").value(counts.remove());
      json.name("operations").value(counts.operations());
      list("statements", event.deed().statements(), json);
      list("done", event.operations(), json);
      json.endObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text + "\n";
  }

  private static String time(Instant when) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        when.truncatedTo(ChronoUnit.MILLIS).atZone(ZoneId.systemDefault()));
  }

  private static void who(Operator operator, JsonWriter json) throws IOException {
    json.name("user").value(operator.user());
    if (operator.behind().isPresent()) {
      json.name("behind").value(cut(operator.behind().get()));
    }
    if (operator.uid().isPresent()) {
      json.name("uid").value(operator.uid().getAsLong());
    }
    json.name("process").value(operator.process());
    if (operator.from().isPresent()) {
      json.name("from").value(cut(operator.from().get()));
    }
  }

  private static void list(String name, List<String> items, JsonWriter json) throws IOException {
    json.name(name).beginArray();
    for (String item : items.subList(0, Math.min(items.size(), MOST_ITEMS))) {
      json.value(cut(item));
    }
    json.endArray();
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST_LETTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_LETTERS)) + "…";
  }
}
