package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rollback and drift on a kernel of Linux, as other programs see them. */
@Tag("lab")
class HistoryLabTest {
  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void takeEverythingAway() {
    Lab.empty();
  }

  private Ran lvsh(String firewall, String... words) {
    List<String> all = new ArrayList<>(List.of("--firewall", firewall, "--yes", "--replace"));
    all.addAll(List.of(words));
    return Ran.live(folder.resolve("run"), all.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void aRollbackGivesBackWhatIpvsadmSawBeforeAndLeavesTheirs(String firewall) {
    Lab.bash("ipvsadm -A -t 10.9.9.9:80 -s rr");
    lvsh(firewall, "apply", Project.example("shop.lvs")).ends(0);
    List<String> shop = Lab.services();
    String marks = lvsh(firewall, "show", "marks").ends(0).output();
    lvsh(firewall, "set", "shop", "wrr", "sticky", "60s").ends(0);
    lvsh(firewall, "apply", Project.example("large-shop.lvs"));
    lvsh(firewall, "timeouts", "udp", "60s").ends(0);
    lvsh(firewall, "kernel", "expire_nodest_conn=1").ends(0);
    lvsh(firewall, "rollback", "2").ends(0);
    assertEquals(shop, Lab.services());
    assertEquals(marks, lvsh(firewall, "show", "marks").ends(0).output());
    assertEquals("0", Lab.bash("cat /proc/sys/net/ipv4/vs/expire_nodest_conn").strip());
    lvsh(firewall, "rollback", "1").ends(0);
    assertEquals(List.of("-A -t 10.9.9.9:80 -s rr"), Lab.services());
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void driftIsWhatOtherProgramsHaveChanged(String firewall) {
    lvsh(firewall, "apply", Project.example("shop.lvs")).ends(0);
    lvsh(firewall, "show", "drift").ends(0).says("No drift");
    Lab.bash("ipvsadm -e -f 10 -r 192.168.1.2 -g -w 9; ipvsadm -A -t 10.9.9.9:80");
    lvsh(firewall, "show", "drift")
        .ends(2)
        .says("~ server 192.168.1.2:0: weight 4 direct -> weight 9 direct")
        .says("+ service tcp-10.9.9.9-80");
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void theLogSaysWhoItWasAndAFullDiskStopsNoChange(String firewall) throws IOException {
    lvsh(firewall, "apply", Project.example("shop.lvs")).ends(0);
    Path log = folder.resolve("run/log/audit.log");
    String line = Files.readString(log);
    assertTrue(line.contains("\"user\":\"root\",\"uid\":0,"), line);
    Lab.bash("mount -t tmpfs -o size=4k none " + log.getParent());
    try {
      Lab.bash("head -c 4096 /dev/zero > " + log.resolveSibling("filler"));
      lvsh(firewall, "set", "shop", "wrr").ends(0).says("Applied").tells("not in the audit log");
    } finally {
      Lab.bash("umount " + log.getParent());
    }
    assertTrue(Lab.services().get(0).contains("-s wrr"));
  }
}
