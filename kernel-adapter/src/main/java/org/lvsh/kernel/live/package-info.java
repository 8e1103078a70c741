/**
 * The kernel of this machine: IPVS through netlink, marks and names through the firewall,
 * connections from /proc; for users other than root what /proc tells. Depends on {@code
 * kernel.model}, {@code kernel}, {@code kernel.netlink}, {@code kernel.firewall} and {@code
 * kernel.host}.
 */
package org.lvsh.kernel.live;
