/**
 * The terminal: the only package that writes to one. The line reader, the colours, and the consoles
 * on which commands show and ask. Depends on {@code shell.command}, {@code shell.view} and {@code
 * kernel} (for progress).
 */
package org.lvsh.shell.terminal;
