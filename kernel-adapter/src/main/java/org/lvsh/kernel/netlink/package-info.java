/**
 * IPVS as Linux offers it over generic netlink: the messages, the socket and the client; and the
 * one question to nftables that no program answers. Depends on {@code kernel.model} and {@code
 * kernel}; jnr-ffi is known to the socket alone.
 */
package org.lvsh.kernel.netlink;
