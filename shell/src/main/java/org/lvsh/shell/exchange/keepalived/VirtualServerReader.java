package org.lvsh.shell.exchange.keepalived;

import com.google.common.net.InetAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.language.diagnostic.Suggestion;
import org.lvsh.shell.exchange.Gathering;

/**
 * Reads a {@code virtual_server} block, statement by statement, since an earlier one decides what a
 * later one means ({@code check_parser.c}).
 */
final class VirtualServerReader {
  /** {@code LVS_MAX_TIMEOUT}: 31 days. */
  static final long LONGEST = 86_400L * 31;

  /** {@code IPVS_SVC_PERSISTENT_TIMEOUT}: where no time is said. */
  static final long DEFAULT_PERSISTENCE = 360;

  private static final Set<String> OWN =
      Set.of(
          "flag-1",
          "flag-2",
          "flag-3",
          "hashed",
          "hysteresis",
          "ip_family",
          "lb_algo",
          "lb_kind",
          "lvs_method",
          "lvs_sched",
          "mh-fallback",
          "mh-port",
          "ops",
          "persistence_engine",
          "persistence_granularity",
          "persistence_timeout",
          "protocol",
          "quorum",
          "real_server",
          "sh-fallback",
          "sh-port",
          "snmp_name",
          "sorry_server",
          "sorry_server_inhibit",
          "sorry_server_lvs_method",
          "weight");

  private final Gathering gathering;
  private final ValueReader values;
  private final List<RealServerSaid> servers = new ArrayList<>();
  private final Set<Integer> flags = new TreeSet<>();
  private Optional<AddressFamily> family = Optional.empty();
  private Optional<String> scheduler = Optional.empty();
  private OptionalLong timeout = OptionalLong.empty();
  private Optional<Said<Persistence.Granularity>> granularity = Optional.empty();
  private Optional<Said<String>> engine = Optional.empty();
  private Optional<Said<Protocol>> protocol = Optional.empty();
  private Optional<Entry> onePacket = Optional.empty();
  private Optional<Forwarding> forwarding = Optional.empty();
  private int weight = 1;
  private Optional<String> name;

  /**
   * Of one virtual server.
   *
   * @param name what it is called where it does not say so itself
   */
  VirtualServerReader(Gathering gathering, Optional<String> name) {
    this.gathering = gathering;
    this.name = name;
    this.values = new ValueReader(gathering);
  }

  /** A virtual server; nothing where it is not known what it is for, which is told. */
  Optional<VirtualServer> read(Entry entry) {
    Optional<Target> target = target(entry);
    if (!entry.hasBlock()) {
      gathering.error(
          "missing-brace",
          entry.span(),
          "there is no '{' after this virtual server",
          "open its block with '{'");
      return Optional.empty();
    }
    entry.block().forEach(this::statement);
    return target.map(
        found ->
            new VirtualServer(
                entry.span(),
                found,
                family,
                new Scheduler(scheduler.orElse(Scheduler.DEFAULT.name()), flags),
                timeout,
                granularity,
                engine,
                protocol,
                onePacket.map(Entry::span),
                forwarding,
                weight,
                servers,
                name));
  }

  private Optional<Target> target(Entry entry) {
    Optional<Word> first = values.word(entry, 1, "an address, 'fwmark NUMBER' or 'group NAME'");
    values.ignored(entry, 3);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    return switch (first.get().text()) {
      case "group" ->
          values
              .word(entry, 2, "the name of a group")
              .map(word -> new Target.OnGroup(word.text(), word.span()));
      case "fwmark" -> values.mark(entry, 2).map(Target.OnMark::new);
      default -> onAddress(entry, first.get());
    };
  }

  private Optional<Target> onAddress(Entry entry, Word word) {
    Optional<IpAddress> address = values.address(word);
    OptionalInt port = values.port(entry, 2);
    family = address.map(IpAddress::family);
    return address.isPresent() && port.isPresent()
        ? Optional.of(new Target.OnAddress(address.get(), port.getAsInt()))
        : Optional.empty();
  }

  private void statement(Entry entry) {
    switch (entry.keyword()) {
      case "ip_family" -> family(entry);
      case "lb_algo", "lvs_sched" -> scheduler(entry);
      case "ops" -> {
        values.ignored(entry, 1);
        onePacket = Optional.of(entry);
      }
      case "flag-1", "flag-2", "flag-3" -> {
        values.ignored(entry, 1);
        flags.add(entry.keyword().charAt(5) - '0');
      }
      case "sh-port", "mh-port" -> flag(entry, 2);
      case "sh-fallback", "mh-fallback" -> flag(entry, 1);
      case "lb_kind", "lvs_method" ->
          forwarding = new ForwardingReader(gathering).read(entry).or(() -> forwarding);
      case "persistence_timeout" -> timeout(entry);
      case "persistence_engine" -> engine(entry);
      case "persistence_granularity" -> granularity(entry);
      case "protocol" -> protocol(entry);
      case "weight" ->
          values
              .number(entry, 1, 1, Integer.MAX_VALUE, "a weight")
              .ifPresent(value -> weight = (int) value);
      case "real_server" -> server(entry);
      case "snmp_name" -> name = values.word(entry, 1, "a name").map(Word::text);
      default -> other(entry);
    }
  }

  private void family(Entry entry) {
    Optional<AddressFamily> said =
        values.word(entry, 1, "an address family").flatMap(values::family);
    if (said.isPresent() && family.isPresent() && !said.equals(family)) {
      gathering.error(
          "bad-family",
          entry.span(),
          "the virtual server is of the other address family already",
          "remove the statement");
    } else {
      family = said.or(() -> family);
    }
  }

  private void scheduler(Entry entry) {
    Optional<Word> word = values.word(entry, 1, "a scheduler");
    values.ignored(entry, 2);
    if (word.isPresent() && Scheduler.KNOWN.contains(word.get().text())) {
      scheduler = Optional.of(word.get().text());
    } else {
      word.ifPresent(
          unknown -> values.unknown(unknown, "a scheduler that keepalived knows", Scheduler.KNOWN));
    }
  }

  /** {@code sh-port} counts only where {@code lvs_sched sh} stands before it. */
  private void flag(Entry entry, int bit) {
    values.ignored(entry, 1);
    String of = entry.keyword().substring(0, 2);
    if (scheduler.equals(Optional.of(of))) {
      flags.add(bit);
    } else {
      gathering.notCarried(
          entry.span(),
          "keepalived heeds it only where 'lvs_sched %s' stands before it".formatted(of));
    }
  }

  private void timeout(Entry entry) {
    values.ignored(entry, 2);
    if (entry.size() < 2) {
      timeout = OptionalLong.of(DEFAULT_PERSISTENCE);
    } else if (entry.word(1).text().matches("0+")) {
      gathering.notCarried(entry.span(), "keepalived takes no time of 0 and leaves it out");
    } else {
      timeout = orElse(values.number(entry, 1, 1, LONGEST, "a time in seconds"), timeout);
    }
  }

  private static OptionalLong orElse(OptionalLong one, OptionalLong two) {
    return one.isPresent() ? one : two;
  }

  private void engine(Entry entry) {
    Optional<Word> word = values.word(entry, 1, "the name of an engine");
    if (word.isPresent() && word.get().is("sip")) {
      engine = Optional.of(new Said<>("sip", entry.span()));
    } else {
      word.ifPresent(
          other -> values.unknown(other, "a persistence engine of Linux", List.of("sip")));
    }
  }

  /** A netmask for IPv4, the length of a prefix for IPv6 ({@code pgr_handler}). */
  private void granularity(Entry entry) {
    Optional<Word> word = values.word(entry, 1, "a netmask");
    if (word.isEmpty()) {
      return;
    }
    AddressFamily of =
        family.orElse(word.get().text().contains(".") ? AddressFamily.IPV4 : AddressFamily.IPV6);
    OptionalLong value =
        of == AddressFamily.IPV6
            ? values.number(word.get(), 1, 128, "the length of a prefix")
            : mask(word.get());
    if (value.isPresent()) {
      family = Optional.of(of);
      granularity =
          Optional.of(new Said<>(new Persistence.Granularity(of, value.getAsLong()), entry.span()));
    }
  }

  private OptionalLong mask(Word word) {
    Optional<IpAddress> mask =
        ValueReader.literal(word.text()).filter(one -> one.family() == AddressFamily.IPV4);
    long bits =
        mask.map(one -> Integer.toUnsignedLong(InetAddresses.coerceToInteger(one.inet())))
            .orElse(0L);
    if (bits == 0) {
      gathering.error(
          "bad-mask",
          word.span(),
          "'%s' is not a netmask".formatted(word),
          "write it as an address, such as 255.255.255.0");
      return OptionalLong.empty();
    }
    return OptionalLong.of(bits);
  }

  private void protocol(Entry entry) {
    Optional<Word> word = values.word(entry, 1, "a protocol");
    values.ignored(entry, 2);
    for (Protocol one : Protocol.values()) {
      if (word.isPresent() && word.get().text().toLowerCase(Locale.ROOT).equals(one.word())) {
        protocol = Optional.of(new Said<>(one, entry.span()));
        return;
      }
    }
    word.ifPresent(unknown -> values.unknown(unknown, "a protocol", List.of("TCP", "UDP", "SCTP")));
  }

  /** The first that is not in a tunnel settles the family ({@code rs_end_handler}). */
  private void server(Entry entry) {
    Optional<RealServerSaid> server = new RealServerReader(gathering, forwarding).read(entry);
    if (server.isEmpty()) {
      return;
    }
    boolean tunnel = server.get().forwarding().map(Forwarding::isTunnel).orElse(false);
    if (!tunnel && family.isEmpty()) {
      family = Optional.of(server.get().family());
    }
    if (!tunnel && !family.equals(Optional.of(server.get().family()))) {
      gathering.error(
          "other-family",
          entry.span(),
          "the real server is not of the address family of its virtual server",
          "only lvs_method TUN reaches the other one");
    } else {
      servers.add(server.get());
    }
  }

  private void other(Entry entry) {
    String keyword = entry.keyword();
    if (Reasons.ofChecks(keyword)) {
      gathering.notCarried(entry.span(), Reasons.CHECKS);
    } else if (Reasons.ofEvents(keyword)) {
      gathering.notCarried(entry.span(), Reasons.EVENTS);
    } else if (keyword.startsWith("sorry_server") && OWN.contains(keyword)) {
      gathering.notCarried(entry.span(), Reasons.SORRY);
    } else if (keyword.equals("quorum") || keyword.equals("hysteresis")) {
      gathering.notCarried(entry.span(), Reasons.QUORUM);
    } else if (keyword.equals("hashed") || keyword.equals("nat_mask")) {
      gathering.notCarried(entry.span(), "keepalived no longer heeds it");
    } else {
      gathering.error(
          "unknown-keyword",
          entry.word(0).span(),
          "'%s' is no keyword of a virtual server".formatted(keyword),
          Suggestion.hint(
                  Stream.of(OWN, Reasons.KNOWN).flatMap(Set::stream).sorted().toList(), keyword)
              .orElse("see keepalived.conf(5)"));
    }
  }
}
