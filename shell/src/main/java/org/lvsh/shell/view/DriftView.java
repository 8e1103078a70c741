package org.lvsh.shell.view;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.Moment;

/** How a kernel has moved away from the last apply: as a tree like that of a plan, or as JSON. */
public final class DriftView {
  private final Entry since;
  private final boolean restarted;

  /**
   * A view of what has changed since an apply.
   *
   * @param isBeforeTheLastStart whether the machine was restarted since an apply
   */
  public DriftView(Entry since, Predicate<Entry> isBeforeTheLastStart) {
    this.since = since;
    this.restarted = isBeforeTheLastStart.test(since);
  }

  /**
   * What has come with {@code +}, what has changed with {@code ~}, what has gone with {@code -}.
   *
   * @param drift leads from the state that was applied to the one there is
   */
  public List<Line> text(Plan drift) {
    List<Line> lines = new ArrayList<>();
    if (restarted) {
      lines.add(
          Line.of(
              Line.Style.WARNING,
              "The machine was restarted since: its kernel has forgotten what was applied."));
    }
    if (drift.isEmpty()) {
      lines.add(Line.of("No drift: all is as %s left it.".formatted(apply())));
      return lines;
    }
    lines.addAll(new PlanTextView().changes(drift));
    lines.add(Line.of(""));
    lines.add(
        Line.of(
            Line.Style.HEADING,
            "Drift: %s come, %s changed, %s replaced, %s gone%s since %s."
                .formatted(
                    Words.count(drift.count(ChangeKind.ADD), "service"),
                    drift.count(ChangeKind.CHANGE),
                    drift.count(ChangeKind.REPLACE),
                    drift.count(ChangeKind.REMOVE),
                    drift.director().isEmpty() ? "" : "; settings of the director changed",
                    apply())));
    return lines;
  }

  private String apply() {
    return "apply %s of %s (%s)"
        .formatted(since.number(), Moment.text(since.when()), CaretRenderer.printable(since.who()));
  }

  /** The same as a document of the format {@code lvsh-drift}. */
  public List<Line> json(Plan drift) {
    JsonObject document = Json.document("lvsh-drift");
    document.add("since", new HistoryJsonView(entry -> restarted).entry(since));
    document.addProperty("drift", !drift.isEmpty());
    PlanJsonView.addChanges(drift, document);
    return Json.lines(document);
  }
}
