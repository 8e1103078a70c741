package org.lvsh.shell.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.lvsh.shell.inspect.DoctorReport;
import org.lvsh.shell.inspect.Finding;

/** What a look at a director gave as a document of the format {@code lvsh-doctor}. */
public final class DoctorJsonView {
  public List<Line> lines(DoctorReport report) {
    JsonObject document = Json.document("lvsh-doctor", report.unread());
    document.addProperty("kernel", report.kernel());
    JsonArray findings = new JsonArray();
    report.findings().forEach(finding -> findings.add(finding(finding)));
    document.add("findings", findings);
    document.add("facts", Json.strings(report.facts()));
    document.add("looked", Json.strings(report.looked()));
    document.add("unseen", Json.strings(report.unseen()));
    return Json.lines(document);
  }

  private static JsonObject finding(Finding finding) {
    JsonObject object = new JsonObject();
    object.addProperty("code", finding.code().word());
    object.addProperty("severity", finding.severity().word());
    object.addProperty("found", finding.found());
    object.addProperty("why", finding.why());
    object.add("mend", Json.strings(finding.mend()));
    return object;
  }
}
