package org.lvsh.kernel.firewall;

import java.util.Optional;

/** Tells whether the rules of nftables were changed since they were read. */
@FunctionalInterface
public interface Generations extends AutoCloseable {

  /** Where nobody tells, so that they are read each time. */
  Generations UNTOLD = Optional::empty;

  /**
   * Which generation of rules is in force: where two are equal, no rule was changed in between.
   *
   * @return empty where that cannot be told
   */
  Optional<Object> now();

  @Override
  default void close() {}
}
