package org.lvsh.shell.command;

import java.util.Optional;
import org.lvsh.kernel.FirewallKind;

/**
 * What was said on the command line.
 *
 * @param yes whether {@code apply} need not ask
 * @param replace whether it may replace services where nobody can be asked
 * @param check whether {@code format} only says what it would do
 * @param firewall what keeps marks, and what {@code plan as commands} writes for; empty: what the
 *     kernel has
 */
public record RunOptions(
    boolean yes, boolean replace, boolean check, Optional<FirewallKind> firewall) {}
