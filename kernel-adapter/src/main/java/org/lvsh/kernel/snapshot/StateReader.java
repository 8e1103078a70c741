package org.lvsh.kernel.snapshot;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Claim;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * Reads what {@link StateWriter} writes. A value that no snapshot can have is damage, and so is one
 * thing said twice; whether a kernel would take it all is for that kernel to say.
 */
final class StateReader {
  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;
  private static final int ALL_FLAGS = 0b111;

  /** More seconds than any kernel takes: it counts ticks in an {@code int}. */
  private static final long MAX_TIMEOUT = Integer.MAX_VALUE;

  private final JsonReader json;
  private final NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
  private final NavigableMap<MarkRule.Match, MarkRule> markRules = new TreeMap<>();
  private final NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>();
  private final NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>();
  private final NavigableMap<String, Setting> settings = new TreeMap<>();
  private Timeouts timeouts = Timeouts.DEFAULT;
  private Optional<Mark> lastMark = Optional.empty();

  /** Reads one entry of an array. */
  private interface EntryReader {
    void read() throws IOException;
  }

  StateReader(Reader reader) {
    this.json = new JsonReader(reader);
    json.setStrictness(Strictness.STRICT);
  }

  /**
   * Reads all of it.
   *
   * @throws IOException where the file fails, not its contents
   */
  Snapshot read() throws IOException, DamagedException {
    try {
      whole();
      return new Snapshot(services, markRules, ownership, timeouts, lastMark, daemons, settings);
    } catch (MalformedJsonException | EOFException e) {
      throw new DamagedException("no JSON at " + json.getPath(), e);
    } catch (CharacterCodingException e) {
      throw new DamagedException("no UTF-8 after " + json.getPath(), e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // Gson says so where an object stands for an array and the like; the model for bad values.
      throw new DamagedException("at " + json.getPath() + ": " + e.getMessage(), e);
    }
  }

  private void whole() throws IOException {
    json.beginObject();
    header();
    Set<String> seen = new HashSet<>();
    while (json.hasNext()) {
      String name = json.nextName();
      require(seen.add(name), name + " twice");
      part(name);
    }
    json.endObject();
    require(json.peek() == JsonToken.END_DOCUMENT, "more after the end");
    require(
        seen.containsAll(Set.of("timeouts", "services", "markRules", "ownership")),
        "a part is missing");
  }

  private void header() throws IOException {
    require(
        json.nextName().equals("format") && json.nextString().equals(StateWriter.FORMAT),
        "not of the format " + StateWriter.FORMAT);
    require(
        json.nextName().equals("version") && json.nextInt() == StateWriter.VERSION,
        "not of version " + StateWriter.VERSION + ", the only one this lvsh knows");
  }

  private void part(String name) throws IOException {
    switch (name) {
      case "timeouts" -> timeouts();
      case "lastMark" -> lastMark = Optional.of(new Mark(json.nextLong()));
      case "services" -> each(this::service);
      case "markRules" -> each(this::markRule);
      case "ownership" -> each(this::ownership);
      case "daemons" -> each(this::daemon);
      case "settings" -> settings();
      default -> throw new IllegalArgumentException("unknown: " + name);
    }
  }

  private void each(EntryReader entry) throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      entry.read();
    }
    json.endArray();
  }

  private void timeouts() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    timeouts =
        new Timeouts(timeout(fields, "tcp"), timeout(fields, "tcpFin"), timeout(fields, "udp"));
    fields.end();
    json.endObject();
  }

  private static Duration timeout(Fields fields, String name) {
    return Duration.ofSeconds(fields.number(name, 1, MAX_TIMEOUT));
  }

  private void service() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    ServiceKey key = key(fields);
    Scheduler scheduler = new Scheduler(fields.text("scheduler"), flags(fields));
    boolean onePacket = fields.truth("onePacket");
    Optional<Persistence> persistence = persistence(fields, key.family());
    fields.endWithArray("servers");
    NavigableMap<ServerKey, RealServer> servers = new TreeMap<>();
    each(() -> put(servers, server(), RealServer::key));
    json.endObject();
    VirtualService service = new VirtualService(key, scheduler, persistence, onePacket);
    put(services, new ServiceEntry(service, servers), entry -> entry.service().key());
  }

  private static ServiceKey key(Fields fields) {
    if (fields.has("mark")) {
      AddressFamily family = Words.read(AddressFamily.class, fields.text("family"));
      return new ServiceKey.OnMark(family, mark(fields));
    }
    return new ServiceKey.OnAddress(protocol(fields), address(fields), port(fields, "port"));
  }

  private static Set<Integer> flags(Fields fields) {
    int bits = fields.integer("flags", ALL_FLAGS);
    return IntStream.rangeClosed(1, 3)
        .filter(flag -> (bits & 1 << (flag - 1)) != 0)
        .boxed()
        .collect(Collectors.toSet());
  }

  private static Optional<Persistence> persistence(Fields fields, AddressFamily family) {
    if (!fields.has("persistence")) {
      return Optional.empty();
    }
    Duration timeout = Duration.ofSeconds(fields.number("persistence", 1, UNSIGNED_32));
    Optional<Granularity> granularity =
        fields.has("granularity")
            ? Optional.of(new Granularity(family, fields.number("granularity", 1, UNSIGNED_32)))
            : Optional.empty();
    Optional<String> engine =
        fields.has("engine") ? Optional.of(fields.text("engine")) : Optional.empty();
    return Optional.of(new Persistence(timeout, granularity, engine));
  }

  private RealServer server() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    RealServer server =
        new RealServer(
            new ServerKey(address(fields), port(fields, "port")),
            fields.integer("weight", Integer.MAX_VALUE),
            forwarding(fields),
            fields.numberOrZero("upperLimit", UNSIGNED_32),
            fields.numberOrZero("lowerLimit", UNSIGNED_32));
    fields.end();
    json.endObject();
    return server;
  }

  private static Forwarding forwarding(Fields fields) {
    return new Forwarding(
        Words.read(Forwarding.Method.class, fields.text("method")),
        (int) fields.numberOrZero("guePort", Ports.MAX),
        fields.has("checksum")
            ? Words.read(Forwarding.Checksum.class, fields.text("checksum"))
            : Forwarding.Checksum.NONE);
  }

  private void markRule() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    Ports ports = new Ports(port(fields, "first"), port(fields, "last"));
    MarkRule.Match match = new MarkRule.Match(protocol(fields), address(fields), ports);
    put(markRules, new MarkRule(match, mark(fields)), MarkRule::match);
    fields.end();
    json.endObject();
  }

  private void ownership() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    Optional<Claim> claim =
        fields.has("claim") ? Optional.of(Claim.of(fields.text("claim"))) : Optional.empty();
    Optional<String> pool =
        fields.has("pool") ? Optional.of(fields.text("pool")) : Optional.empty();
    Ownership named =
        new Ownership(key(fields), fields.text("name"), fields.text("source"), pool, claim);
    fields.end();
    json.endObject();
    put(ownership, named, Ownership::key);
  }

  private void daemon() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    SyncDaemon daemon =
        new SyncDaemon(
            Words.read(SyncDaemon.Role.class, fields.text("role")),
            fields.text("interface"),
            fields.integer("syncId", 255),
            IpAddress.of(fields.text("group")),
            port(fields, "port"),
            fields.integer("ttl", 255),
            fields.integer("maxLength", 0xFFFF));
    fields.end();
    json.endObject();
    put(daemons, daemon, SyncDaemon::role);
  }

  private void settings() throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      put(settings, new Setting(json.nextName(), json.nextString()), Setting::name);
    }
    json.endObject();
  }

  private static Protocol protocol(Fields fields) {
    return Words.read(Protocol.class, fields.text("protocol"));
  }

  private static IpAddress address(Fields fields) {
    return IpAddress.of(fields.text("address"));
  }

  private static int port(Fields fields, String name) {
    return fields.integer(name, Ports.MAX);
  }

  private static Mark mark(Fields fields) {
    return new Mark(fields.number("mark", 1, Mark.MAX));
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
