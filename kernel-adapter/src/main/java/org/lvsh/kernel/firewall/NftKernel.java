package org.lvsh.kernel.firewall;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.netlink.NftElement;
import org.lvsh.kernel.netlink.NftStep;
import org.lvsh.kernel.netlink.NftStructure;

/**
 * nftables as the kernel speaks of it. nft would read every element of every set before it says
 * anything, and puts each into words that are to be read again.
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

  /**
   * What a table is made of.
   *
   * @param name of family inet
   * @throws org.lvsh.kernel.KernelException where the kernel does not tell
   */
  NftStructure structure(String name);

  /**
   * The elements of a set or a map; of one moment where the generation is the same before and
   * behind.
   *
   * @return empty where there is no such set
   * @throws org.lvsh.kernel.KernelException where the kernel does not tell
   */
  Optional<Set<NftElement>> elements(String table, String set);

  /**
   * Carries out a transaction, all of it or nothing.
   *
   * @return why it was refused; empty where it is in force
   * @throws org.lvsh.kernel.KernelException where the kernel does not tell what has become of it
   */
  Optional<String> commit(List<NftStep> steps);

  @Override
  default void close() {}
}
