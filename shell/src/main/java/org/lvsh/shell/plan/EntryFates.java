package org.lvsh.shell.plan;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/**
 * What becomes of what hangs on the servers of one entry of the kernel's table. A packet of a
 * connection is found by addresses and ports alone, before marks and services are looked at; then
 * its server must be there ({@code ip_vs_in_hook} in {@code ip_vs_core.c}). So a connection minds
 * its server and nothing else; and a template, by which a client's next connection finds its
 * server, minds the service too ({@code ip_vs_sched_persist}).
 */
final class EntryFates {
  private static final String NODEST = KnownSetting.EXPIRE_NODEST_CONN.fileName();
  private static final String QUIESCENT = KnownSetting.EXPIRE_QUIESCENT_TEMPLATE.fileName();

  private final ServiceKey key;
  private final ServiceEntry before;
  private final Optional<ServiceEntry> after;
  private final Steps steps;
  private final Aftermath aftermath;
  private final Set<Protocol> protocols;
  private final boolean usable;
  private final boolean takenOver;

  EntryFates(ServiceEntry before, Snapshot target, Steps steps, Aftermath aftermath) {
    this.key = before.service().key();
    this.before = before;
    this.after = Optional.ofNullable(target.services().get(key));
    this.steps = steps;
    this.aftermath = aftermath;
    this.protocols = aftermath.protocols(key);
    this.usable = after.isPresent() && aftermath.hasUsableServer(key);
    this.takenOver = after.isEmpty() && aftermath.isTakenOver(key);
  }

  /** What becomes of the established connections of TCP and SCTP to a server. */
  Optional<Verdict> active(RealServer server) {
    Set<Protocol> others = EnumSet.copyOf(protocols);
    others.remove(Protocol.UDP);
    return connections(server, others);
  }

  /** What becomes of its other connections: those that open or close, and all of UDP. */
  Optional<Verdict> inactive(RealServer server) {
    return connections(server, protocols);
  }

  private Optional<Verdict> connections(RealServer server, Set<Protocol> kinds) {
    OptionalInt goneService = steps.removal(key);
    if (goneService.isPresent()) {
      return Optional.of(ofGoneService(goneService.getAsInt(), kinds));
    }
    OptionalInt gone = steps.removal(key, server.key());
    if (gone.isPresent()) {
      return Optional.of(ofGoneServer(gone.getAsInt(), kinds));
    }
    OptionalInt changed = steps.change(key, server.key());
    return changed.isPresent()
        ? ofChangedServer(changed.getAsInt(), server, changed(server))
        : Optional.empty();
  }

  private RealServer changed(RealServer server) {
    return after.orElseThrow().servers().get(server.key());
  }

  /**
   * With the last service of a family the hooks go ({@code ip_vs_unregister_hooks}), and whatever
   * comes is the director's own.
   */
  private Verdict ofGoneService(int step, Set<Protocol> kinds) {
    if (aftermath.isForsaken(key.family())) {
      return Verdict.of(
          step,
          Fate.CUT,
          "with the last %s service IPVS leaves %s packets to the director itself, which resets"
                  .formatted(family(), family())
              + " them; before Linux 5.9 they are treated as those of a server that is removed");
    }
    return ofUnavailable(step, kinds, takenOver, "to the service that takes their packets");
  }

  private String family() {
    return key.family() == AddressFamily.IPV4 ? "IPv4" : "IPv6";
  }

  private Verdict ofGoneServer(int step, Set<Protocol> kinds) {
    return ofUnavailable(step, kinds, usable, "to another server");
  }

  /**
   * Of a connection whose server is not available the packets are dropped; or it is forgotten at
   * once ({@code ip_vs_expire_nodest_conn_flush}), and what comes is looked at anew. By then a
   * datagram may begin a connection, and what is in the middle of TCP or SCTP may not ({@code
   * tcp_conn_schedule}, {@code sctp_conn_schedule}): the director has no such connection itself,
   * and says so.
   */
  private Verdict ofUnavailable(int step, Set<Protocol> kinds, boolean hasSuccessor, String where) {
    Verdict verdict = ofEnded(step, kinds, hasSuccessor, where);
    if (!aftermath.isOn(KnownSetting.EXPIRE_NODEST_CONN)) {
      verdict =
          Verdict.of(
              step,
              Fate.STRANDED,
              "their packets are dropped until they time out, since %s is %s; at 1 they would end"
                      .formatted(NODEST, value(KnownSetting.EXPIRE_NODEST_CONN))
                  + " at once");
    }
    return by(KnownSetting.EXPIRE_NODEST_CONN, verdict);
  }

  private static Verdict ofEnded(
      int step, Set<Protocol> kinds, boolean hasSuccessor, String where) {
    String atOnce = "since %s is not 0, they end at once".formatted(NODEST);
    if (!kinds.contains(Protocol.UDP)) {
      return Verdict.of(
          step, Fate.CUT, atOnce + ", and the director answers their next packet with a reset");
    }
    if (!hasSuccessor) {
      return Verdict.of(step, Fate.CUT, atOnce + ", and there is no server for their next packet");
    }
    return kinds.size() == 1
        ? Verdict.of(step, Fate.MOVED, atOnce + ", and their clients' next datagrams go " + where)
        : Verdict.of(
            step,
            Fate.UNSURE,
            atOnce
                + "; what is left of TCP or SCTP is reset, while the next datagrams of UDP go "
                + where
                + ": the kernel counts them together");
  }

  private Optional<Verdict> ofChangedServer(int step, RealServer was, RealServer is) {
    if (isWrappedAnew(was.forwarding(), is.forwarding())) {
      return verdict(
          step,
          Fate.UNSURE,
          "their packets come to the server in the new tunnel at once, and they go on where it"
              + " takes them");
    }
    if (isDrained(was, is)) {
      return verdict(step, Fate.KEPT, "they go on to their end, and no new ones come");
    }
    if (!was.forwarding().equals(is.forwarding())) {
      return verdict(
          step, Fate.KEPT, "they keep the forwarding method they began with; new ones get the new");
    }
    return isLimited(was, is)
        ? verdict(step, Fate.KEPT, "they go on; the limit keeps new ones away")
        : Optional.empty();
  }

  private static Optional<Verdict> verdict(int step, Fate fate, String why) {
    return Optional.of(Verdict.of(step, fate, why));
  }

  private static boolean isDrained(RealServer was, RealServer is) {
    return was.weight() > 0 && is.weight() == 0;
  }

  private static boolean isLimited(RealServer was, RealServer is) {
    return is.upperLimit() > 0 && (was.upperLimit() == 0 || is.upperLimit() < was.upperLimit());
  }

  /**
   * A connection keeps its forwarding method, and takes the kind of tunnel from its server at each
   * packet ({@code ip_vs_tunnel_xmit}); what is no tunnel leaves the plain one there ({@code
   * __ip_vs_update_dest}).
   */
  private static boolean isWrappedAnew(Forwarding was, Forwarding is) {
    return was.isTunnel() && !was.equals(is.isTunnel() ? is : Forwarding.TUNNEL);
  }

  /** What becomes of the templates of a server. Without persistence nobody looks at any. */
  Optional<Verdict> templates(RealServer server) {
    if (before.service().persistence().isEmpty()) {
      return Optional.empty();
    }
    OptionalInt goneService = steps.removal(key);
    if (goneService.isPresent()) {
      return Optional.of(ofTemplates(goneService.getAsInt()));
    }
    OptionalInt gone = steps.removal(key, server.key());
    return gone.isPresent()
        ? Optional.of(invalid(gone.getAsInt(), ""))
        : ofTemplatesThatStay(server, changed(server));
  }

  private Verdict ofTemplates(int step) {
    return !aftermath.isForsaken(key.family()) && takenOver
        ? Verdict.of(
            step,
            Fate.MOVED,
            "their clients' next connections are scheduled anew by the service that takes their"
                + " packets")
        : Verdict.of(step, Fate.CUT, "their clients find no service any more");
  }

  /** A template whose server is gone is not used ({@code ip_vs_check_template}). */
  private Verdict invalid(int step, String reason) {
    return usable
        ? Verdict.of(
            step, Fate.MOVED, reason + "their clients' next connections go to other servers")
        : Verdict.of(
            step, Fate.CUT, reason + "no server is left for their clients' next connections");
  }

  private Optional<Verdict> ofTemplatesThatStay(RealServer was, RealServer is) {
    Optional<Verdict> quiescent = ofQuiescent(was, is);
    Optional<Verdict> unfound = ofPersistence(true);
    OptionalInt changed = steps.change(key, was.key());
    return quiescent
        .or(() -> unfound)
        .or(
            () ->
                changed.isPresent() && isDrained(was, is)
                    ? Optional.of(returning(changed.getAsInt()))
                    : Optional.empty())
        .or(() -> ofPersistence(false))
        .or(
            () ->
                changed.isPresent() ? ofTemplates(changed.getAsInt(), was, is) : Optional.empty());
  }

  private Verdict returning(int step) {
    return by(
        KnownSetting.EXPIRE_QUIESCENT_TEMPLATE,
        Verdict.of(
            step,
            Fate.KEPT,
            "their clients come back to it all the same, since %s is %s; at 1 they would go to"
                    .formatted(QUIESCENT, value(KnownSetting.EXPIRE_QUIESCENT_TEMPLATE))
                + " other servers"));
  }

  /** A server without weight loses its templates where the setting says so. */
  private Optional<Verdict> ofQuiescent(RealServer was, RealServer is) {
    KnownSetting setting = KnownSetting.EXPIRE_QUIESCENT_TEMPLATE;
    boolean drained = isDrained(was, is);
    boolean on = drained ? aftermath.isOn(setting) : aftermath.isSwitchedOn(setting);
    OptionalInt step = drained ? steps.change(key, was.key()) : steps.setting(QUIESCENT);
    boolean persists = after.orElseThrow().service().persistence().isPresent();
    return on && persists && is.weight() == 0 && step.isPresent()
        ? Optional.of(
            by(setting, invalid(step.getAsInt(), "since %s is not 0, ".formatted(QUIESCENT))))
        : Optional.empty();
  }

  /**
   * The time of a template stays what it is; by another granularity or engine it is not found, and
   * without persistence not looked for.
   *
   * @param lost whether to tell of those that are lost; else of those that stay
   */
  private Optional<Verdict> ofPersistence(boolean lost) {
    OptionalInt step = steps.change(key);
    Optional<Persistence> was = before.service().persistence();
    Optional<Persistence> is = after.orElseThrow().service().persistence();
    if (step.isEmpty() || was.equals(is)) {
      return Optional.empty();
    }
    boolean found = is.isPresent() && isFoundAlike(was.get(), is.get());
    if (found && !lost) {
      return verdict(
          step.getAsInt(), Fate.KEPT, "they keep the time they have; new ones get the new");
    }
    if (found || !lost) {
      return Optional.empty();
    }
    return verdict(
        step.getAsInt(),
        Fate.MOVED,
        is.isEmpty()
            ? "their clients are not sticky any more: their next connections go to any server"
            : "they are not found any more: their clients' next connections may go to other"
                + " servers");
  }

  private boolean isFoundAlike(Persistence was, Persistence is) {
    return granularity(was) == granularity(is) && was.engine().equals(is.engine());
  }

  private long granularity(Persistence persistence) {
    return persistence
        .granularity()
        .map(Persistence.Granularity::value)
        .orElse(Persistence.Granularity.whole(key.family()));
  }

  private static Optional<Verdict> ofTemplates(int step, RealServer was, RealServer is) {
    if (!was.forwarding().equals(is.forwarding())) {
      return verdict(
          step, Fate.KEPT, "their clients' next connections get the new forwarding method");
    }
    return isLimited(was, is)
        ? verdict(step, Fate.KEPT, "their clients come past the limit")
        : Optional.empty();
  }

  private String value(KnownSetting known) {
    return aftermath
        .setting(known)
        .map(there -> there.value())
        .orElse("taken for 0, as it cannot be read");
  }

  private Verdict by(KnownSetting known, Verdict verdict) {
    return aftermath.setting(known).map(verdict::by).orElse(verdict);
  }
}
