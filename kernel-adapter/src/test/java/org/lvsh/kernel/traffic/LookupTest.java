package org.lvsh.kernel.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.Verdict.Fate;

/** Which service takes a packet ({@code ip_vs_service_find}). */
class LookupTest {
  private static final String VIP = "192.168.0.1";
  private final Director director = new Director();

  private static ServiceKey tcp(int port) {
    return new ServiceKey.OnAddress(Protocol.TCP, IpAddress.of(VIP), port);
  }

  private static ServiceKey mark(long number) {
    return new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(number));
  }

  private void plain(ServiceKey key) {
    director.add(VirtualService.of(key, Scheduler.of("rr")), 1);
  }

  private void sticky(ServiceKey key) {
    director.add(Director.sticky(key, "rr", Duration.ofMinutes(5)), 1);
  }

  private Verdict to(int port, Optional<Mark> mark) {
    return director.arrive(1, VIP, port, mark);
  }

  private void goes(ServiceKey service, int port) {
    assertEquals(Optional.of(service), to(port, Optional.empty()).service());
  }

  private void isLeft(int port) {
    assertEquals(Verdict.NOT_BALANCED, to(port, Optional.empty()));
  }

  @Test
  void aMarkIsLookedUpBeforeTheAddress() {
    plain(tcp(80));
    plain(mark(10));
    assertEquals(Optional.of(mark(10)), to(80, Optional.of(new Mark(10))).service());
    assertEquals(
        Optional.of(tcp(80)),
        to(80, Optional.of(new Mark(11))).service(),
        "a mark that no service has does not matter");
    goes(tcp(80), 80);
  }

  @Test
  void theExactPortIsLookedUpBeforeAnyPort() {
    sticky(tcp(0));
    sticky(tcp(80));
    goes(tcp(80), 80);
    goes(tcp(0), 81);
    isLeftOnUdp();
  }

  private void isLeftOnUdp() {
    assertEquals(Verdict.NOT_BALANCED, director.arrive(Protocol.UDP, 1, VIP, 80, Optional.empty()));
  }

  @Test
  void passiveFtpGoesWhereItsControlConnectionWent() {
    sticky(tcp(21));
    goes(tcp(21), 21);
    goes(tcp(21), 20);
    goes(tcp(21), 1024);
    isLeft(1023);
    assertEquals(1, director.templates().size(), "one template for all of them");
    assertEquals(0, director.templates().get(0).virtualPort());
  }

  @Test
  void ftpWithoutPersistenceTakesItsOwnPortAlone() {
    plain(tcp(21));
    goes(tcp(21), 21);
    isLeft(1024);
  }

  @Test
  void anyPortWithoutPersistenceTakesNothing() {
    plain(tcp(0));
    assertEquals(Fate.NO_SERVER, to(80, Optional.empty()).fate());
  }

  @Test
  void activeFtpDataIsNeverScheduled() {
    plain(tcp(80));
    Packet packet = new Packet(Protocol.TCP, Director.client(1), 20, IpAddress.of(VIP), 80, "");
    assertEquals(
        Verdict.NOT_BALANCED,
        director.balancer().arrive(packet, Optional.empty(), director.settings()));
  }

  @Test
  void aRuleMarksItsAddressProtocolAndPorts() {
    NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
    for (MarkRule rule :
        new MarkRule[] {
          rule(Protocol.TCP, VIP, 80, 80, 1),
          rule(Protocol.TCP, VIP, 8000, 8010, 2),
          rule(Protocol.UDP, VIP, 0, 65535, 3),
          rule(Protocol.TCP, "192.168.0.2", 1, 79, 4)
        }) {
      rules.put(rule.match(), rule);
    }
    assertEquals(Optional.of(new Mark(1)), Marking.of(packet(Protocol.TCP, VIP, 80), rules));
    assertEquals(Optional.empty(), Marking.of(packet(Protocol.TCP, VIP, 79), rules));
    assertEquals(Optional.empty(), Marking.of(packet(Protocol.TCP, VIP, 81), rules));
    assertEquals(Optional.of(new Mark(2)), Marking.of(packet(Protocol.TCP, VIP, 8000), rules));
    assertEquals(Optional.of(new Mark(2)), Marking.of(packet(Protocol.TCP, VIP, 8010), rules));
    assertEquals(Optional.empty(), Marking.of(packet(Protocol.TCP, VIP, 8011), rules));
    assertEquals(Optional.of(new Mark(3)), Marking.of(packet(Protocol.UDP, VIP, 65535), rules));
    assertEquals(Optional.empty(), Marking.of(packet(Protocol.SCTP, VIP, 80), rules));
    assertEquals(Optional.empty(), Marking.of(packet(Protocol.TCP, "192.168.0.3", 80), rules));
  }

  private static MarkRule rule(Protocol protocol, String address, int first, int last, long mark) {
    MarkRule.Match match =
        new MarkRule.Match(protocol, IpAddress.of(address), new Ports(first, last));
    return new MarkRule(match, new Mark(mark));
  }

  private static Packet packet(Protocol protocol, String address, int port) {
    return new Packet(protocol, Director.client(1), 40_000, IpAddress.of(address), port, "");
  }
}
