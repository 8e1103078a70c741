/**
 * Warns of what the kernel takes without a word and an operator may regret. Depends on {@code
 * kernel.model}, {@code language.diagnostic} and {@code shell.compile}.
 */
package org.lvsh.shell.lint;
