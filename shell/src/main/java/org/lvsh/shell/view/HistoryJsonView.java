package org.lvsh.shell.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.function.Predicate;
import org.lvsh.kernel.KernelException;
import org.lvsh.shell.store.Counts;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.Past;

/** What was applied as JSON documents, formats {@code lvsh-history} and {@code lvsh-apply}. */
public final class HistoryJsonView {
  private final Predicate<Entry> isBeforeTheLastStart;

  /**
   * A view of a history.
   *
   * @param isBeforeTheLastStart whether the machine was restarted since an apply
   */
  public HistoryJsonView(Predicate<Entry> isBeforeTheLastStart) {
    this.isBeforeTheLastStart = isBeforeTheLastStart;
  }

  /** A line of each, the newest first. */
  public List<Line> list(List<Entry> entries) {
    JsonObject document = Json.document("lvsh-history");
    JsonArray array = new JsonArray();
    entries.forEach(entry -> array.add(entry(entry)));
    document.add("applies", array);
    return Json.lines(document);
  }

  /** All of one; {@code before} is the text that {@code export lvs} writes. */
  public List<Line> whole(Past past) {
    JsonObject document = Json.document("lvsh-apply");
    entry(past.entry()).entrySet().forEach(one -> document.add(one.getKey(), one.getValue()));
    past.change()
        .planJson()
        .ifPresent(json -> document.add("plan", plan(past.entry().number(), json)));
    document.addProperty("before", String.join("\n", past.change().beforeText()) + "\n");
    return Json.lines(document);
  }

  private static JsonObject plan(int number, String json) {
    try {
      return JsonParser.parseString(json).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException damaged) {
      throw new KernelException(
          "the plan of entry %d of the history is damaged".formatted(number),
          "'show history %d' shows it as text".formatted(number),
          damaged);
    }
  }

  JsonObject entry(Entry entry) {
    JsonObject object = new JsonObject();
    object.addProperty("number", entry.number());
    object.addProperty("when", entry.when().toString());
    object.addProperty("who", entry.who());
    object.addProperty("what", entry.deed().what());
    object.addProperty("source", entry.deed().source());
    JsonArray statements = new JsonArray();
    entry.deed().statements().forEach(statements::add);
    object.add("statements", statements);
    object.addProperty("outcome", entry.result().ended().words());
    Counts counts = entry.result().counts();
    object.addProperty("add", counts.add());
    object.addProperty("change", counts.change());
    object.addProperty("replace", counts.replace());
    object.addProperty("remove", counts.remove());
    object.addProperty("operations", counts.operations());
    object.addProperty("kernel", entry.result().kernel());
    object.addProperty("restartedSince", isBeforeTheLastStart.test(entry));
    return object;
  }
}
