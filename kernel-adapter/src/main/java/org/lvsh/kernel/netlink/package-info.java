/**
 * IPVS as Linux offers it over generic netlink: the messages, the socket and the client; and tables
 * of nftables, their elements and transactions. Depends on {@code kernel.model} and {@code kernel};
 * jnr-ffi is known to the socket alone.
 */
package org.lvsh.kernel.netlink;
