package org.lvsh.shell.probe;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds what is not as it should be: port by port, then certificate by certificate. */
final class Findings {
  /** Long enough to get a new certificate; authorities renew theirs with 30 days left. */
  private static final long SOON_DAYS = 14;

  /** More of a list would only hide what the line is about. */
  private static final int LISTED = 8;

  private final ServiceReport report;
  private final Map<Certificate, Integer> numbers;
  private final List<Finding> found = new ArrayList<>();

  Findings(ServiceReport report) {
    this.report = report;
    this.numbers = report.certificates();
  }

  List<Finding> all() {
    for (Aim aim : report.aims().aims()) {
      report.answer(aim).ifPresent(answer -> judge(aim.endpoint(), answer));
    }
    compare();
    numbers.forEach(this::judge);
    return found;
  }

  private void add(Finding.Code code, String message, Object... parts) {
    found.add(new Finding(code, String.format(Locale.ROOT, message, parts)));
  }

  private void judge(Endpoint endpoint, Answer answer) {
    switch (answer.reach()) {
      case OPEN, UNKNOWN -> {}
      case REFUSED -> add(Finding.Code.UNREACHABLE, "%s refuses connections", endpoint);
      case SILENT -> add(Finding.Code.UNREACHABLE, "%s does not answer", endpoint);
      case UNREACHABLE ->
          add(
              Finding.Code.UNREACHABLE,
              "%s cannot be reached: %s",
              endpoint,
              answer.reason().orElse(""));
    }
    answer
        .tls()
        .filter(tls -> tls.certificate().isEmpty())
        .flatMap(Answer.Tls::failure)
        .ifPresent(why -> add(Finding.Code.NO_TLS, "%s shows no certificate: %s", endpoint, why));
    answer.http().filter(http -> !http.isWell()).ifPresent(http -> judge(endpoint, http));
  }

  private void judge(Endpoint endpoint, Answer.Http http) {
    http.status()
        .ifPresentOrElse(
            status -> add(Finding.Code.HTTP, "%s answers HTTP with %d", endpoint, status),
            () ->
                add(
                    Finding.Code.HTTP,
                    "%s does not answer HTTP: %s",
                    endpoint,
                    http.failure().orElse("")));
  }

  /** Who pays on one server and browses on another sees both certificates. */
  private void compare() {
    Map<Integer, Map<Integer, List<String>>> shown = new TreeMap<>();
    for (Aim aim : report.aims().aims()) {
      Optional<Integer> number = report.certificate(aim).map(numbers::get);
      number.ifPresent(
          one ->
              shown
                  .computeIfAbsent(aim.servicePort(), port -> new TreeMap<>())
                  .computeIfAbsent(one, certificate -> new ArrayList<>())
                  .add(aim.endpoint().place()));
    }
    shown.forEach(
        (port, servers) -> {
          if (servers.size() > 1) {
            List<String> each = new ArrayList<>();
            servers.forEach((number, places) -> each.add(number + " on " + listed(places)));
            add(
                Finding.Code.CERTIFICATES_DIFFER,
                "the servers show different certificates for port %d: %s",
                port,
                String.join("; ", each));
          }
        });
  }

  private void judge(Certificate certificate, int number) {
    Instant now = report.now();
    long left = certificate.daysLeft(now);
    if (certificate.notAfter().isBefore(now)) {
      add(Finding.Code.CERTIFICATE_EXPIRED, "certificate %d has expired", number);
    } else if (left < SOON_DAYS) {
      add(Finding.Code.CERTIFICATE_EXPIRES, "certificate %d expires in %s", number, days(left));
    }
    if (certificate.notBefore().isAfter(now)) {
      Instant from = certificate.notBefore().truncatedTo(ChronoUnit.SECONDS);
      add(Finding.Code.CERTIFICATE_EARLY, "certificate %d is valid from %s only", number, from);
    }
    report
        .host()
        .filter(host -> !certificate.fits(host))
        .ifPresent(
            host ->
                add(
                    Finding.Code.OTHER_NAME,
                    "certificate %d is for %s, not for %s",
                    number,
                    listed(certificate.names()),
                    host));
  }

  private static String days(long days) {
    if (days == 0) {
      return "less than a day";
    }
    return days + (days == 1 ? " day" : " days");
  }

  private static String listed(List<String> all) {
    if (all.isEmpty()) {
      return "no name";
    }
    String first = String.join(", ", all.subList(0, Math.min(LISTED, all.size())));
    return all.size() <= LISTED ? first : first + " and " + (all.size() - LISTED) + " more";
  }
}
