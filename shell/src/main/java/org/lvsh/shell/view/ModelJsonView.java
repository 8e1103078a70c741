package org.lvsh.shell.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.compile.NamedServer;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.ServiceSpec;

/** Services, servers and marks as JSON documents, each with its format and version. */
public final class ModelJsonView {
  private final List<String> missing;

  /**
   * Says with what it shows that it is not all.
   *
   * @param missing what is missing, a sentence each; none where nothing is
   */
  public ModelJsonView(List<String> missing) {
    this.missing = List.copyOf(missing);
  }

  public List<Line> services(Collection<ServiceSpec> services) {
    JsonArray array = new JsonArray();
    services.forEach(service -> array.add(Json.service(service)));
    return document("lvsh-services", "services", array);
  }

  public List<Line> servers(Collection<NamedServer> servers) {
    JsonArray array = new JsonArray();
    for (NamedServer row : servers) {
      JsonObject object = new JsonObject();
      object.addProperty("service", row.service().name());
      Json.server(row.server()).entrySet().forEach(one -> object.add(one.getKey(), one.getValue()));
      array.add(object);
    }
    return document("lvsh-servers", "servers", array);
  }

  public List<Line> pools(Collection<PoolSpec> pools, Collection<ServiceSpec> services) {
    JsonArray array = new JsonArray();
    for (PoolSpec pool : pools) {
      JsonObject object = new JsonObject();
      object.addProperty("name", pool.name());
      JsonArray servers = new JsonArray();
      pool.servers().forEach(server -> servers.add(Json.server(server)));
      object.add("servers", servers);
      JsonArray users = new JsonArray();
      services.stream()
          .filter(service -> service.pool().equals(Optional.of(pool.name())))
          .forEach(service -> users.add(service.name()));
      object.add("services", users);
      array.add(object);
    }
    return document("lvsh-pools", "pools", array);
  }

  public List<Line> marks(List<TableView.NamedRule> rules) {
    JsonArray array = new JsonArray();
    for (TableView.NamedRule named : rules) {
      JsonObject object = Json.rule(named.rule());
      object.addProperty("service", named.service());
      array.add(object);
    }
    return document("lvsh-marks", "marks", array);
  }

  public List<Line> timeouts(Timeouts timeouts) {
    return document("lvsh-timeouts", "timeouts", Json.timeouts(timeouts));
  }

  public List<Line> daemons(Collection<SyncDaemon> daemons) {
    JsonArray array = new JsonArray();
    daemons.forEach(daemon -> array.add(Json.daemon(daemon)));
    return document("lvsh-sync", "daemons", array);
  }

  /** Each with what it means, where this lvsh knows it. */
  public List<Line> settings(Collection<Setting> settings) {
    JsonArray array = new JsonArray();
    for (Setting setting : settings) {
      JsonObject object = new JsonObject();
      object.addProperty("name", setting.name());
      object.addProperty("value", setting.value());
      setting.known().ifPresent(known -> object.addProperty("meaning", SettingMeaning.of(known)));
      array.add(object);
    }
    return document("lvsh-kernel", "settings", array);
  }

  private List<Line> document(String format, String name, JsonElement content) {
    JsonObject document = Json.document(format, missing);
    document.add(name, content);
    return Json.lines(document);
  }
}
