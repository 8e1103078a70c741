/**
 * What lvsh keeps on a machine about a kernel: the lock that lets one change it at a time, the
 * state that was applied last, the history of what was applied, and the audit log. Depends on
 * {@code kernel}, {@code kernel.model}, {@code kernel.snapshot} and Gson.
 */
package org.lvsh.shell.store;
