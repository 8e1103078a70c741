/**
 * Mark rules, names of services and the last mark in the kernel's own packet filter: through
 * libnftables, or through iptables-restore. Depends on {@code kernel.model}, {@code kernel},
 * jnr-ffi, Gson and Guava.
 */
package org.lvsh.kernel.firewall;
