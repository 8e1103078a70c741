package org.lvsh.shell.exchange.ipvsadm;

import java.util.Optional;
import java.util.OptionalInt;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.netfilter.Places;
import org.lvsh.shell.exchange.script.Word;

/** How a line says that packets reach a server. */
final class ForwardingMeaning {
  private final Line line;
  private final Places places;
  private final Findings findings;

  ForwardingMeaning(Line line, Places places, Findings findings) {
    this.line = line;
    this.places = places;
    this.findings = findings;
  }

  Optional<Forwarding> forwarding() {
    boolean checked = line.has(Option.TUNNEL_CHECKSUM) || line.has(Option.TUNNEL_REMOTE_CHECKSUM);
    boolean tunnelled = checked || line.has(Option.TUNNEL_TYPE) || line.has(Option.TUNNEL_PORT);
    if (tunnelled && !line.has(Option.IPIP)) {
      return fail("the options of tunnels want -i", "add -i, or take them out");
    }
    if (line.has(Option.MASQUERADING)) {
      return Optional.of(Forwarding.MASQUERADE);
    }
    return line.has(Option.IPIP) ? tunnel(checked) : Optional.of(Forwarding.DIRECT);
  }

  private Optional<Forwarding> fail(String what, String hint) {
    findings.error("bad-ipvsadm", line.where(), what, hint);
    return Optional.empty();
  }

  private Optional<Forwarding> tunnel(boolean checked) {
    String type = line.value(Option.TUNNEL_TYPE).map(Word::text).orElse("ipip");
    Optional<Word> port = line.value(Option.TUNNEL_PORT);
    if (!type.equals("gue") && port.isPresent()) {
      return fail("only a gue tunnel has a port", "take --tun-port out");
    }
    switch (type) {
      case "ipip" -> {
        return checked
            ? fail("an ipip tunnel has no checksum", "gue and gre have one")
            : Optional.of(Forwarding.TUNNEL);
      }
      case "gre" -> {
        return line.has(Option.TUNNEL_REMOTE_CHECKSUM)
            ? fail("a gre tunnel has no remote checksum", "gue has one; gre takes --tun-csum")
            : Optional.of(new Forwarding(Forwarding.Method.GRE, 0, checksum()));
      }
      case "gue" -> {
        OptionalInt number = port.map(places::port).orElse(OptionalInt.empty());
        if (port.isEmpty() || (number.isPresent() && number.getAsInt() == 0)) {
          return fail("a gue tunnel needs a port", "add --tun-port PORT");
        }
        return number.isEmpty()
            ? Optional.empty()
            : Optional.of(new Forwarding(Forwarding.Method.GUE, number.getAsInt(), checksum()));
      }
      default -> {
        return fail(type + " is no tunnel", "it is ipip, gue or gre");
      }
    }
  }

  private Forwarding.Checksum checksum() {
    if (line.has(Option.TUNNEL_REMOTE_CHECKSUM)) {
      return Forwarding.Checksum.REMOTE;
    }
    return line.has(Option.TUNNEL_CHECKSUM) ? Forwarding.Checksum.FULL : Forwarding.Checksum.NONE;
  }
}
