package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Stickiness;
import org.lvsh.shell.compile.Target;

/** A service in sentences: what it takes, what persistence means for a client, who gets whom. */
public final class ExplainView {
  private final ServiceSpec service;
  private final List<AddressFamily> families;
  private final List<Line> lines = new ArrayList<>();

  /**
   * A view.
   *
   * @param families whose clients each server gets: those of the entry that it stands in, for a
   *     service of both families has one for each
   */
  public ExplainView(ServiceSpec service, List<AddressFamily> families) {
    this.service = service;
    this.families = List.copyOf(families);
  }

  public List<Line> lines() {
    String whose =
        service.source().map(source -> "from " + source).orElse("made by others, not by lvsh");
    lines.add(Line.of(Line.Style.HEADING, service.name() + ", " + whose));
    say(packets());
    mark();
    persistence();
    if (service.onePacket()) {
      say("Each udp packet is scheduled by itself, as if it were a connection.");
    }
    say(Schedulers.sentence(service.scheduler().name()));
    servers();
    return lines;
  }

  private void say(String sentence) {
    lines.add(Line.of("  " + sentence));
  }

  private String packets() {
    return service
        .target()
        .accept(
            new Target.Cases<>() {
              @Override
              public String onAddresses(Target.OnAddresses on) {
                return "It takes %s to %s, %s."
                    .formatted(
                        joined(on.protocols().stream().map(Protocol::word).toList()),
                        joined(on.addresses().stream().map(Object::toString).toList()),
                        ports(on.ports()));
              }

              @Override
              public String onMark(Target.OnMark on) {
                return "It takes the packets that carry mark %s, which somebody else sets."
                    .formatted(on.mark());
              }
            });
  }

  private static String ports(List<Ports> ports) {
    if (ports.stream().anyMatch(Ports::isAny)) {
      return "on any port";
    }
    boolean one = ports.size() == 1 && ports.get(0).isSingle();
    return (one ? "port " : "ports ") + joined(ports.stream().map(Object::toString).toList());
  }

  private static String joined(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private void mark() {
    if (service.target() instanceof Target.OnAddresses) {
      service
          .mark()
          .map(Mark::toString)
          .ifPresent(
              mark ->
                  say(
                      "lvsh marks these packets with %s, so that all of them are one service to the"
                              .formatted(mark)
                          + " kernel."));
    }
  }

  private void persistence() {
    if (service.sticky().isEmpty()) {
      say("It is not sticky: each connection of a client may go to another server.");
      return;
    }
    Stickiness sticky = service.sticky().get();
    String together =
        switch (service.target().persistenceClass()) {
          case PORT -> "its connections to this port";
          case CLIENT -> "all its connections to this address, whatever the port,";
          case FIREWALL_MARK -> "its connections to any of these";
        };
    say(
        "It is sticky by %s: a client stays on one server, %s together, for %ss."
            .formatted(className(), together, sticky.time().toSeconds()));
    say("Each new connection starts the time anew; while one is open, the client stays too.");
    sticky
        .grain()
        .ifPresent(
            grain -> say("Clients whose addresses are alike " + grain(grain) + " count as one."));
    if (sticky.engine().isPresent()) {
      say("A client is known by its SIP Call-ID, whatever its address.");
    }
  }

  private String className() {
    return switch (service.target().persistenceClass()) {
      case PORT -> "port";
      case CLIENT -> "client";
      case FIREWALL_MARK -> "firewall mark";
    };
  }

  private static String grain(Stickiness.Grain grain) {
    return grain.isMask() ? "under the mask" : "in their first %s bits".formatted(grain.value());
  }

  private void servers() {
    service.pool().ifPresent(pool -> say("Its servers are those of pool %s.".formatted(pool)));
    if (service.servers().isEmpty()) {
      say("It has no servers: clients are refused.");
      return;
    }
    List<String> shares = Schedulers.shares(service, families);
    TextTable table = new TextTable("SERVER", "WEIGHT", "NEW CLIENTS", "FORWARDING");
    for (int at = 0; at < shares.size(); at++) {
      ServerSpec server = service.servers().get(at);
      table.add(
          server.called(),
          Integer.toString(server.weightInForce()),
          shares.get(at),
          Words.forwarding(server));
    }
    lines.add(Line.of(""));
    lines.addAll(table.lines());
  }

  /** What the schedulers of Linux do ({@code ip_vs_*.c}), as far as weights alone decide it. */
  private static final class Schedulers {
    private Schedulers() {}

    static String sentence(String scheduler) {
      String how =
          switch (scheduler) {
            case "rr" -> "in turn";
            case "wrr" -> "in turn, each server as often as its weight says";
            case "lc" -> "to the server with the fewest connections";
            case "wlc" -> "to the server with the fewest connections for its weight";
            case "lblc" ->
                "to the server that their destination had before, unless it is overloaded";
            case "lblcr" ->
                "to one of the servers that their destination had before, unless they are"
                    + " overloaded";
            case "dh" -> "to a server that the destination address decides";
            case "sh" -> "to a server that the client's address decides";
            case "sed" -> "to the server that would have the shortest delay";
            case "nq" -> "to an idle server, otherwise to the one with the shortest delay";
            case "fo" -> "to the server with the highest weight alone, while it is there";
            case "ovf" ->
                "to the server with the highest weight, until it has as many connections as that";
            case "mh" -> "to a server that the client's address decides (Maglev hashing)";
            case "twos" -> "to the less loaded of two servers that chance and weights pick";
            default -> "as that scheduler decides";
          };
      return "New clients go %s (%s).".formatted(how, scheduler);
    }

    /** The share of each server in the long run, with connections of like length. */
    static List<String> shares(ServiceSpec service, List<AddressFamily> families) {
      List<Long> parts = service.servers().stream().map(server -> part(service, server)).toList();
      boolean both = service.target().families().size() > 1;
      List<String> shares = new ArrayList<>();
      for (int at = 0; at < parts.size(); at++) {
        AddressFamily family = families.get(at);
        List<Long> all =
            IntStream.range(0, parts.size())
                .filter(one -> families.get(one) == family)
                .mapToObj(parts::get)
                .toList();
        String whose = both ? " of " + Words.family(family) : "";
        shares.add(share(service.scheduler().name(), parts.get(at), all, whose));
      }
      return shares;
    }

    /** Of the servers of one entry. */
    private static String share(String scheduler, long part, List<Long> all, String whose) {
      if (part == 0) {
        return "none";
      }
      return switch (scheduler) {
        case "fo" -> part == Collections.max(all) ? "all" + whose : "none";
        case "ovf" -> "up to " + Words.count(part, "connection");
        default -> percent(part, all.stream().mapToLong(Long::longValue).sum()) + whose;
      };
    }

    /** Some heed weights only in that 0 means none. */
    private static long part(ServiceSpec service, ServerSpec server) {
      boolean equal =
          List.of("rr", "lc", "dh", "lblc", "lblcr").contains(service.scheduler().name());
      return equal ? Math.min(server.weightInForce(), 1) : server.weightInForce();
    }

    private static String percent(long part, long all) {
      return "about %s %%".formatted(Math.round(100.0 * part / all));
    }
  }
}
