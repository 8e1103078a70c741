package org.lvsh.kernel.traffic;

import java.util.stream.StreamSupport;
import org.lvsh.kernel.model.AddressFamily;

/** {@code nq}: the first idle one, else as {@code sed} ({@code ip_vs_nq.c}). */
final class NeverQueue implements Rule {
  @Override
  public <C extends Contender> Choice<C> among(AddressFamily family, Iterable<C> servers) {
    return (packet, flags) ->
        StreamSupport.stream(servers.spliterator(), false)
            .filter(one -> one.isUsable() && one.active() == 0)
            .findFirst()
            .or(() -> LeastLoad.of(servers, LeastLoad::expectedDelay));
  }
}
