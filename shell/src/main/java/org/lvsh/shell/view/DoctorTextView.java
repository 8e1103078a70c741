package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.inspect.DoctorReport;
import org.lvsh.shell.inspect.Finding;
import org.lvsh.shell.inspect.Finding.Severity;

/** What a look at a director gave, for people: the worst first, the sum last. */
public final class DoctorTextView {
  /** Nobody reads more; JSON has all. */
  private static final int MOST = 100;

  private final List<Line> lines = new ArrayList<>();

  public List<Line> lines(DoctorReport report) {
    report.facts().forEach(fact -> say(fact));
    report.findings().stream().limit(MOST).forEach(this::finding);
    int more = report.findings().size() - MOST;
    if (more > 0) {
      say("");
      say("… and %s more: 'doctor as json' has all".formatted(more));
    }
    section("Not looked at:", report.unread());
    section("Not to be known from here:", report.unseen());
    if (!lines.isEmpty()) {
      say("");
    }
    lines.add(Line.of(Line.Style.HEADING, sum(report)));
    return lines;
  }

  private void say(String text) {
    lines.add(Line.of(CaretRenderer.printable(text)));
  }

  private void finding(Finding finding) {
    if (!lines.isEmpty()) {
      say("");
    }
    String found =
        "%s: %s [%s]".formatted(finding.severity().word(), finding.found(), code(finding));
    lines.add(Line.of(style(finding.severity()), CaretRenderer.printable(found)));
    say("  why: " + finding.why());
    String label = "  mend: ";
    for (String command : finding.mend()) {
      say(label + command);
      label = " ".repeat(label.length());
    }
  }

  private static String code(Finding finding) {
    return finding.code().word();
  }

  private static Line.Style style(Severity severity) {
    return switch (severity) {
      case ERROR -> Line.Style.ERROR;
      case WARNING -> Line.Style.WARNING;
      case NOTE -> Line.Style.PLAIN;
    };
  }

  private void section(String heading, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    if (!lines.isEmpty()) {
      say("");
    }
    say(heading);
    sentences.forEach(sentence -> say("  - " + sentence));
  }

  private static String sum(DoctorReport report) {
    if (report.findings().isEmpty()) {
      return report.isIncomplete()
          ? "Nothing was found; not everything was looked at."
          : "Nothing is wrong.";
    }
    return "Found: %s, %s and %s."
        .formatted(
            count(report, Severity.ERROR),
            count(report, Severity.WARNING),
            count(report, Severity.NOTE));
  }

  private static String count(DoctorReport report, Severity severity) {
    return Words.count(
        report.findings().stream().filter(one -> one.severity() == severity).count(),
        severity.word());
  }
}
