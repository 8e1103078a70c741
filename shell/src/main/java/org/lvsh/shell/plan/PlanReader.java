package org.lvsh.shell.plan;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.Fields;
import org.lvsh.kernel.snapshot.OperationText;
import org.lvsh.kernel.snapshot.SnapshotText;
import org.lvsh.kernel.snapshot.StrictJson;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.ServiceSpec;

/** Reads what {@link PlanWriter} writes; every part in its place. */
final class PlanReader {
  private final JsonReader json;
  private List<Source> sources = List.of();

  private PlanReader(JsonReader json) {
    this.json = json;
  }

  /** For {@link StrictJson.Part}. */
  static SavedPlan read(JsonReader json) throws IOException {
    return new PlanReader(json).read();
  }

  private SavedPlan read() throws IOException {
    json.beginObject();
    SavedPlan.Making making = making();
    Snapshot basis = SnapshotText.read(json);
    begin("target");
    Snapshot target = SnapshotText.read(json);
    Keys keys = new Keys(basis, target);
    List<ServiceChange> changes = array("services", () -> service(keys));
    List<Operation> operations = array("operations", () -> OperationText.read(json));
    sources = array("sources", () -> StrictJson.object(json, PlanReader::source));
    Map<Integer, Plan.Cause> causes = new HashMap<>();
    array("causes", () -> StrictJson.object(json, fields -> cause(fields, operations, causes)));
    List<Diagnostic> warnings = array("warnings", () -> StrictJson.object(json, this::warning));
    Impact impact = impact(keys, operations);
    json.endObject();
    DirectorChanges director = DirectorChanges.between(basis, target);
    return new SavedPlan(
        new Plan(basis, target, changes, director, operations, causes, warnings, impact), making);
  }

  /** Up to the basis, which is not plain as they are. */
  private SavedPlan.Making making() throws IOException {
    Map<String, String> said = new HashMap<>();
    String name = json.nextName();
    while (!name.equals("basis")) {
      if (said.put(name, json.nextString()) != null) {
        throw new IllegalArgumentException(name + " twice");
      }
      name = json.nextName();
    }
    SavedPlan.Making making =
        new SavedPlan.Making(
            when(taken(said, "when")),
            taken(said, "who"),
            taken(said, "version"),
            taken(said, "kernel"),
            Optional.ofNullable(said.remove("firewall")).map(PlanReader::firewall),
            Optional.ofNullable(said.remove("subject")));
    if (!said.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + said.keySet().iterator().next());
    }
    return making;
  }

  private static String taken(Map<String, String> said, String name) {
    String text = said.remove(name);
    if (text == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }

  private static Instant when(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException bad) {
      throw new IllegalArgumentException("no time: " + text, bad);
    }
  }

  private static FirewallKind firewall(String word) {
    return FirewallKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Reads one element. */
  private interface Element<T> {
    T read() throws IOException;
  }

  private <T> List<T> array(String name, Element<T> element) throws IOException {
    begin(name);
    return elements(element);
  }

  private <T> List<T> elements(Element<T> element) throws IOException {
    List<T> all = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      all.add(element.read());
    }
    json.endArray();
    return all;
  }

  private void begin(String name) throws IOException {
    String there = json.nextName();
    if (!there.equals(name)) {
      throw new IllegalArgumentException(there + " in the place of " + name);
    }
  }

  private ServiceChange service(Keys keys) throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    String name = fields.text("name");
    ChangeKind kind = ChangeKind.valueOf(fields.text("change").toUpperCase(Locale.ROOT));
    boolean named = fields.truth("named");
    fields.endWithArray("entries");
    List<EntryChange> entries = elements(() -> keys.entry(json.nextString()));
    List<ServerChange> servers = array("servers", () -> keys.server(json.nextString()));
    List<RuleChange> rules =
        array(
            "rules",
            () ->
                StrictJson.object(json, rule -> keys.rule(rule.truth("added"), rule.text("rule"))));
    Optional<ServiceSpec> before = spec("before");
    Optional<ServiceSpec> after = spec("after");
    json.endObject();
    return new ServiceChange(name, kind, before, after, entries, servers, rules, named);
  }

  private Optional<ServiceSpec> spec(String name) throws IOException {
    List<ServiceSpec> specs = array(name, () -> SpecText.read(json));
    if (specs.size() > 1) {
      throw new IllegalArgumentException("more than one " + name);
    }
    return specs.stream().findFirst();
  }

  private static Source source(Fields fields) {
    String name = fields.text("name");
    String text = fields.text("text");
    return fields.truth("file") ? Source.file(name, text) : Source.of(name, text);
  }

  private Plan.Cause cause(
      Fields fields, List<Operation> operations, Map<Integer, Plan.Cause> causes) {
    int operation = (int) fields.number("operation", 0, operations.size() - 1L);
    Plan.Cause cause =
        new Plan.Cause(fields.text("subject"), fields.textIfThere("service"), span(fields));
    if (causes.put(operation, cause) != null) {
      throw new IllegalArgumentException("two causes of operation " + operation);
    }
    return cause;
  }

  private Diagnostic warning(Fields fields) {
    String message = fields.text("message");
    String code = fields.text("code");
    Optional<String> hint = fields.textIfThere("hint");
    Diagnostic warning = Diagnostic.warning(code, span(fields), message);
    return hint.map(warning::withHint).orElse(warning);
  }

  private Impact impact(Keys keys, List<Operation> operations) throws IOException {
    List<Effect> effects =
        array("effects", () -> StrictJson.object(json, fields -> effect(fields, keys, operations)));
    List<String> uncounted = array("uncounted", json::nextString);
    if (uncounted.size() > 1) {
      throw new IllegalArgumentException("two reasons for not counting");
    }
    return new Impact(effects, uncounted.stream().findFirst());
  }

  private static Effect effect(Fields fields, Keys keys, List<Operation> operations) {
    Optional<ServiceKey> entry = fields.textIfThere("entry").map(keys::service);
    Optional<String> server = fields.textIfThere("server");
    Optional<String> setting = fields.textIfThere("setting");
    return new Effect(
        (int) fields.number("operation", 0, operations.size() - 1L),
        fields.textIfThere("service"),
        entry,
        server.map(said -> keys.serverOf(entry.orElseThrow(PlanReader::noEntry), said)),
        Effect.Thing.valueOf(fields.text("thing").toUpperCase(Locale.ROOT)),
        Fate.valueOf(fields.text("fate").toUpperCase(Locale.ROOT)),
        fields.has("active") ? Optional.of(carried(fields)) : Optional.empty(),
        setting.map(name -> new Setting(name, fields.text("value"))),
        fields.text("why"));
  }

  private static IllegalArgumentException noEntry() {
    return new IllegalArgumentException("a server of no entry");
  }

  private static Carried carried(Fields fields) {
    return new Carried(
        fields.number("active", 0, Long.MAX_VALUE),
        fields.number("inactive", 0, Long.MAX_VALUE),
        fields.number("templates", 0, Long.MAX_VALUE));
  }

  private Span span(Fields fields) {
    if (!fields.has("source")) {
      return Span.NONE;
    }
    Source source = sources.get((int) fields.number("source", 0, sources.size() - 1L));
    int start = fields.integer("start", source.text().length());
    return new Span(source, start, fields.integer("end", source.text().length()));
  }
}
