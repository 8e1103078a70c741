package org.lvsh.kernel.snapshot;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.TrafficState;

/**
 * Reads what {@link StateWriter} writes. A value that no snapshot can have is damage, and so is one
 * thing said twice; whether a kernel would take it all is for that kernel to say.
 */
final class StateReader {
  private final JsonReader json;
  private final NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
  private final NavigableMap<MarkRule.Match, MarkRule> markRules = new TreeMap<>();
  private final NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>();
  private final NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>();
  private final NavigableMap<String, Setting> settings = new TreeMap<>();
  private Timeouts timeouts = Timeouts.DEFAULT;
  private Optional<Mark> lastMark = Optional.empty();
  private TrafficState traffic = TrafficState.NONE;
  private int version;

  /** Reads one entry of an array. */
  private interface EntryReader {
    void read() throws IOException;
  }

  StateReader(JsonReader json) {
    this.json = json;
  }

  /** Reads all of it, to the end of its object. */
  KernelState read() throws IOException {
    json.beginObject();
    header();
    Set<String> seen = new HashSet<>();
    while (json.hasNext()) {
      String name = json.nextName();
      require(seen.add(name), name + " twice");
      part(name);
    }
    json.endObject();
    require(
        seen.containsAll(Set.of("timeouts", "services", "markRules", "ownership"))
            && (version == StateWriter.VERSION || seen.contains("traffic")),
        "a part is missing");
    return new KernelState(
        new Snapshot(services, markRules, ownership, timeouts, lastMark, daemons, settings),
        traffic);
  }

  private void header() throws IOException {
    require(
        json.nextName().equals("format") && json.nextString().equals(StateWriter.FORMAT),
        "not of the format " + StateWriter.FORMAT);
    require(json.nextName().equals("version"), "without a version");
    version = json.nextInt();
    require(
        version == StateWriter.VERSION || version == StateWriter.VERSION_OF_TRAFFIC,
        "not of version %d or %d, which this lvsh knows"
            .formatted(StateWriter.VERSION, StateWriter.VERSION_OF_TRAFFIC));
  }

  private void part(String name) throws IOException {
    switch (name) {
      case "timeouts" -> timeouts = StrictJson.object(json, Pieces::timeouts);
      case "lastMark" -> lastMark = Optional.of(new Mark(json.nextLong()));
      case "services" -> each(this::service);
      case "markRules" -> each(() -> put(markRules, piece(Pieces::markRule), MarkRule::match));
      case "ownership" -> each(() -> put(ownership, piece(Pieces::ownership), Ownership::key));
      case "daemons" -> each(() -> put(daemons, piece(Pieces::daemon), SyncDaemon::role));
      case "settings" -> settings();
      case "traffic" -> traffic();
      default -> throw new IllegalArgumentException("unknown: " + name);
    }
  }

  private void traffic() throws IOException {
    require(version == StateWriter.VERSION_OF_TRAFFIC, "traffic in version " + version);
    traffic = new TrafficReader(json).read();
  }

  private void each(EntryReader entry) throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      entry.read();
    }
    json.endArray();
  }

  private <T> T piece(Function<Fields, T> made) throws IOException {
    return StrictJson.object(json, made);
  }

  private void service() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    VirtualService service = Pieces.service(fields);
    fields.endWithArray("servers");
    NavigableMap<ServerKey, RealServer> servers = new TreeMap<>();
    each(() -> put(servers, piece(Pieces::server), RealServer::key));
    json.endObject();
    put(services, new ServiceEntry(service, servers), entry -> entry.service().key());
  }

  private void settings() throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      put(settings, new Setting(json.nextName(), json.nextString()), Setting::name);
    }
    json.endObject();
  }

  private static <K, V> void put(Map<K, V> map, V value, Function<V, K> key) {
    require(map.put(key.apply(value), value) == null, "twice: " + key.apply(value));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
