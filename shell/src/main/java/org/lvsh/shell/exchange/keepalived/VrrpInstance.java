package org.lvsh.shell.exchange.keepalived;

import java.util.OptionalInt;

/**
 * What a sync daemon takes from a {@code vrrp_instance}.
 *
 * @param master whether it begins as the master
 * @param routerId {@code virtual_router_id}, where it is said
 */
record VrrpInstance(String name, boolean master, OptionalInt routerId) {}
