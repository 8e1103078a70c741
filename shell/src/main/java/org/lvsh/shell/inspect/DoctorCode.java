package org.lvsh.shell.inspect;

import java.util.Locale;

/** The kinds of findings, in the order in which equally bad ones are told. */
public enum DoctorCode {
  /** The kernel, or what keeps marks and names, cannot be used. */
  KERNEL_UNUSABLE,
  /** Names and mark rules are gone from the packet filter. */
  NAMES_LOST,
  /** A change was cut short and waits to be settled. */
  CUT_SHORT,
  /** What was applied waits to be confirmed. */
  TRIAL_WAITS,
  /** What waits to be confirmed has lost the process that would put it back. */
  TRIAL_UNGUARDED,
  /** The machine was started anew since the last apply. */
  RESTARTED,
  /** The kernel has moved away from the last apply. */
  DRIFTED,
  /** A scheduler that was declared is not to be had any more. */
  SCHEDULER_MISSING,
  /** A virtual address is not one of this machine's. */
  VIP_MISSING,
  /** A virtual address is not used, since another machine has it. */
  VIP_DUPLICATE,
  /** The director does not answer who asks for a virtual address. */
  VIP_SILENT,
  /** A standby answers who asks for a virtual address. */
  VIP_ANSWERED,
  /** Packets of masqueraded servers are not passed on. */
  FORWARDING_OFF,
  /** Masqueraded servers are told to go around the director. */
  REDIRECTS_SENT,
  /** Clients' packets are dropped by the way back to them. */
  REVERSE_PATH,
  /** Source NAT does not see what IPVS masquerades. */
  SOURCE_NAT_BLIND,
  /** No packet reaches a server's network. */
  SERVER_UNREACHABLE,
  /** A server for direct routing is behind a gateway. */
  SERVER_BEHIND_GATEWAY,
  /** The interface to a server does not work. */
  INTERFACE_DOWN,
  /** A server is this machine itself. */
  SERVER_LOCAL,
  /** A service has no server for new clients. */
  NO_USABLE_SERVER,
  /** A drained server keeps its sticky clients. */
  DRAINED_STICKY,
  /** Connections hang on servers that are gone. */
  CONNECTIONS_STRANDED,
  /** The connection table of IPVS has too few chains. */
  TABLE_SMALL,
  /** The connection tracking of netfilter is full, or nearly. */
  CONNTRACK_FULL,
  /** Connections are tracked for nothing. */
  CONNTRACK_UNUSED,
  /** A sync daemon is bound to an interface that is not there. */
  SYNC_INTERFACE_MISSING,
  /** A sync daemon is bound to an interface that does not work. */
  SYNC_INTERFACE_DOWN,
  /** A backup daemon does not hear its master. */
  SYNC_DEAF,
  /** A standby has nothing that connections could belong to. */
  SYNC_WITHOUT_SERVICES,
  /** A standby that is a server passes packets on. */
  SYNC_LOOP,
  /** The sync protocol cannot tell what the services need. */
  SYNC_VERSION_OLD,
  /** Memory is short, and IPVS defends itself. */
  DEFENCE_ACTIVE,
  /** Connections or packets are dropped all the time. */
  DROPS_ALWAYS,
  /** Rates are not counted. */
  RATES_OFF,
  /** A mark of ours is used by somebody else, too. */
  MARK_SHARED,
  /** Nobody sets the mark of a service. */
  MARK_UNSET,
  /** Others made services. */
  SERVICES_OF_OTHERS,
  /** A program runs that programs IPVS, too. */
  PROGRAM_OF_OTHERS;

  /** As it is written: {@code vip-missing}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
