/**
 * What can be found out of a machine that is running: which way a packet would take, and what is
 * wrong with it as a director, judged by the kernel's state, by what the machine says of itself,
 * and by what was applied before. Reads, and changes nothing. Depends on {@code kernel.model},
 * {@code kernel.traffic}, {@code kernel}, {@code kernel.host}, {@code shell.compile}, {@code
 * shell.plan} and {@code shell.store}.
 */
package org.lvsh.shell.inspect;
