package org.lvsh.shell.inspect;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.ServiceNames;

/**
 * Whether the schedulers that were declared are still to be had. A service that stands has its own;
 * after another kernel was installed, one that was applied before may not. Of schedulers that are
 * not Linux's own nobody can tell whether they can be loaded.
 */
final class DoctorSchedulers implements DoctorCheck {
  @Override
  public String subject() {
    return "the schedulers of what was applied";
  }

  @Override
  public boolean needsHost() {
    return false;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    Optional<Snapshot> applied = director.past().last().map(since -> since.past().change().after());
    if (applied.isEmpty()) {
      return;
    }
    Set<String> there = director.kernel().capabilities().schedulers();
    NavigableMap<String, TreeMap<String, ServiceKey>> missing = new TreeMap<>();
    ServiceNames.of(applied.get())
        .forEach(
            (key, name) -> {
              ServiceEntry entry = applied.get().services().get(key);
              String scheduler = entry.service().scheduler().name();
              boolean stands = director.state().services().containsKey(key);
              boolean isKnown = Scheduler.KNOWN.contains(scheduler);
              if (!stands && isKnown && !there.contains(scheduler)) {
                missing.computeIfAbsent(scheduler, one -> new TreeMap<>()).put(name, key);
              }
            });
    missing.forEach((scheduler, services) -> found.accept(missing(scheduler, services.keySet())));
  }

  private static Finding missing(String scheduler, Set<String> services) {
    return Finding.warning(
        DoctorCode.SCHEDULER_MISSING,
        "this kernel has no scheduler %s, which %s was applied with"
            .formatted(scheduler, DoctorWords.services(services)),
        "what declares it cannot be applied any more",
        "modprobe ip_vs_" + scheduler);
  }
}
