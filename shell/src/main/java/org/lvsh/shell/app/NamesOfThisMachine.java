package org.lvsh.shell.app;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.host.HostDatabase;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.language.parse.PortNames;
import org.lvsh.shell.exchange.MachineNames;

/** The names of ports and hosts on this machine; read when the first is asked for. */
final class NamesOfThisMachine implements MachineNames {
  private static final Path NODE = Path.of("/proc/sys/kernel/hostname");

  private final PortNames ports;
  private Map<String, List<IpAddress>> hosts;

  NamesOfThisMachine(PortNames ports) {
    this.ports = ports;
  }

  @Override
  public Set<Integer> ports(String name) {
    return ports.of(name);
  }

  @Override
  public Optional<String> node() {
    try {
      String name = Files.readString(NODE).strip();
      return Optional.of(Splitter.on('.').split(name).iterator().next())
          .filter(word -> !word.isEmpty());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<IpAddress> host(String name) {
    if (hosts == null) {
      hosts = HostDatabase.read(HostDatabase.FILE);
    }
    return hosts.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
        .filter(address -> address.family() == AddressFamily.IPV4)
        .findFirst();
  }
}
