package org.lvsh.shell.view;

import java.util.List;
import java.util.stream.Stream;
import org.lvsh.shell.compile.NamedConnection;
import org.lvsh.shell.compile.ServiceTraffic;

/** Counters, rates, connections and templates in one form. */
public sealed interface TrafficView permits TrafficTableView, TrafficJsonView {

  /** What has passed since services and servers were made or zeroed, and what is there now. */
  List<Line> stats(List<ServiceTraffic> services);

  /** How fast it passes now, per second. */
  List<Line> rates(List<ServiceTraffic> services);

  /** Connections, without templates; each line is made when it is asked for. */
  Stream<Line> connections(List<NamedConnection> connections);

  /** Templates alone; each line is made when it is asked for. */
  Stream<Line> templates(List<NamedConnection> templates);
}
