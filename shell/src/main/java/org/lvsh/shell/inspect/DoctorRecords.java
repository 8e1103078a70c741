package org.lvsh.shell.inspect;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.lvsh.kernel.KernelException;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.store.CutShort;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.Moment;

/** What was done before, and whether it still holds. */
final class DoctorRecords implements DoctorCheck {
  private static final Pattern FILE = Pattern.compile("apply [A-Za-z0-9_@%+=:,./-]+");

  @Override
  public String subject() {
    return "what was applied before";
  }

  @Override
  public boolean needsHost() {
    return false;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    DoctorPast past = director.past();
    cutShort(past).ifPresent(found);
    past.waiting().ifPresent(waiting -> found.accept(waiting(waiting)));
    boolean namesAreLost = past.lostNames().isPresent();
    past.lostNames()
        .ifPresent(
            lost ->
                found.accept(
                    Finding.error(
                        DoctorCode.NAMES_LOST,
                        lost.message(),
                        "until they are put back packets get no marks, and what was declared is"
                            + " known from a file alone",
                        "lvsh --yes apply")));
    past.last()
        .filter(since -> !since.moved().isEmpty())
        .filter(since -> !namesAreLost)
        .ifPresent(since -> found.accept(moved(since)));
  }

  private static Optional<Finding> cutShort(DoctorPast past) {
    try {
      return past.cutShort().map(DoctorRecords::open);
    } catch (KernelException damaged) {
      return Optional.of(
          Finding.error(
              DoctorCode.CUT_SHORT,
              damaged.getMessage(),
              "nothing can be planned or changed before it is settled",
              "lvsh recover keep"));
    }
  }

  private static Finding open(CutShort cut) {
    return Finding.error(
        DoctorCode.CUT_SHORT,
        "a change was cut short %s: %s".formatted(cut.stood(), cut.doing()),
        "the kernel is between two states, and nothing else can be planned or changed before that is"
            + " settled: 'recover finish' does the rest, 'recover back' puts back what is done",
        "lvsh recover",
        "lvsh recover finish");
  }

  private static Finding waiting(DoctorPast.Waiting waiting) {
    return waiting.isGuarded()
        ? Finding.warning(
            DoctorCode.TRIAL_WAITS,
            waiting.told(),
            "all of it is put back unless somebody confirms it, and nothing else is applied until"
                + " then",
            "lvsh confirm")
        : Finding.error(
            DoctorCode.TRIAL_UNGUARDED,
            waiting.told() + "; the process that would put it back is gone",
            "nobody puts it back in time, and nothing else is applied before it is confirmed",
            "lvsh confirm");
  }

  private static Finding moved(DoctorPast.Since since) {
    Entry entry = since.past().entry();
    String apply =
        "apply %d of %s (%s)".formatted(entry.number(), Moment.text(entry.when()), entry.who());
    return since.restarted()
        ? Finding.error(
            DoctorCode.RESTARTED,
            "the machine was started anew since " + apply,
            "the kernel has forgotten what was applied",
            again(entry))
        : Finding.warning(
            DoctorCode.DRIFTED,
            "the kernel has moved away from %s: of services %s"
                .formatted(apply, counts(since.moved())),
            "somebody else has changed what lvsh has made, or a program has; look at it, then apply what"
                + " is to be so",
            "lvsh show drift",
            again(entry));
  }

  /** Where a file was applied, the command that applies it; else the one that shows what it was. */
  private static String again(Entry entry) {
    String what = entry.deed().what();
    return FILE.matcher(what).matches()
        ? "lvsh --yes " + what
        : "lvsh show history " + entry.number();
  }

  private static String counts(Plan moved) {
    return "%d come, %d changed, %d replaced, %d gone%s"
        .formatted(
            moved.count(ChangeKind.ADD),
            moved.count(ChangeKind.CHANGE),
            moved.count(ChangeKind.REPLACE),
            moved.count(ChangeKind.REMOVE),
            moved.director().isEmpty() ? "" : ", settings of the director changed");
  }
}
