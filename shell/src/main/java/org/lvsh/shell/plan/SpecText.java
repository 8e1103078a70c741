package org.lvsh.shell.plan;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.snapshot.Fields;
import org.lvsh.kernel.snapshot.StrictJson;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.MarkChoice;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Stickiness;
import org.lvsh.shell.compile.Target;

/**
 * A service as a plan shows it, as a JSON object. It is one that was read from a snapshot, so it
 * has neither a place in a text nor warnings that are not wanted. Lists are texts with commas
 * between; {@code markChoice} is {@code none}, {@code auto} or a number; what is empty is left out.
 */
final class SpecText {
  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;

  private SpecText() {}

  static void write(ServiceSpec spec, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("name").value(spec.name());
    write("source", spec.source(), json);
    json.name("liveName").value(spec.liveName());
    write("mark", spec.mark().map(Mark::value), json);
    if (spec.target() instanceof Target.OnAddresses on) {
      json.name("addresses").value(list(on.addresses()));
      json.name("ports").value(list(on.ports()));
      json.name("protocols").value(list(on.protocols()));
      json.name("markChoice").value(word(on.mark()));
    } else if (spec.target() instanceof Target.OnMark on) {
      json.name("onMark").value(on.mark().value());
      json.name("family").value(on.family().name());
    }
    json.name("scheduler").value(spec.scheduler().name());
    json.name("flags").value(list(spec.scheduler().flags()));
    if (spec.sticky().isPresent()) {
      write(spec.sticky().get(), json);
    }
    json.name("onePacket").value(spec.onePacket());
    write("pool", spec.pool(), json);
    json.name("servers").beginArray();
    for (ServerSpec server : spec.servers()) {
      write(server, json);
    }
    json.endArray().endObject();
  }

  private static void write(String name, Optional<?> value, JsonWriter json) throws IOException {
    if (value.isPresent()) {
      json.name(name);
      if (value.get() instanceof Number number) {
        json.value(number);
      } else {
        json.value(value.get().toString());
      }
    }
  }

  private static String list(Iterable<?> values) {
    List<String> words = new ArrayList<>();
    values.forEach(value -> words.add(value.toString()));
    return String.join(",", words);
  }

  private static String word(MarkChoice choice) {
    if (choice.fixed().isPresent()) {
      return choice.fixed().get().toString();
    }
    return choice.wanted() ? "auto" : "none";
  }

  private static void write(Stickiness sticky, JsonWriter json) throws IOException {
    json.name("sticky").value(sticky.time().toSeconds());
    if (sticky.grain().isPresent()) {
      json.name("grain").value(sticky.grain().get().value());
      json.name("isMask").value(sticky.grain().get().isMask());
    }
    write("engine", sticky.engine(), json);
  }

  private static void write(ServerSpec server, JsonWriter json) throws IOException {
    Forwarding forwarding = server.forwarding();
    json.beginObject();
    json.name("address").value(server.address().toString());
    if (server.port().isPresent()) {
      json.name("port").value(server.port().getAsInt());
    }
    json.name("weight").value(server.weight());
    json.name("method").value(forwarding.method().name());
    json.name("guePort").value(forwarding.guePort());
    json.name("checksum").value(forwarding.checksum().name());
    json.name("upperLimit").value(server.upperLimit());
    json.name("lowerLimit").value(server.lowerLimit());
    if (server.drained().isPresent()) {
      json.name("drained").value(server.drained().get().toString());
    }
    json.endObject();
  }

  static ServiceSpec read(JsonReader json) throws IOException {
    json.beginObject();
    Fields fields = new Fields(json);
    String name = fields.text("name");
    Optional<String> source = fields.textIfThere("source");
    String liveName = fields.text("liveName");
    Optional<Mark> mark = fields.has("mark") ? Optional.of(mark(fields, "mark")) : Optional.empty();
    Target target = target(fields);
    Set<Integer> flags =
        words(fields.text("flags")).stream().map(Integer::valueOf).collect(Collectors.toSet());
    Scheduler scheduler = new Scheduler(fields.text("scheduler"), flags);
    Optional<Stickiness> sticky =
        fields.has("sticky") ? Optional.of(sticky(fields)) : Optional.empty();
    boolean onePacket = fields.truth("onePacket");
    Optional<String> pool = fields.textIfThere("pool");
    fields.endWithArray("servers");
    List<ServerSpec> servers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      servers.add(StrictJson.object(json, SpecText::server));
    }
    json.endArray();
    json.endObject();
    return new ServiceSpec(
        name, source, liveName, mark, target, scheduler, sticky, onePacket, pool, servers, Set.of(),
        Span.NONE);
  }

  private static Instant since(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException bad) {
      throw new IllegalArgumentException("no time: " + text, bad);
    }
  }

  private static List<String> words(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }

  private static Mark mark(Fields fields, String name) {
    return new Mark(fields.number(name, 1, Mark.MAX));
  }

  private static Target target(Fields fields) {
    if (fields.has("onMark")) {
      AddressFamily family = AddressFamily.valueOf(fields.text("family"));
      return new Target.OnMark(mark(fields, "onMark"), family);
    }
    Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
    words(fields.text("protocols")).forEach(word -> protocols.add(Protocol.valueOf(word)));
    return new Target.OnAddresses(
        words(fields.text("addresses")).stream().map(IpAddress::of).toList(),
        words(fields.text("ports")).stream().map(SpecText::ports).toList(),
        protocols,
        choice(fields.text("markChoice")));
  }

  private static Ports ports(String word) {
    if (word.equals("any")) {
      return Ports.ANY;
    }
    String[] ends = word.split("-", 2);
    return new Ports(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }

  private static MarkChoice choice(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "none" -> MarkChoice.NONE;
      case "auto" -> MarkChoice.AUTO;
      default -> MarkChoice.of(new Mark(Long.parseLong(word)));
    };
  }

  private static Stickiness sticky(Fields fields) {
    Duration time = Duration.ofSeconds(fields.number("sticky", 1, UNSIGNED_32));
    Optional<Stickiness.Grain> grain =
        fields.has("grain")
            ? Optional.of(
                new Stickiness.Grain(
                    fields.truth("isMask"), fields.number("grain", 0, UNSIGNED_32)))
            : Optional.empty();
    return new Stickiness(time, grain, fields.textIfThere("engine"));
  }

  private static ServerSpec server(Fields fields) {
    return new ServerSpec(
        IpAddress.of(fields.text("address")),
        fields.has("port")
            ? OptionalInt.of(fields.integer("port", Ports.MAX))
            : OptionalInt.empty(),
        fields.integer("weight", Integer.MAX_VALUE),
        new Forwarding(
            Forwarding.Method.valueOf(fields.text("method")),
            fields.integer("guePort", Ports.MAX),
            Forwarding.Checksum.valueOf(fields.text("checksum"))),
        fields.number("upperLimit", 0, UNSIGNED_32),
        fields.number("lowerLimit", 0, UNSIGNED_32),
        Span.NONE,
        fields.textIfThere("drained").map(SpecText::since));
  }
}
