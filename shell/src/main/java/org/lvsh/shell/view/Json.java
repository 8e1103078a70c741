package org.lvsh.shell.view;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Stickiness;
import org.lvsh.shell.compile.Target;

/** The model as JSON objects, alike in every JSON form. */
final class Json {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final Gson COMPACT = new GsonBuilder().disableHtmlEscaping().create();

  private Json() {}

  static JsonObject document(String format) {
    JsonObject document = new JsonObject();
    document.addProperty("format", format);
    document.addProperty("version", 1);
    return document;
  }

  /** A document that says first what is missing in it, a sentence each. */
  static JsonObject document(String format, List<String> missing) {
    JsonObject document = document(format);
    if (!missing.isEmpty()) {
      document.add("incomplete", strings(missing));
    }
    return document;
  }

  static List<Line> lines(JsonObject document) {
    return GSON.toJson(document).lines().map(Line::of).toList();
  }

  /**
   * A document that ends in a long list, as {@link #lines(JsonObject)} would write it; each of its
   * elements is made when its lines are asked for.
   *
   * @param document with a property at least
   */
  static <T> Stream<Line> lines(
      JsonObject document, String name, List<T> elements, Function<T, JsonObject> element) {
    if (elements.isEmpty()) {
      document.add(name, new JsonArray());
      return lines(document).stream();
    }
    List<Line> whole = lines(document);
    List<Line> head = new ArrayList<>(whole.subList(0, whole.size() - 1));
    head.set(head.size() - 1, Line.of(head.get(head.size() - 1).text() + ","));
    head.add(Line.of("  \"" + name + "\": ["));
    Stream<Line> body =
        IntStream.range(0, elements.size())
            .boxed()
            .flatMap(at -> element(element.apply(elements.get(at)), at + 1 == elements.size()));
    Stream<Line> end = Stream.of(Line.of("  ]"), Line.of("}"));
    // Not by flatMap, of which an iterator would take the whole body at once.
    return Stream.concat(head.stream(), Stream.concat(body, end));
  }

  private static Stream<Line> element(JsonObject element, boolean last) {
    String text = GSON.toJson(element) + (last ? "" : ",");
    return text.lines().map(line -> Line.of("    " + line));
  }

  /** On one line. */
  static String compact(JsonObject object) {
    return COMPACT.toJson(object);
  }

  static JsonObject service(ServiceSpec spec) {
    JsonObject object = new JsonObject();
    object.addProperty("name", spec.name());
    spec.source().ifPresent(source -> object.addProperty("source", source));
    object.addProperty("foreign", spec.isForeign());
    object.addProperty("statement", Words.service(spec));
    object.addProperty(
        "class",
        switch (spec.target().persistenceClass()) {
          case CLIENT -> "client";
          case PORT -> "port";
          case FIREWALL_MARK -> "mark";
        });
    addTarget(object, spec.target());
    spec.mark().ifPresent(mark -> object.addProperty("mark", mark.value()));
    object.addProperty("scheduler", spec.scheduler().name());
    object.add("schedulerFlags", numbers(spec.scheduler().flags()));
    spec.sticky()
        .map(Stickiness::time)
        .ifPresent(time -> object.addProperty("stickySeconds", time.toSeconds()));
    object.addProperty("onePacket", spec.onePacket());
    spec.pool().ifPresent(pool -> object.addProperty("pool", pool));
    JsonArray servers = new JsonArray();
    spec.servers().forEach(server -> servers.add(server(server)));
    object.add("servers", servers);
    return object;
  }

  private static JsonArray numbers(Set<Integer> numbers) {
    JsonArray array = new JsonArray();
    numbers.forEach(array::add);
    return array;
  }

  private static void addTarget(JsonObject object, Target target) {
    target.accept(
        new Target.Cases<Void>() {
          @Override
          public Void onAddresses(Target.OnAddresses on) {
            object.add("addresses", strings(on.addresses()));
            object.add("ports", strings(on.ports()));
            object.add("protocols", strings(on.protocols().stream().map(Protocol::word).toList()));
            return null;
          }

          @Override
          public Void onMark(Target.OnMark on) {
            object.addProperty("family", on.family().name().toLowerCase(Locale.ROOT));
            return null;
          }
        });
  }

  static JsonArray strings(Iterable<?> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(value.toString()));
    return array;
  }

  static JsonObject server(ServerSpec spec) {
    JsonObject object = new JsonObject();
    object.addProperty("address", spec.address().toString());
    spec.port().ifPresent(port -> object.addProperty("port", port));
    object.addProperty("weight", spec.weightInForce());
    spec.drained()
        .ifPresent(
            since -> {
              object.addProperty("drainedSince", since.toString());
              object.addProperty("weightWhenUndrained", spec.weight());
            });
    object.addProperty("forwarding", Words.method(spec));
    object.addProperty("upperLimit", spec.upperLimit());
    object.addProperty("lowerLimit", spec.lowerLimit());
    return object;
  }

  static JsonArray drains(Drains drains) {
    JsonArray array = new JsonArray();
    drains
        .servers()
        .forEach(
            (server, drain) -> {
              JsonObject object = new JsonObject();
              object.addProperty("address", server.address().toString());
              object.addProperty("port", server.port());
              object.addProperty("since", drain.since().toString());
              object.addProperty("weightWhenUndrained", drain.weight());
              array.add(object);
            });
    return array;
  }

  static JsonObject key(ServiceKey key) {
    return key.accept(
        new ServiceKey.Cases<>() {
          @Override
          public JsonObject onAddress(ServiceKey.OnAddress on) {
            JsonObject object = new JsonObject();
            object.addProperty("protocol", on.protocol().word());
            object.addProperty("address", on.address().toString());
            object.addProperty("port", on.port());
            return object;
          }

          @Override
          public JsonObject onMark(ServiceKey.OnMark on) {
            JsonObject object = new JsonObject();
            object.addProperty("mark", on.mark().value());
            object.addProperty("family", on.family().name().toLowerCase(Locale.ROOT));
            return object;
          }
        });
  }

  static JsonObject entry(VirtualService service) {
    JsonObject object = key(service.key());
    object.addProperty("scheduler", service.scheduler().name());
    object.add("schedulerFlags", numbers(service.scheduler().flags()));
    object.addProperty("sticky", Settings.sticky(service));
    object.addProperty("onePacket", service.onePacket());
    return object;
  }

  static JsonObject server(RealServer server) {
    JsonObject object = new JsonObject();
    object.addProperty("address", server.key().address().toString());
    object.addProperty("port", server.key().port());
    object.addProperty("weight", server.weight());
    object.addProperty("options", Words.options(server));
    return object;
  }

  /** The length is left out where the kernel is to choose it. */
  static JsonObject daemon(SyncDaemon daemon) {
    JsonObject object = new JsonObject();
    object.addProperty("role", daemon.role().word());
    object.addProperty("interface", daemon.interfaceName());
    object.addProperty("syncId", daemon.syncId());
    object.addProperty("group", daemon.group().toString());
    object.addProperty("port", daemon.port());
    object.addProperty("ttl", daemon.ttl());
    if (daemon.maxLength() != 0) {
      object.addProperty("maxLength", daemon.maxLength());
    }
    return object;
  }

  static JsonObject timeouts(Timeouts timeouts) {
    JsonObject object = new JsonObject();
    object.addProperty("tcpSeconds", timeouts.tcp().toSeconds());
    object.addProperty("tcpFinSeconds", timeouts.tcpFin().toSeconds());
    object.addProperty("udpSeconds", timeouts.udp().toSeconds());
    return object;
  }

  static JsonObject rule(MarkRule rule) {
    JsonObject object = new JsonObject();
    Ports ports = rule.match().ports();
    object.addProperty("mark", rule.mark().value());
    object.addProperty("protocol", rule.match().protocol().word());
    object.addProperty("address", rule.match().address().toString());
    object.addProperty("firstPort", ports.first());
    object.addProperty("lastPort", ports.last());
    return object;
  }
}
