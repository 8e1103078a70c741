package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.shell.session.Scene;

/** Who gets which ports of an address. */
class ClaimsTest {
  private static final String ANY = "service all on 10.0.0.1 ports any mark 7 sticky 60s";
  private static final String RANGE = "service wide on 10.0.0.1 ports 8000-8010";
  private static final String INNER = "service inner on 10.0.0.1 port 8005";
  private static final String WEB = "service web on 10.0.0.1 port 80";
  private final Scene scene = Scene.empty();

  @Test
  void narrowerPortsAreLeftOutOfTheMarksRulesAndThePlanSaysSo() {
    List<String> told = scene.mistakes(RANGE, INNER);
    assertTrue(told.contains("warning ports-left-out '" + RANGE + "'"), told::toString);
    scene.apply(RANGE, INNER);
    assertEquals(List.of("tcp 10.0.0.1:8005", "mark 1000"), scene.entries());
    assertEquals(
        List.of("tcp 10.0.0.1:8000-8004 to mark 1000", "tcp 10.0.0.1:8006-8010 to mark 1000"),
        scene.rules());
  }

  @Test
  void narrowerPortsAreGivenBackWhenTheirServiceGoes() {
    scene.apply(RANGE, INNER).apply("remove service inner");
    assertEquals(List.of("tcp 10.0.0.1:8000-8010 to mark 1000"), scene.rules());
  }

  @Test
  void narrowerPortsAreTakenFromAServiceThatNobodySpokeOf() {
    scene.apply(RANGE).apply(INNER);
    assertEquals(2, scene.rules().size());
    assertEquals(
        List.of(),
        scene.mistakes("set wide wrr", "add server 10.1.0.1 to wide").stream()
            .filter(told -> told.startsWith("error"))
            .toList());
  }

  @Test
  void anyPortLeavesOutSeveralNarrowerServices() {
    scene.apply(ANY, WEB, RANGE, INNER);
    assertEquals(
        List.of(
            "tcp 10.0.0.1:0-79 to mark 7",
            "tcp 10.0.0.1:81-7999 to mark 7",
            "tcp 10.0.0.1:8000-8004 to mark 1000",
            "tcp 10.0.0.1:8006-8010 to mark 1000",
            "tcp 10.0.0.1:8011-65535 to mark 7"),
        scene.rules());
    scene.apply("remove service wide");
    assertEquals(
        List.of(
            "tcp 10.0.0.1:0-79 to mark 7",
            "tcp 10.0.0.1:81-8004 to mark 7",
            "tcp 10.0.0.1:8006-65535 to mark 7"),
        scene.rules());
  }

  @Test
  void anyPortAtItsEndsIsStillAnyPort() {
    scene.apply(ANY, "service one on 10.0.0.1 ports 1,65535 sctp,tcp");
    scene.apply("remove service one");
    assertEquals(List.of("tcp 10.0.0.1:any to mark 7"), scene.rules());
  }

  @Test
  void otherProtocolsAndAddressesAreNotInTheWay() {
    scene.apply(RANGE, "service udp on 10.0.0.1 port 8005 udp", INNER.replace("0.1", "0.2"));
    assertEquals(List.of("tcp 10.0.0.1:8000-8010 to mark 1000"), scene.rules());
  }

  @Test
  void aServiceWithoutAMarkLeavesNothingOut() {
    scene.apply("service all on 10.0.0.1 ports any sticky 60s", WEB);
    assertEquals(List.of("tcp 10.0.0.1:0", "tcp 10.0.0.1:80"), scene.entries());
    assertEquals(List.of(), scene.rules());
  }

  @Test
  void equalClaimsAreAnErrorAtTheLaterOne() {
    String twin = "service twin on 10.0.0.1,10.0.0.9 ports 80,81";
    assertEquals(List.of("error equal-claims '" + twin + "'"), errors(WEB, twin));
    assertEquals(List.of("error equal-claims '" + WEB + "'"), errors(twin, WEB));
  }

  @Test
  void rangesThatPartlyOverlapAreAnErrorAtTheLaterOne() {
    String across = "service across on 10.0.0.1 ports 8005-8020";
    assertEquals(List.of("error claims-overlap '" + across + "'"), errors(RANGE, across));
  }

  @Test
  void aRangeOfWhichNothingIsLeftIsAnError() {
    String pair = "service pair on 10.0.0.1 ports 80-81";
    assertEquals(
        List.of("error nothing-left '" + pair + "'"),
        errors(pair, WEB, "service other on 10.0.0.1 port 81"));
  }

  @Test
  void aNewServiceOnTheAddressOfOthersIsAnErrorAtTheNewOne() {
    scene.others(Scene.foreign(Scene.tcp("10.0.0.1", 80)));
    assertEquals(List.of("error equal-claims '" + WEB + "'"), errors(WEB));
  }

  @Test
  void whatOthersPutOnOurAddressIsNoReasonToRefuseOtherChanges() {
    scene.apply("service web on 10.0.0.1 ports 80,443");
    scene.others(Scene.foreign(Scene.tcp("10.0.0.1", 80)));
    List<String> before = scene.rules();
    scene.apply("service mail on 10.0.0.2 port 25");
    assertEquals(before, scene.rules());
  }

  @Test
  void portsOfOthersWithinOurRangeAreLeftToThem() {
    scene.others(Scene.foreign(Scene.tcp("10.0.0.1", 8005)));
    scene.apply(RANGE);
    assertEquals(2, scene.rules().size());
    assertTrue(scene.plan(RANGE).isEmpty());
  }

  @Test
  void portsBetweenTwoOfOursAreNotTakenForOurs() {
    scene.apply(
        "service even on 10.0.0.1 ports 8080,8082", "service odd on 10.0.0.1 ports 8081,8083");
    scene.apply("remove service odd");
    assertEquals(
        List.of("tcp 10.0.0.1:8080 to mark 1000", "tcp 10.0.0.1:8082 to mark 1000"), scene.rules());
  }

  @Test
  void rangesThatAreInterlacedStayWhatTheyAre() {
    scene.apply(
        "service a on 10.0.0.1 ports 10-11,14-15", "service b on 10.0.0.1 ports 12-13,16-17");
    List<String> before = scene.rules();
    scene.apply("set a wrr", "set b wrr");
    assertEquals(before, scene.rules());
  }

  @Test
  void aNarrowerServiceAtTheEndOfARangeOnOneOfItsAddressesLeavesTheOtherWhole() {
    scene.apply(
        "service wide on 10.0.0.1,10.0.0.2 ports 8000-8010",
        "service first on 10.0.0.1 port 8000",
        "service last on 10.0.0.2 port 8010");
    List<String> before = scene.rules();
    assertEquals(
        List.of("tcp 10.0.0.1:8001-8010 to mark 1000", "tcp 10.0.0.2:8000-8009 to mark 1000"),
        before);
    scene.apply("set wide wrr", "service mail on 10.0.0.9 port 25");
    assertEquals(before, scene.rules());
    scene.apply("remove service first", "remove service last");
    assertEquals(
        List.of("tcp 10.0.0.1:8000-8010 to mark 1000", "tcp 10.0.0.2:8000-8010 to mark 1000"),
        scene.rules());
  }

  private List<String> errors(String... lines) {
    return scene.mistakes(lines).stream().filter(told -> told.startsWith("error")).toList();
  }
}
