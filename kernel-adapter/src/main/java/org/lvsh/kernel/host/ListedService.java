package org.lvsh.kernel.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceStatistics;

/**
 * A service and its servers as they stand in the table, the family of a mark not yet found out.
 *
 * @param servers filled while the table is read
 */
record ListedService(ServiceLine line, List<ServerLine> servers) {
  static ListedService of(ServiceLine line) {
    return new ListedService(line, new ArrayList<>());
  }

  List<RealServer> realServers() {
    return servers.stream().map(ServerLine::server).toList();
  }

  ServiceStatistics statistics() {
    Map<ServerKey, ServerStatistics> all = new LinkedHashMap<>();
    servers.forEach(line -> all.put(line.server().key(), line.statistics()));
    return new ServiceStatistics(Optional.empty(), all);
  }
}
