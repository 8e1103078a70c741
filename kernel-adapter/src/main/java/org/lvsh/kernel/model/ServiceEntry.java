package org.lvsh.kernel.model;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A virtual service with its real servers, in the order of {@code ipvsadm -S}. */
public record ServiceEntry(VirtualService service, NavigableMap<ServerKey, RealServer> servers) {
  public ServiceEntry {
    servers = Frozen.of(servers);
  }

  public static ServiceEntry of(VirtualService service, Collection<RealServer> servers) {
    NavigableMap<ServerKey, RealServer> byKey = new TreeMap<>();
    servers.forEach(server -> byKey.put(server.key(), server));
    return new ServiceEntry(service, byKey);
  }
}
