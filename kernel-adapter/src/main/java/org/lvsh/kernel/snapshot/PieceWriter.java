package org.lvsh.kernel.snapshot;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Set;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/** Writes the fields of what a kernel holds into a JSON object that is begun already. */
final class PieceWriter {
  private final JsonWriter json;

  PieceWriter(JsonWriter json) {
    this.json = json;
  }

  /** Writes the fields of a piece. */
  interface Body {
    void write(PieceWriter pieces) throws IOException;
  }

  /** An array with one object in it. */
  void alone(String name, Body body) throws IOException {
    json.name(name).beginArray().beginObject();
    body.write(this);
    json.endObject().endArray();
  }

  void role(SyncDaemon.Role role) throws IOException {
    json.name("role").value(Words.of(role));
  }

  void mark(Mark mark) throws IOException {
    json.name("mark").value(mark.value());
  }

  void setting(Setting setting) throws IOException {
    json.name("name").value(setting.name()).name("value").value(setting.value());
  }

  void daemon(SyncDaemon daemon) throws IOException {
    role(daemon.role());
    json.name("interface").value(daemon.interfaceName());
    json.name("syncId").value(daemon.syncId());
    json.name("group").value(daemon.group().toString());
    json.name("port").value(daemon.port()).name("ttl").value(daemon.ttl());
    json.name("maxLength").value(daemon.maxLength());
  }

  void timeouts(Timeouts timeouts) throws IOException {
    json.name("tcp").value(timeouts.tcp().toSeconds());
    json.name("tcpFin").value(timeouts.tcpFin().toSeconds());
    json.name("udp").value(timeouts.udp().toSeconds());
  }

  void service(VirtualService service) throws IOException {
    key(service.key());
    json.name("scheduler").value(service.scheduler().name());
    json.name("flags").value(bits(service.scheduler().flags()));
    json.name("onePacket").value(service.onePacket());
    if (service.persistence().isPresent()) {
      persistence(service.persistence().get());
    }
  }

  private static int bits(Set<Integer> flags) {
    return flags.stream().mapToInt(flag -> 1 << (flag - 1)).sum();
  }

  void key(ServiceKey key) throws IOException {
    if (key instanceof ServiceKey.OnAddress address) {
      json.name("protocol").value(Words.of(address.protocol()));
      json.name("address").value(address.address().toString());
      json.name("port").value(address.port());
    } else if (key instanceof ServiceKey.OnMark mark) {
      json.name("family").value(Words.of(mark.family()));
      json.name("mark").value(mark.mark().value());
    }
  }

  private void persistence(Persistence persistence) throws IOException {
    json.name("persistence").value(persistence.timeout().toSeconds());
    if (persistence.granularity().isPresent()) {
      json.name("granularity").value(persistence.granularity().get().value());
    }
    if (persistence.engine().isPresent()) {
      json.name("engine").value(persistence.engine().get());
    }
  }

  void key(ServerKey key) throws IOException {
    json.name("address").value(key.address().toString());
    json.name("port").value(key.port());
  }

  void server(RealServer server) throws IOException {
    Forwarding forwarding = server.forwarding();
    key(server.key());
    json.name("weight").value(server.weight());
    json.name("method").value(Words.of(forwarding.method()));
    unlessZero("guePort", forwarding.guePort());
    if (forwarding.checksum() != Forwarding.Checksum.NONE) {
      json.name("checksum").value(Words.of(forwarding.checksum()));
    }
    unlessZero("upperLimit", server.upperLimit());
    unlessZero("lowerLimit", server.lowerLimit());
  }

  /** A field that is left out where it is 0. */
  void unlessZero(String name, long value) throws IOException {
    if (value != 0) {
      json.name(name).value(value);
    }
  }

  void markRule(MarkRule rule) throws IOException {
    MarkRule.Match match = rule.match();
    json.name("protocol").value(Words.of(match.protocol()));
    json.name("address").value(match.address().toString());
    json.name("first").value(match.ports().first()).name("last").value(match.ports().last());
    json.name("mark").value(rule.mark().value());
  }

  void ownership(Ownership ownership) throws IOException {
    key(ownership.key());
    json.name("name").value(ownership.name()).name("source").value(ownership.source());
    if (ownership.pool().isPresent()) {
      json.name("pool").value(ownership.pool().get());
    }
    if (!ownership.drains().isEmpty()) {
      json.name("drained").value(ownership.drains().toString());
    }
    if (ownership.claim().isPresent()) {
      json.name("claim").value(ownership.claim().get().toString());
    }
  }
}
