package org.lvsh.shell.inspect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** A director that is made up: a kernel in memory, a machine in a folder, and a past. */
public final class MadeDirector {
  private final LiveLike kernel = new LiveLike();
  private final Scene scene = Scene.on(kernel);
  private final MadeHost machine;
  private final MadePast past = new MadePast();
  private final Map<String, Setting> moved = new TreeMap<>();

  /** In good health, with nothing to do. */
  public MadeDirector(Path folder) {
    this.machine = new MadeHost(folder);
  }

  public MadeHost machine() {
    return machine;
  }

  public LiveLike kernel() {
    return kernel;
  }

  public MadePast past() {
    return past;
  }

  /** What the kernel holds. */
  public Snapshot state() {
    Snapshot read = kernel.read();
    NavigableMap<String, Setting> settings = new TreeMap<>(read.settings());
    settings.putAll(moved);
    return read.withSettings(settings);
  }

  /** The kernel moves a setting by itself. */
  public MadeDirector moves(Setting setting) {
    moved.put(setting.name(), setting);
    return this;
  }

  /** Declares and applies; servers follow their services. */
  public MadeDirector declares(String... lines) {
    scene.apply(lines);
    return this;
  }

  /** Others make a service. */
  public MadeDirector others(ServiceKey key) {
    scene.others(Scene.foreign(key));
    return this;
  }

  /** Others change something. */
  public MadeDirector others(Operation operation) {
    scene.others(operation);
    return this;
  }

  /** Clients have connections to a server. */
  public MadeDirector connects(int clients, String server, int port) {
    for (int number = 1; number <= clients; number++) {
      kernel.with(
          new Connection(
              Protocol.TCP.number(),
              IpAddress.of("10.9.0." + number),
              40_000,
              IpAddress.of("192.168.0.1"),
              80,
              IpAddress.of(server),
              port,
              "ESTABLISHED",
              Duration.ofSeconds(890),
              ""));
    }
    return this;
  }

  /** What the doctor says of it. */
  public DoctorReport report() {
    return report(Optional.of(machine.host()));
  }

  /** The same where the kernel is simulated. */
  public DoctorReport simulated() {
    return report(Optional.empty());
  }

  private DoctorReport report(Optional<Host> host) {
    return Doctor.examine(DoctorCase.of(kernel, state(), host, past), Progress.SILENT);
  }

  /** The codes of what is found, the worst first, each once. */
  public List<DoctorCode> codes() {
    return report().findings().stream().map(Finding::code).distinct().toList();
  }
}
