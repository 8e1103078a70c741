package org.lvsh.kernel.snapshot;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.Set;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * Writes a snapshot as JSON, version 1 (the name is that of its first user):
 *
 * <pre>{@code
 * {"format": "lvsh-simulated-kernel", "version": 1,
 *  "timeouts": {"tcp": 900, "tcpFin": 120, "udp": 300},
 *  "lastMark": 10,
 *  "services": [
 *    {"protocol": "tcp", "address": "192.168.0.1", "port": 80, "scheduler": "wlc", "flags": 0,
 *     "onePacket": false, "persistence": 300, "granularity": 4294967040, "engine": "sip",
 *     "servers": [
 *       {"address": "10.0.0.1", "port": 80, "weight": 1, "method": "gue",
 *        "guePort": 6080, "checksum": "full", "upperLimit": 100, "lowerLimit": 50}]},
 *    {"family": "ipv4", "mark": 10, ...}],
 *  "markRules": [
 *    {"protocol": "tcp", "address": "192.168.0.1", "first": 80, "last": 80, "mark": 10}],
 *  "ownership": [{"family": "ipv4", "mark": 10, "name": "shop", "source": "shop.lvs",
 *    "claim": "192.168.0.1 tcp 80,443 fixed"}],
 *  "daemons": [
 *    {"role": "master", "interface": "eth0", "syncId": 3, "group": "224.0.0.81", "port": 8848,
 *     "ttl": 1, "maxLength": 1472}],
 *  "settings": {"expire_nodest_conn": "0", "sync_threshold": "3 50", ...}}
 * }</pre>
 *
 * Format and version come first and {@code servers} last in its service; the rest is in any order.
 * Times are whole seconds. {@code flags} has bit 0 for {@code flag-1} to bit 2 for {@code flag-3}.
 * {@code granularity} is a netmask in host order or a prefix length, after the service's family.
 * Left out are: {@code lastMark}, {@code claim}, the three of persistence, {@code checksum} where
 * there is none, {@code guePort} and the limits where they are 0, {@code daemons} where none runs,
 * and {@code settings} where none is known; older versions wrote none.
 */
final class StateWriter {
  static final String FORMAT = "lvsh-simulated-kernel";
  static final int VERSION = 1;

  private final JsonWriter json;

  private StateWriter(Writer writer) {
    this.json = new JsonWriter(writer);
  }

  static void write(Snapshot state, Writer writer) throws IOException {
    new StateWriter(writer).write(state);
  }

  private void write(Snapshot state) throws IOException {
    json.beginObject();
    json.name("format").value(FORMAT).name("version").value(VERSION);
    timeouts(state.timeouts());
    if (state.lastMark().isPresent()) {
      json.name("lastMark").value(state.lastMark().get().value());
    }
    json.name("services").beginArray();
    for (ServiceEntry entry : state.services().values()) {
      service(entry);
    }
    json.endArray().name("markRules").beginArray();
    for (MarkRule rule : state.markRules().values()) {
      markRule(rule);
    }
    json.endArray().name("ownership").beginArray();
    for (Ownership ownership : state.ownership().values()) {
      ownership(ownership);
    }
    json.endArray();
    if (!state.daemons().isEmpty()) {
      daemons(state.daemons().values());
    }
    if (!state.settings().isEmpty()) {
      settings(state.settings().values());
    }
    json.endObject();
  }

  private void daemons(Collection<SyncDaemon> daemons) throws IOException {
    json.name("daemons").beginArray();
    for (SyncDaemon daemon : daemons) {
      json.beginObject();
      json.name("role").value(Words.of(daemon.role()));
      json.name("interface").value(daemon.interfaceName());
      json.name("syncId").value(daemon.syncId());
      json.name("group").value(daemon.group().toString());
      json.name("port").value(daemon.port()).name("ttl").value(daemon.ttl());
      json.name("maxLength").value(daemon.maxLength());
      json.endObject();
    }
    json.endArray();
  }

  private void settings(Collection<Setting> settings) throws IOException {
    json.name("settings").beginObject();
    for (Setting setting : settings) {
      json.name(setting.name()).value(setting.value());
    }
    json.endObject();
  }

  private void timeouts(Timeouts timeouts) throws IOException {
    json.name("timeouts").beginObject();
    json.name("tcp").value(timeouts.tcp().toSeconds());
    json.name("tcpFin").value(timeouts.tcpFin().toSeconds());
    json.name("udp").value(timeouts.udp().toSeconds());
    json.endObject();
  }

  private void service(ServiceEntry entry) throws IOException {
    VirtualService service = entry.service();
    json.beginObject();
    key(service.key());
    json.name("scheduler").value(service.scheduler().name());
    json.name("flags").value(bits(service.scheduler().flags()));
    json.name("onePacket").value(service.onePacket());
    if (service.persistence().isPresent()) {
      persistence(service.persistence().get());
    }
    json.name("servers").beginArray();
    for (RealServer server : entry.servers().values()) {
      server(server);
    }
    json.endArray().endObject();
  }

  private static int bits(Set<Integer> flags) {
    return flags.stream().mapToInt(flag -> 1 << (flag - 1)).sum();
  }

  private void key(ServiceKey key) throws IOException {
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

  private void server(RealServer server) throws IOException {
    Forwarding forwarding = server.forwarding();
    json.beginObject();
    json.name("address").value(server.key().address().toString());
    json.name("port").value(server.key().port());
    json.name("weight").value(server.weight());
    json.name("method").value(Words.of(forwarding.method()));
    unlessZero("guePort", forwarding.guePort());
    if (forwarding.checksum() != Forwarding.Checksum.NONE) {
      json.name("checksum").value(Words.of(forwarding.checksum()));
    }
    unlessZero("upperLimit", server.upperLimit());
    unlessZero("lowerLimit", server.lowerLimit());
    json.endObject();
  }

  private void unlessZero(String name, long value) throws IOException {
    if (value != 0) {
      json.name(name).value(value);
    }
  }

  private void markRule(MarkRule rule) throws IOException {
    MarkRule.Match match = rule.match();
    json.beginObject();
    json.name("protocol").value(Words.of(match.protocol()));
    json.name("address").value(match.address().toString());
    json.name("first").value(match.ports().first()).name("last").value(match.ports().last());
    json.name("mark").value(rule.mark().value());
    json.endObject();
  }

  private void ownership(Ownership ownership) throws IOException {
    json.beginObject();
    key(ownership.key());
    json.name("name").value(ownership.name()).name("source").value(ownership.source());
    if (ownership.pool().isPresent()) {
      json.name("pool").value(ownership.pool().get());
    }
    if (ownership.claim().isPresent()) {
      json.name("claim").value(ownership.claim().get().toString());
    }
    json.endObject();
  }
}
