package org.lvsh.kernel;

/** What keeps mark rules and names in a kernel. */
public enum FirewallKind {
  IPTABLES,
  NFTABLES
}
