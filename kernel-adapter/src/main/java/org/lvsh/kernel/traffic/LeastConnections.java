package org.lvsh.kernel.traffic;

import java.util.Comparator;
import java.util.stream.StreamSupport;
import org.lvsh.kernel.model.AddressFamily;

/** {@code lc}: the least load, whatever the weights, unless that is 0 ({@code ip_vs_lc.c}). */
final class LeastConnections implements Rule {
  @Override
  public <C extends Contender> Choice<C> among(AddressFamily family, Iterable<C> servers) {
    return (packet, flags) ->
        StreamSupport.stream(servers.spliterator(), false)
            .filter(Contender::isUsable)
            .min(Comparator.comparingLong(Contender::load));
  }
}
