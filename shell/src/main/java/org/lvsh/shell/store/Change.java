package org.lvsh.shell.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;

/**
 * What an apply did to a kernel.
 *
 * @param before the state before it
 * @param after the state that it led to; where it failed, what the kernel held then
 * @param beforeText the state before it as {@code export lvs} writes it
 * @param planText the plan as it was shown
 * @param planJson the document that {@code plan as json} writes; empty where it was too long to
 *     keep
 */
public record Change(
    Snapshot before,
    Snapshot after,
    List<String> beforeText,
    List<String> planText,
    Optional<String> planJson) {
  public Change {
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
    beforeText = List.copyOf(beforeText);
    planText = List.copyOf(planText);
    Objects.requireNonNull(planJson);
  }
}
