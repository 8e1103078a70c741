package org.lvsh.shell.inspect;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostProcess;

/** Who else programs IPVS on this machine: services of others, and programs that make them. */
final class DoctorOthers implements DoctorCheck {
  private static final Set<String> PROGRAMS =
      Set.of("keepalived", "ldirectord", "kube-proxy", "kube-router", "surealived", "lvsd", "gorb");

  @Override
  public String subject() {
    return "who else programs IPVS";
  }

  @Override
  public boolean needsHost() {
    return false;
  }

  /** Root alone knows which services are ours. */
  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    NavigableSet<String> foreign = new TreeSet<>();
    director
        .names()
        .forEach(
            (key, name) -> {
              if (!director.isOurs(key)) {
                foreign.add(name);
              }
            });
    if (!foreign.isEmpty()) {
      found.accept(services(foreign));
    }
    director.host().ifPresent(host -> programs(host, found));
  }

  private static Finding services(NavigableSet<String> foreign) {
    return Finding.note(
        DoctorCode.SERVICES_OF_OTHERS,
        "others made %s".formatted(DoctorWords.services(foreign)),
        "lvsh never changes them; to adopt one makes it lvsh's",
        "lvsh --yes adopt " + foreign.first());
  }

  private static void programs(Host host, Consumer<Finding> found) {
    Map<String, NavigableSet<Long>> running = new TreeMap<>();
    for (HostProcess process : host.processes(PROGRAMS)) {
      running.computeIfAbsent(process.name(), name -> new TreeSet<>()).add(process.id());
    }
    running.forEach((name, ids) -> found.accept(program(name, ids)));
  }

  private static Finding program(String name, NavigableSet<Long> ids) {
    return Finding.note(
        DoctorCode.PROGRAM_OF_OTHERS,
        "%s runs (process %s)"
            .formatted(name, DoctorWords.list(ids.stream().map(String::valueOf).toList())),
        "it may make, change and remove services of its own; leave those to it, and declare none"
            + " twice",
        "lvsh show services");
  }
}
