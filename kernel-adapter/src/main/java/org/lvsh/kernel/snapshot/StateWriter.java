package org.lvsh.kernel.snapshot;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Collection;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;

/**
 * Writes a kernel's state as JSON (the name is that of its first user):
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
 *    "drained": "10.0.0.1:0=4@1764126000", "claim": "192.168.0.1 tcp 80,443 fixed"}],
 *  "daemons": [
 *    {"role": "master", "interface": "eth0", "syncId": 3, "group": "224.0.0.81", "port": 8848,
 *     "ttl": 1, "maxLength": 1472}],
 *  "settings": {"expire_nodest_conn": "0", "sync_threshold": "3 50", ...}}
 * }</pre>
 *
 * Format and version come first and {@code servers} last in its service; the rest is in any order.
 * Times are whole seconds. {@code flags} has bit 0 for {@code flag-1} to bit 2 for {@code flag-3}.
 * {@code granularity} is a netmask in host order or a prefix length, after the service's family.
 * Left out are: {@code lastMark}, {@code claim}, {@code drained} (server, weight before, seconds
 * since 1970), the three of persistence, {@code checksum} where there is none, {@code guePort} and
 * the limits where they are 0, {@code daemons} where none runs, and {@code settings} where none is
 * known; older versions wrote none.
 *
 * <p>This is version 1. Version 2 has the field {@code traffic} as well, as {@link TrafficWriter}
 * writes it; a state without traffic is written in version 1, which an older lvsh reads, too.
 */
final class StateWriter {
  static final String FORMAT = "lvsh-simulated-kernel";
  static final int VERSION = 1;

  /** With traffic, which version 1 knows nothing of. */
  static final int VERSION_OF_TRAFFIC = 2;

  private final JsonWriter json;
  private final PieceWriter pieces;

  StateWriter(JsonWriter json) {
    this.json = json;
    this.pieces = new PieceWriter(json);
  }

  void write(KernelState state) throws IOException {
    boolean quiet = state.traffic().isNone();
    json.beginObject();
    json.name("format").value(FORMAT);
    json.name("version").value(quiet ? VERSION : VERSION_OF_TRAFFIC);
    write(state.snapshot());
    if (!quiet) {
      json.name("traffic");
      new TrafficWriter(json).write(state.traffic());
    }
    json.endObject();
  }

  private void write(Snapshot state) throws IOException {
    json.name("timeouts").beginObject();
    pieces.timeouts(state.timeouts());
    json.endObject();
    if (state.lastMark().isPresent()) {
      json.name("lastMark").value(state.lastMark().get().value());
    }
    json.name("services").beginArray();
    for (ServiceEntry entry : state.services().values()) {
      service(entry);
    }
    json.endArray().name("markRules").beginArray();
    for (MarkRule rule : state.markRules().values()) {
      json.beginObject();
      pieces.markRule(rule);
      json.endObject();
    }
    json.endArray().name("ownership").beginArray();
    for (Ownership ownership : state.ownership().values()) {
      json.beginObject();
      pieces.ownership(ownership);
      json.endObject();
    }
    json.endArray();
    if (!state.daemons().isEmpty()) {
      daemons(state.daemons().values());
    }
    if (!state.settings().isEmpty()) {
      settings(state.settings().values());
    }
  }

  private void daemons(Collection<SyncDaemon> daemons) throws IOException {
    json.name("daemons").beginArray();
    for (SyncDaemon daemon : daemons) {
      json.beginObject();
      pieces.daemon(daemon);
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

  private void service(ServiceEntry entry) throws IOException {
    json.beginObject();
    pieces.service(entry.service());
    json.name("servers").beginArray();
    for (RealServer server : entry.servers().values()) {
      json.beginObject();
      pieces.server(server);
      json.endObject();
    }
    json.endArray().endObject();
  }
}
