package org.lvsh.kernel.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.Verdict.Fate;

/** The life of a persistence template ({@code ip_vs_sched_persist}, {@code ip_vs_conn_expire}). */
class PersistenceTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private Director director;

  @BeforeEach
  void twoServersInTurn() {
    director = Director.of(Director.sticky(Director.WEB, "rr", FIVE_MINUTES), 1, 1);
  }

  private Connection template() {
    List<Connection> all = director.templates();
    assertEquals(1, all.size(), () -> "templates: " + all);
    return all.get(0);
  }

  private void expires(long seconds) {
    assertEquals(Duration.ofSeconds(seconds), template().expires());
  }

  @Test
  void aClientStaysWhateverTheSchedulerSays() {
    assertEquals("ABA", director.come(3));
    assertEquals("ABA", director.come(3));
    assertEquals(3, director.templates().size());
    assertEquals(6, director.connections().size());
  }

  @Test
  void aTemplateTellsTheServiceAndTheServer() {
    director.come(1);
    assertEquals(
        new Connection(
            6,
            Director.client(1),
            0,
            IpAddress.of("192.168.0.1"),
            80,
            IpAddress.of("10.0.0.1"),
            80,
            "ASSURED",
            FIVE_MINUTES,
            ""),
        template());
    assertEquals(
        new Connection(
            6,
            Director.client(1),
            32_768,
            IpAddress.of("192.168.0.1"),
            80,
            IpAddress.of("10.0.0.1"),
            80,
            "ESTABLISHED",
            Duration.ofMinutes(15),
            ""),
        director.connections().get(0));
  }

  /** The connection is silent, so it ends after 15 minutes, and the template at the next minute. */
  @Test
  void aTemplateIsRenewedMinuteByMinuteWhileItsConnectionIsThere() {
    director.come(1);
    assertEquals(Lapse.NOTHING, director.forward(299));
    expires(1);
    assertEquals(Lapse.NOTHING, director.forward(1));
    expires(60);
    assertEquals(Lapse.NOTHING, director.forward(59));
    expires(1);
    director.forward(1);
    expires(60);
    assertEquals(new Lapse(1, 0), director.forward(540));
    expires(60);
    assertEquals(new Lapse(0, 1), director.forward(60));
    assertEquals(List.of(), director.templates());
    assertEquals(0, director.statistics(1).persistentConnections().orElseThrow());
  }

  @Test
  void aNewConnectionRestartsTheTimeThereIsAtPresent() {
    director.come(1);
    director.forward(200);
    director.come(1);
    expires(300);
    director.forward(300);
    expires(60);
    director.forward(30);
    director.come(1);
    expires(60);
  }

  @Test
  void aTemplateWithoutConnectionsEndsInItsTime() {
    Timeouts brief =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
    director.timeouts(brief);
    director.come(1);
    assertEquals(new Lapse(1, 0), director.forward(10));
    expires(290);
    assertEquals(new Lapse(0, 1), director.forward(290));
    assertEquals("B", director.comeFrom(1), "the scheduler chooses anew");
  }

  @Test
  void anotherTimeoutOfTheServiceLeavesTemplatesAlone() {
    director.come(1);
    director.balancer().changeService(Director.sticky(Director.WEB, "rr", Duration.ofMinutes(1)));
    director.come(2);
    List<Duration> expires = director.templates().stream().map(Connection::expires).toList();
    assertEquals(List.of(Duration.ofMinutes(1), FIVE_MINUTES), expires);
  }

  @Test
  void clientsOfOneNetworkShareATemplate() {
    Persistence coarse =
        new Persistence(
            FIVE_MINUTES,
            Optional.of(new Granularity(AddressFamily.IPV4, 0xFFFF_FF00L)),
            Optional.empty());
    Director wide = Director.of(VirtualService.of(Director.WEB, Scheduler.of("rr"), coarse), 1, 1);
    assertEquals("AAAA", wide.come(4));
    assertEquals(1, wide.templates().size());
    assertEquals(IpAddress.of("203.0.113.0"), wide.templates().get(0).client());
  }

  @Test
  void anIpv6ClientIsCutToThePrefix() {
    Persistence coarse =
        new Persistence(
            FIVE_MINUTES, Optional.of(new Granularity(AddressFamily.IPV6, 60)), Optional.empty());
    assertEquals(
        IpAddress.of("2001:db8:0:10::"),
        Granularities.cut(IpAddress.of("2001:db8:0:1f:2::3"), coarse));
  }

  @Test
  void aMarkHasOneTemplateForAllItsPacketsAndIgnoresTheServersPort() {
    ServiceKey key = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(10));
    Director marked = Director.of(Director.sticky(key, "rr", FIVE_MINUTES), 1, 1);
    assertEquals("A", marked.comeFrom(1, "192.168.0.1", 80, 10));
    assertEquals("A", marked.comeFrom(1, "192.168.0.1", 443, 10));
    assertEquals("A", marked.comeFrom(1, "192.168.0.2", 80, 10));
    assertEquals("B", marked.comeFrom(2, "192.168.0.2", 80, 10));
    Connection first = marked.templates().get(0);
    assertEquals(Optional.of(new Mark(10)), first.mark());
    assertEquals(0, first.serverPort());
    List<Integer> ports = marked.connections().stream().map(Connection::serverPort).toList();
    assertEquals(List.of(80, 443, 80, 80), ports);
  }

  @Test
  void aMarkWithoutPersistenceCollapsesOntoTheServersPort() {
    ServiceKey key = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(10));
    Director marked = Director.of(VirtualService.of(key, Scheduler.of("rr")), 1);
    marked.comeFrom(1, "192.168.0.1", 443, 10);
    assertEquals(80, marked.connections().get(0).serverPort());
    assertEquals(443, marked.connections().get(0).virtualPort());
  }

  @Test
  void anyPortHasOneTemplateForAProtocolAndAnAddress() {
    ServiceKey any = new ServiceKey.OnAddress(Protocol.TCP, Director.WEB.address(), 0);
    Director director = Director.of(Director.sticky(any, "rr", FIVE_MINUTES), 1, 1);
    assertEquals("A", Director.letter(director.arrive(1, "192.168.0.1", 80, Optional.empty())));
    assertEquals("A", Director.letter(director.arrive(1, "192.168.0.1", 443, Optional.empty())));
    assertEquals(1, director.templates().size());
    assertEquals(443, director.connections().get(1).serverPort());
  }

  @Test
  void aDrainedServerKeepsItsClientsUnlessTemplatesAreQuiescent() {
    assertEquals("AB", director.come(2));
    director.change(1, 0);
    assertEquals("AB", director.come(2));
    director.expireQuiescent();
    assertEquals("BB", director.come(2));
    director.change(1, 1);
    assertEquals("BB", director.come(2), "the old template is never found again");
  }

  @Test
  void aTemplateThatIsNotGoodAnyMoreStaysUntilItsTimeIsOver() {
    director.come(1);
    director.remove(1);
    assertEquals("B", director.comeFrom(1));
    List<Connection> all = director.templates();
    assertEquals(2, all.size());
    assertEquals(1, all.stream().filter(one -> one.virtualPort() == 0xFFFF).count());
    assertEquals(1, all.stream().filter(one -> one.virtualPort() == 80).count());
  }

  @Test
  void whereNoServerTakesAClientThereIsNoTemplate() {
    director.change(1, 0);
    director.change(2, 0);
    assertEquals("-", director.comeFrom(1));
    assertEquals(List.of(), director.templates());
  }

  @Test
  void udpIsSureOfAnAnswerThatComesByTheDirectorOnly() {
    ServiceKey dns = new ServiceKey.OnAddress(Protocol.UDP, Director.WEB.address(), 53);
    Director director = Director.of(Director.sticky(dns, "rr", FIVE_MINUTES), 1);
    director.arrive(Protocol.UDP, 1, "192.168.0.1", 53, Optional.empty());
    assertEquals("NONE", director.templates().get(0).state());
    assertEquals("UDP", director.connections().get(0).state());
    assertEquals(FIVE_MINUTES, director.connections().get(0).expires());
  }

  @Test
  void onePacketLeavesATemplateAndNoConnection() {
    ServiceKey dns = new ServiceKey.OnAddress(Protocol.UDP, Director.WEB.address(), 53);
    VirtualService service =
        new VirtualService(
            dns, Scheduler.of("rr"), Optional.of(Persistence.of(FIVE_MINUTES)), true);
    Director director = Director.of(service, 1, 1);
    for (int time = 0; time < 3; time++) {
      director.arrive(Protocol.UDP, 1, "192.168.0.1", 53, Optional.empty());
    }
    assertEquals(List.of(), director.connections());
    assertEquals(1, director.templates().size());
    assertEquals(
        3, director.balancer().statistics().get(dns).counters().orElseThrow().connections());
  }

  @Test
  void theSipEngineReadsUdpAlone() {
    ServiceKey sip = new ServiceKey.OnAddress(Protocol.UDP, Director.WEB.address(), 5060);
    Persistence engine = new Persistence(FIVE_MINUTES, Optional.empty(), Optional.of("sip"));
    Director director = Director.of(VirtualService.of(sip, Scheduler.of("rr"), engine), 1, 1);
    Verdict udp = director.arrive(Protocol.UDP, 1, "192.168.0.1", 5060, Optional.empty());
    assertEquals(Fate.SCHEDULED, udp.fate());
    assertEquals("sip 1@1", director.templates().get(0).engineData());
    ServiceKey tcp = new ServiceKey.OnAddress(Protocol.TCP, Director.WEB.address(), 5060);
    director.add(VirtualService.of(tcp, Scheduler.of("rr"), engine), 1, 1);
    assertEquals(Fate.UNREADABLE, director.arrive(1, "192.168.0.1", 5060, Optional.empty()).fate());
    assertTrue(director.templates().size() == 1);
  }
}
