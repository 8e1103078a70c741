/**
 * What lvsh keeps on a machine about a kernel: the lock that lets one change it at a time, and the
 * state that was applied last. Depends on {@code kernel}, {@code kernel.model} and {@code
 * kernel.snapshot}.
 */
package org.lvsh.shell.store;
