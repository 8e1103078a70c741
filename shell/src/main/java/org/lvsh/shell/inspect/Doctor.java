package org.lvsh.shell.inspect;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;

/**
 * Judges a machine as a director. It changes nothing, and sends nothing: what only servers and
 * clients can tell it leaves to them.
 */
public final class Doctor {
  private static final List<DoctorCheck> CHECKS =
      List.of(
          new DoctorRecords(),
          new DoctorSchedulers(),
          new DoctorAddresses(),
          new DoctorArp(),
          new DoctorForwarding(),
          new DoctorReversePath(),
          new DoctorRoutes(),
          new DoctorServers(),
          new DoctorConnections(),
          new DoctorTracking(),
          new DoctorSourceNat(),
          new DoctorSync(),
          new DoctorSettings(),
          new DoctorMarks(),
          new DoctorOthers());

  private Doctor() {}

  /**
   * Looks at everything that can be looked at.
   *
   * @throws java.util.concurrent.CancellationException where it is to end
   */
  public static DoctorReport examine(DoctorCase director, Progress progress) {
    List<Finding> findings = new ArrayList<>();
    List<String> looked = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    director.kernel().restriction().ifPresent(unread::add);
    director.kernel().leftOut().forEach(what -> unread.add(what + ", which lvsh has no words for"));
    int done = 0;
    for (DoctorCheck check : CHECKS) {
      progress.report(done++, CHECKS.size());
      if (check.needsHost() && director.host().isEmpty()) {
        continue;
      }
      if (check.needsRoot() && !director.isWhole()) {
        unread.add(check.subject() + ": root alone may look");
        continue;
      }
      try {
        check.look(director, findings::add);
        looked.add(check.subject());
      } catch (KernelException hidden) {
        unread.add(check.subject() + ": " + hidden.getMessage());
      }
    }
    return new DoctorReport(
        director.kernel().label(),
        director.host().isPresent() ? findings : simulated(findings),
        facts(director, unread),
        looked,
        unread,
        DoctorUnseen.of(director));
  }

  /** Nobody is to change this machine's kernel by what is said of a simulated one. */
  private static List<Finding> simulated(List<Finding> findings) {
    return findings.stream().map(finding -> finding.calling("lvsh --state FILE ")).toList();
  }

  private static List<String> facts(DoctorCase director, List<String> unread) {
    try {
      return DoctorFacts.of(director);
    } catch (KernelException hidden) {
      unread.add("the modules of IPVS: " + hidden.getMessage());
      return List.of();
    }
  }
}
