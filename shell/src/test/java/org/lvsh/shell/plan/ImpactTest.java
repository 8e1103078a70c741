package org.lvsh.shell.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Pruning;
import org.lvsh.shell.session.Scene;

/** Whom each kind of step touches, and what becomes of them. */
class ImpactTest {
  private static final ServiceKey WEB = Scene.tcp("10.0.0.1", 80);
  private static final ServiceKey DNS = udp(53);
  private static final ServiceKey SHOP = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(10));
  private static final ServiceKey BOTH = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(11));

  private static final String[] BEFORE = {
    "service web on 10.0.0.1 port 80 sticky 600s",
    "  server 10.1.0.1 weight 2",
    "  server 10.1.0.2 masquerade",
    "service dns on 10.0.0.1 port 53 udp",
    "  server 10.1.0.1",
    "  server 10.1.0.2",
    "service shop on 10.0.0.2 ports 80,443 sticky 1h mark 10",
    "  server 10.1.0.1",
    "  server 10.1.0.2 tunnel gue 6080",
    "service both on 10.0.0.3 port 53 tcp,udp mark 11",
    "  server 10.1.0.1",
    "  server 10.1.0.2",
  };

  private static final String DROPPED =
      "their packets are dropped until they time out, since expire_nodest_conn is 0; at 1 they"
          + " would end at once";
  private static final String TO_OTHERS = "their clients' next connections go to other servers";

  private final LiveLike kernel = new LiveLike();
  private final Scene scene = Scene.on(kernel).apply(BEFORE);

  private static ServiceKey udp(int port) {
    return new ServiceKey.OnAddress(Protocol.UDP, IpAddress.of("10.0.0.1"), port);
  }

  private ImpactTest carrying(ServiceKey service, String server, int port, long... counts) {
    kernel.carrying(
        service, new ServerKey(IpAddress.of(server), port), counts[0], counts[1], counts[2]);
    return this;
  }

  private ImpactTest busy() {
    return carrying(WEB, "10.1.0.1", 80, 7, 1, 5)
        .carrying(WEB, "10.1.0.2", 80, 12, 3, 30)
        .carrying(DNS, "10.1.0.2", 53, 0, 9, 0)
        .carrying(SHOP, "10.1.0.1", 0, 20, 2, 11)
        .carrying(SHOP, "10.1.0.2", 0, 40, 4, 21)
        .carrying(BOTH, "10.1.0.2", 0, 6, 8, 0);
  }

  private Impact impact(String... edits) {
    return scene.plan(edits).impact();
  }

  /** Each such as {@code stranded 12 connections of web 10.1.0.2:80 by expire_nodest_conn = 0}. */
  private static List<String> told(Impact impact) {
    return impact.effects().stream().map(ImpactTest::told).toList();
  }

  private static String told(Effect effect) {
    return effect.fate().word()
        + effect
            .carried()
            .map(count -> " " + count)
            .orElse(" " + effect.thing().name().toLowerCase(Locale.ROOT))
        + effect.service().map(name -> " of " + name).orElse("")
        + effect.server().map(server -> " " + server).orElse("")
        + effect.decidedBy().map(setting -> " by " + setting).orElse("");
  }

  private static List<String> reasons(Impact impact) {
    return impact.effects().stream().map(Effect::why).toList();
  }

  @Test
  void connectionsOfARemovedServerAreStrandedAndItsTemplatesMove() {
    Impact impact = busy().impact("remove server 10.1.0.2 from web");
    assertEquals(
        List.of(
            "stranded 15 connections of web 10.1.0.2:80 by expire_nodest_conn = 0",
            "moved 30 templates of web 10.1.0.2:80"),
        told(impact));
    assertEquals(List.of(DROPPED, TO_OTHERS), reasons(impact));
    assertEquals(new Carried(12, 3, 30), impact.total());
    assertEquals(
        Map.of(Fate.STRANDED, new Carried(12, 3, 0), Fate.MOVED, new Carried(0, 0, 30)),
        impact.byFate());
  }

  @Test
  void theSettingThatCountsIsTheOneThatThePlanLeavesBehind() {
    Impact impact =
        busy().impact("kernel expire_nodest_conn = 1", "remove server 10.1.0.2 from web");
    assertEquals(
        List.of(
            "cut 15 connections of web 10.1.0.2:80 by expire_nodest_conn = 1",
            "moved 30 templates of web 10.1.0.2:80"),
        told(impact));
    assertEquals(
        "since expire_nodest_conn is not 0, they end at once, and the director answers their next"
            + " packet with a reset",
        reasons(impact).get(0));
  }

  @Test
  void datagramsMoveWhereConnectionsOfTcpAreCutAndTogetherTheyCannotBeToldApart() {
    scene.apply("kernel expire_nodest_conn = 1");
    busy();
    assertEquals(
        List.of("moved 9 connections of dns 10.1.0.2:53 by expire_nodest_conn = 1"),
        told(impact("remove server 10.1.0.2 from dns")));
    assertEquals(
        List.of(
            "cut 6 connections of both 10.1.0.2:0 by expire_nodest_conn = 1",
            "unsure 8 connections of both 10.1.0.2:0 by expire_nodest_conn = 1"),
        told(impact("remove server 10.1.0.2 from both")));
  }

  @Test
  void withoutAServerThatIsLeftNobodyCanMove() {
    scene.apply(
        "kernel expire_nodest_conn = 1",
        "set dns server 10.1.0.1 weight 0",
        "set web server 10.1.0.1 weight 0");
    Impact impact =
        busy().impact("remove server 10.1.0.2 from dns", "remove server 10.1.0.2 from web");
    assertEquals(
        List.of(
            "cut 9 connections of dns 10.1.0.2:53 by expire_nodest_conn = 1",
            "cut 15 connections of web 10.1.0.2:80 by expire_nodest_conn = 1",
            "cut 30 templates of web 10.1.0.2:80"),
        told(impact));
  }

  @Test
  void aDrainedServerKeepsItsConnectionsAndTheSettingDecidesAboutItsTemplates() {
    busy();
    assertEquals(
        List.of(
            "kept 15 connections of web 10.1.0.2:80",
            "kept 30 templates of web 10.1.0.2:80 by expire_quiescent_template = 0"),
        told(impact("set web server 10.1.0.2 weight 0")));
    assertEquals(
        List.of(
            "kept 15 connections of web 10.1.0.2:80",
            "moved 30 templates of web 10.1.0.2:80 by expire_quiescent_template = 1"),
        told(impact("kernel expire_quiescent_template = 1", "set web server 10.1.0.2 weight 0")));
  }

  @Test
  void whatIsDrainedAlreadyLosesItsTemplatesWithTheSetting() {
    busy().scene.apply("set web server 10.1.0.2 weight 0");
    Impact impact = impact("kernel expire_quiescent_template = 1");
    assertEquals(List.of("moved 30 templates by expire_quiescent_template = 1"), told(impact));
    scene.apply("kernel expire_quiescent_template = 1");
    assertEquals(Impact.NONE, impact("kernel expire_quiescent_template = 2"));
  }

  @Test
  void anotherWeightAndAnotherSchedulerTouchNobody() {
    kernel.uncounted("nobody may ask");
    assertEquals(Impact.NONE, impact("set web server 10.1.0.2 weight 9", "set web wrr"));
    assertEquals(Impact.NONE, impact("rename web to front"));
  }

  @Test
  void aPlanOfAdditionsReadsNoCounters() {
    kernel.uncounted("nobody may ask");
    assertEquals(
        Impact.NONE,
        impact(
            "service more on 10.0.0.9 ports 80,443",
            "  server 10.1.0.1",
            "add server 10.1.0.3 to web",
            "sync master on eth0"));
  }

  @Test
  void connectionsKeepTheForwardingMethodTheyBeganWith() {
    Impact impact = busy().impact("set web server 10.1.0.2 direct");
    assertEquals(
        List.of("kept 15 connections of web 10.1.0.2:80", "kept 30 templates of web 10.1.0.2:80"),
        told(impact));
    assertEquals(
        List.of(
            "they keep the forwarding method they began with; new ones get the new",
            "their clients' next connections get the new forwarding method"),
        reasons(impact));
  }

  @Test
  void connectionsInATunnelGetTheNewOneAtOnce() {
    busy();
    for (String other : List.of("tunnel gue 6081", "tunnel gre", "tunnel", "direct")) {
      assertEquals(
          List.of(
              "unsure 44 connections of shop 10.1.0.2:0", "kept 21 templates of shop 10.1.0.2:0"),
          told(impact("set shop server 10.1.0.2 " + other)),
          other);
    }
    scene.apply("set shop server 10.1.0.2 tunnel");
    assertEquals(
        List.of("kept 44 connections of shop 10.1.0.2:0", "kept 21 templates of shop 10.1.0.2:0"),
        told(impact("set shop server 10.1.0.2 masquerade")));
  }

  @Test
  void aLimitHoldsForNewConnectionsAlone() {
    busy();
    assertEquals(
        List.of("kept 15 connections of web 10.1.0.2:80", "kept 30 templates of web 10.1.0.2:80"),
        told(impact("set web server 10.1.0.2 limit 10")));
    scene.apply("set web server 10.1.0.2 limit 10");
    assertEquals(Impact.NONE, impact("set web server 10.1.0.2 limit 20"));
  }

  @Test
  void templatesKeepTheirTimeAndAreLostByAnotherKeyOrWithoutPersistence() {
    busy();
    assertEquals(List.of("kept 35 templates of web"), told(impact("set web sticky 300s")));
    assertEquals(Impact.NONE, impact("set web sticky 600s per /32"));
    assertEquals(List.of("moved 35 templates of web"), told(impact("set web sticky 600s per /24")));
    assertEquals(List.of("moved 35 templates of web"), told(impact("set web no sticky")));
    scene.apply("service sip on 10.0.0.1 port 5060 udp sticky 5m", "  server 10.1.0.1");
    carrying(udp(5060), "10.1.0.1", 5060, 0, 3, 2);
    assertEquals(List.of("moved 2 templates of sip"), told(impact("set sip sticky 5m by sip")));
  }

  @Test
  void eachTemplateIsCountedOnceByWhatIsWorstForIt() {
    Impact impact =
        busy()
            .impact(
                "set web sticky 600s per /24",
                "set web server 10.1.0.1 weight 0",
                "remove server 10.1.0.2 from web");
    assertEquals(
        List.of(
            "moved 5 templates of web",
            "kept 8 connections of web 10.1.0.1:80",
            "stranded 15 connections of web 10.1.0.2:80 by expire_nodest_conn = 0",
            "cut 30 templates of web 10.1.0.2:80"),
        told(impact));
    assertEquals(new Carried(19, 4, 35), impact.total());
  }

  @Test
  void aRemovedServiceTakesAllThatItsServersCarry() {
    Impact impact = busy().impact("remove service web");
    assertEquals(
        List.of(
            "stranded 23 connections of web by expire_nodest_conn = 0", "cut 35 templates of web"),
        told(impact));
    scene.apply("kernel expire_nodest_conn = 1");
    assertEquals(
        List.of("cut 23 connections of web by expire_nodest_conn = 1", "cut 35 templates of web"),
        told(impact("remove service web")));
  }

  /** The hooks go with the last service, so the director sees the packets itself. */
  @Test
  void withTheLastServiceOfAFamilyConnectionsAreCutWhateverTheSettingSays() {
    Impact impact =
        busy().impact("remove all", "service six on fd00::1 port 80", "  server fd00:1::1");
    assertEquals(
        List.of(
            "cut 14 connections of both",
            "cut 9 connections of dns",
            "cut 66 connections of shop",
            "cut 32 templates of shop",
            "cut 23 connections of web",
            "cut 35 templates of web"),
        told(impact).stream().sorted(ImpactTest::byService).toList());
  }

  private static int byService(String one, String other) {
    return name(one).compareTo(name(other));
  }

  private static String name(String told) {
    return told.substring(told.lastIndexOf(' '));
  }

  @Test
  void clientsOfAReplacedServiceMoveToTheOneThatTakesTheirPackets() {
    busy();
    Plan plan = scene.plan("set web ports 80,8080");
    assertEquals(
        List.of(
            "stranded 23 connections of web by expire_nodest_conn = 0",
            "moved 35 templates of web"),
        told(plan.impact()));
    assertEquals(new Carried(19, 4, 35), Impact.sum(plan.ofReplaced()));
    assertEquals(
        List.of(
            "stranded 23 connections of web by expire_nodest_conn = 0", "cut 35 templates of web"),
        told(impact("set web port 81")));
    scene.apply("kernel expire_nodest_conn = 1");
    assertEquals(
        List.of("moved 9 connections of dns by expire_nodest_conn = 1"),
        told(impact("set dns ports 53,5353")));
    assertEquals(
        List.of("cut 9 connections of dns by expire_nodest_conn = 1"),
        told(impact("set dns port 5353")));
    assertEquals(
        List.of("moved 32 templates of shop"),
        told(impact("set shop mark 12")).stream().filter(one -> one.contains("templ")).toList());
  }

  @Test
  void whatElseEndsIsNotCountedAsReplaced() {
    Plan plan = busy().scene.plan("set web ports 80,8080", "remove service dns");
    assertEquals(new Carried(19, 4, 35), Impact.sum(plan.ofReplaced()));
    assertEquals(new Carried(19, 13, 35), plan.impact().total());
  }

  @Test
  void connectionsThatCameByAMarkGoOnWithoutIt() {
    Impact impact = busy().impact("set shop port 80");
    assertEquals(List.of("kept connections of shop"), told(impact));
    assertTrue(impact.isPartlyUnknown());
    assertEquals(Optional.empty(), impact.unknown());
    assertEquals(Impact.NONE, impact("set shop ports 80-90,443"));
  }

  /** It has had their packets so far. */
  @Test
  void aServiceInTheMidstOfOneOnAnyPortTakesItsNewConnections() {
    Scene scene =
        Scene.empty().apply("service all on 10.0.0.9 ports any sticky 60s", "  server 10.1.0.1");
    String why = "those of the service on any port go on; new ones come here";
    for (String taking :
        List.of("service http on 10.0.0.9 port 80", "service both on 10.0.0.9 ports 80,443")) {
      Impact impact = scene.plan(taking, "  server 10.1.0.2").impact();
      assertFalse(impact.effects().isEmpty(), taking);
      impact.effects().forEach(effect -> assertEquals(why, effect.why()));
      impact.effects().forEach(effect -> assertEquals(Fate.KEPT, effect.fate()));
    }
    assertEquals(List.of(), scene.plan("service http on 10.0.0.8 port 80").impact().effects());
  }

  @Test
  void aDaemonThatStopsAndShorterTimesCutNothingHere() {
    scene.apply("sync master on eth0", "sync backup on eth0 id 3");
    Impact impact = impact("no sync master", "no sync backup", "timeouts tcp 60s");
    assertEquals(List.of("kept connections", "kept connections", "kept connections"), told(impact));
    assertEquals(Impact.NONE, impact("timeouts tcp 1d"));
    assertEquals(Impact.NONE, impact("sync master on eth0 id 4"));
    assertTrue(scene.live().daemons().containsKey(SyncDaemon.Role.MASTER));
  }

  @Test
  void aSnapshotSaysNothingOfConnections() {
    Plan plan =
        scene
            .session()
            .propose(
                Scene.parse("remove server 10.1.0.2 from web").statements(),
                Scene.SOURCE,
                Pruning.NONE,
                scene.live())
            .plan()
            .orElseThrow();
    assertEquals(
        List.of(
            "stranded connections of web 10.1.0.2:80 by expire_nodest_conn = 0",
            "moved templates of web 10.1.0.2:80"),
        told(plan.impact()));
    assertEquals(Optional.of("a snapshot says nothing of connections"), plan.impact().unknown());
  }

  @Test
  void countersThatCannotBeReadAreNotTakenForNone() {
    kernel.uncounted("the answer was cut off");
    Impact impact = impact("remove server 10.1.0.2 from web");
    assertEquals(Optional.of("it cannot be read: the answer was cut off"), impact.unknown());
    assertEquals(2, impact.effects().size());
  }

  @Test
  void aServerThatTheKernelDoesNotCountIsNotTakenForIdle() {
    Load load = Load.of(Map.of());
    assertEquals(Optional.empty(), load.of(WEB, new ServerKey(IpAddress.of("10.1.0.1"), 80)));
    assertEquals(Optional.empty(), load.missing());
  }

  @Test
  void aSettingThatCannotBeReadIsTakenForZeroAndSaidToBe() {
    Plan plan =
        scene
            .session()
            .propose(
                Scene.parse("remove server 10.1.0.2 from web").statements(),
                Scene.SOURCE,
                Pruning.NONE,
                scene.live().withSettings(new TreeMap<>()))
            .plan()
            .orElseThrow();
    Effect stranded = plan.impact().effects().get(0);
    assertEquals("stranded connections of web 10.1.0.2:80", told(stranded));
    assertTrue(stranded.why().contains("is taken for 0, as it cannot be read"), stranded::why);
  }

  @Test
  void thereAreNeverFewerThanNone() {
    assertThrows(IllegalArgumentException.class, () -> new Carried(0, -1, 0));
    assertEquals("no connection and no template", Carried.NOTHING.toString());
    assertEquals("1 connection", new Carried(0, 1, 0).toString());
    assertEquals("1 template", new Carried(0, 0, 1).toString());
    assertEquals("3 connections and 2 templates", new Carried(1, 2, 2).toString());
  }
}
