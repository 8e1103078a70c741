package org.lvsh.shell.view;

import org.lvsh.kernel.model.KnownSetting;

/**
 * What the kernel's settings mean, a line each; 0 is no and 1 is yes where nothing else is said
 * ({@code Documentation/networking/ipvs-sysctl.rst} and {@code ip_vs_core.c}).
 */
final class SettingMeaning {
  private SettingMeaning() {}

  static String of(KnownSetting setting) {
    return switch (setting) {
      case AMEMTHRESH -> "memory is short where fewer pages than these are free";
      case AM_DROPRATE -> "drop_packet 3 drops one packet in so many";
      case BACKUP_ONLY -> "forward nothing while a backup sync daemon runs";
      case CACHE_BYPASS -> "send packets on themselves where a cache service has no server";
      case CONN_REUSE_MODE -> "what to do with a new connection from an old one's port, in bits";
      case CONNTRACK -> "let netfilter track connections of IPVS, too";
      case DEBUG_LEVEL -> "how much the kernel logs of IPVS, 0 to 12";
      case DROP_ENTRY ->
          "drop entries of connections: 0 never, 1 and 2 when memory is short, 3 always";
      case DROP_PACKET -> "drop packets: 0 never, 1 and 2 when memory is short, 3 always";
      case EST_CPULIST -> "the processors that count the rates";
      case EST_NICE -> "the priority of counting the rates, -20 to 19";
      case EXPIRE_NODEST_CONN -> "end connections of a server that is removed, at once";
      case EXPIRE_QUIESCENT_TEMPLATE -> "send sticky clients of a drained server elsewhere";
      case IGNORE_TUNNELED -> "do not balance what came through an IP tunnel";
      case LBLC_EXPIRATION -> "seconds for which lblc remembers a destination's server";
      case LBLCR_EXPIRATION -> "seconds for which lblcr remembers a destination's servers";
      case NAT_ICMP_SEND -> "send ICMP errors of masqueraded connections to the server, too";
      case PMTU_DISC -> "tell clients of a smaller packet size on the way to a tunnel's end";
      case RUN_ESTIMATION -> "count the rates";
      case SCHEDULE_ICMP -> "let ICMP errors without a connection begin one";
      case SECURE_TCP ->
          "be strict with half-open tcp: 0 never, 1 and 2 when memory is short, 3 always";
      case SLOPPY_SCTP -> "let any sctp packet begin a connection";
      case SLOPPY_TCP -> "let any tcp packet begin a connection";
      case SNAT_REROUTE -> "route masqueraded answers anew by the VIP's address";
      case SYNC_PERSIST_MODE -> "tell the backup of sticky clients alone, not of each connection";
      case SYNC_PORTS -> "threads and UDP ports of a sync daemon";
      case SYNC_QLEN_MAX -> "most sync messages that wait to be sent";
      case SYNC_REFRESH_PERIOD ->
          "seconds after which a connection is told of again; 0: by packets";
      case SYNC_RETRIES -> "how often a connection is told of again, 0 to 3";
      case SYNC_SOCK_SIZE -> "bytes of a sync daemon's socket buffer; 0: the system's";
      case SYNC_THRESHOLD -> "tell of a connection at this packet, and again in each so many";
      case SYNC_VERSION -> "the sync protocol: 0 as of old, 1 with IPv6 and persistence engines";
    };
  }
}
