package org.lvsh.shell.inspect;

import java.util.Comparator;
import java.util.List;
import org.lvsh.kernel.KernelException;

/**
 * What a look at a director gave.
 *
 * @param kernel what it is called: {@code live} or {@code simulated}
 * @param findings the worst first
 * @param facts what is as it is, a line each
 * @param looked what was looked at
 * @param unread what could not be looked at and why, a sentence each
 * @param unseen what cannot be known from here, likewise
 */
public record DoctorReport(
    String kernel,
    List<Finding> findings,
    List<String> facts,
    List<String> looked,
    List<String> unread,
    List<String> unseen) {
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity).thenComparing(Finding::code);

  public DoctorReport {
    findings = findings.stream().sorted(WORST_FIRST).toList();
    facts = List.copyOf(facts);
    looked = List.copyOf(looked);
    unread = List.copyOf(unread);
    unseen = List.copyOf(unseen);
  }

  /** That a kernel cannot be used at all. */
  public static DoctorReport unusable(KernelException why) {
    Finding finding =
        Finding.error(
            DoctorCode.KERNEL_UNUSABLE,
            why.getMessage(),
            "without it nothing can be looked at, and nothing can be changed",
            why.hint().stream().toArray(String[]::new));
    return new DoctorReport(
        "none", List.of(finding), List.of(), List.of(), List.of("the kernel"), List.of());
  }

  /** Whether something is to be changed. */
  public boolean asksForAChange() {
    return findings.stream().anyMatch(Finding::asksForAChange);
  }

  /** Whether something could not be looked at. */
  public boolean isIncomplete() {
    return !unread.isEmpty();
  }
}
