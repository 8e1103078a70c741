/**
 * The terminal: the only package that writes to one. The line reader with its keys, its completion
 * and its colours, and the consoles on which commands show and ask. Depends on {@code
 * language.complete}, {@code shell.command}, {@code shell.view}, {@code shell.watch} and {@code
 * kernel} (for progress).
 */
package org.lvsh.shell.terminal;
