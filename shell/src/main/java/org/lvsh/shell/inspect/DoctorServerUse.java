package org.lvsh.shell.inspect;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.RealServer;

/** The servers of a director, once for each service that has them. */
final class DoctorServerUse {
  private DoctorServerUse() {}

  /** Hands over each with the name of its service, in a fixed order. */
  static void each(DoctorCase director, BiConsumer<String, RealServer> consumer) {
    director
        .state()
        .services()
        .forEach(
            (key, entry) ->
                entry
                    .servers()
                    .values()
                    .forEach(server -> consumer.accept(director.names().get(key), server)));
  }

  /** The names of the services that have a masqueraded server. */
  static NavigableSet<String> masqueraded(DoctorCase director) {
    NavigableSet<String> services = new TreeSet<>();
    each(
        director,
        (name, server) -> {
          if (server.forwarding().method() == Forwarding.Method.MASQUERADE) {
            services.add(name);
          }
        });
    return services;
  }
}
