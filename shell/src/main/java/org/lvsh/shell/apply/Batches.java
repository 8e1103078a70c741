package org.lvsh.shell.apply;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.model.Operation;

/**
 * Cuts operations into what is sent at once. A run of firewall operations is one transaction and
 * stays whole; the others go in bounded numbers, so that little has to be put back.
 */
final class Batches {
  static final int LIMIT = 10_000;

  private Batches() {}

  static List<List<Operation>> of(List<Operation> operations) {
    List<List<Operation>> batches = new ArrayList<>();
    List<Operation> batch = new ArrayList<>();
    boolean firewall = false;
    for (Operation operation : operations) {
      boolean full = !firewall && batch.size() >= LIMIT;
      if (!batch.isEmpty() && (full || operation.isFirewall() != firewall)) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      firewall = operation.isFirewall();
      batch.add(operation);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
