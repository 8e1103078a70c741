package org.lvsh.kernel.traffic;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.AddressFamily;

/**
 * {@code dh}: the virtual address decides among 256 buckets, over which the servers are spread one
 * after another, whatever their weights ({@code ip_vs_dh.c}).
 */
final class DestinationHashing implements Rule {
  @Override
  public <C extends Contender> Choice<C> among(AddressFamily family, Iterable<C> servers) {
    List<C> buckets = Buckets.inTurns(servers);
    return (packet, flags) ->
        Optional.ofNullable(buckets.get(Buckets.of(family, packet.address(), 0)))
            .filter(Contender::isUsable);
  }
}
