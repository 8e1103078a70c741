package org.lvsh.kernel.snapshot;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * Writes the traffic of a kernel as a JSON object:
 *
 * <pre>{@code
 * {"clock": 600000, "seed": 0, "trashCheck": 660000,
 *  "services": [
 *    {"protocol": "tcp", "address": "192.168.0.1", "port": 80, "currentWeight": 1,
 *     "lastAddress": "10.0.0.1", "lastPort": 80,
 *     "meter": [...], "order": [{"address": "10.0.0.2", "port": 80}, ...],
 *     "places": [{"address": "192.168.0.1", "lastUse": 0, "lastChange": 0, "servers": [...]}],
 *     "servers": [
 *       {"address": "10.0.0.1", "port": 80, "lastWeight": 1, "overloaded": false, "meter": [...],
 *        "templates": [
 *          {"protocol": 6, "client": "203.0.113.1", "virtual": "192.168.0.1", "port": 80,
 *           "serverPort": 80, "callId": "", "valid": true, "assured": true,
 *           "timeout": 300000, "ends": 900000, "connections": [...]}],
 *        "connections": [
 *          {"protocol": 6, "client": "203.0.113.1", "clientPort": 32768, "virtual": "192.168.0.1",
 *           "port": 80, "serverPort": 80, "timeout": 900000, "ends": 1500000}]}]}],
 *  "trash": [
 *    {"family": "ipv4", "mark": 10, "removed": [
 *      {"address": "10.0.0.3", "port": 0, "weight": 1, "method": "direct", "orphaned": false,
 *       "idleSince": 540000, "lastWeight": 1, "overloaded": false, "meter": [], "templates": [],
 *       "connections": []}]}]}
 * }</pre>
 *
 * <p>In each object the plain fields come first, in any order, then the arrays in this order, all
 * of them. Times are milliseconds. A meter has no number where it has counted nothing, else fifteen
 * (see {@link MeterState}). Left out are {@code trashCheck}, {@code idleSince}, the two of the last
 * server where there is none, and {@code currentWeight} where it is 0.
 */
final class TrafficWriter {
  private final JsonWriter json;
  private final PieceWriter pieces;

  TrafficWriter(JsonWriter json) {
    this.json = json;
    this.pieces = new PieceWriter(json);
  }

  void write(TrafficState traffic) throws IOException {
    json.beginObject();
    time("clock", traffic.clock());
    json.name("seed").value(traffic.seed());
    time("trashCheck", traffic.trashCheck());
    each("services", traffic.services(), this::service);
    each("trash", traffic.trash(), this::removed);
    json.endObject();
  }

  /** Writes an element of an array. */
  private interface ElementWriter<T> {
    void write(T element) throws IOException;
  }

  private <T> void each(String name, List<T> elements, ElementWriter<T> writer) throws IOException {
    json.name(name).beginArray();
    for (T element : elements) {
      json.beginObject();
      writer.write(element);
      json.endObject();
    }
    json.endArray();
  }

  private void service(OfService service) throws IOException {
    pieces.key(service.key());
    SchedulerMemory memory = service.memory();
    pieces.unlessZero("currentWeight", memory.currentWeight());
    if (memory.last().isPresent()) {
      json.name("lastAddress").value(memory.last().get().address().toString());
      json.name("lastPort").value(memory.last().get().port());
    }
    meter(service.meter());
    each("order", service.order(), pieces::key);
    each("places", memory.places(), this::place);
    each("servers", service.servers(), this::server);
  }

  private void place(SchedulerMemory.Place place) throws IOException {
    json.name("address").value(place.address().toString());
    time("lastUse", place.lastUse());
    time("lastChange", place.lastChange());
    each("servers", place.servers(), pieces::key);
  }

  private void meter(MeterState meter) throws IOException {
    json.name("meter").beginArray();
    if (!meter.equals(MeterState.NONE)) {
      for (List<Long> numbers : List.of(meter.counted(), meter.atLastTick(), meter.rates())) {
        for (long number : numbers) {
          json.value(number);
        }
      }
    }
    json.endArray();
  }

  private void server(OfServer server) throws IOException {
    pieces.key(server.key());
    hangingOn(server);
  }

  private void hangingOn(OfServer server) throws IOException {
    json.name("lastWeight").value(server.lastWeight());
    json.name("overloaded").value(server.overloaded());
    meter(server.meter());
    each("templates", server.templates(), this::template);
    each("connections", server.connections(), this::connection);
  }

  private void template(Template template) throws IOException {
    json.name("protocol").value(template.protocol());
    json.name("client").value(template.client().toString());
    json.name("virtual").value(template.address().toString());
    json.name("port").value(template.port());
    json.name("serverPort").value(template.serverPort());
    json.name("callId").value(template.callId());
    json.name("valid").value(template.valid()).name("assured").value(template.assured());
    times(template.times());
    each("connections", template.connections(), this::connection);
  }

  private void connection(Established connection) throws IOException {
    json.name("protocol").value(connection.protocol());
    json.name("client").value(connection.client().toString());
    json.name("clientPort").value(connection.clientPort());
    json.name("virtual").value(connection.address().toString());
    json.name("port").value(connection.port());
    json.name("serverPort").value(connection.serverPort());
    times(connection.times());
  }

  private void times(Times times) throws IOException {
    time("timeout", times.timeout());
    time("ends", times.ends());
  }

  private void removed(Removed removed) throws IOException {
    pieces.key(removed.service());
    each("removed", List.of(removed), this::removedServer);
  }

  private void removedServer(Removed removed) throws IOException {
    pieces.server(removed.settings());
    json.name("orphaned").value(removed.orphaned());
    time("idleSince", removed.idleSince());
    hangingOn(removed.server());
  }

  private void time(String name, Optional<Duration> time) throws IOException {
    if (time.isPresent()) {
      time(name, time.get());
    }
  }

  private void time(String name, Duration time) throws IOException {
    json.name(name).value(time.toMillis());
  }
}
