package org.lvsh.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.mark6;
import static org.lvsh.kernel.Samples.rule;
import static org.lvsh.kernel.Samples.tcp;
import static org.lvsh.kernel.Samples.udp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeysAndRulesTest {
  @Test
  void keysHaveOneText() {
    assertEquals("tcp 192.168.0.1:80", tcp("192.168.0.1", 80).toString());
    assertEquals("udp [2001:db8::1]:0", udp("2001:db8::1", 0).toString());
    assertEquals("mark 10", mark(10).toString());
    assertEquals("mark 10 ipv6", mark6(10).toString());
    assertEquals("[2001:db8::1]:80", at("2001:db8::1", 80).toString());
    assertEquals("10.0.0.1:0", at("10.0.0.1", 0).toString());
    assertEquals("tcp [2001:db8::1]:80-90 to mark 7", rule("2001:db8::1", 80, 90, 7).toString());
  }

  @Test
  void servicesAreSortedAddressesFirst() {
    List<ServiceKey> sorted =
        List.of(
            tcp("9.0.0.1", 443),
            tcp("10.0.0.1", 80),
            tcp("10.0.0.1", 443),
            udp("9.0.0.1", 53),
            tcp("2001:db8::1", 80),
            mark(5),
            mark6(5),
            mark(6));
    assertSorts(sorted);
  }

  @Test
  void rulesAreSortedByAddressProtocolAndPorts() {
    assertSorts(
        List.of(
            rule("9.0.0.1", 443, 443, 1),
            rule("10.0.0.1", 80, 80, 1),
            rule("10.0.0.1", 80, 80, 2),
            rule("10.0.0.1", 80, 90, 1),
            rule("10.0.0.1", 81, 81, 1),
            rule("2001:db8::1", 1, 1, 1)));
  }

  private static <T extends Comparable<? super T>> void assertSorts(List<T> sorted) {
    List<T> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(1));
    Collections.sort(shuffled);
    assertEquals(sorted, shuffled);
  }

  @Test
  void rulesOverlapOnTheSameAddressAndProtocolOnly() {
    MarkRule.Match web = rule("10.0.0.1", 80, 90, 1).match();
    assertTrue(web.overlaps(rule("10.0.0.1", 90, 99, 2).match()));
    assertFalse(web.overlaps(rule("10.0.0.2", 80, 90, 1).match()));
    assertFalse(web.overlaps(new MarkRule.Match(Protocol.UDP, web.address(), web.ports())));
  }
}
