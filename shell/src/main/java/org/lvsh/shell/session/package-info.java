/**
 * What one operator has in hand: the kernel, the staged statements and the candidate they make.
 * Depends on {@code language.ast}, {@code language.diagnostic}, {@code kernel}, {@code
 * kernel.model}, {@code shell.compile}, {@code shell.lint} and {@code shell.plan}.
 */
package org.lvsh.shell.session;
