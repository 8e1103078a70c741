package org.lvsh.shell.view;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.probe.Aim;
import org.lvsh.shell.probe.Answer;
import org.lvsh.shell.probe.Certificate;
import org.lvsh.shell.probe.Finding;
import org.lvsh.shell.probe.ServiceReport;

/** What real servers have answered, for people: a table for each service, and what is wrong. */
public final class ProbeTextView {
  /** Of a certificate for many sites the others are no news. */
  private static final int NAMES = 8;

  /** The services one after the other, then what holds of all of them. */
  public List<Line> lines(Collection<ServiceReport> reports) {
    if (reports.isEmpty()) {
      return List.of(Line.of("There are no services to probe."));
    }
    List<Line> lines = new ArrayList<>();
    for (ServiceReport report : reports) {
      lines.addAll(service(report));
      lines.add(Line.of(""));
    }
    lines.addAll(limits(reports));
    lines.add(Line.of(Line.Style.HEADING, summary(reports)));
    return lines;
  }

  private static List<Line> service(ServiceReport report) {
    Map<Certificate, Integer> numbers = report.certificates();
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(
            Line.Style.HEADING, report.name() + " on " + Words.target(report.aims().service())));
    if (!report.aims().aims().isEmpty()) {
      lines.addAll(table(report, numbers));
    }
    numbers.forEach((one, number) -> lines.addAll(certificate(one, number, report)));
    report
        .aims()
        .leftOut()
        .forEach(what -> lines.add(Line.of("not asked: " + report.name() + ": " + what)));
    for (Finding finding : report.findings()) {
      String message = CaretRenderer.printable(finding.message());
      lines.add(
          Line.of(
              Line.Style.WARNING, "warning: %s [%s]".formatted(message, finding.code().word())));
    }
    return lines;
  }

  private static List<Line> table(ServiceReport report, Map<Certificate, Integer> numbers) {
    TextTable table =
        new TextTable("SERVER", "WEIGHT", "PORT", "ANSWER", "TIME", "CERTIFICATE", "HTTP");
    for (Aim aim : report.aims().aims()) {
      Optional<Answer> answer = report.answer(aim);
      table.add(
          aim.server().address().toString(),
          Integer.toString(aim.server().weightInForce()),
          port(aim),
          answer.map(ProbeTextView::reach).orElse("not asked"),
          answer.flatMap(Answer::time).map(ProbeTextView::milliseconds).orElse("-"),
          answer.flatMap(Answer::tls).map(tls -> shown(tls, numbers)).orElse("-"),
          answer.flatMap(Answer::http).map(ProbeTextView::status).orElse("-"));
    }
    return table.lines();
  }

  private static String port(Aim aim) {
    String port = aim.protocol().word() + " " + aim.endpoint().port();
    return aim.servicePort() == aim.endpoint().port() ? port : port + " for " + aim.servicePort();
  }

  private static String reach(Answer answer) {
    return switch (answer.reach()) {
      case OPEN -> "open";
      case REFUSED -> "refused";
      case SILENT -> "no answer";
      case UNREACHABLE -> "unreachable";
      case UNKNOWN -> "unknown";
    };
  }

  private static String milliseconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }

  private static String shown(Answer.Tls tls, Map<Certificate, Integer> numbers) {
    return tls.certificate()
        .map(numbers::get)
        .map(number -> tls.failure().isPresent() ? number + ", then cut off" : "" + number)
        .orElse("none");
  }

  private static String status(Answer.Http http) {
    return http.status().isPresent() ? Integer.toString(http.status().getAsInt()) : "none";
  }

  private static List<Line> certificate(Certificate one, int number, ServiceReport report) {
    List<String> names = one.names().subList(0, Math.min(NAMES, one.names().size()));
    int more = one.names().size() - names.size();
    String called =
        names.isEmpty() ? one.subject() : String.join(", ", names) + (more > 0 ? ", …" : "");
    return List.of(
        Line.of(
            "certificate %s: %s; %s"
                .formatted(number, CaretRenderer.printable(called), until(one, report.now()))),
        Line.of(Line.Style.FAINT, "  sha256 " + one.fingerprint()));
  }

  private static String until(Certificate certificate, Instant now) {
    long left = certificate.daysLeft(now);
    return "until %s (%s)"
        .formatted(
            certificate.notAfter().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10),
            left >= 0 ? Words.count(left, "day") + " left" : "over");
  }

  /** What a probe cannot say. */
  private static List<Line> limits(Collection<ServiceReport> reports) {
    List<Line> lines = new ArrayList<>();
    List<Aim> aims = reports.stream().flatMap(one -> one.aims().aims().stream()).toList();
    if (aims.stream().anyMatch(Aim::isElsewhereForClients)) {
      lines.add(
          Line.of(
              Line.Style.FAINT,
              "Servers by direct routing or tunnel were asked at their own addresses: the virtual"
                  + " address on them is not tested."));
    }
    if (aims.stream().anyMatch(aim -> aim.protocol() == Protocol.UDP)) {
      lines.add(
          Line.of(
              Line.Style.FAINT,
              "UDP tells of a port only where nothing listens: 'unknown' may be well or not."));
    }
    if (aims.stream().anyMatch(aim -> aim.protocol() == Protocol.SCTP)) {
      lines.add(Line.of(Line.Style.FAINT, "lvsh cannot ask by SCTP."));
    }
    return lines;
  }

  private static String summary(Collection<ServiceReport> reports) {
    Map<Answer.Reach, Integer> counts = new TreeMap<>();
    int asked = 0;
    int all = 0;
    int findings = 0;
    for (ServiceReport report : reports) {
      findings += report.findings().size();
      for (Aim aim : report.aims().aims()) {
        all++;
        Optional<Answer> answer = report.answer(aim);
        asked += answer.isPresent() ? 1 : 0;
        answer.ifPresent(one -> counts.merge(one.reach(), 1, Integer::sum));
      }
    }
    int open = counts.getOrDefault(Answer.Reach.OPEN, 0);
    int unknown = counts.getOrDefault(Answer.Reach.UNKNOWN, 0);
    return "Probed %s of %s: %s open, %s not, %s unknown; %s."
        .formatted(
            asked,
            Words.count(all, "port"),
            open,
            asked - open - unknown,
            unknown,
            findings == 0 ? "nothing is wrong with them" : Words.count(findings, "warning"));
  }
}
