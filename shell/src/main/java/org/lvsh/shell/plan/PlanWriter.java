package org.lvsh.shell.plan;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.snapshot.OperationText;
import org.lvsh.kernel.snapshot.SnapshotText;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.ServiceSpec;

/** Writes the JSON of {@link PlanFile}. */
final class PlanWriter {
  private final JsonWriter json;
  private final Map<Source, Integer> sources = new LinkedHashMap<>();

  PlanWriter(JsonWriter json) {
    this.json = json;
  }

  void write(SavedPlan saved) throws IOException {
    Plan plan = saved.plan();
    plan.causes().values().forEach(cause -> note(cause.statement()));
    plan.warnings().forEach(warning -> note(warning.span()));
    json.beginObject();
    making(saved.making());
    json.name("basis");
    SnapshotText.write(plan.basis(), json);
    json.name("target");
    SnapshotText.write(plan.target(), json);
    json.name("services").beginArray();
    for (ServiceChange change : plan.changes()) {
      service(change);
    }
    json.endArray().name("operations").beginArray();
    for (Operation operation : plan.operations()) {
      OperationText.write(operation, json);
    }
    json.endArray();
    said(plan);
    json.endObject();
  }

  private void note(Span span) {
    if (!Objects.equals(span, Span.NONE)) {
      sources.putIfAbsent(span.source(), sources.size());
    }
  }

  private void making(SavedPlan.Making making) throws IOException {
    json.name("when").value(making.when().toString());
    json.name("who").value(making.who());
    json.name("version").value(making.version());
    json.name("kernel").value(making.kernel());
    ifThere("firewall", making.firewall().map(PlanWriter::word));
    ifThere("subject", making.subject());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void ifThere(String name, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      json.name(name).value(text.get());
    }
  }

  private void service(ServiceChange change) throws IOException {
    json.beginObject();
    json.name("name").value(change.name());
    json.name("change").value(word(change.kind()));
    json.name("named").value(change.newOwnership());
    json.name("entries").beginArray();
    for (EntryChange entry : change.entries()) {
      json.value(entry.key().toString());
    }
    json.endArray().name("servers").beginArray();
    for (ServerChange server : change.servers()) {
      json.value(Keys.of(server.service(), server.server().key()));
    }
    json.endArray().name("rules").beginArray();
    for (RuleChange rule : change.rules()) {
      json.beginObject();
      json.name("added").value(rule.added());
      json.name("rule").value(rule.rule().match().toString());
      json.endObject();
    }
    json.endArray();
    spec("before", change.before());
    spec("after", change.after());
    json.endObject();
  }

  private void spec(String name, Optional<ServiceSpec> spec) throws IOException {
    json.name(name).beginArray();
    if (spec.isPresent()) {
      SpecText.write(spec.get(), json);
    }
    json.endArray();
  }

  private void said(Plan plan) throws IOException {
    json.name("sources").beginArray();
    for (Source source : sources.keySet()) {
      json.beginObject();
      json.name("name").value(source.name()).name("file").value(source.isFile());
      json.name("text").value(source.text());
      json.endObject();
    }
    json.endArray().name("causes").beginArray();
    for (Map.Entry<Integer, Plan.Cause> entry : new TreeMap<>(plan.causes()).entrySet()) {
      cause(entry.getKey(), entry.getValue());
    }
    json.endArray();
    warnings(plan.warnings());
    impact(plan.impact());
  }

  private void impact(Impact impact) throws IOException {
    json.name("effects").beginArray();
    for (Effect effect : impact.effects()) {
      effect(effect);
    }
    json.endArray().name("uncounted").beginArray();
    if (impact.unknown().isPresent()) {
      json.value(impact.unknown().get());
    }
    json.endArray();
  }

  private void effect(Effect effect) throws IOException {
    json.beginObject();
    json.name("operation").value(effect.operation());
    ifThere("service", effect.service());
    ifThere("entry", effect.entry().map(ServiceKey::toString));
    ifThere("server", effect.server().map(ServerKey::toString));
    json.name("thing").value(word(effect.thing())).name("fate").value(effect.fate().word());
    if (effect.carried().isPresent()) {
      Carried carried = effect.carried().get();
      json.name("active").value(carried.active()).name("inactive").value(carried.inactive());
      json.name("templates").value(carried.templates());
    }
    ifThere("setting", effect.decidedBy().map(Setting::name));
    ifThere("value", effect.decidedBy().map(Setting::value));
    json.name("why").value(effect.why());
    json.endObject();
  }

  private void cause(int operation, Plan.Cause cause) throws IOException {
    json.beginObject();
    json.name("operation").value(operation).name("subject").value(cause.subject());
    ifThere("service", cause.service());
    span(cause.statement());
    json.endObject();
  }

  private void warnings(List<Diagnostic> warnings) throws IOException {
    json.name("warnings").beginArray();
    for (Diagnostic warning : warnings) {
      json.beginObject();
      json.name("code").value(warning.code()).name("message").value(warning.message());
      ifThere("hint", warning.hint());
      span(warning.span());
      json.endObject();
    }
    json.endArray();
  }

  private void span(Span span) throws IOException {
    Integer source = sources.get(span.source());
    if (source != null && !Objects.equals(span, Span.NONE)) {
      json.name("source").value(source);
      json.name("start").value(span.start()).name("end").value(span.end());
    }
  }
}
