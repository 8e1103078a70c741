package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.LabMachine;
import org.lvsh.kernel.model.MarkInUse;

/** The real routing policy, as {@code ip rule} makes it. */
@Tag("lab")
final class RoutingClientLabTest {
  /** Their priorities are below those of the rules that are there at first. */
  private static final int MANY = 2000;

  private Set<MarkInUse> before = Set.of();

  @BeforeEach
  void readWhatIsThere() {
    before = marks();
  }

  @AfterEach
  void removeRules() {
    for (String family : List.of("-4", "-6")) {
      LabMachine.run(
          "sh",
          "-c",
          "ip $0 rule show | sed -n 's/^\\([0-9]*\\):.*fwmark.*/rule del priority \\1/p'"
              + " | ip $0 -batch -",
          family);
    }
    assertEquals(before, marks());
  }

  private static Set<MarkInUse> marks() {
    try (RoutingClient client = RoutingClient.live()) {
      return client.marks();
    }
  }

  private static void ip(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    LabMachine.run(command.toArray(String[]::new));
  }

  @Test
  void marksOfBothFamiliesAreFound() {
    ip("-4", "rule", "add", "priority", "10", "fwmark", "0x42", "table", "100");
    ip("-4", "rule", "add", "priority", "11", "not", "fwmark", "0xffffffff", "table", "100");
    ip("-6", "rule", "add", "priority", "10", "fwmark", "0x155/0xff", "table", "100");
    ip("-6", "rule", "add", "priority", "11", "fwmark", "0/0xf00", "table", "100");
    Set<MarkInUse> found = new LinkedHashSet<>(before);
    found.addAll(Set.of(MarkInUse.of(0x42), MarkInUse.of(0xFFFFFFFFL), MarkInUse.of(0x55, 0xFF)));
    assertEquals(found, marks());
  }

  /** In many datagrams of a listing. */
  @Test
  void ofManyRulesNoneIsLeftOut() {
    String rules =
        IntStream.rangeClosed(1, MANY)
            .mapToObj(at -> "rule add priority " + at + " fwmark " + at + " table 100\n")
            .collect(Collectors.joining());
    LabMachine.run("sh", "-c", "printf %s \"$0\" | ip -4 -batch -", rules);
    Set<MarkInUse> found = new LinkedHashSet<>(before);
    IntStream.rangeClosed(1, MANY).forEach(at -> found.add(MarkInUse.of(at)));
    assertEquals(found, marks());
  }
}
