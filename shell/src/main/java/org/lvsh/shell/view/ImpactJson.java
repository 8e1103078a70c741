package org.lvsh.shell.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.shell.plan.Carried;
import org.lvsh.shell.plan.Effect;
import org.lvsh.shell.plan.Fate;
import org.lvsh.shell.plan.Impact;

/** Whom a plan touches, as JSON: sums, and each effect. What is not known has no number. */
final class ImpactJson {
  private final Impact impact;

  ImpactJson(Impact impact) {
    this.impact = impact;
  }

  JsonObject document() {
    JsonObject object = new JsonObject();
    object.addProperty("known", !impact.isPartlyUnknown());
    impact.unknown().ifPresent(why -> object.addProperty("reason", why));
    if (impact.unknown().isEmpty()) {
      addCounts(object, impact.total());
      JsonObject fates = new JsonObject();
      for (Fate fate : Fate.values()) {
        JsonObject counts = new JsonObject();
        addCounts(counts, impact.byFate().getOrDefault(fate, Carried.NOTHING));
        fates.add(fate.word(), counts);
      }
      object.add("fates", fates);
    }
    JsonArray effects = new JsonArray();
    impact.effects().forEach(effect -> effects.add(effect(effect)));
    object.add("effects", effects);
    return object;
  }

  private static void addCounts(JsonObject object, Carried count) {
    object.addProperty("active", count.active());
    object.addProperty("inactive", count.inactive());
    object.addProperty("templates", count.templates());
  }

  private static JsonObject effect(Effect effect) {
    JsonObject object = new JsonObject();
    object.addProperty("operation", effect.operation());
    effect.service().ifPresent(name -> object.addProperty("service", name));
    effect.entry().ifPresent(key -> object.add("entry", Json.key(key)));
    effect.server().ifPresent(key -> object.add("server", server(key)));
    object.addProperty("fate", effect.fate().word());
    object.addProperty(
        "of",
        switch (effect.thing()) {
          case CONNECTIONS -> "connections";
          case TEMPLATES -> "templates";
        });
    effect.carried().ifPresent(count -> addCounts(object, effect.thing(), count));
    effect.decidedBy().ifPresent(setting -> object.add("decidedBy", setting(setting)));
    object.addProperty("why", effect.why());
    return object;
  }

  private static void addCounts(JsonObject object, Effect.Thing thing, Carried count) {
    switch (thing) {
      case CONNECTIONS -> {
        object.addProperty("active", count.active());
        object.addProperty("inactive", count.inactive());
      }
      case TEMPLATES -> object.addProperty("templates", count.templates());
    }
  }

  private static JsonObject server(ServerKey key) {
    JsonObject object = new JsonObject();
    object.addProperty("address", key.address().toString());
    object.addProperty("port", key.port());
    return object;
  }

  private static JsonObject setting(Setting setting) {
    JsonObject object = new JsonObject();
    object.addProperty("name", setting.name());
    object.addProperty("value", setting.value());
    return object;
  }
}
