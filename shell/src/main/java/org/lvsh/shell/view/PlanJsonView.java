package org.lvsh.shell.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lvsh.kernel.model.Operation;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.DirectorChanges;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.SavedPlan;
import org.lvsh.shell.plan.ServiceChange;

/** A plan as a JSON document, format {@code lvsh-plan}; the README describes it. */
public final class PlanJsonView {

  /** The plan for a kernel, or for a snapshot. */
  public List<Line> lines(Plan plan, String kernel) {
    return Json.lines(document(plan, kernel));
  }

  /** The same on one line, to be kept. */
  public String kept(Plan plan, String kernel) {
    return Json.compact(document(plan, kernel));
  }

  /** A plan that was saved, with where it comes from. */
  public List<Line> lines(SavedPlan saved) {
    SavedPlan.Making making = saved.making();
    JsonObject origin = new JsonObject();
    origin.addProperty("when", making.when().toString());
    origin.addProperty("who", making.who());
    origin.addProperty("version", making.version());
    making.subject().ifPresent(subject -> origin.addProperty("subject", subject));
    JsonObject document = document(saved.plan(), making.kernel());
    document.add("saved", origin);
    return Json.lines(document);
  }

  private static JsonObject document(Plan plan, String kernel) {
    JsonObject document = Json.document("lvsh-plan");
    document.addProperty("kernel", kernel);
    document.add("summary", summary(plan));
    addChanges(plan, document);
    JsonArray operations = new JsonArray();
    OperationWriter writer = new OperationWriter();
    for (int place = 0; place < plan.operations().size(); place++) {
      JsonObject operation = plan.operations().get(place).accept(writer);
      Optional.ofNullable(plan.causes().get(place))
          .flatMap(Plan.Cause::service)
          .ifPresent(service -> operation.addProperty("service", service));
      operations.add(operation);
    }
    document.add("operations", operations);
    document.add("impact", new ImpactJson(plan.impact()).document());
    JsonArray warnings = new JsonArray();
    plan.warnings().forEach(warning -> warnings.add(warning(warning)));
    document.add("warnings", warnings);
    return document;
  }

  /** What changes of services, and of the director as a whole. */
  static void addChanges(Plan plan, JsonObject document) {
    JsonArray services = new JsonArray();
    plan.changes().forEach(change -> services.add(service(change)));
    document.add("services", services);
    if (!plan.director().isEmpty()) {
      document.add("director", director(plan.director()));
    }
  }

  private static JsonObject summary(Plan plan) {
    JsonObject summary = new JsonObject();
    summary.addProperty("add", plan.count(ChangeKind.ADD));
    summary.addProperty("change", plan.count(ChangeKind.CHANGE));
    summary.addProperty("replace", plan.count(ChangeKind.REPLACE));
    summary.addProperty("remove", plan.count(ChangeKind.REMOVE));
    summary.addProperty("operations", plan.operations().size());
    return summary;
  }

  private static JsonObject service(ServiceChange change) {
    JsonObject object = new JsonObject();
    object.addProperty("name", change.name());
    object.addProperty("change", change.kind().name().toLowerCase(Locale.ROOT));
    change.before().ifPresent(before -> object.add("before", Json.service(before)));
    change.after().ifPresent(after -> object.add("after", Json.service(after)));
    return object;
  }

  /** What changes of the director as a whole. */
  private static JsonObject director(DirectorChanges changes) {
    JsonObject director = new JsonObject();
    changes
        .timeouts()
        .ifPresent(
            change -> {
              JsonObject timeouts = new JsonObject();
              timeouts.add("before", Json.timeouts(change.before()));
              timeouts.add("after", Json.timeouts(change.after()));
              director.add("timeouts", timeouts);
            });
    JsonArray daemons = new JsonArray();
    for (DirectorChanges.DaemonChange change : changes.daemons()) {
      JsonObject object = new JsonObject();
      object.addProperty("role", change.role().word());
      object.addProperty("change", change.kind().name().toLowerCase(Locale.ROOT));
      change.before().ifPresent(daemon -> object.add("before", Json.daemon(daemon)));
      change.after().ifPresent(daemon -> object.add("after", Json.daemon(daemon)));
      daemons.add(object);
    }
    director.add("daemons", daemons);
    JsonArray settings = new JsonArray();
    for (DirectorChanges.SettingChange change : changes.settings()) {
      JsonObject object = new JsonObject();
      object.addProperty("name", change.after().name());
      object.addProperty("before", change.before().value());
      object.addProperty("after", change.after().value());
      settings.add(object);
    }
    director.add("settings", settings);
    return director;
  }

  private static JsonObject warning(Diagnostic diagnostic) {
    JsonObject object = new JsonObject();
    object.addProperty("code", diagnostic.code());
    object.addProperty("message", diagnostic.message());
    return object;
  }

  /** One operation as an object with its own name under {@code operation}. */
  private static final class OperationWriter implements Operation.Cases<JsonObject> {
    private static JsonObject operation(String name) {
      JsonObject object = new JsonObject();
      object.addProperty("operation", name);
      return object;
    }

    @Override
    public JsonObject addService(Operation.AddService operation) {
      JsonObject object = operation("add-service");
      object.add("entry", Json.entry(operation.service()));
      return object;
    }

    @Override
    public JsonObject changeService(Operation.ChangeService operation) {
      JsonObject object = operation("change-service");
      object.add("entry", Json.entry(operation.service()));
      return object;
    }

    @Override
    public JsonObject removeService(Operation.RemoveService operation) {
      JsonObject object = operation("remove-service");
      object.add("entry", Json.key(operation.key()));
      return object;
    }

    @Override
    public JsonObject addServer(Operation.AddServer operation) {
      JsonObject object = operation("add-server");
      object.add("entry", Json.key(operation.service()));
      object.add("server", Json.server(operation.server()));
      return object;
    }

    @Override
    public JsonObject changeServer(Operation.ChangeServer operation) {
      JsonObject object = operation("change-server");
      object.add("entry", Json.key(operation.service()));
      object.add("server", Json.server(operation.server()));
      return object;
    }

    @Override
    public JsonObject removeServer(Operation.RemoveServer operation) {
      JsonObject object = operation("remove-server");
      object.add("entry", Json.key(operation.service()));
      JsonObject server = new JsonObject();
      server.addProperty("address", operation.server().address().toString());
      server.addProperty("port", operation.server().port());
      object.add("server", server);
      return object;
    }

    @Override
    public JsonObject addMarkRule(Operation.AddMarkRule operation) {
      JsonObject object = operation("add-mark-rule");
      object.add("rule", Json.rule(operation.rule()));
      return object;
    }

    @Override
    public JsonObject removeMarkRule(Operation.RemoveMarkRule operation) {
      JsonObject object = operation("remove-mark-rule");
      object.add("rule", Json.rule(operation.rule()));
      return object;
    }

    @Override
    public JsonObject setOwnership(Operation.SetOwnership operation) {
      JsonObject object = operation("set-ownership");
      object.add("entry", Json.key(operation.ownership().key()));
      object.addProperty("name", operation.ownership().name());
      object.addProperty("source", operation.ownership().source());
      if (!operation.ownership().drains().isEmpty()) {
        object.add("drained", Json.drains(operation.ownership().drains()));
      }
      return object;
    }

    @Override
    public JsonObject clearOwnership(Operation.ClearOwnership operation) {
      JsonObject object = operation("clear-ownership");
      object.add("entry", Json.key(operation.key()));
      return object;
    }

    @Override
    public JsonObject setTimeouts(Operation.SetTimeouts operation) {
      JsonObject object = operation("set-timeouts");
      Json.timeouts(operation.timeouts())
          .entrySet()
          .forEach(one -> object.add(one.getKey(), one.getValue()));
      return object;
    }

    @Override
    public JsonObject setLastMark(Operation.SetLastMark operation) {
      JsonObject object = operation("set-last-mark");
      object.addProperty("mark", operation.mark().value());
      return object;
    }

    @Override
    public JsonObject setSetting(Operation.SetSetting operation) {
      JsonObject object = operation("set-setting");
      object.addProperty("name", operation.setting().name());
      object.addProperty("value", operation.setting().value());
      return object;
    }

    @Override
    public JsonObject startDaemon(Operation.StartDaemon operation) {
      JsonObject object = operation("start-daemon");
      object.add("daemon", Json.daemon(operation.daemon()));
      return object;
    }

    @Override
    public JsonObject stopDaemon(Operation.StopDaemon operation) {
      JsonObject object = operation("stop-daemon");
      object.addProperty("role", operation.role().word());
      return object;
    }
  }
}
