package org.lvsh.shell.compile;

import java.util.Set;
import java.util.function.Supplier;
import org.lvsh.kernel.model.Mark;

/**
 * What the compiler must know of the machine besides the configuration.
 *
 * @param schedulers the schedulers the kernel has or can load
 * @param busyMarks marks that are in use elsewhere, such as in the connection table; asked only
 *     where a new mark is needed
 */
public record Environment(Set<String> schedulers, Supplier<Set<Mark>> busyMarks) {}
