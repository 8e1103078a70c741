package org.lvsh.shell.compile;

import java.util.List;
import java.util.OptionalInt;

/** What has servers: a service or a pool. */
interface ServerHolder {
  String name();

  List<ServerSpec> servers();

  /** {@code service} or {@code pool}. */
  String kind();

  /** The port that a server has where none is said; empty where that is for each service to say. */
  OptionalInt ownPort();
}
