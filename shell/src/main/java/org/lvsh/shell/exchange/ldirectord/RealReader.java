package org.lvsh.shell.exchange.ldirectord;

import com.google.common.net.InetAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.shell.exchange.Gathering;

/**
 * Reads {@code real=FIRST[->LAST][:PORT] gate|masq|ipip [WEIGHT] ["REQUEST", "RECEIVE"] [l:LOWER]
 * [u:UPPER]} ({@code _ld_read_config_real_resolve}, {@code add_real_server}).
 */
final class RealReader {
  /** The most real servers of one range. */
  static final int RANGE_LIMIT = 16_384;

  private static final Pattern REAL =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+?)"
              + "(?:->(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+))?"
              + "(?::([A-Za-z0-9_-]+))?\\s+(\\S+)(.*)",
          Pattern.DOTALL);

  private static final Pattern OPTIONS =
      Pattern.compile(
          "(?:\\s+([0-9]{1,10}))?(\\s+\".*\"[, ]\\s*\".*\")?"
              + "(?:\\s+l:([0-9]{1,10}))?(?:\\s+u:([0-9]{1,10}))?\\s*");

  private static final long MOST = RealServer.MOST_CONNECTIONS;

  private final Gathering gathering;
  private final ValueReader values;
  private final AddressFamily family;
  private final Optional<ServiceKey> service;

  /**
   * Of one virtual service.
   *
   * @param service which it is, where that is known
   */
  RealReader(
      Gathering gathering, ValueReader values, AddressFamily family, Optional<ServiceKey> service) {
    this.gathering = gathering;
    this.values = values;
    this.family = family;
    this.service = service;
  }

  /** The real servers of a line; none where it is wrong. */
  List<RealServer> read(Directive real) {
    Matcher matcher = REAL.matcher(real.value());
    if (real.name().endsWith("6") != (family == AddressFamily.IPV6)) {
      return refuse(
          "other-family",
          real,
          "'%s' stands in a service of the other address family".formatted(real.name()),
          "virtual has real, virtual6 has real6");
    }
    if (!matcher.matches()) {
      return refuse(
          "bad-server",
          real,
          "this is not how a real server is written",
          "write ADDRESS[->ADDRESS][:PORT] gate|masq|ipip [WEIGHT]");
    }
    List<IpAddress> addresses = addresses(real, matcher);
    OptionalInt port =
        matcher.group(3) == null
            ? OptionalInt.of(0)
            : values.port(matcher.group(3), real.part(matcher.start(3), matcher.end(3)));
    Optional<Forwarding> forwarding = forwarding(real, matcher);
    Matcher options = OPTIONS.matcher(matcher.group(5));
    if (!options.matches()) {
      return refuse(
          "bad-server",
          real,
          "'%s' is not what follows a forwarding method".formatted(matcher.group(5).strip()),
          "write [WEIGHT] [\"REQUEST\", \"RECEIVE\"] [l:LOWER] [u:UPPER], in this order");
    }
    return forwarding.isPresent() && port.isPresent()
        ? servers(real, addresses, port.getAsInt(), forwarding.get(), options)
        : List.of();
  }

  private List<IpAddress> addresses(Directive real, Matcher matcher) {
    Optional<IpAddress> first =
        values.address(matcher.group(1), real.part(matcher.start(1), matcher.end(1)), family);
    if (matcher.group(2) == null) {
      return first.map(List::of).orElse(List.of());
    }
    Optional<IpAddress> last =
        values.address(matcher.group(2), real.part(matcher.start(2), matcher.end(2)), family);
    return first.isPresent() && last.isPresent() ? range(real, first.get(), last.get()) : List.of();
  }

  private List<IpAddress> range(Directive real, IpAddress first, IpAddress last) {
    if (family == AddressFamily.IPV6) {
      refuse("bad-range", real, "ldirectord has ranges of IPv4 alone", "write each server");
      return List.of();
    }
    long from = Integer.toUnsignedLong(InetAddresses.coerceToInteger(first.inet()));
    long to = Integer.toUnsignedLong(InetAddresses.coerceToInteger(last.inet()));
    if (from > to || to - from >= RANGE_LIMIT) {
      refuse(
          "bad-range",
          real,
          from > to
              ? "the range ends before it begins"
              : "the range has more than %d addresses".formatted(RANGE_LIMIT),
          "write the smaller address first");
      return List.of();
    }
    List<IpAddress> all = new ArrayList<>();
    for (long at = from; at <= to; at++) {
      all.add(new IpAddress(InetAddresses.fromInteger((int) at)));
    }
    return all;
  }

  private Optional<Forwarding> forwarding(Directive real, Matcher matcher) {
    return switch (matcher.group(4)) {
      case "gate" -> Optional.of(Forwarding.DIRECT);
      case "masq" -> Optional.of(Forwarding.MASQUERADE);
      case "ipip" -> Optional.of(Forwarding.TUNNEL);
      default -> {
        gathering.error(
            "unknown-word",
            real.part(matcher.start(4), matcher.end(4)),
            "'%s' is not a forwarding method".formatted(matcher.group(4)),
            "write gate, masq or ipip");
        yield Optional.empty();
      }
    };
  }

  private List<RealServer> servers(
      Directive real, List<IpAddress> addresses, int port, Forwarding forwarding, Matcher options) {
    long weight = number(options.group(1), 1);
    long lower = number(options.group(3), 0);
    long upper = number(options.group(4), 0);
    if (weight > Integer.MAX_VALUE || lower > MOST || upper > MOST || lower > upper) {
      return refuse(
          "bad-number",
          real,
          lower > upper
              ? "the lower threshold is larger than the upper one: the kernel refuses that"
              : "a number is larger than the kernel takes",
          "see ipvsadm(8)");
    }
    if (options.group(2) != null) {
      gathering.notCarried(real.where(), "its request and answer: " + Reasons.CHECKS);
    }
    int used = port(real, port, forwarding);
    return addresses.stream()
        .map(
            address ->
                new RealServer(
                    new ServerKey(address, used), (int) weight, forwarding, upper, lower))
        .toList();
  }

  private static long number(String digits, long otherwise) {
    return digits == null ? otherwise : Long.parseLong(digits);
  }

  /** Without masquerading {@code ipvsadm} takes the port of the service, marks apart. */
  private int port(Directive real, int said, Forwarding forwarding) {
    if (service.isEmpty() || !(service.get() instanceof ServiceKey.OnAddress on)) {
      return said;
    }
    if (forwarding.equals(Forwarding.MASQUERADE)) {
      return said;
    }
    if (said != 0 && said != on.port()) {
      gathering.remark(
          "%s: the port of the real server is its service's, since only masq changes it"
              .formatted(real.where()));
    }
    return on.port();
  }

  private List<RealServer> refuse(String code, Directive real, String what, String hint) {
    gathering.error(code, real.valueWhere(), what, hint);
    return List.of();
  }
}
