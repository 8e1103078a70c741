package org.lvsh.shell.exchange.keepalived;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.language.diagnostic.Suggestion;
import org.lvsh.shell.exchange.Gathering;

/** Reads a {@code real_server} block. */
final class RealServerReader {
  /** The checkers, a block each, as {@code install_checkers_keyword} has them. */
  private static final Set<String> CHECKERS =
      Set.of(
          "BFD_CHECK",
          "DNS_CHECK",
          "FILE_CHECK",
          "HTTP_GET",
          "MISC_CHECK",
          "PING_CHECK",
          "SMTP_CHECK",
          "SSL_GET",
          "TCP_CHECK",
          "UDP_CHECK");

  private static final Set<String> OWN = Set.of("weight", "lvs_method", "uthreshold", "lthreshold");

  private final Gathering gathering;
  private final ValueReader values;
  private OptionalInt weight = OptionalInt.empty();
  private Optional<Forwarding> forwarding;
  private long upper;
  private long lower;

  /**
   * Of one block.
   *
   * @param forwarding what the virtual server has said so far
   */
  RealServerReader(Gathering gathering, Optional<Forwarding> forwarding) {
    this.gathering = gathering;
    this.values = new ValueReader(gathering);
    this.forwarding = forwarding;
  }

  Optional<RealServerSaid> read(Entry entry) {
    Optional<IpAddress> address = values.word(entry, 1, "an address").flatMap(values::address);
    OptionalInt port = values.port(entry, 2);
    values.ignored(entry, 3);
    if (!entry.hasBlock()) {
      gathering.error(
          "missing-brace",
          entry.span(),
          "there is no '{' after this real server",
          "keepalived wants a block, be it an empty one: {}");
    }
    entry.block().forEach(this::statement);
    if (lower > upper) {
      gathering.error(
          "bad-limits",
          entry.span(),
          "lthreshold %d is larger than uthreshold %d: the kernel refuses that"
              .formatted(lower, upper),
          "set uthreshold as well, to no less");
      return Optional.empty();
    }
    return address.isPresent() && port.isPresent()
        ? Optional.of(
            new RealServerSaid(
                entry.span(), address.get(), port.getAsInt(), weight, forwarding, upper, lower))
        : Optional.empty();
  }

  private void statement(Entry entry) {
    switch (entry.keyword()) {
      case "weight" ->
          number(entry, Integer.MAX_VALUE, "a weight")
              .ifPresent(value -> weight = OptionalInt.of((int) value));
      case "lvs_method" ->
          forwarding = new ForwardingReader(gathering).read(entry).or(() -> forwarding);
      case "uthreshold" ->
          number(entry, RealServer.MOST_CONNECTIONS, "a threshold")
              .ifPresent(value -> upper = value);
      case "lthreshold" ->
          number(entry, RealServer.MOST_CONNECTIONS, "a threshold")
              .ifPresent(value -> lower = value);
      default -> other(entry);
    }
  }

  private OptionalLong number(Entry entry, long most, String what) {
    values.ignored(entry, 2);
    return values.number(entry, 1, 0, most, what);
  }

  private void other(Entry entry) {
    String keyword = entry.keyword();
    if (CHECKERS.contains(keyword) || Reasons.ofChecks(keyword)) {
      gathering.notCarried(entry.span(), Reasons.CHECKS);
    } else if (Reasons.ofEvents(keyword)) {
      gathering.notCarried(entry.span(), Reasons.EVENTS);
    } else if (keyword.equals("snmp_name")) {
      gathering.notCarried(entry.span(), "real servers have no names in lvsh");
    } else {
      gathering.error(
          "unknown-keyword",
          entry.word(0).span(),
          "'%s' is no keyword of a real server".formatted(keyword),
          Suggestion.hint(
                  Stream.of(OWN, CHECKERS, Reasons.KNOWN).flatMap(Set::stream).sorted().toList(),
                  keyword)
              .orElse("see keepalived.conf(5)"));
    }
  }
}
