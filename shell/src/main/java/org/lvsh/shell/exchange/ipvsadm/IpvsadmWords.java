package org.lvsh.shell.exchange.ipvsadm;

import com.google.common.net.InetAddresses;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.exchange.ShellText;

/** Services, servers and sync daemons in the options of ipvsadm (ipvsadm(8)). */
public final class IpvsadmWords {
  private IpvsadmWords() {}

  /** {@code -t 192.168.0.1:80}, {@code -f 10}, {@code -f 10 -6}. */
  public static String key(ServiceKey key) {
    return key.accept(
        new ServiceKey.Cases<>() {
          @Override
          public String onAddress(ServiceKey.OnAddress on) {
            String place = on.address().beforePort() + ":" + on.port();
            return option(on.protocol()) + " " + place;
          }

          @Override
          public String onMark(ServiceKey.OnMark on) {
            return "-f " + on.mark() + (on.family() == AddressFamily.IPV6 ? " -6" : "");
          }
        });
  }

  private static String option(Protocol protocol) {
    return switch (protocol) {
      case TCP -> "-t";
      case UDP -> "-u";
      case SCTP -> "--sctp-service";
    };
  }

  /** The key and every setting of a service. */
  public static String service(VirtualService service) {
    StringBuilder words = new StringBuilder(key(service.key()));
    words.append(" -s ").append(service.scheduler().name());
    service.persistence().ifPresent(persistence -> words.append(persistence(persistence)));
    if (!service.scheduler().flags().isEmpty()) {
      words.append(" -b ").append(flags(service.scheduler()));
    }
    return service.onePacket() ? words.append(" -o").toString() : words.toString();
  }

  private static String persistence(Persistence persistence) {
    String mask =
        persistence.granularity().map(granularity -> " -M " + mask(granularity)).orElse("");
    String engine = persistence.engine().map(name -> " --pe " + name).orElse("");
    return " -p " + persistence.timeout().toSeconds() + mask + engine;
  }

  /** An IPv4 netmask, or the length of an IPv6 prefix. */
  public static String mask(Persistence.Granularity granularity) {
    return granularity.family() == AddressFamily.IPV6
        ? Long.toString(granularity.value())
        : InetAddresses.toAddrString(InetAddresses.fromInteger((int) granularity.value()));
  }

  private static String flags(Scheduler scheduler) {
    return scheduler.flags().stream()
        .map(bit -> flag(scheduler.name(), bit))
        .collect(Collectors.joining(","));
  }

  private static String flag(String scheduler, int bit) {
    boolean named = scheduler.equals("sh") || scheduler.equals("mh");
    if (named && bit < 3) {
      return scheduler + (bit == 1 ? "-fallback" : "-port");
    }
    return "flag-" + bit;
  }

  /** {@code -r 192.168.1.2:80}. */
  public static String server(ServerKey server) {
    return "-r " + server;
  }

  /** The key, the forwarding method and the weight of a server: what {@code ipvsadm -S} prints. */
  public static String server(RealServer server) {
    return server(server.key()) + forwarding(server.forwarding()) + " -w " + server.weight();
  }

  /** The same with the thresholds, which {@code ipvsadm -S} leaves out. */
  public static String serverWithThresholds(RealServer server) {
    return server(server) + " -x " + server.upperLimit() + " -y " + server.lowerLimit();
  }

  /** The same with the thresholds where there are any: what adds the server as it is. */
  public static String wholeServer(RealServer server) {
    boolean limited = server.upperLimit() != 0 || server.lowerLimit() != 0;
    return limited ? serverWithThresholds(server) : server(server);
  }

  /** The role and every setting of a sync daemon for {@code -R}; the length where it is said. */
  public static String daemon(SyncDaemon daemon) {
    return daemon(daemon, daemon.interfaceName());
  }

  /** The same for a shell: the kernel takes nearly any sign in the name of an interface. */
  public static String daemonInShell(SyncDaemon daemon) {
    return daemon(daemon, ShellText.word(daemon.interfaceName()));
  }

  private static String daemon(SyncDaemon daemon, String interfaceName) {
    String length = daemon.maxLength() == 0 ? "" : " --sync-maxlen " + daemon.maxLength();
    return "%s --mcast-interface %s --syncid %s --mcast-group %s --mcast-port %s --mcast-ttl %s%s"
        .formatted(
            daemon.role().word(),
            interfaceName,
            daemon.syncId(),
            daemon.group(),
            daemon.port(),
            daemon.ttl(),
            length);
  }

  /** {@code --set TCP FIN UDP}, in seconds. */
  public static String timeouts(Timeouts timeouts) {
    return "--set %s %s %s"
        .formatted(
            timeouts.tcp().toSeconds(), timeouts.tcpFin().toSeconds(), timeouts.udp().toSeconds());
  }

  private static String forwarding(Forwarding forwarding) {
    return switch (forwarding.method()) {
      case DIRECT -> " -g";
      case MASQUERADE -> " -m";
      case IPIP -> " -i";
      case GUE ->
          " -i --tun-type gue --tun-port " + forwarding.guePort() + checksum(forwarding.checksum());
      case GRE -> " -i --tun-type gre" + checksum(forwarding.checksum());
    };
  }

  private static String checksum(Forwarding.Checksum checksum) {
    return switch (checksum) {
      case NONE -> " --tun-nocsum";
      case FULL -> " --tun-csum";
      case REMOTE -> " --tun-remcsum";
    };
  }
}
