package org.lvsh.shell.app;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.lvsh.kernel.host.ServiceDatabase;
import org.lvsh.language.parse.PortNames;

/** The names of ports on this machine; read when the first is asked for. */
final class MachinePortNames implements PortNames {
  private Map<String, NavigableSet<Integer>> ports;

  @Override
  public Set<Integer> of(String name) {
    return ports().getOrDefault(name, new TreeSet<>());
  }

  @Override
  public Set<String> all() {
    return ports().keySet();
  }

  private Map<String, NavigableSet<Integer>> ports() {
    if (ports == null) {
      ports = ServiceDatabase.read(ServiceDatabase.FILE);
    }
    return ports;
  }
}
