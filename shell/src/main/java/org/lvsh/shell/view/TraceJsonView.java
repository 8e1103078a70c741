package org.lvsh.shell.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.traffic.EntryKey;
import org.lvsh.kernel.traffic.Forecast;
import org.lvsh.kernel.traffic.Packet;
import org.lvsh.kernel.traffic.SeenServer.Fitness;
import org.lvsh.shell.inspect.KnownEntry;
import org.lvsh.shell.inspect.Trace;
import org.lvsh.shell.inspect.Way;

/** The way of a packet for programs. */
public final class TraceJsonView {
  private final Trace trace;
  private final List<String> missing;

  /**
   * Says with what it shows that it is not all.
   *
   * @param missing what is missing, a sentence each; none where nothing is
   */
  public TraceJsonView(Trace trace, List<String> missing) {
    this.trace = trace;
    this.missing = List.copyOf(missing);
  }

  public List<Line> lines() {
    JsonObject document = Json.document("lvsh-trace", missing);
    document.add("packet", packet(trace.packet()));
    trace.rule().ifPresent(rule -> document.add("rule", Json.rule(rule)));
    document.add("looked", looked());
    trace.found().ifPresent(found -> document.addProperty("service", found.name()));
    trace.found().ifPresent(found -> document.add("entry", Json.entry(found.service())));
    trace
        .connection()
        .ifPresent(known -> document.add("connection", known(known, TraceWords::ofConnection)));
    trace.templateKey().ifPresent(key -> document.add("template", template(key)));
    document.add("way", trace.way().accept(new Result()));
    document.add("doubts", doubts());
    return Json.lines(document);
  }

  private JsonObject packet(Packet packet) {
    JsonObject object = new JsonObject();
    object.addProperty("protocol", packet.protocol().word());
    object.addProperty("client", packet.client().toString());
    if (trace.portKnown()) {
      object.addProperty("clientPort", packet.clientPort());
    }
    object.addProperty("virtualAddress", packet.address().toString());
    object.addProperty("virtualPort", packet.port());
    return object;
  }

  private JsonArray looked() {
    JsonArray array = new JsonArray();
    for (Trace.Looked looked : trace.looked()) {
      JsonObject object = Json.key(looked.place().key());
      object.addProperty("why", TraceWords.word(looked.place().reason()));
      looked.service().ifPresent(name -> object.addProperty("service", name));
      array.add(object);
    }
    return array;
  }

  private static JsonObject known(KnownEntry known, Function<KnownEntry.Standing, String> words) {
    JsonObject object = new JsonObject();
    object.addProperty("server", known.line().server().toString());
    object.addProperty("serverPort", known.line().serverPort());
    object.addProperty("state", known.line().state());
    object.addProperty("expiresSeconds", known.line().expires().toSeconds());
    object.addProperty("standing", TraceWords.word(known.standing()));
    if (!words.apply(known.standing()).isEmpty()) {
      object.addProperty("note", words.apply(known.standing()));
    }
    return object;
  }

  /** What the template is found by, and what it is where there is one. */
  private JsonObject template(EntryKey key) {
    JsonObject object =
        trace.template().map(one -> known(one, TraceWords::ofTemplate)).orElseGet(JsonObject::new);
    object.addProperty("present", trace.template().isPresent());
    object.addProperty("client", key.client().toString());
    object.addProperty(
        "holdsFor", TraceWords.template(key, trace.found().orElseThrow().service().key()));
    return object;
  }

  private JsonObject doubts() {
    JsonObject object = new JsonObject();
    JsonArray marks = new JsonArray();
    trace.doubts().onOthersMarks().forEach(marks::add);
    object.add("onMarksOfOthers", marks);
    object.addProperty("otherConnections", trace.doubts().connections());
    object.addProperty("knownCalls", trace.doubts().calls());
    return object;
  }

  /** The end of the way. */
  private final class Result implements Way.Cases<JsonObject> {
    private JsonObject result(String fate) {
      JsonObject object = new JsonObject();
      object.addProperty("fate", fate);
      return object;
    }

    @Override
    public JsonObject notBalanced(Way.NotBalanced way) {
      JsonObject object = result("not-balanced");
      object.addProperty("reason", TraceWords.word(way.why()));
      object.addProperty("note", TraceWords.reason(way.why()));
      return object;
    }

    @Override
    public JsonObject lost(Way.Lost way) {
      JsonObject object = result("lost");
      object.addProperty("reason", TraceWords.word(way.why()));
      object.addProperty("note", TraceWords.reason(way.why()));
      return object;
    }

    @Override
    public JsonObject known(Way.Known way) {
      KnownEntry entry = way.entry();
      JsonObject object = result(entry.line().isTemplate() ? "template" : "connection");
      object.addProperty("certain", entry.servers().size() <= 1);
      JsonArray candidates = new JsonArray();
      if (entry.line().isTemplate()) {
        entry.servers().forEach(server -> candidates.add(place(server)));
      } else {
        JsonObject candidate = new JsonObject();
        candidate.addProperty("server", entry.line().server().toString());
        candidate.addProperty("port", entry.line().serverPort());
        candidates.add(candidate);
      }
      object.add("candidates", candidates);
      return object;
    }

    @Override
    public JsonObject scheduled(Way.Scheduled way) {
      Forecast forecast = way.forecast();
      JsonObject object = result(forecast.candidates().isEmpty() ? "refused" : "scheduled");
      object.addProperty("certain", forecast.isCertain());
      object.addProperty("mayBeRefused", forecast.mayRefuse());
      object.addProperty("makesTemplate", way.sticky());
      JsonArray candidates = new JsonArray();
      forecast.candidates().forEach(one -> candidates.add(candidate(one)));
      object.add("candidates", candidates);
      forecast.place().ifPresent(place -> object.addProperty("hash", place));
      JsonArray servers = new JsonArray();
      forecast.reckonings().forEach(one -> servers.add(server(one)));
      object.add("servers", servers);
      JsonArray unknown = new JsonArray();
      String scheduler = trace.found().orElseThrow().service().scheduler().name();
      forecast.unknowns().forEach(one -> unknown.add(TraceWords.unknown(one, scheduler)));
      object.add("unknown", unknown);
      return object;
    }
  }

  private JsonObject place(ServerKey server) {
    JsonObject object = new JsonObject();
    object.addProperty("server", server.address().toString());
    object.addProperty("port", trace.port(server));
    return object;
  }

  private JsonObject candidate(Forecast.Candidate candidate) {
    JsonObject object = place(candidate.server());
    candidate.share().ifPresent(share -> object.addProperty("share", share));
    return object;
  }

  private static JsonObject server(Forecast.Reckoning one) {
    JsonObject object = new JsonObject();
    object.addProperty("address", one.seen().key().address().toString());
    object.addProperty("port", one.seen().key().port());
    object.addProperty("weight", one.seen().settings().weight());
    object.addProperty("activeConnections", one.seen().connections().activeConnections());
    object.addProperty("inactiveConnections", one.seen().connections().inactiveConnections());
    object.addProperty("takesConnections", takes(one.fitness()));
    one.load().ifPresent(load -> object.addProperty("load", load));
    return object;
  }

  private static String takes(Fitness fitness) {
    return switch (fitness) {
      case USABLE -> "yes";
      case DRAINED, OVERLOADED -> "no";
      case BETWEEN_LIMITS -> "unknown";
    };
  }
}
