package org.lvsh.shell.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.shell.compile.NamedConnection;
import org.lvsh.shell.compile.ServiceTraffic;

/**
 * Counters, rates, connections and templates as JSON documents, each with its format and version.
 * What is not known is left out.
 */
public final class TrafficJsonView implements TrafficView {
  private final List<String> missing;

  /**
   * Says with what it shows that it is not all.
   *
   * @param missing what is missing, a sentence each; none where nothing is
   */
  public TrafficJsonView(List<String> missing) {
    this.missing = List.copyOf(missing);
  }

  @Override
  public List<Line> stats(List<ServiceTraffic> services) {
    return lines("lvsh-stats", "services", services(services, TrafficJsonView::stats));
  }

  @Override
  public List<Line> rates(List<ServiceTraffic> services) {
    return lines("lvsh-rates", "services", services(services, TrafficJsonView::rates));
  }

  @Override
  public Stream<Line> connections(List<NamedConnection> connections) {
    return Json.lines(
        Json.document("lvsh-connections", missing),
        "connections",
        connections,
        TrafficJsonView::connection);
  }

  @Override
  public Stream<Line> templates(List<NamedConnection> templates) {
    return Json.lines(
        Json.document("lvsh-templates", missing),
        "templates",
        templates,
        TrafficJsonView::template);
  }

  private List<Line> lines(String format, String name, JsonArray content) {
    JsonObject document = Json.document(format, missing);
    document.add(name, content);
    return Json.lines(document);
  }

  private static JsonArray services(
      List<ServiceTraffic> services, BiConsumer<JsonObject, ServerStatistics> numbers) {
    JsonArray array = new JsonArray();
    for (ServiceTraffic service : services) {
      JsonObject object = new JsonObject();
      object.addProperty("service", service.service());
      numbers.accept(object, service.total());
      JsonArray servers = new JsonArray();
      service
          .servers()
          .forEach(
              (called, had) -> {
                JsonObject server = new JsonObject();
                server.addProperty("server", called);
                numbers.accept(server, had);
                servers.add(server);
              });
      object.add("servers", servers);
      array.add(object);
    }
    return array;
  }

  private static void stats(JsonObject object, ServerStatistics had) {
    had.counters().ifPresent(counters -> counters(object, counters));
    object.addProperty("activeConnections", had.activeConnections());
    object.addProperty("inactiveConnections", had.inactiveConnections());
    had.persistentConnections()
        .ifPresent(number -> object.addProperty("persistentConnections", number));
  }

  private static void counters(JsonObject object, Counters counters) {
    object.addProperty("connections", unsigned(counters.connections()));
    object.addProperty("incomingPackets", unsigned(counters.incomingPackets()));
    object.addProperty("outgoingPackets", unsigned(counters.outgoingPackets()));
    object.addProperty("incomingBytes", unsigned(counters.incomingBytes()));
    object.addProperty("outgoingBytes", unsigned(counters.outgoingBytes()));
  }

  static void rates(JsonObject object, ServerStatistics had) {
    had.counters().ifPresent(counters -> rates(object, counters));
  }

  private static void rates(JsonObject object, Counters counters) {
    object.addProperty("connections", unsigned(counters.connectionsPerSecond()));
    object.addProperty("incomingPackets", unsigned(counters.incomingPacketsPerSecond()));
    object.addProperty("outgoingPackets", unsigned(counters.outgoingPacketsPerSecond()));
    object.addProperty("incomingBytes", unsigned(counters.incomingBytesPerSecond()));
    object.addProperty("outgoingBytes", unsigned(counters.outgoingBytesPerSecond()));
  }

  /** The kernel's 64 bits are a number without a sign. */
  private static BigInteger unsigned(long number) {
    return new BigInteger(Long.toUnsignedString(number));
  }

  static JsonObject connection(NamedConnection named) {
    Connection connection = named.connection();
    JsonObject object = new JsonObject();
    object.addProperty("protocol", TrafficWords.protocol(connection));
    object.addProperty("client", connection.client().toString());
    object.addProperty("clientPort", connection.clientPort());
    virtual(object, connection);
    ends(object, named);
    return object;
  }

  static JsonObject template(NamedConnection named) {
    Connection template = named.connection();
    JsonObject object = new JsonObject();
    object.addProperty("client", template.client().toString());
    template
        .mark()
        .ifPresentOrElse(
            mark -> object.addProperty("mark", mark.value()),
            () -> {
              object.addProperty("protocol", TrafficWords.protocol(template));
              virtual(object, template);
            });
    ends(object, named);
    return object;
  }

  private static void virtual(JsonObject object, Connection connection) {
    object.addProperty("virtualAddress", connection.virtualAddress().toString());
    object.addProperty("virtualPort", connection.virtualPort());
  }

  private static void ends(JsonObject object, NamedConnection named) {
    Connection connection = named.connection();
    object.addProperty("server", connection.server().toString());
    object.addProperty("serverPort", connection.serverPort());
    object.addProperty("state", connection.state());
    object.addProperty("expiresSeconds", connection.expires().toSeconds());
    if (!connection.engineData().isEmpty()) {
      object.addProperty("engineData", connection.engineData());
    }
    named.service().ifPresent(service -> object.addProperty("service", service));
  }
}
