package org.lvsh.shell.apply;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.model.Operation;

/**
 * Cuts operations into what is sent at once. A run of firewall operations is one transaction and
 * stays whole; the others go in bounded numbers, so that little has to be put back. A large plan
 * goes in larger batches, so that their number is bounded too: a kernel that is kept in a file is
 * written once a batch.
 */
final class Batches {
  /** A plan of no more operations than this goes at once. */
  static final int LEAST = 10_000;

  /** The most batches of a plan, apart from what transactions cut. */
  static final int MOST_BATCHES = 8;

  private Batches() {}

  static List<List<Operation>> of(List<Operation> operations) {
    List<List<Operation>> batches = new ArrayList<>();
    List<Operation> batch = new ArrayList<>();
    boolean firewall = false;
    boolean services = false;
    int limit = Math.max(LEAST, operations.size() / MOST_BATCHES + 1);
    for (Operation operation : operations) {
      boolean full = !firewall && batch.size() >= limit;
      boolean turns = operation.isFirewall() != firewall || isNew(operation) != services;
      if (!batch.isEmpty() && (full || turns)) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      firewall = operation.isFirewall();
      services = isNew(operation);
      batch.add(operation);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /**
   * New services go before anything that goes into them: where somebody else was quicker with one
   * of them, nothing must be done to theirs.
   */
  private static boolean isNew(Operation operation) {
    return operation instanceof Operation.AddService;
  }
}
