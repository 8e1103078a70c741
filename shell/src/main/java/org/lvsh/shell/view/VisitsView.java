package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.lvsh.kernel.Visitors;
import org.lvsh.kernel.Visits;
import org.lvsh.kernel.Visits.Served;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceTraffic;

/** What became of clients that came to a simulated kernel. */
public final class VisitsView {
  private static final int FIRST_NUMBER = 2;

  private final Snapshot snapshot;
  private final Map<ServiceKey, String> names;

  /** A view of what came to a kernel in this state. */
  public VisitsView(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.names = ServiceNames.of(snapshot);
  }

  /** A table of those that were served, by server, and sentences about the others. */
  public List<Line> lines(String service, Visitors visitors, Visits visits) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(
            "%s came to %s, from %s on%s."
                .formatted(
                    PassageView.counted(visitors.count(), "client"),
                    service,
                    visitors.first(),
                    visitors.count() > visitors.addresses() ? shared(visitors) : "")));
    lines.addAll(table(service, visits));
    lines.add(
        Line.of(
            "They made %s and %s."
                .formatted(
                    PassageView.counted(visits.connections(), "connection"),
                    PassageView.counted(visits.newTemplates(), "template"))));
    unserved("Refused", visits.refused(), "which no server took", lines);
    unserved("Lost", visits.unreadable(), "since the sip engine reads SIP over UDP alone", lines);
    unserved("Not balanced", visits.notBalanced(), "which are of no service", lines);
    lines.addAll(new PassageView(visits.passage()).lines());
    return lines;
  }

  private static String shared(Visitors visitors) {
    return ", with %s between them"
        .formatted(visitors.addresses() == 1 ? "one address" : visitors.addresses() + " addresses");
  }

  private List<Line> table(String service, Visits visits) {
    TextTable table =
        TextTable.withNumbersFrom(FIRST_NUMBER, "SERVICE", "SERVER", "CLIENTS", "CONNECTIONS");
    names.forEach(
        (key, name) -> {
          NavigableMap<ServerKey, Served> served =
              visits.served().getOrDefault(key, Collections.emptyNavigableMap());
          if (name.equals(service) || !served.isEmpty()) {
            rows(key, served, table);
          }
        });
    return table.lines();
  }

  /** Also the servers that nobody came to. */
  private void rows(ServiceKey key, Map<ServerKey, Served> served, TextTable table) {
    for (ServerKey server : snapshot.services().get(key).servers().keySet()) {
      Served had = served.getOrDefault(server, Served.NONE);
      table.add(
          names.get(key),
          ServiceTraffic.called(server, key),
          Long.toString(had.clients()),
          Long.toString(had.connections()));
    }
  }

  private static void unserved(String what, long connections, String why, List<Line> lines) {
    if (connections > 0) {
      String all = PassageView.counted(connections, "connection");
      lines.add(Line.of(Line.Style.WARNING, "%s: %s, %s.".formatted(what, all, why)));
    }
  }
}
