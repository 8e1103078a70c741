package org.lvsh.shell.command;

import java.util.Optional;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.shell.session.Pruning;

/**
 * What was said on the command line.
 *
 * @param yes whether {@code apply} need not ask
 * @param replace whether it may replace services where nobody can be asked
 * @param pruning what becomes of services that a file speaks of no longer
 * @param check whether {@code format} only says what it would do
 * @param firewall what keeps marks, and what {@code plan as commands} writes for; empty: what the
 *     kernel has
 */
public record RunOptions(
    boolean yes,
    boolean replace,
    Pruning pruning,
    boolean check,
    Optional<FirewallKind> firewall) {}
