package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.shell.session.Scene;

/** Servers that several services share. */
class PoolsTest {
  private static final String SHARED =
      """
      pool app
        server 10.1.0.1 weight 4
        server 10.1.0.2
      service web on 10.0.0.1 port 80 pool app
      service api on 10.0.0.2 port 8080 pool app
      """;

  private static List<String> onBoth(String... servers) {
    return List.of(servers).stream()
        .flatMap(
            server ->
                List.of(
                    "tcp 10.0.0.1:80 " + server + ":80", "tcp 10.0.0.2:8080 " + server + ":8080")
                    .stream())
        .sorted()
        .toList();
  }

  private static PoolSpec pool(Scene scene) {
    return Candidate.of(scene.live()).pools().get("app");
  }

  @Test
  void eachServiceHasTheServersWithItsOwnPort() {
    Scene scene = Scene.empty().apply(SHARED);
    assertEquals(onBoth("10.1.0.1", "10.1.0.2"), scene.servers());
    assertEquals(2, pool(scene).servers().size());
    assertEquals(0, scene.plan(SHARED).operations().size());
  }

  @Test
  void aPoolMayStandBelowItsServices() {
    Scene scene =
        Scene.empty()
            .apply("service web on 10.0.0.1 port 80 pool app", "pool app", "server 10.1.0.1");
    assertEquals(List.of("tcp 10.0.0.1:80 10.1.0.1:80"), scene.servers());
  }

  @Test
  void anEditOfThePoolReachesItsServices() {
    Scene scene = Scene.empty().apply(SHARED);
    scene.apply("add server 10.1.0.3 to app", "remove server 10.1.0.2 from app");
    assertEquals(onBoth("10.1.0.1", "10.1.0.3"), scene.servers());
    assertEquals(2, scene.plan("set app server 10.1.0.3 weight 9").operations().size());
  }

  @Test
  void whatIsDeclaredAnewInAPoolIsAllThereIs() {
    Scene scene = Scene.empty().apply(SHARED);
    scene.apply("pool app", "server 10.1.0.7");
    assertEquals(onBoth("10.1.0.7"), scene.servers());
  }

  @Test
  void aServiceThatJoinsTakesTheServersAndOneThatLeavesKeepsThem() {
    Scene scene = Scene.empty().apply(SHARED, "service x on 10.0.0.3 port 1", "server 10.9.0.1");
    scene.apply("set x pool app");
    assertEquals(6, scene.servers().size());
    scene.apply("set x no pool");
    assertEquals(6, scene.servers().size());
    scene.apply("remove server 10.1.0.1 from x");
    assertEquals(5, scene.servers().size());
    assertEquals(2, pool(scene).servers().size());
  }

  @Test
  void servicesOfBothFamiliesTakeTheirOwn() {
    Scene scene =
        Scene.empty()
            .apply(
                "pool app",
                "server 10.1.0.1",
                "server fd00::1",
                "server fd00::2 tunnel",
                "service four on 10.0.0.1 port 80 pool app",
                "service six on 2001:db8::1 port 80 pool app");
    assertEquals(
        List.of(
            "tcp 10.0.0.1:80 10.1.0.1:80",
            "tcp 10.0.0.1:80 [fd00::2]:80",
            "tcp [2001:db8::1]:80 [fd00::1]:80",
            "tcp [2001:db8::1]:80 [fd00::2]:80"),
        scene.servers());
    assertEquals(3, pool(scene).servers().size());
  }

  @Test
  void aPortOfItsOwnStaysOneForAllServices() {
    Scene scene =
        Scene.empty()
            .apply(
                "pool app",
                "server 10.1.0.1:8080 masquerade",
                "service web on 10.0.0.1 port 80 pool app",
                "service api on 10.0.0.2 port 8080 pool app");
    assertEquals(
        List.of("10.1.0.1:8080"), pool(scene).servers().stream().map(ServerSpec::called).toList());
    scene.apply("add server 10.1.0.2 to app");
    assertEquals(4, scene.servers().size());
  }

  @Test
  void aRenamedPoolKeepsItsServices() {
    Scene scene = Scene.empty().apply(SHARED);
    scene.apply("rename app to backend");
    assertEquals(List.of("backend"), List.copyOf(Candidate.of(scene.live()).pools().keySet()));
    assertEquals(onBoth("10.1.0.1", "10.1.0.2"), scene.servers());
    scene.apply("add server 10.1.0.3 to backend");
    assertEquals(6, scene.servers().size());
  }

  @Test
  void whatOthersChangedInOneServiceStaysUntilThePoolIsSpokenOf() {
    Scene scene = Scene.empty().apply(SHARED);
    RealServer stranger =
        new RealServer(new ServerKey(IpAddress.of("10.1.0.9"), 8080), 1, Forwarding.DIRECT, 0, 0);
    scene.others(new Operation.AddServer(Scene.tcp("10.0.0.2", 8080), stranger));
    assertEquals(3, pool(scene).servers().size());
    assertEquals(1, scene.plan("set web sticky 5m").operations().size());
    scene.apply(SHARED);
    assertEquals(onBoth("10.1.0.1", "10.1.0.2"), scene.servers());
  }

  @Test
  void aPoolThatNoServiceHasIsForgotten() {
    Scene scene = Scene.empty().apply(SHARED);
    scene.apply("set web no pool", "set api no pool");
    assertEquals(0, Candidate.of(scene.live()).pools().size());
    assertEquals(onBoth("10.1.0.1", "10.1.0.2"), scene.servers());
  }
}
