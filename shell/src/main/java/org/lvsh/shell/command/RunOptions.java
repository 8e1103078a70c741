package org.lvsh.shell.command;

import org.lvsh.shell.view.CommandsView;

/**
 * What was said on the command line.
 *
 * @param yes whether {@code apply} need not ask
 * @param replace whether it may replace services where nobody can be asked
 * @param firewall the program that {@code plan as commands} writes for
 */
public record RunOptions(boolean yes, boolean replace, CommandsView.Firewall firewall) {}
