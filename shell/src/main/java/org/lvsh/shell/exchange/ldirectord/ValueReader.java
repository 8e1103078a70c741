package org.lvsh.shell.exchange.ldirectord;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Ports;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Gathering;
import org.lvsh.shell.exchange.MachineNames;

/** Reads the values of directives; where one is wrong, tells so and gives none. */
final class ValueReader {
  private final Gathering gathering;
  private final MachineNames names;

  ValueReader(Gathering gathering, MachineNames names) {
    this.gathering = gathering;
    this.names = names;
  }

  /**
   * An address of a family, or the name of a host with one ({@code gethostbyname(3)}).
   *
   * @param text of IPv6 in brackets
   */
  Optional<IpAddress> address(String text, Span where, AddressFamily family) {
    Optional<IpAddress> address =
        literal(text.replaceAll("^\\[|\\]$", "")).or(() -> names.host(text));
    if (address.isEmpty()) {
      boolean host = text.matches("[A-Za-z0-9._-]*[A-Za-z][A-Za-z0-9._-]*");
      gathering.error(
          host ? "host-name" : "bad-address",
          where,
          host ? "'%s' is the name of a host".formatted(text) : text + " is not an address",
          host
              ? "write its address in its place, or add it to /etc/hosts; no name server is asked"
              : "write an IPv4 or IPv6 address");
    } else if (address.get().family() != family) {
      boolean ipv6 = family == AddressFamily.IPV6;
      gathering.error(
          "other-family",
          where,
          "%s is not an %s address".formatted(text, ipv6 ? "IPv6" : "IPv4"),
          "IPv6 has directives of its own: virtual6, real6, fallback6");
      return Optional.empty();
    }
    return address;
  }

  private static Optional<IpAddress> literal(String text) {
    try {
      return Optional.of(IpAddress.of(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** A port, by number or name. */
  OptionalInt port(String text, Span where) {
    if (text.matches("[0-9]{1,9}")) {
      int port = Integer.parseInt(text);
      if (port <= Ports.MAX) {
        return OptionalInt.of(port);
      }
    }
    Set<Integer> known = text.matches("[0-9]+") ? Set.of() : names.ports(text);
    if (known.size() == 1) {
      return OptionalInt.of(known.iterator().next());
    }
    gathering.error(
        "bad-port",
        where,
        known.isEmpty()
            ? "'%s' is not a port".formatted(text)
            : "'%s' is the name of several ports".formatted(text),
        "write its number");
    return OptionalInt.empty();
  }

  /** The first number in a value, as ldirectord takes it, within bounds. */
  OptionalLong number(Directive directive, long least, long most, String what) {
    String digits = directive.value().replaceAll("^\\D*([0-9]*).*$", "$1");
    if (digits.matches("[0-9]{1,18}")) {
      long value = Long.parseLong(digits);
      if (least <= value && value <= most) {
        return OptionalLong.of(value);
      }
    }
    gathering.error(
        "bad-number",
        directive.valueWhere(),
        "'%s' is not %s".formatted(directive.value(), what),
        "%s is a whole number, %d to %d".formatted(what, least, most));
    return OptionalLong.empty();
  }
}
