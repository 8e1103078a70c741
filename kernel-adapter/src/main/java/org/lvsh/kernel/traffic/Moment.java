package org.lvsh.kernel.traffic;

/**
 * What a choice depends on besides the packet and the servers.
 *
 * @param now milliseconds of the kernel's clock
 */
record Moment(long now, TrafficSettings settings, Dice dice) {}
