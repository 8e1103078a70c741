package org.lvsh.shell.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;

class MadeUpNamesTest {
  private static ServiceKey on(Protocol protocol, String address, int port) {
    return new ServiceKey.OnAddress(protocol, IpAddress.of(address), port);
  }

  private static ServiceKey on(AddressFamily family, long mark) {
    return new ServiceKey.OnMark(family, new Mark(mark));
  }

  private static MarkRule.Match match(Protocol protocol, Ports ports) {
    return new MarkRule.Match(protocol, IpAddress.of("10.0.0.1"), ports);
  }

  private static final List<ServiceKey> KEYS =
      List.of(
          on(Protocol.TCP, "10.0.0.1", 80),
          on(Protocol.TCP, "10.0.0.2", 80),
          on(Protocol.UDP, "10.0.0.1", 80),
          on(Protocol.TCP, "10.0.0.1", 443),
          on(Protocol.TCP, "10.0.0.1", 53),
          on(Protocol.UDP, "10.0.0.1", 53),
          on(Protocol.UDP, "10.0.0.1", 123),
          on(Protocol.TCP, "10.0.0.1", 31000),
          on(Protocol.SCTP, "10.0.0.1", 0),
          on(AddressFamily.IPV4, 7),
          on(AddressFamily.IPV6, 7),
          on(AddressFamily.IPV4, 8),
          on(AddressFamily.IPV6, 8),
          on(AddressFamily.IPV4, 9),
          on(AddressFamily.IPV4, 10));

  private static final Map<Mark, List<MarkRule.Match>> MATCHES =
      Map.of(
          new Mark(8),
          List.of(match(Protocol.TCP, Ports.of(443)), match(Protocol.TCP, Ports.of(80))),
          new Mark(9),
          List.of(match(Protocol.TCP, Ports.ANY)),
          new Mark(10),
          List.of(match(Protocol.UDP, new Ports(5000, 5010))));

  private static Map<ServiceKey, String> names(List<ServiceKey> keys) {
    return MadeUpNames.of(keys, MATCHES, Set.of(new Mark(8)), List.of("web-2"));
  }

  @Test
  void portsThatAreKnownGiveTheNames() {
    assertEquals(
        List.of(
            "dns-tcp",
            "web",
            "web-tls",
            "tcp-31000",
            "web-3",
            "dns-udp",
            "web-udp",
            "ntp",
            "all-sctp",
            "mark-7",
            "mark-7-ipv6",
            "web-4",
            "web-4",
            "all-ports",
            "udp-5000-5010"),
        List.copyOf(names(KEYS).values()));
  }

  @Test
  void theOrderOfTheServicesChangesNothing() {
    List<ServiceKey> reversed = new java.util.ArrayList<>(KEYS);
    Collections.reverse(reversed);
    assertEquals(names(KEYS), names(reversed));
  }

  @Test
  void wordsOfOthersAreMadeFit() {
    Set<String> taken = new HashSet<>();
    assertEquals("my-group", MadeUpNames.free("my group", taken));
    assertEquals("my-group-2", MadeUpNames.free("my-group", taken));
    assertEquals("service-9lives", MadeUpNames.free("9lives", taken));
    assertTrue(MadeUpNames.free("x".repeat(300), taken).matches("x{48}"));
  }
}
