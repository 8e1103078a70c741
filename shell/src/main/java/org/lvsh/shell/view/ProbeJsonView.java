package org.lvsh.shell.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lvsh.shell.probe.Aim;
import org.lvsh.shell.probe.Answer;
import org.lvsh.shell.probe.Certificate;
import org.lvsh.shell.probe.ServiceReport;

/** What real servers have answered as a JSON document, format {@code lvsh-probe}. */
public final class ProbeJsonView {

  public List<Line> lines(Collection<ServiceReport> reports) {
    JsonObject document = Json.document("lvsh-probe");
    document.add("services", services(reports));
    return Json.lines(document);
  }

  private static JsonArray services(Collection<ServiceReport> reports) {
    JsonArray services = new JsonArray();
    reports.forEach(report -> services.add(service(report)));
    return services;
  }

  private static JsonObject service(ServiceReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("name", report.name());
    object.addProperty("on", Words.target(report.aims().service()));
    JsonArray ports = new JsonArray();
    report.aims().aims().forEach(aim -> ports.add(port(aim, report)));
    object.add("ports", ports);
    JsonArray certificates = new JsonArray();
    report.certificates().keySet().forEach(one -> certificates.add(certificate(one, report)));
    object.add("certificates", certificates);
    JsonArray notAsked = new JsonArray();
    report.aims().leftOut().forEach(notAsked::add);
    object.add("notAsked", notAsked);
    JsonArray warnings = new JsonArray();
    report
        .findings()
        .forEach(
            finding -> {
              JsonObject warning = new JsonObject();
              warning.addProperty("code", finding.code().word());
              warning.addProperty("message", finding.message());
              warnings.add(warning);
            });
    object.add("warnings", warnings);
    return object;
  }

  private static JsonObject port(Aim aim, ServiceReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("address", aim.server().address().toString());
    object.addProperty("port", aim.endpoint().port());
    object.addProperty("protocol", aim.protocol().word());
    object.addProperty("servicePort", aim.servicePort());
    object.addProperty("weight", aim.server().weightInForce());
    object.addProperty("forwarding", Words.method(aim.server()));
    Optional<Answer> answer = report.answer(aim);
    object.addProperty(
        "answer",
        answer.map(one -> one.reach().name().toLowerCase(Locale.ROOT)).orElse("not-asked"));
    answer.ifPresent(one -> add(one, object));
    return object;
  }

  private static void add(Answer answer, JsonObject object) {
    answer
        .time()
        .ifPresent(
            time -> object.addProperty("milliseconds", Math.round(time.toNanos() / 1e3) / 1e3));
    answer.reason().ifPresent(reason -> object.addProperty("reason", reason));
    answer
        .tls()
        .ifPresent(
            tls -> {
              JsonObject said = new JsonObject();
              tls.certificate().ifPresent(one -> said.addProperty("sha256", one.fingerprint()));
              tls.failure().ifPresent(why -> said.addProperty("failure", why));
              object.add("tls", said);
            });
    answer
        .http()
        .ifPresent(
            http -> {
              JsonObject said = new JsonObject();
              http.status().ifPresent(status -> said.addProperty("status", status));
              http.failure().ifPresent(why -> said.addProperty("failure", why));
              object.add("http", said);
            });
  }

  private static JsonObject certificate(Certificate one, ServiceReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("sha256", one.fingerprint());
    object.addProperty("subject", one.subject());
    JsonArray names = new JsonArray();
    one.names().forEach(names::add);
    object.add("names", names);
    object.addProperty("notBefore", one.notBefore().toString());
    object.addProperty("notAfter", one.notAfter().toString());
    object.addProperty("daysLeft", one.daysLeft(report.now()));
    report.host().ifPresent(host -> object.addProperty("fitsHost", one.fits(host)));
    return object;
  }
}
