package org.lvsh.shell.exchange.keepalived;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.language.diagnostic.Suggestion;
import org.lvsh.shell.exchange.Gathering;

/** Reads {@code global_defs}. */
final class GlobalReader {
  /** {@code DEFAULT_IPVS_NF_START_FWMARK}. */
  private static final long FIRST_MARK = 1000;

  private static final String FLUSH =
      "lvsh leaves services of others alone; 'ipvsadm -C' removes them";

  private static final List<String> OWN =
      List.of(
          "lvs_flush",
          "lvs_flush_on_stop",
          "lvs_sync_daemon",
          "lvs_timeouts",
          "nftables_ipvs",
          "nftables_ipvs_start_fwmark");

  private final Gathering gathering;
  private final ValueReader values;
  private Optional<Entry> sync = Optional.empty();
  private Optional<OldSync> oldSync = Optional.empty();
  private Timeouts timeouts = Timeouts.DEFAULT;
  private boolean hasOwnMarks;
  private long firstMark = FIRST_MARK;

  GlobalReader(Gathering gathering) {
    this.gathering = gathering;
    this.values = new ValueReader(gathering);
  }

  /** The first of the marks that keepalived gives itself, where it does. */
  OptionalLong firstMark() {
    return hasOwnMarks ? OptionalLong.of(firstMark) : OptionalLong.empty();
  }

  void read(Entry entry) {
    entry.block().forEach(this::statement);
  }

  private void statement(Entry entry) {
    switch (entry.keyword()) {
      case "lvs_sync_daemon" -> sync(entry);
      case "lvs_timeouts" -> timeouts(entry);
      case "nftables_ipvs" -> ownMarks();
      case "nftables_ipvs_start_fwmark" ->
          values
              .number(entry, 1, 1, Mark.MAX, "a firewall mark")
              .ifPresent(value -> firstMark = value);
      case "lvs_flush" -> gathering.notCarried(entry.span(), FLUSH);
      case "lvs_flush_on_stop", "lvs_flush_onstop" ->
          gathering.notCarried(
              entry.span(), "lvsh does not run in the background, so it never stops");
      default -> other(entry);
    }
  }

  /** Forgets a first mark that was said before it, as keepalived does. */
  private void ownMarks() {
    firstMark = hasOwnMarks ? firstMark : FIRST_MARK;
    hasOwnMarks = true;
  }

  private void other(Entry entry) {
    Optional<String> near = Suggestion.hint(OWN, entry.keyword());
    if (near.isPresent() && !entry.keyword().equals("nftables_ipvs_priority")) {
      gathering.error(
          "unknown-keyword",
          entry.word(0).span(),
          "'%s' is no keyword of global_defs".formatted(entry.keyword()),
          near.get());
    } else {
      gathering.notCarried(entry.span(), "it concerns keepalived itself");
    }
  }

  private void sync(Entry entry) {
    if (sync.isPresent() || oldSync.isPresent()) {
      gathering.notCarried(entry.span(), "keepalived takes the first sync daemon that is said");
    } else {
      sync = Optional.of(entry);
    }
  }

  /**
   * {@code lvs_sync_daemon_interface} of a {@code vrrp_instance}: the old way to say it, which
   * keepalived still takes.
   */
  void sync(Entry vrrpInstance, Entry line) {
    if (sync.isEmpty() && oldSync.isEmpty() && vrrpInstance.size() > 1) {
      oldSync = Optional.of(new OldSync(vrrpInstance.word(1), line));
    } else {
      gathering.notCarried(line.span(), "keepalived takes the first sync daemon that is said");
    }
  }

  private record OldSync(Word instance, Entry line) {}

  /** Starts the sync daemons, when all VRRP instances are known. */
  void sync(Map<String, VrrpInstance> instances) {
    sync.ifPresent(entry -> new SyncReader(gathering, instances).read(entry));
    oldSync.ifPresent(old -> new SyncReader(gathering, instances).read(old.line(), old.instance()));
  }

  /** {@code lvs_timeouts}: 0 or unsaid leaves the kernel's. */
  private void timeouts(Entry entry) {
    values.word(entry, 2, "tcp, tcpfin or udp and a time");
    for (int at = 1; at + 1 < entry.size(); at += 2) {
      Word which = entry.word(at);
      OptionalLong seconds =
          values.number(entry.word(at + 1), 0, VirtualServerReader.LONGEST, "a time in seconds");
      if (seconds.isPresent() && seconds.getAsLong() > 0) {
        set(which, Duration.ofSeconds(seconds.getAsLong()));
      }
    }
    if (entry.size() > 2 && entry.size() % 2 == 0) {
      values.word(entry, entry.size(), "a time");
    }
    gathering.timeouts(timeouts);
  }

  private void set(Word which, Duration time) {
    switch (which.text()) {
      case "tcp" -> timeouts = new Timeouts(time, timeouts.tcpFin(), timeouts.udp());
      case "tcpfin" -> timeouts = new Timeouts(timeouts.tcp(), time, timeouts.udp());
      case "udp" -> timeouts = new Timeouts(timeouts.tcp(), timeouts.tcpFin(), time);
      default -> values.unknown(which, "a timeout of the kernel", List.of("tcp", "tcpfin", "udp"));
    }
  }
}
