package org.lvsh.kernel.firewall;

import java.util.Optional;

/**
 * What the kernel says of nftables in one answer. nft lists every element of every set before it
 * says as much, which takes seconds with thousands of services.
 */
public interface NftKernel extends AutoCloseable {

  /** A table of both address families. */
  enum Table {
    ABSENT,
    /** It is there and has no flag. */
    PLAIN,
    /** It is there with a flag, such as {@code dormant}. */
    FLAGGED,
    /** The kernel does not tell. */
    UNTOLD
  }

  /**
   * Which generation of rules is in force, or about to be: where two are equal, no transaction was
   * begun in between that is carried out.
   *
   * @return empty where that cannot be told
   */
  Optional<Object> generation();

  /**
   * Waits until nothing of the generation that was told last is still to come.
   *
   * @return whether that is certain
   */
  boolean settle();

  /**
   * Whether there is a table.
   *
   * @param name of family inet
   */
  Table table(String name);

  @Override
  default void close() {}
}
