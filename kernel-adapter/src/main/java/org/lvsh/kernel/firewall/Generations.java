package org.lvsh.kernel.firewall;

import java.util.Optional;

/** Tells whether the rules of nftables were changed since they were read. */
@FunctionalInterface
public interface Generations extends AutoCloseable {

  /** Where nobody tells, so that they are read each time. */
  Generations UNTOLD = Optional::empty;

  /**
   * Which generation of rules is in force, with nothing of it still to come: where two are equal,
   * no transaction was carried out in between.
   *
   * @return empty where that cannot be told
   */
  Optional<Object> now();

  @Override
  default void close() {}
}
