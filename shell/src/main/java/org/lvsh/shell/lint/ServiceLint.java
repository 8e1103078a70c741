package org.lvsh.shell.lint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.PersistenceClass;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Target;
import org.lvsh.shell.compile.Warning;

/** What is to be warned of about one service by itself. */
final class ServiceLint {
  private static final Duration LONG = Duration.ofDays(31);
  private static final Set<String> WITH_FLAGS = Set.of("sh", "mh");

  private final ServiceSpec service;
  private final List<Diagnostic> warnings = new ArrayList<>();

  ServiceLint(ServiceSpec service) {
    this.service = service;
  }

  List<Diagnostic> warnings() {
    checkProtocols();
    checkScheduler();
    checkTime();
    service.servers().forEach(this::checkServer);
    return warnings;
  }

  private void warn(Warning warning, Span where, String message, String hint) {
    warnings.add(Diagnostic.warning(warning.code(), where, message).withHint(hint));
  }

  /**
   * Only UDP is scheduled packet by packet ({@code ip_vs_schedule}), and only of UDP the engine
   * reads a Call-ID ({@code ip_vs_sip_fill_param}).
   */
  private void checkProtocols() {
    Set<Protocol> others = EnumSet.noneOf(Protocol.class);
    if (service.target() instanceof Target.OnAddresses on) {
      others.addAll(on.protocols());
      others.remove(Protocol.UDP);
    }
    if (others.isEmpty()) {
      return;
    }
    String words = others.stream().map(Protocol::word).collect(Collectors.joining(" and "));
    if (service.onePacket()) {
      warn(
          Warning.ONE_PACKET_UNUSED,
          service.origin(),
          "'one-packet' does nothing for the %s packets of %s: the kernel heeds it for udp alone"
              .formatted(words, service.name()),
          "leave it out, or make a service of its own for udp");
    }
    if (service.sticky().flatMap(sticky -> sticky.engine()).isPresent()) {
      warn(
          Warning.SIP_NOT_UDP,
          service.origin(),
          "'by sip' drops the %s packets of %s: the kernel finds a Call-ID in udp alone"
              .formatted(words, service.name()),
          "make a service of its own for udp, and leave 'by sip' out of the other");
    }
  }

  /** The three bits mean something to sh and mh; to others of Linux's own schedulers nothing. */
  private void checkScheduler() {
    String scheduler = service.scheduler().name();
    boolean known = Scheduler.KNOWN.contains(scheduler);
    if (known && !WITH_FLAGS.contains(scheduler) && !service.scheduler().flags().isEmpty()) {
      warn(
          Warning.FLAGS_UNUSED,
          service.origin(),
          "scheduler %s of %s knows no flags: the kernel keeps them and does nothing with them"
              .formatted(scheduler, service.name()),
          "only sh and mh have some: leave 'with' out");
    }
  }

  private void checkTime() {
    service
        .sticky()
        .map(sticky -> sticky.time())
        .filter(time -> time.compareTo(LONG) > 0)
        .ifPresent(
            time ->
                warn(
                    Warning.STICKY_LONG,
                    service.origin(),
                    "clients of %s stay on their server for %d days, also where it is overloaded"
                        .formatted(service.name(), time.toDays()),
                    "say a time that a session can last, such as 600s or 2h"));
  }

  private void checkServer(ServerSpec server) {
    Span where = server.origin().equals(Span.NONE) ? service.origin() : server.origin();
    int own = service.target().serverPort();
    boolean single = service.target().persistenceClass() == PersistenceClass.PORT;
    boolean another = server.port().isPresent() && server.port().getAsInt() != own;
    if (single && another && server.forwarding().method() != Forwarding.Method.MASQUERADE) {
      warn(
          Warning.PORT_NOT_CHANGED,
          where,
          "server %s gets the packets of %s for port %d all the same: only 'masquerade' changes"
                  .formatted(server.called(), service.name(), own)
              + " ports",
          "leave the port out, or say 'masquerade'");
    }
    if (server.upperLimit() > 0 && service.sticky().isPresent()) {
      warn(
          Warning.STICKY_LIMIT,
          where,
          "the limit of server %s does not hold clients of %s who are sticky to it already"
              .formatted(server.called(), service.name()),
          "it keeps new clients away; count on more connections than it says");
    }
  }
}
