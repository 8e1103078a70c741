package org.lvsh.shell.view;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lvsh.shell.compile.NamedConnection;
import org.lvsh.shell.watch.Change;
import org.lvsh.shell.watch.Hold;
import org.lvsh.shell.watch.RateRow;
import org.lvsh.shell.watch.Row;
import org.lvsh.shell.watch.TableEntry;

/** What has changed, a line of JSON each. What is not known is left out. */
public final class WatchJsonView {

  /** The line of a change. */
  public Line line(Change change) {
    JsonObject object = new JsonObject();
    object.addProperty("at", change.at().toString());
    object.addProperty("change", change.kind().name().toLowerCase(Locale.ROOT));
    Row row = change.row();
    if (row instanceof TableEntry entry) {
      entry(object, entry);
    } else if (row instanceof RateRow rates) {
      rates(object, rates);
    }
    return Line.of(Json.compact(object));
  }

  private static void entry(JsonObject object, TableEntry entry) {
    String service = entry.place().service();
    NamedConnection named =
        new NamedConnection(
            entry.connection(), service.isEmpty() ? Optional.empty() : Optional.of(service));
    boolean template = entry.connection().isTemplate();
    object.addProperty("entry", template ? "template" : "connection");
    JsonObject fields =
        template ? TrafficJsonView.template(named) : TrafficJsonView.connection(named);
    fields.asMap().forEach(object::add);
    if (!entry.whole().isZero()) {
      object.addProperty("wholeSeconds", entry.whole().toSeconds());
    }
    if (template) {
      object.addProperty("held", held(entry.hold()));
      object.addProperty("connections", entry.connections());
    }
  }

  private static String held(Hold hold) {
    return switch (hold) {
      case NONE -> "no";
      case WILL_BE -> "will-be";
      case PAST -> "past";
    };
  }

  private static void rates(JsonObject object, RateRow rates) {
    object.addProperty("entry", rates.place().isAllServers() ? "service" : "server");
    object.addProperty("service", rates.place().service());
    if (!rates.place().isAllServers()) {
      object.addProperty("server", rates.place().server());
    }
    TrafficJsonView.rates(object, rates.had());
  }

  /** A line that says what is missing. */
  public List<Line> missing(List<String> missing) {
    return missing.stream().map(why -> Line.of(Line.Style.WARNING, "incomplete: " + why)).toList();
  }
}
