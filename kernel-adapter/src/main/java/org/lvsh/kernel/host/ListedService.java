package org.lvsh.kernel.host;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.model.RealServer;

/**
 * A service and its servers as they stand in the table, the family of a mark not yet found out.
 *
 * @param servers filled while the table is read
 */
record ListedService(ServiceLine line, List<RealServer> servers) {
  static ListedService of(ServiceLine line) {
    return new ListedService(line, new ArrayList<>());
  }
}
