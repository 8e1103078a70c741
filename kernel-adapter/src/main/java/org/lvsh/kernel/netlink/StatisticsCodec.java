package org.lvsh.kernel.netlink;

import java.util.function.IntToLongFunction;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.ServerStatistics;

/**
 * Counters from attributes ({@code ip_vs_genl_fill_stats64} and {@code ip_vs_genl_fill_stats} in
 * {@code ip_vs_ctl.c}).
 */
final class StatisticsCodec {
  private StatisticsCodec() {}

  /** The counters of a service of a listing. */
  static Counters readService(Attributes attributes) {
    return read(attributes, Ipvs.Service.STATS64, Ipvs.Service.STATS);
  }

  /** The counters of a server of a listing, and its connections. */
  static ServerStatistics readServer(Attributes attributes) {
    return new ServerStatistics(
        read(attributes, Ipvs.Dest.STATS64, Ipvs.Dest.STATS),
        attributes.u32(Ipvs.Dest.ACTIVE_CONNS),
        attributes.u32(Ipvs.Dest.INACT_CONNS),
        attributes.u32(Ipvs.Dest.PERSIST_CONNS));
  }

  /** Kernels before 4.1 send the narrow ones alone, in which only the bytes have 64 bits. */
  private static Counters read(Attributes attributes, int wide, int narrow) {
    if (attributes.has(wide)) {
      Attributes stats = attributes.nested(wide);
      return read(stats, stats::u64);
    }
    Attributes stats = attributes.nested(narrow);
    return read(stats, stats::u32);
  }

  private static Counters read(Attributes stats, IntToLongFunction number) {
    return new Counters(
        number.applyAsLong(Ipvs.Stats.CONNS),
        number.applyAsLong(Ipvs.Stats.IN_PACKETS),
        number.applyAsLong(Ipvs.Stats.OUT_PACKETS),
        stats.u64(Ipvs.Stats.IN_BYTES),
        stats.u64(Ipvs.Stats.OUT_BYTES),
        number.applyAsLong(Ipvs.Stats.CONNS_PER_SECOND),
        number.applyAsLong(Ipvs.Stats.IN_PACKETS_PER_SECOND),
        number.applyAsLong(Ipvs.Stats.OUT_PACKETS_PER_SECOND),
        number.applyAsLong(Ipvs.Stats.IN_BYTES_PER_SECOND),
        number.applyAsLong(Ipvs.Stats.OUT_BYTES_PER_SECOND));
  }
}
