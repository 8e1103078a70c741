package org.lvsh.shell.command;

import org.springframework.shell.core.command.ExitStatus;

/** How a statement ends, as the exit status of a process. */
public final class Exit {
  /** Done; for a plan: there is nothing to change. */
  public static final ExitStatus DONE = new ExitStatus(0, "done");

  public static final ExitStatus FAILED = new ExitStatus(1, "failed");

  /** There are changes that were not applied; for a probe: not all is as it should be. */
  public static final ExitStatus CHANGES = new ExitStatus(2, "changes not applied");

  /** Wrong usage ({@code EX_USAGE}, sysexits.h). */
  public static final ExitStatus USAGE = new ExitStatus(64, "wrong usage");

  /** Somebody has pressed Ctrl-C: 128 and the number of {@code SIGINT}, as shells have it. */
  public static final ExitStatus STOPPED = new ExitStatus(130, "stopped");

  private Exit() {}
}
