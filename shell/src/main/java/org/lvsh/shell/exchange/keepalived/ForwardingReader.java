package org.lvsh.shell.exchange.keepalived;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Ports;
import org.lvsh.shell.exchange.Gathering;

/**
 * Reads {@code lvs_method NAT|DR|TUN [type ipip|gue|gre] [port NUMBER] [nocsum|csum|remcsum]}
 * ({@code svr_forwarding_handler} of {@code check_parser.c}).
 */
final class ForwardingReader {
  private static final List<String> METHODS = List.of("NAT", "DR", "TUN");
  private static final List<String> TYPES = List.of("ipip", "gue", "gre");
  private static final List<String> OPTIONS = List.of("type", "port", "nocsum", "csum", "remcsum");

  private final Gathering gathering;
  private final ValueReader values;

  ForwardingReader(Gathering gathering) {
    this.gathering = gathering;
    this.values = new ValueReader(gathering);
  }

  Optional<Forwarding> read(Entry entry) {
    Optional<Word> method = values.word(entry, 1, "a forwarding method");
    if (method.isEmpty()) {
      return Optional.empty();
    }
    return switch (method.get().text()) {
      case "NAT" -> alone(entry, Forwarding.MASQUERADE);
      case "DR" -> alone(entry, Forwarding.DIRECT);
      case "TUN" -> new Tunnel(entry).read();
      default -> {
        values.unknown(method.get(), "a forwarding method", METHODS);
        yield Optional.empty();
      }
    };
  }

  private Optional<Forwarding> alone(Entry entry, Forwarding forwarding) {
    values.ignored(entry, 2);
    return Optional.of(forwarding);
  }

  /** What is said of a tunnel so far. */
  private final class Tunnel {
    private final Entry entry;
    private Forwarding.Method method = Forwarding.Method.IPIP;
    private Forwarding.Checksum checksum = Forwarding.Checksum.NONE;
    private int port;
    private boolean good = true;

    Tunnel(Entry entry) {
      this.entry = entry;
    }

    Optional<Forwarding> read() {
      int at = 2;
      while (good && at < entry.size()) {
        at = option(at);
      }
      return good && fits()
          ? Optional.of(new Forwarding(method, port, checksum))
          : Optional.empty();
    }

    /** Reads an option; gives the place of the next one. */
    private int option(int at) {
      Word word = entry.word(at);
      switch (word.text()) {
        case "type" -> type(at + 1);
        case "port" -> port(at + 1);
        case "nocsum" -> checksum = Forwarding.Checksum.NONE;
        case "csum" -> checksum = Forwarding.Checksum.FULL;
        case "remcsum" -> checksum = Forwarding.Checksum.REMOTE;
        default -> {
          values.unknown(word, "an option of a tunnel", OPTIONS);
          good = false;
        }
      }
      return word.is("type") || word.is("port") ? at + 2 : at + 1;
    }

    private void type(int at) {
      Optional<Word> type = values.word(entry, at, "the type of the tunnel");
      good = type.isPresent() && TYPES.contains(type.get().text());
      if (good) {
        method =
            switch (type.get().text()) {
              case "gue" -> Forwarding.Method.GUE;
              case "gre" -> Forwarding.Method.GRE;
              default -> Forwarding.Method.IPIP;
            };
      } else {
        type.ifPresent(word -> values.unknown(word, "a type of tunnel", TYPES));
      }
    }

    private void port(int at) {
      OptionalLong said = values.number(entry, at, 1, Ports.MAX, "a port");
      good = said.isPresent();
      said.ifPresent(value -> port = (int) value);
    }

    private boolean fits() {
      boolean gue = method == Forwarding.Method.GUE;
      if (gue != (port != 0)) {
        refuse(gue ? "a gue tunnel needs a port" : "only a gue tunnel has a port", "port NUMBER");
        return false;
      }
      if (method == Forwarding.Method.IPIP && checksum != Forwarding.Checksum.NONE) {
        refuse("an ipip tunnel has no checksum", "type gue or type gre");
        return false;
      }
      if (method == Forwarding.Method.GRE && checksum == Forwarding.Checksum.REMOTE) {
        refuse("a gre tunnel has no remote checksum", "csum or nocsum");
        return false;
      }
      return true;
    }

    private void refuse(String what, String write) {
      gathering.error("bad-tunnel", entry.span(), what, "keepalived knows " + write);
    }
  }
}
