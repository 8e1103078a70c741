package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
