package org.lvsh.shell.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/**
 * Who claims which ports of an address. Equal claims and ranges that partly overlap are errors. The
 * kernel looks marks up first, so where a mark's range holds a narrower service, the narrower one's
 * ports are left out of the mark's rules.
 */
final class Claims {
  private final NavigableMap<String, List<Claim>> byPlace = new TreeMap<>();
  private final Set<String> told = new HashSet<>();
  private final List<Diagnostic> diagnostics;

  Claims(List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Wider claims come before the narrower ones that begin at the same port. */
  private static int widerFirst(Claim one, Claim other) {
    int byFirst = Integer.compare(one.ports.first(), other.ports.first());
    return byFirst != 0 ? byFirst : Integer.compare(other.ports.last(), one.ports.last());
  }

  /** Ports of an address that a service wants, and those of them that it leaves to others. */
  private static final class Claim {
    private final ServiceSpec service;
    private final Protocol protocol;
    private final IpAddress address;
    private final Ports ports;
    private final boolean byMark;
    private final List<Claim> leftOut = new ArrayList<>();

    Claim(ServiceSpec service, Protocol protocol, IpAddress address, Ports ports) {
      this.service = service;
      this.protocol = protocol;
      this.address = address;
      this.ports = ports;
      this.byMark = service.target().persistenceClass() == PersistenceClass.FIREWALL_MARK;
    }

    /** Whether a statement has said it; otherwise the kernel did. */
    boolean isSaid() {
      return !service.origin().equals(Span.NONE);
    }

    String place() {
      return protocol.word() + " " + address;
    }

    MarkRule.Match match() {
      return new MarkRule.Match(protocol, address, ports);
    }

    /** What is claimed, without what is left out. */
    List<MarkRule.Match> matches() {
      return ports.without(leftOut.stream().map(narrower -> narrower.ports).toList()).stream()
          .map(left -> new MarkRule.Match(protocol, address, left))
          .toList();
    }
  }

  void add(ServiceSpec service) {
    if (service.target() instanceof Target.OnAddresses on) {
      for (Protocol protocol : on.protocols()) {
        for (IpAddress address : on.addresses()) {
          for (Ports ports : on.ports()) {
            Claim claim = new Claim(service, protocol, address, ports);
            byPlace.computeIfAbsent(claim.place(), place -> new ArrayList<>()).add(claim);
          }
        }
      }
    }
  }

  /** What the rules of each service of the firewall-mark class match, by the service's name. */
  Map<String, List<MarkRule.Match>> settle() {
    Map<String, List<MarkRule.Match>> matches = new HashMap<>();
    for (List<Claim> claims : byPlace.values()) {
      claims.sort(Claims::widerFirst);
      nest(claims);
      for (Claim claim : claims) {
        if (claim.byMark) {
          List<MarkRule.Match> rest = claim.matches();
          checkLeft(claim, rest);
          matches.computeIfAbsent(claim.service.name(), name -> new ArrayList<>()).addAll(rest);
        }
      }
    }
    matches.values().forEach(Collections::sort);
    return matches;
  }

  /** Whether it was told what a service leaves to others. */
  boolean areToldOf(String service) {
    return told.contains(service);
  }

  /** Where others have all of a range, the kernel would keep no trace of who claimed the whole. */
  private void checkLeft(Claim claim, List<MarkRule.Match> rest) {
    if (rest.isEmpty() && claim.isSaid()) {
      String message =
          "other services have all of %s, nothing is left to %s"
              .formatted(claim.match(), claim.service.name());
      diagnostics.add(
          Diagnostic.error("nothing-left", claim.service.origin(), message)
              .withHint("leave these ports out of it, or take them from the others"));
    }
  }

  /** Sorted claims are nested or apart; the innermost open one is on top. */
  private void nest(List<Claim> claims) {
    Deque<Claim> open = new ArrayDeque<>();
    for (Claim claim : claims) {
      while (!open.isEmpty() && open.peek().ports.last() < claim.ports.first()) {
        open.pop();
      }
      if (!open.isEmpty() && !settled(open.peek(), claim)) {
        continue;
      }
      open.push(claim);
    }
  }

  /**
   * Whether two claims can stand together, the second inside the first. Where they cannot and both
   * are in the kernel, somebody else has put one there: that is left as it is, and is no reason to
   * refuse a change of anything else.
   */
  private boolean settled(Claim wider, Claim narrower) {
    boolean told = wider.isSaid() || narrower.isSaid();
    boolean equal = wider.ports.equals(narrower.ports);
    if (equal || !wider.ports.contains(narrower.ports)) {
      if (told) {
        clash(wider, narrower, equal);
      }
      return false;
    }
    if (wider.byMark) {
      wider.leftOut.add(narrower);
      if (told) {
        tellLeftOut(wider, narrower);
      }
    }
    return true;
  }

  private void clash(Claim one, Claim two, boolean equal) {
    String code = equal ? "equal-claims" : "claims-overlap";
    String how = equal ? "both claim" : "partly overlap at";
    Claim later = isLater(one, two) ? one : two;
    String message =
        "services %s and %s %s %s"
            .formatted(one.service.name(), two.service.name(), how, two.match());
    diagnostics.add(
        Diagnostic.error(code, later.service.origin(), message)
            .withHint(wayOut(later == one ? two : one)));
  }

  private static String wayOut(Claim earlier) {
    String name = earlier.service.name();
    return earlier.service.source().isEmpty() && !earlier.isSaid()
        ? "others made %s: 'adopt %s' makes it yours to change".formatted(name, name)
        : "give each port of an address to one service";
  }

  /** Whether the first was said after the second; what the kernel says was there before. */
  private static boolean isLater(Claim one, Claim two) {
    return !two.isSaid()
        || (one.isSaid() && one.service.origin().start() > two.service.origin().start());
  }

  private void tellLeftOut(Claim wider, Claim narrower) {
    told.add(wider.service.name());
    String message =
        "%s leaves %s to %s"
            .formatted(wider.service.name(), narrower.match(), narrower.service.name());
    diagnostics.add(
        Diagnostic.warning(
                Warning.PORTS_LEFT_OUT.code(),
                (wider.isSaid() ? wider : narrower).service.origin(),
                message)
            .withHint("the narrower service has them; a mark would hide it otherwise"));
  }
}
