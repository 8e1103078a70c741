package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkInUse;

final class MarksOfOthersTest {
  private static final String MARK = "{\"meta\":{\"key\":\"mark\"}}";

  private static List<MarkInUse> ofRule(String statement) {
    return of("{\"rule\":{\"family\":\"inet\",\"expr\":[" + statement + "]}}");
  }

  private static List<MarkInUse> of(String object) {
    return NftMarks.of("{\"nftables\":[" + object + "]}");
  }

  private static String sets(String value) {
    return "{\"mangle\":{\"key\":" + MARK + ",\"value\":" + value + "}}";
  }

  private static String matches(String left, String right) {
    return "{\"match\":{\"op\":\"==\",\"left\":" + left + ",\"right\":" + right + "}}";
  }

  @Test
  void marksThatRulesSetAreFound() {
    assertEquals(List.of(MarkInUse.of(16)), ofRule(sets("16")));
    assertEquals(
        List.of(MarkInUse.of(0x20, 0xFF)),
        ofRule(sets("{\"|\":[{\"&\":[" + MARK + ",4294967072]},32]}")));
    assertEquals(
        List.of(MarkInUse.of(0x4000, 0x4000)), ofRule(sets("{\"|\":[" + MARK + ",16384]}")));
    assertEquals(
        List.of(MarkInUse.of(5), MarkInUse.of(6)),
        ofRule(sets("{\"map\":{\"key\":{},\"data\":{\"set\":[[80,5],[443,6]]}}}")));
    assertEquals(
        List.of(MarkInUse.of(99)),
        ofRule("{\"mangle\":{\"key\":{\"ct\":{\"key\":\"mark\"}},\"value\":99}}"));
  }

  @Test
  void marksThatRulesLookAtAreFound() {
    assertEquals(
        List.of(MarkInUse.of(0x300, 0xFF00)),
        ofRule(matches("{\"&\":[" + MARK + ",65280]}", "768")));
    assertEquals(
        List.of(MarkInUse.of(7), new MarkInUse(100, 200, Mark.MAX)),
        ofRule(matches(MARK, "{\"set\":[7,{\"range\":[100,200]}]}")));
    assertEquals(
        List.of(MarkInUse.of(0x12000000, 0xFF000000L)),
        ofRule(matches(MARK, "{\"prefix\":{\"addr\":301989888,\"len\":8}}")));
    assertEquals(
        List.of(MarkInUse.of(55)),
        ofRule("{\"vmap\":{\"key\":" + MARK + ",\"data\":{\"set\":[[55,{\"accept\":null}]]}}}"));
  }

  @Test
  void marksInSetsAndMapsAreFound() {
    assertEquals(List.of(MarkInUse.of(77)), of("{\"set\":{\"type\":\"mark\",\"elem\":[77]}}"));
    assertEquals(
        List.of(MarkInUse.of(78)),
        of("{\"map\":{\"type\":\"inet_service\",\"map\":\"mark\",\"elem\":[[80,78]]}}"));
  }

  @Test
  void whatIsNoMarkOrNotUnderstoodIsNone() {
    assertEquals(List.of(), ofRule(sets("{\"ct\":{\"key\":\"mark\"}}")));
    assertEquals(List.of(), ofRule(sets("{\"&\":[" + MARK + ",255]}")));
    assertEquals(List.of(), ofRule(matches(MARK, "0")));
    assertEquals(List.of(), ofRule(matches("{\"payload\":{\"field\":\"dport\"}}", "22")));
    assertEquals(List.of(), ofRule("{\"xt\":null}"));
    assertEquals(List.of(), ofRule(sets("{\"map\":{\"data\":{\"set\":[3]}}}")));
    assertEquals(List.of(), of("{\"map\":{\"map\":\"mark\",\"elem\":[3]}}"));
    assertThrows(IllegalArgumentException.class, () -> NftMarks.of("{}"));
  }

  @Test
  void marksOfIptablesAreFound() {
    assertEquals(
        List.of(MarkInUse.of(0x30, 0xF0), MarkInUse.of(0x1000, 0x1000)),
        MarkWords.ofIptables(
            "-A PREROUTING -m mark --mark 0x30/0xf0 -j MARK --set-xmark 0x1000/0x1000"));
    assertEquals(
        List.of(MarkInUse.of(9)),
        MarkWords.ofIptables("-A OUTPUT -j MARK --set-xmark 0x9/0xffffffff"));
    assertEquals(List.of(), MarkWords.ofIptables("-A OUTPUT -j MARK --set-xmark 0x0/0x0"));
  }

  @Test
  void marksInTextAreFound() {
    assertEquals(
        List.of(MarkInUse.of(0x20)), MarkWords.ofNft("\t\tmeta mark set 0x00000020\n\tip id 0x1"));
  }

  @Test
  void aMarkIsCoveredByTheBitsThatCount() {
    assertTrue(MarkInUse.of(0x20, 0xFF).covers(new Mark(0x1120)));
    assertFalse(MarkInUse.of(0x20, 0xFF).covers(new Mark(0x21)));
    assertTrue(new MarkInUse(100, 200, Mark.MAX).covers(new Mark(150)));
    assertThrows(IllegalArgumentException.class, () -> MarkInUse.of(1, 0));
  }
}
