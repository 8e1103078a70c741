package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmWords;

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

  /** The line of {@code ipvsadm} that sets them. */
  public List<Line> timeouts(Timeouts timeouts) {
    return List.of(Line.of(IpvsadmWords.timeouts(timeouts)));
  }

  /** The lines of {@code ipvsadm} that start them. */
  public List<Line> daemons(Iterable<SyncDaemon> daemons) {
    List<Line> lines = new ArrayList<>();
    daemons.forEach(daemon -> lines.add(Line.of("--start-daemon " + IpvsadmWords.daemon(daemon))));
    return lines;
  }

  private static void addServers(ServiceEntry entry, List<Line> lines) {
    String key = IpvsadmWords.key(entry.service().key());
    for (RealServer server : entry.servers().values()) {
      lines.add(Line.of("-a " + key + " " + IpvsadmWords.server(server)));
    }
  }
}
