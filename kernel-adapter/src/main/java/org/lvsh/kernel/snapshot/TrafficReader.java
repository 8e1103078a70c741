package org.lvsh.kernel.snapshot;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.traffic.MeterState;
import org.lvsh.kernel.traffic.SchedulerMemory;
import org.lvsh.kernel.traffic.TrafficState;
import org.lvsh.kernel.traffic.TrafficState.Established;
import org.lvsh.kernel.traffic.TrafficState.OfServer;
import org.lvsh.kernel.traffic.TrafficState.OfService;
import org.lvsh.kernel.traffic.TrafficState.Removed;
import org.lvsh.kernel.traffic.TrafficState.Template;
import org.lvsh.kernel.traffic.TrafficState.Times;

/**
 * Reads what {@link TrafficWriter} writes. Whatever no kernel can hold is an {@link
 * IllegalArgumentException}; whether it fits the configuration is not asked here.
 */
final class TrafficReader {
  /** More milliseconds than any clock of ours runs. */
  private static final long LONGEST = Long.MAX_VALUE / 4;

  private static final int PROTOCOLS = 255;
  private static final int METER_NUMBERS = 5;

  private final JsonReader json;

  TrafficReader(JsonReader json) {
    this.json = json;
  }

  TrafficState read() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    Duration clock = time(fields, "clock");
    long seed = fields.number("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    Optional<Duration> trashCheck = optionalTime(fields, "trashCheck");
    fields.endWithArray("services");
    List<OfService> services = each(this::service);
    List<Removed> trash = array("trash", this::removed);
    json.endObject();
    return new TrafficState(clock, seed, services, trash, trashCheck);
  }

  /** Reads an element of an array. */
  private interface ElementReader<T> {
    T read() throws IOException;
  }

  private <T> List<T> array(String name, ElementReader<T> reader) throws IOException {
    String there = json.nextName();
    if (!there.equals(name)) {
      throw new IllegalArgumentException(name + " is missing before " + there);
    }
    return each(reader);
  }

  private <T> List<T> each(ElementReader<T> reader) throws IOException {
    List<T> elements = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      elements.add(reader.read());
    }
    json.endArray();
    return elements;
  }

  private OfService service() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    ServiceKey key = Pieces.key(fields);
    int currentWeight = (int) fields.numberOrZero("currentWeight", Integer.MAX_VALUE);
    Optional<ServerKey> last = last(fields);
    fields.endWithArray("meter");
    MeterState meter = meter();
    List<ServerKey> order = array("order", this::serverKey);
    List<SchedulerMemory.Place> places = array("places", this::place);
    List<OfServer> servers = array("servers", this::server);
    json.endObject();
    SchedulerMemory memory = new SchedulerMemory(last, currentWeight, places);
    return new OfService(key, order, memory, meter, servers);
  }

  private static Optional<ServerKey> last(Fields fields) {
    return fields.has("lastAddress")
        ? Optional.of(
            new ServerKey(
                IpAddress.of(fields.text("lastAddress")), Pieces.port(fields, "lastPort")))
        : Optional.empty();
  }

  private ServerKey serverKey() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    ServerKey key = Pieces.serverKey(fields);
    fields.end();
    json.endObject();
    return key;
  }

  private SchedulerMemory.Place place() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    IpAddress address = Pieces.address(fields);
    Duration lastUse = time(fields, "lastUse");
    Duration lastChange = time(fields, "lastChange");
    fields.endWithArray("servers");
    List<ServerKey> servers = each(this::serverKey);
    json.endObject();
    return new SchedulerMemory.Place(address, lastUse, lastChange, servers);
  }

  private MeterState meter() throws IOException {
    List<Long> numbers = each(json::nextLong);
    if (numbers.isEmpty()) {
      return MeterState.NONE;
    }
    if (numbers.size() != 3 * METER_NUMBERS) {
      throw new IllegalArgumentException("no meter: " + numbers);
    }
    return new MeterState(
        numbers.subList(0, METER_NUMBERS),
        numbers.subList(METER_NUMBERS, 2 * METER_NUMBERS),
        numbers.subList(2 * METER_NUMBERS, 3 * METER_NUMBERS));
  }

  private OfServer server() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    OfServer server = hangingOn(Pieces.serverKey(fields), fields);
    json.endObject();
    return server;
  }

  private OfServer hangingOn(ServerKey key, Fields fields) throws IOException {
    int lastWeight = fields.integer("lastWeight", Integer.MAX_VALUE);
    boolean overloaded = fields.truth("overloaded");
    fields.endWithArray("meter");
    MeterState meter = meter();
    List<Template> templates = array("templates", this::template);
    List<Established> connections = array("connections", this::connection);
    return new OfServer(key, lastWeight, overloaded, meter, templates, connections);
  }

  private Template template() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    int protocol = fields.integer("protocol", PROTOCOLS);
    IpAddress client = IpAddress.of(fields.text("client"));
    IpAddress virtual = IpAddress.of(fields.text("virtual"));
    int port = Pieces.port(fields, "port");
    int serverPort = Pieces.port(fields, "serverPort");
    String callId = fields.text("callId");
    boolean valid = fields.truth("valid");
    boolean assured = fields.truth("assured");
    Times times = times(fields);
    fields.endWithArray("connections");
    List<Established> connections = each(this::connection);
    json.endObject();
    return new Template(
        protocol, client, virtual, port, serverPort, callId, valid, assured, times, connections);
  }

  private Established connection() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    Established connection =
        new Established(
            fields.integer("protocol", PROTOCOLS),
            IpAddress.of(fields.text("client")),
            Pieces.port(fields, "clientPort"),
            IpAddress.of(fields.text("virtual")),
            Pieces.port(fields, "port"),
            Pieces.port(fields, "serverPort"),
            times(fields));
    fields.end();
    json.endObject();
    return connection;
  }

  private static Times times(Fields fields) {
    return new Times(time(fields, "timeout"), time(fields, "ends"));
  }

  private Removed removed() throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    ServiceKey service = Pieces.key(fields);
    fields.endWithArray("removed");
    List<Removed> one = each(() -> removedServer(service));
    json.endObject();
    if (one.size() != 1) {
      throw new IllegalArgumentException("not one removed server of " + service);
    }
    return one.get(0);
  }

  private Removed removedServer(ServiceKey service) throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    RealServer settings = Pieces.server(fields);
    boolean orphaned = fields.truth("orphaned");
    Optional<Duration> idleSince = optionalTime(fields, "idleSince");
    OfServer server = hangingOn(settings.key(), fields);
    json.endObject();
    return new Removed(service, settings, orphaned, idleSince, server);
  }

  private static Optional<Duration> optionalTime(Fields fields, String name) {
    return fields.has(name) ? Optional.of(time(fields, name)) : Optional.empty();
  }

  private static Duration time(Fields fields, String name) {
    return Duration.ofMillis(fields.number(name, 0, LONGEST));
  }
}
