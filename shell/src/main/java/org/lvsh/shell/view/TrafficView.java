package org.lvsh.shell.view;

import java.util.List;
import org.lvsh.shell.compile.NamedConnection;
import org.lvsh.shell.compile.ServiceTraffic;

/** Counters, rates, connections and templates in one form. */
public sealed interface TrafficView permits TrafficTableView, TrafficJsonView {

  /** What has passed since services and servers were made or zeroed, and what is there now. */
  List<Line> stats(List<ServiceTraffic> services);

  /** How fast it passes now, per second. */
  List<Line> rates(List<ServiceTraffic> services);

  /** Connections, without templates. */
  List<Line> connections(List<NamedConnection> connections);

  /** Templates alone. */
  List<Line> templates(List<NamedConnection> templates);
}
