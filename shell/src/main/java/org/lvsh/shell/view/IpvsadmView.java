package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;

/** Services as the lines of {@code ipvsadm -S -n}. */
public final class IpvsadmView {

  /** Services with their servers. */
  public List<Line> services(Iterable<ServiceEntry> entries) {
    List<Line> lines = new ArrayList<>();
    for (ServiceEntry entry : entries) {
      lines.add(Line.of("-A " + IpvsadmWords.service(entry.service())));
      addServers(entry, lines);
    }
    return lines;
  }

  /** The servers alone. */
  public List<Line> servers(Iterable<ServiceEntry> entries) {
    List<Line> lines = new ArrayList<>();
    entries.forEach(entry -> addServers(entry, lines));
    return lines;
  }

  private static void addServers(ServiceEntry entry, List<Line> lines) {
    String key = IpvsadmWords.key(entry.service().key());
    for (RealServer server : entry.servers().values()) {
      lines.add(Line.of("-a " + key + " " + IpvsadmWords.server(server)));
    }
  }
}
