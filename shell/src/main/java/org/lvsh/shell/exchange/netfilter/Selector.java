package org.lvsh.shell.exchange.netfilter;

import java.util.Locale;
import java.util.Optional;
import org.lvsh.kernel.model.Protocol;

/**
 * A field of a packet that nft compares.
 *
 * @param protocol the protocol that a field of ports is of, where it says one
 */
record Selector(Field field, Optional<Protocol> protocol) {
  /** The fields that lvsh has statements for. */
  enum Field {
    ADDRESS,
    PROTOCOL,
    PORT
  }

  /** The field that two words name, as {@code ip daddr}. */
  static Optional<Selector> of(String one, String two) {
    return switch (one + " " + two) {
      case "ip daddr", "ip6 daddr" -> Optional.of(new Selector(Field.ADDRESS, Optional.empty()));
      case "meta l4proto", "ip protocol", "ip6 nexthdr" ->
          Optional.of(new Selector(Field.PROTOCOL, Optional.empty()));
      case "th dport" -> Optional.of(new Selector(Field.PORT, Optional.empty()));
      case "tcp dport", "udp dport", "sctp dport" ->
          Optional.of(
              new Selector(
                  Field.PORT, Optional.of(Protocol.valueOf(one.toUpperCase(Locale.ROOT)))));
      default -> Optional.empty();
    };
  }
}
