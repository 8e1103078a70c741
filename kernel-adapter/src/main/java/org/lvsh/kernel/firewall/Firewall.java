package org.lvsh.kernel.firewall;

import java.util.List;
import java.util.function.Predicate;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;

/**
 * The packet filter's share of a kernel: what marks packets before IPVS sees them, and what is
 * noted there of services. Only what lvsh wrote itself is ever touched.
 */
public interface Firewall extends AutoCloseable {

  /** Which of the two it is. */
  FirewallKind kind();

  /**
   * Whether there is anything of ours, in force or not.
   *
   * @throws org.lvsh.kernel.KernelException where it cannot be found out
   * @throws FirewallMissingException where this machine lacks the library or the program for it
   */
  boolean holdsOurs();

  /**
   * What is there now. Rules that are written down but not in force, because someone took away the
   * chain that leads to them, are not there.
   *
   * @throws org.lvsh.kernel.KernelException where it cannot be read
   * @throws FirewallMissingException where this machine lacks the library or the program for it
   */
  FirewallState read();

  /**
   * Carries out a run of operations on mark rules, ownership and the last mark as one transaction:
   * all are in force afterwards, or none is. Where one is refused the others are {@link
   * Outcome.Status#NOT_TRIED}. Where it failed halfway, and could not be put back, each is {@link
   * Outcome.Status#UNKNOWN}.
   *
   * @param exists whether IPVS has a service, which decides whether it may be named
   * @return an outcome for each operation, in the same order
   * @throws IllegalArgumentException where an operation is not of the firewall
   * @throws org.lvsh.kernel.KernelException where the kernel does not take what the rules above
   *     allow, say for lack of a privilege; nothing was changed then
   * @throws FirewallMissingException where this machine lacks the library or the program for it
   */
  List<Outcome> apply(List<Operation> run, Predicate<ServiceKey> exists);

  /**
   * Takes away all that is ours, in force or not, as one transaction.
   *
   * @throws org.lvsh.kernel.KernelException where that cannot be
   * @throws FirewallMissingException where this machine lacks the library or the program for it
   */
  void clear();

  @Override
  default void close() {}
}
