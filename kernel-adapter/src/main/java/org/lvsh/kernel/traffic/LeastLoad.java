package org.lvsh.kernel.traffic;

import java.util.Optional;
import java.util.function.ToLongFunction;
import org.lvsh.kernel.model.AddressFamily;

/**
 * The schedulers that look for the least load for the weight: {@code wlc} counts 256 for an active
 * connection besides one for each ({@code ip_vs_wlc.c}), {@code sed} the active ones and the one
 * that is to come ({@code ip_vs_sed.c}).
 */
final class LeastLoad implements Rule {
  private final ToLongFunction<Contender> load;

  private LeastLoad(ToLongFunction<Contender> load) {
    this.load = load;
  }

  static LeastLoad wlc() {
    return new LeastLoad(Contender::load);
  }

  static LeastLoad sed() {
    return new LeastLoad(LeastLoad::expectedDelay);
  }

  static long expectedDelay(Contender one) {
    return one.active() + 1L;
  }

  @Override
  public <C extends Contender> Choice<C> among(AddressFamily family, Iterable<C> servers) {
    return (packet, flags) -> of(servers, load);
  }

  /**
   * The usable server with the least load for its weight; the first of several. Compared crosswise,
   * as the kernel does to do without fractions.
   */
  static <C extends Contender> Optional<C> of(Iterable<C> servers, ToLongFunction<Contender> load) {
    C least = null;
    for (C one : servers) {
      if (one.isUsable()
          && (least == null
              || load.applyAsLong(least) * one.weight() > load.applyAsLong(one) * least.weight())) {
        least = one;
      }
    }
    return Optional.ofNullable(least);
  }
}
