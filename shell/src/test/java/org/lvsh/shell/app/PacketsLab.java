package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lab's network with real servers and clients, and lvsh on its director. Each test says what
 * the director is to do, and looks where the packets go.
 */
@Tag("lab")
abstract class PacketsLab {
  static final String NFTABLES = "nftables";
  static final String IPTABLES = "iptables";

  /** How many clients there are; the lab's clients end in 1 to 254. */
  static final int CLIENTS = "full".equals(System.getProperty("lvsh.counts")) ? 50 : 12;

  private static final Path SET_UP = Path.of("/run/netns/client");

  @TempDir Path folder;

  private String firewall = NFTABLES;

  @BeforeAll
  static void setUpTheNetwork() {
    if (!Files.exists(SET_UP)) {
      Command.output("scripts/lab.d/topology");
    }
  }

  @BeforeEach
  void startWithNoService() {
    Command.output("ipvsadm", "-C");
  }

  @AfterEach
  void takeEverythingAway() {
    lvsh("remove", "all");
    Command.output("ipvsadm", "-C");
    assertEquals("", Command.output("ipvsadm", "-S", "-n"));
  }

  /** Applies a text with lvsh, with nothing left of an earlier one. */
  void apply(String chosen, String text) throws IOException {
    firewall = chosen;
    Path file = Files.writeString(folder.resolve("packets.lvs"), text);
    lvsh("apply", file.toString());
  }

  /** For set-ups without marks: what keeps their names does not matter to packets. */
  void apply(String text) throws IOException {
    apply(NFTABLES, text);
  }

  private void lvsh(String... statement) {
    List<String> words = new ArrayList<>(List.of("--firewall", firewall, "--yes"));
    words.addAll(List.of(statement));
    Ran.live(folder.resolve("run"), words.toArray(String[]::new)).ends(0);
  }

  /** Tells in the report what was done and seen. */
  static void tell(String what, Place place, Visits visits) {
    System.out.printf(
        "%s, %s: %d clients, %d requests; clients by server %s, parted %d%n",
        what,
        place.route(),
        visits.first().size(),
        visits.answers().size(),
        visits.share(),
        visits.parted().size());
  }
}
