package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.compile.DirectorSpec;
import org.lvsh.shell.compile.ServiceSpec;

/** Services as the statements that declare them; those of others as comments. */
public final class LvsView {

  /** Whole declarations. */
  public List<Line> services(Collection<ServiceSpec> services) {
    List<Line> lines = new ArrayList<>();
    for (ServiceSpec service : services) {
      String comment = service.isForeign() ? "# made by others: " : "";
      lines.add(Line.of(comment + Words.service(service)));
      String indent = service.isForeign() ? "#   " : "  ";
      service.servers().forEach(server -> lines.add(Line.of(indent + Words.server(server))));
    }
    return lines;
  }

  public List<Line> timeouts(Timeouts timeouts) {
    return List.of(Line.of(Words.timeouts(timeouts)));
  }

  public List<Line> daemons(Collection<SyncDaemon> daemons) {
    return daemons.stream().map(daemon -> Line.of(Words.daemon(daemon))).toList();
  }

  /** What statements have said of the director as a whole. */
  public List<Line> said(DirectorSpec director) {
    List<Line> lines = new ArrayList<>();
    if (director.said().containsKey(DirectorSpec.TIMEOUTS)) {
      lines.addAll(timeouts(director.timeouts()));
    }
    for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
      if (director.said().containsKey(DirectorSpec.called(role))) {
        Optional<SyncDaemon> daemon = Optional.ofNullable(director.daemons().get(role));
        lines.add(Line.of(daemon.map(Words::daemon).orElse("no " + DirectorSpec.called(role))));
      }
    }
    return lines;
  }

  /** The servers alone, as the edits that add them. */
  public List<Line> servers(Collection<ServiceSpec> services) {
    List<Line> lines = new ArrayList<>();
    for (ServiceSpec service : services) {
      String comment = service.isForeign() ? "# made by others: " : "";
      service
          .servers()
          .forEach(
              server ->
                  lines.add(
                      Line.of(comment + "add " + Words.server(server) + " to " + service.name())));
    }
    return lines;
  }
}
