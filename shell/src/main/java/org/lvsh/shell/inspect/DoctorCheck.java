package org.lvsh.shell.inspect;

import java.util.function.Consumer;

/** One part of a director that is looked at. */
interface DoctorCheck {

  /** What is looked at, as in {@code the routes to the servers}. */
  String subject();

  /** Whether it is about the machine around the kernel, which a simulated one has not. */
  boolean needsHost();

  /** Whether it takes what root alone may read. */
  boolean needsRoot();

  /**
   * Looks at it.
   *
   * @param found is given what is wrong
   * @throws org.lvsh.kernel.KernelException where something cannot be read; what was found before
   *     stands
   */
  void look(DoctorCase director, Consumer<Finding> found);
}
