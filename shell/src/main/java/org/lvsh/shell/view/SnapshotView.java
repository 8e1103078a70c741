package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.snapshot.SnapshotBlock;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.Pools;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.exchange.SchedulerSettings;

/**
 * A snapshot as a file of statements: the director's settings where they are not the kernel's own,
 * the services by their sources, those of others as comments, and at the end the exact state in
 * comments that {@code plan … against} reads.
 */
public final class SnapshotView {

  /**
   * The snapshot of a kernel.
   *
   * @param kernel what the kernel is called
   */
  public List<Line> lines(Snapshot snapshot, String kernel) {
    List<Line> lines = new ArrayList<>();
    comment("lvsh snapshot of the %s kernel, format 1".formatted(kernel), lines);
    comment(
        "The statements say what the kernel held. The lines that begin with '#:' hold the", lines);
    comment("exact state: 'plan FILE against' reads them alone, so leave them as they are.", lines);
    director(snapshot, lines);
    Collection<ServiceSpec> services = Decompiler.decompile(snapshot).values();
    Map<String, PoolSpec> pools = Pools.of(services);
    Set<String> written = new HashSet<>();
    bySource(services)
        .forEach(
            (source, own) -> {
              heading("from " + source, lines);
              lines.add(Line.of(Words.source(source)));
              lines.addAll(new LvsView().ofOneSource(own, pools, written));
            });
    List<ServiceSpec> foreign = services.stream().filter(ServiceSpec::isForeign).toList();
    if (!foreign.isEmpty()) {
      heading("not made by lvsh", lines);
      lines.addAll(new LvsView().services(foreign, pools));
    }
    lines.add(Line.of(""));
    SnapshotBlock.write(snapshot).forEach(line -> lines.add(Line.of(line)));
    return lines;
  }

  private static void director(Snapshot snapshot, List<Line> lines) {
    LvsView view = new LvsView();
    List<Line> settings = new ArrayList<>();
    if (!snapshot.timeouts().equals(Timeouts.DEFAULT)) {
      settings.addAll(view.timeouts(snapshot.timeouts()));
    }
    settings.addAll(view.daemons(snapshot.daemons().values()));
    settings.addAll(
        view.settings(
            snapshot.changedSettings().stream()
                .filter(setting -> SchedulerSettings.isSayable(setting, snapshot))
                .toList()));
    if (!settings.isEmpty()) {
      lines.add(Line.of(""));
      comment("the director", lines);
      lines.addAll(settings);
    }
  }

  private static Map<String, List<ServiceSpec>> bySource(Collection<ServiceSpec> services) {
    Map<String, List<ServiceSpec>> sources = new TreeMap<>();
    for (ServiceSpec service : services) {
      Optional<String> source = service.source();
      source.ifPresent(
          name -> sources.computeIfAbsent(name, first -> new ArrayList<>()).add(service));
    }
    return sources;
  }

  private static void heading(String text, List<Line> lines) {
    lines.add(Line.of(""));
    comment(CaretRenderer.printable(text), lines);
  }

  private static void comment(String text, List<Line> lines) {
    lines.add(Line.of("# " + text));
  }
}
