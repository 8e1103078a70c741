/**
 * Mark rules, names of services and the last mark in the kernel's own packet filter: in a table of
 * nftables, by netlink, or through iptables-restore; what marks others use is told by libnftables.
 * Depends on {@code kernel.model}, {@code kernel}, {@code kernel.netlink}, jnr-ffi, Gson and Guava.
 */
package org.lvsh.kernel.firewall;
