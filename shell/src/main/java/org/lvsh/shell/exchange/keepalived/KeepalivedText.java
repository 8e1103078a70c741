package org.lvsh.shell.exchange.keepalived;

import com.google.common.net.InetAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/** The blocks of keepalived.conf(5), for values that it can hold. */
final class KeepalivedText {
  private static final String INDENT = "    ";

  private final List<String> lines = new ArrayList<>();
  private int depth;

  /** The block of what holds for the director as a whole; nothing where it is as at first. */
  List<String> globals(Snapshot state) {
    Timeouts timeouts = state.timeouts();
    if (!timeouts.equals(Timeouts.DEFAULT) || !state.daemons().isEmpty()) {
      say("");
      open("global_defs");
      if (!timeouts.equals(Timeouts.DEFAULT)) {
        say(
            "lvs_timeouts tcp %d tcpfin %d udp %d"
                .formatted(
                    timeouts.tcp().toSeconds(),
                    timeouts.tcpFin().toSeconds(),
                    timeouts.udp().toSeconds()));
      }
      state.daemons().values().stream().map(KeepalivedText::daemon).distinct().forEach(this::say);
      close();
    }
    return lines;
  }

  /** What starts a sync daemon, whichever its role. */
  static String daemon(SyncDaemon daemon) {
    String length = daemon.maxLength() == 0 ? "" : " maxlen " + daemon.maxLength();
    return "lvs_sync_daemon %s id %d%s port %d ttl %d group %s"
        .formatted(
            daemon.interfaceName(),
            daemon.syncId(),
            length,
            daemon.port(),
            daemon.ttl(),
            daemon.group());
  }

  /** The block of a service with its servers. */
  List<String> virtualServer(ServiceEntry entry) {
    VirtualService service = entry.service();
    open("virtual_server " + key(service.key()));
    family(service.key());
    scheduler(service.scheduler());
    if (service.onePacket()) {
      say("ops");
    }
    service.persistence().ifPresent(this::persistence);
    entry.servers().values().forEach(this::realServer);
    close();
    return lines;
  }

  private static String key(ServiceKey key) {
    return key.accept(
        new ServiceKey.Cases<>() {
          @Override
          public String onAddress(ServiceKey.OnAddress on) {
            return on.address() + " " + on.port();
          }

          @Override
          public String onMark(ServiceKey.OnMark on) {
            return "fwmark " + on.mark();
          }
        });
  }

  /** A mark has no protocol, and an address no other family than its own. */
  private void family(ServiceKey key) {
    if (key instanceof ServiceKey.OnAddress on) {
      say("protocol " + on.protocol().word().toUpperCase(Locale.ROOT));
    } else {
      say("ip_family " + (key.family() == AddressFamily.IPV6 ? "inet6" : "inet"));
    }
  }

  /** The flags have names that depend on the scheduler, which therefore comes first. */
  private void scheduler(Scheduler scheduler) {
    say("lvs_sched " + scheduler.name());
    boolean named = scheduler.name().equals("sh") || scheduler.name().equals("mh");
    for (int bit : scheduler.flags()) {
      boolean hasName = named && bit != 3;
      say(hasName ? scheduler.name() + (bit == 1 ? "-fallback" : "-port") : "flag-" + bit);
    }
  }

  private void persistence(Persistence persistence) {
    say("persistence_timeout " + persistence.timeout().toSeconds());
    persistence
        .granularity()
        .ifPresent(granularity -> say("persistence_granularity " + mask(granularity)));
    persistence.engine().ifPresent(engine -> say("persistence_engine " + engine));
  }

  private static String mask(Persistence.Granularity granularity) {
    return granularity.family() == AddressFamily.IPV6
        ? Long.toString(granularity.value())
        : InetAddresses.toAddrString(InetAddresses.fromInteger((int) granularity.value()));
  }

  private void realServer(RealServer server) {
    int port = server.key().port();
    open("real_server " + server.key().address() + (port == 0 ? "" : " " + port));
    say("weight " + server.weight());
    say("lvs_method " + method(server.forwarding()));
    if (server.upperLimit() != 0) {
      say("uthreshold " + server.upperLimit());
    }
    if (server.lowerLimit() != 0) {
      say("lthreshold " + server.lowerLimit());
    }
    close();
  }

  private static String method(Forwarding forwarding) {
    return switch (forwarding.method()) {
      case DIRECT -> "DR";
      case MASQUERADE -> "NAT";
      case IPIP -> "TUN";
      case GUE -> "TUN type gue port " + forwarding.guePort() + checksum(forwarding.checksum());
      case GRE -> "TUN type gre" + checksum(forwarding.checksum());
    };
  }

  private static String checksum(Forwarding.Checksum checksum) {
    return switch (checksum) {
      case NONE -> " nocsum";
      case FULL -> " csum";
      case REMOTE -> " remcsum";
    };
  }

  private void open(String block) {
    say(block + " {");
    depth++;
  }

  private void close() {
    depth--;
    say("}");
  }

  private void say(String line) {
    lines.add(INDENT.repeat(line.isEmpty() ? 0 : depth) + line);
  }
}
