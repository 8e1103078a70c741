package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Claim;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.netfilter.MarkedPackets.Said;

/**
 * Puts services on marks and the rules that set these marks together: {@code mark 1} becomes the
 * addresses and ports that it stands for, where lvsh can say them. Otherwise the service stays on
 * its mark, which somebody else goes on setting.
 */
public final class MarkedServices {
  private final NavigableMap<ServiceKey, ServiceEntry> services;
  private final Set<ServiceKey> wanted;
  private final MarkedPackets packets;
  private final Findings findings;
  private final NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
  private final Map<Mark, Claim> claims = new TreeMap<>();

  /** What of the packets of marks concerns their services, as long as lvsh may say it. */
  private final Map<Mark, List<Said>> own = new TreeMap<>();

  private final Set<Mark> joined = new TreeSet<>();
  private final Set<Mark> unset = new TreeSet<>();

  /** Those that rules of others set as long as nobody takes them out. */
  private final Set<Mark> taken = new TreeSet<>();

  private final Map<String, List<MarkRule>> byPlace;
  private final Map<String, List<Ports>> narrower;

  /**
   * Settles services.
   *
   * @param services all there are
   * @param wanted those whose marks are to become packets, where they can
   */
  public MarkedServices(
      NavigableMap<ServiceKey, ServiceEntry> services,
      Set<ServiceKey> wanted,
      MarkedPackets packets,
      Findings findings) {
    this.wanted = Set.copyOf(wanted);
    this.services = services;
    this.packets = packets;
    this.findings = findings;
    this.byPlace =
        packets.rules().values().stream()
            .collect(Collectors.groupingBy(rule -> place(rule.match())));
    this.narrower = portsOf(services.keySet());
    settle(families());
    tell();
  }

  /** The rules that are lvsh's from now on. */
  public NavigableMap<MarkRule.Match, MarkRule> rules() {
    return Collections.unmodifiableNavigableMap(rules);
  }

  /** What the packets of a service are, where lvsh sets its mark from now on. */
  public Optional<Claim> claim(ServiceKey key) {
    return key instanceof ServiceKey.OnMark on && wanted.contains(key)
        ? Optional.ofNullable(claims.get(on.mark()))
        : Optional.empty();
  }

  /** For each such mark some of its packets, after which its service can be called. */
  public Map<Mark, List<MarkRule.Match>> examples() {
    Map<Mark, List<MarkRule.Match>> examples = new TreeMap<>();
    claims.forEach(
        (mark, claim) -> {
          IpAddress address = claim.addresses().get(0);
          Protocol protocol = claim.protocols().iterator().next();
          Ports ports = claim.ports().get(0);
          examples.put(mark, List.of(new MarkRule.Match(protocol, address, ports)));
        });
    return examples;
  }

  /** The marks whose services of both families are one. */
  public Set<Mark> joined() {
    return Set.copyOf(joined);
  }

  private Map<Mark, Set<AddressFamily>> families() {
    Map<Mark, Set<AddressFamily>> families = new TreeMap<>();
    for (ServiceKey key : new TreeSet<>(wanted)) {
      if (key instanceof ServiceKey.OnMark on) {
        families
            .computeIfAbsent(on.mark(), unseen -> EnumSet.noneOf(AddressFamily.class))
            .add(on.family());
      }
    }
    return families;
  }

  private void tell() {
    if (!unset.isEmpty()) {
      findings.remark(
          "nothing at hand sets mark %s: name what does with 'with FILE', or let it go on"
              .formatted(listed(unset)));
    }
    Set<Mark> without = new TreeSet<>(packets.said().keySet());
    for (ServiceKey key : services.keySet()) {
      if (key instanceof ServiceKey.OnMark on) {
        without.remove(on.mark());
      }
    }
    if (!without.isEmpty()) {
      findings.remark(
          "no service is on mark %s, which the rules set: they stay as they are"
              .formatted(listed(without)));
    }
    if (!taken.isEmpty()) {
      findings.remark(
          "lvsh sets mark %s itself when this is applied: take the old rules out then"
              .formatted(listed(taken)));
    }
  }

  private static String listed(Set<Mark> marks) {
    List<String> texts = marks.stream().map(Mark::toString).toList();
    return String.join(", ", texts);
  }

  /** A mark can be said where those can that have ports of its own, so it is tried until all do. */
  private void settle(Map<Mark, Set<AddressFamily>> families) {
    families.forEach(this::collect);
    Map<Mark, List<Said>> all = new TreeMap<>(own);
    Map<Mark, String> why = new TreeMap<>();
    while (own.keySet().removeIf(mark -> isUnsaid(mark, families.get(mark), why))) {
      claims.clear();
    }
    why.forEach(
        (mark, reason) ->
            findings.notCarried(all.get(mark).get(0).where(), reason + ": they stay on the mark"));
    own.keySet().forEach(mark -> take(mark, families.get(mark)));
  }

  /** Collects what is said of a mark; tells where that is not all, or nothing. */
  private void collect(Mark mark, Set<AddressFamily> families) {
    Optional<MarkedPackets.Doubt> doubt = packets.doubt(mark);
    if (doubt.isPresent()) {
      findings.notCarried(
          doubt.get().where(),
          "%s: the service stays on mark %s".formatted(doubt.get().why(), mark));
      return;
    }
    List<Said> ofServices = new ArrayList<>();
    for (Said one : packets.of(mark)) {
      if (families.contains(one.match().address().family())) {
        ofServices.add(one);
      } else {
        findings.notCarried(one.where(), "no service of this address family is on mark " + mark);
      }
    }
    if (ofServices.isEmpty()) {
      unset.add(mark);
    } else {
      own.put(mark, ofServices);
    }
  }

  private boolean isUnsaid(Mark mark, Set<AddressFamily> families, Map<Mark, String> why) {
    List<Said> said = own.get(mark);
    Optional<Claim> claim = claim(mark, said);
    if (claim.isEmpty()) {
      why.put(mark, unsaid(mark, said));
    } else if (families.size() > 1 && !(isForBoth(said) && isOne(mark))) {
      why.put(
          mark,
          "the services of IPv4 and IPv6 on mark %s differ, and lvsh has one for both"
              .formatted(mark));
    } else {
      claims.put(mark, claim.get());
    }
    return why.containsKey(mark);
  }

  private String unsaid(Mark mark, List<Said> said) {
    return said.stream()
        .flatMap(one -> at(one.match()).stream())
        .filter(rule -> !rule.mark().equals(mark) && !isLeftOut(rule))
        .findFirst()
        .map(
            rule ->
                "%s has mark %s, which lvsh cannot leave out of the services on mark %s"
                    .formatted(rule.match(), rule.mark(), mark))
        .orElse(
            "the addresses of mark %s have different ports, and lvsh says ports for all of them"
                .formatted(mark));
  }

  private void take(Mark mark, Set<AddressFamily> families) {
    if (own.get(mark).stream().anyMatch(one -> !one.where().equals(Span.NONE))) {
      taken.add(mark);
    }
    packets.rules().values().stream()
        .filter(rule -> rule.mark().equals(mark))
        .filter(rule -> families.contains(rule.match().address().family()))
        .forEach(rule -> rules.put(rule.match(), rule));
    if (families.size() > 1) {
      joined.add(mark);
    }
  }

  private static boolean isForBoth(List<Said> own) {
    return own.stream().map(one -> one.match().address().family()).distinct().count() == 2;
  }

  /**
   * Addresses, protocols and ports of which every combination has the mark, but for ports that a
   * narrower service takes out of a run, which lvsh does as well; empty where there are none.
   */
  private Optional<Claim> claim(Mark mark, List<Said> own) {
    Set<IpAddress> addresses = new LinkedHashSet<>();
    Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
    Set<Ports> ports = new TreeSet<>();
    for (Said one : own) {
      addresses.add(one.match().address());
      protocols.add(one.match().protocol());
      ports.add(one.match().ports());
    }
    List<Ports> runs = PortRuns.joined(ports);
    for (IpAddress address : addresses) {
      for (Protocol protocol : protocols) {
        if (!runs.stream().allMatch(run -> has(mark, new MarkRule.Match(protocol, address, run)))) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Claim(List.copyOf(addresses), protocols, runs, Claim.MarkSaid.FIXED));
  }

  private boolean has(Mark mark, MarkRule.Match wanted) {
    List<Ports> left = List.of(wanted.ports());
    for (MarkRule rule : at(wanted)) {
      boolean isNarrower =
          wanted.ports().contains(rule.match().ports())
              && !wanted.ports().equals(rule.match().ports());
      if (!rule.mark().equals(mark) && !(isNarrower && isLeftOut(rule))) {
        return false;
      }
      left = PortRuns.without(left, rule.match().ports());
    }
    if (!wanted.ports().isSingle()) {
      for (Ports port : narrower.getOrDefault(place(wanted), List.of())) {
        left = PortRuns.without(left, port);
      }
    }
    return left.isEmpty();
  }

  /**
   * Whether lvsh leaves the ports of a rule to its service: that says them, or lvsh has made both
   * before.
   */
  private boolean isLeftOut(MarkRule rule) {
    ServiceKey key = new ServiceKey.OnMark(rule.match().address().family(), rule.mark());
    if (wanted.contains(key)) {
      return own.containsKey(rule.mark());
    }
    boolean ofOthers =
        packets.said().containsKey(rule.mark()) || packets.doubt(rule.mark()).isPresent();
    return services.containsKey(key) && !ofOthers;
  }

  /** The ports of services of their own, each at its address. */
  private static Map<String, List<Ports>> portsOf(Set<ServiceKey> keys) {
    Map<String, List<Ports>> ports = new HashMap<>();
    for (ServiceKey key : keys) {
      if (key instanceof ServiceKey.OnAddress on && on.port() != 0) {
        Ports port = Ports.of(on.port());
        String place = place(new MarkRule.Match(on.protocol(), on.address(), port));
        ports.computeIfAbsent(place, first -> new ArrayList<>()).add(port);
      }
    }
    return ports;
  }

  private static String place(MarkRule.Match match) {
    return match.address() + " " + match.protocol();
  }

  /** The rules for some of the same packets. */
  private List<MarkRule> at(MarkRule.Match wanted) {
    return byPlace.getOrDefault(place(wanted), List.of()).stream()
        .filter(rule -> rule.match().overlaps(wanted))
        .toList();
  }

  /**
   * Whether the services of both families on a mark are the same but for their servers, so that one
   * statement makes both.
   */
  private boolean isOne(Mark mark) {
    ServiceEntry four = services.get(new ServiceKey.OnMark(AddressFamily.IPV4, mark));
    ServiceEntry six = services.get(new ServiceKey.OnMark(AddressFamily.IPV6, mark));
    return four.service().scheduler().equals(six.service().scheduler())
        && four.service().onePacket() == six.service().onePacket()
        && isSame(four.service().persistence(), six.service().persistence())
        && four.servers().isEmpty() == six.servers().isEmpty()
        && isOfItsOwn(four)
        && isOfItsOwn(six);
  }

  private static boolean isOfItsOwn(ServiceEntry entry) {
    return entry.servers().keySet().stream()
        .allMatch(server -> server.address().family() == entry.service().key().family());
  }

  /** A prefix that is said once holds for both families; one above 32 is for IPv6 alone. */
  private static boolean isSame(Optional<Persistence> four, Optional<Persistence> six) {
    if (four.isEmpty() || six.isEmpty()) {
      return four.isEmpty() && six.isEmpty();
    }
    boolean times =
        four.get().timeout().equals(six.get().timeout())
            && four.get().engine().equals(six.get().engine());
    long prefix = six.get().granularity().map(Persistence.Granularity::value).orElse(128L);
    long mask =
        four.get()
            .granularity()
            .map(Persistence.Granularity::value)
            .orElse(Persistence.Granularity.whole(AddressFamily.IPV4));
    boolean grains =
        six.get().granularity().isEmpty()
            ? four.get().granularity().isEmpty()
            : prefix <= 32 && mask == ((0xFFFF_FFFFL << (32 - prefix)) & 0xFFFF_FFFFL);
    return times && grains;
  }
}
