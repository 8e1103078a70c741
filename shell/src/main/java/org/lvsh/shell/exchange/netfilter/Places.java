package org.lvsh.shell.exchange.netfilter;

import com.google.common.net.InetAddresses;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Ports;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.MachineNames;
import org.lvsh.shell.exchange.WellKnownPorts;
import org.lvsh.shell.exchange.script.Word;

/** Addresses and ports as people write them, with names where the machine knows them. */
public final class Places {
  private final MachineNames names;
  private final Findings findings;

  public Places(MachineNames names, Findings findings) {
    this.names = names;
    this.findings = findings;
  }

  /** An address, or a host that the machine knows by itself; anything else is told. */
  public Optional<IpAddress> address(Word word) {
    String text = word.text();
    if (InetAddresses.isInetAddress(text)) {
      return Optional.of(IpAddress.of(text));
    }
    if (text.matches("[0-9.]*|.*:.*|.*[^A-Za-z0-9_.-].*")) {
      findings.error(
          "bad-address",
          word.span(),
          text.isEmpty() ? "an address is missing" : text + " is not an address",
          "an IPv4 address has four numbers from 0 to 255, an IPv6 address stands in brackets");
      return Optional.empty();
    }
    Optional<IpAddress> host = names.host(text);
    if (host.isEmpty()) {
      findings.error(
          "unknown-host",
          word.span(),
          "host " + text + " has no IPv4 address on this machine",
          "write its address in its place, or add it to /etc/hosts; no name server is asked");
    }
    return host;
  }

  /** A port, 0 to 65535, by its number or its name; anything else is told. */
  public OptionalInt port(Word word) {
    String text = word.text();
    if (text.matches("\\d{1,6}")) {
      int number = Integer.parseInt(text);
      if (number <= Ports.MAX) {
        return OptionalInt.of(number);
      }
    }
    Set<Integer> known = names.ports(text);
    if (WellKnownPorts.of(text).isPresent()) {
      return WellKnownPorts.of(text);
    }
    if (known.size() == 1) {
      return OptionalInt.of(known.iterator().next());
    }
    findings.error(
        "unknown-port",
        word.span(),
        known.isEmpty()
            ? (text.isEmpty() ? "a port is missing" : text + " is not a port")
            : "%s is several ports: %s".formatted(text, known),
        "write the number of the port, 0 to 65535");
    return OptionalInt.empty();
  }
}
