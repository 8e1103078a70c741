/**
 * What lvsh keeps on a machine about a kernel: the lock that lets one change it at a time, the
 * state that was applied last, the journal of what is being done, the history of what was applied,
 * what waits to be confirmed, and the audit log. Depends on {@code kernel}, {@code kernel.model},
 * {@code kernel.snapshot}, {@code shell.plan} and Gson.
 */
package org.lvsh.shell.store;
