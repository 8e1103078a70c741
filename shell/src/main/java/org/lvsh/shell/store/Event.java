package org.lvsh.shell.store;

import java.util.List;
import java.util.Objects;

/**
 * What the audit log says of one thing that was done.
 *
 * @param outcome how it ended, in words
 * @param operations what the kernel was asked to do, in words, in order; the log has the first
 *     {@value #MOST_OPERATIONS}
 * @param kernel what it is called
 */
public record Event(
    Deed deed, String outcome, Counts counts, List<String> operations, String kernel) {
  /** More of them than these are not told. */
  public static final int MOST_OPERATIONS = AuditText.MOST_ITEMS;

  public Event {
    Objects.requireNonNull(deed);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(counts);
    operations = List.copyOf(operations);
    Objects.requireNonNull(kernel);
  }
}
