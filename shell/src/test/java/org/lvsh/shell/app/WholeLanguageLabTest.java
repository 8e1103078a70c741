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

/**
 * One file with every declaration of the language, on the kernel of the lab and on a simulated one:
 * applied, planned again, shown, and exported to a kernel that holds nothing.
 */
@Tag("lab")
final class WholeLanguageLabTest {
  private static final String NAMES =
      """
      let vips = 198.51.100.1,198.51.100.2,2001:db8::1
      let hold = 10m
      let hash = sh
      """;

  private static final String WHOLE =
      """
      source "the whole language"
      include names.lvs
      marks 500-599
      allow sticky-limit,server-port
      timeouts tcp 20m fin 1m udp 4m
      sync master on lo id 7 group 239.1.2.3 port 8850 ttl 3 max-length 1400
      kernel expire_quiescent_template = 1
      kernel sync_threshold = 2 40
      pool app
        server 10.1.0.1 weight 4 limit 100 resume 80
        server 10.1.0.2 masquerade
        server fd00::1 weight 0
      service shop on $vips ports 80,443,8000-8010 tcp,udp sticky $hold per /24 pool app
      service api on 198.51.100.3 port 8080 wrr pool app
      service admin on 198.51.100.1 port 8005 $hash with fallback,port allow sticky-apart
        server 10.1.0.3 tunnel gue 6080 checksum
        server 10.1.0.4 tunnel gre
        server 10.1.0.5:8005 tunnel ipip
      service all on 198.51.100.4 ports any sticky 2h per mask 255.255.0.255 mh with port
        server 10.1.0.6 tunnel gue 6081 remote-checksum
      service sip on 198.51.100.5 port 5060 udp sticky 5m by sip
        server 10.1.0.7
      service dns on 198.51.100.5 port 53 udp one-packet rr
        server 10.1.0.7
      service other on 198.51.100.6 port 25 scheduler wlc mark 77
        server 10.1.0.8
      service theirs on mark 0x4d5 ipv6 sed
        server fd00::2
      """;

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void clean() {
    Lab.empty();
    Lab.bash(
        """
        ipvsadm --set 900 120 300
        for role in master backup; do ipvsadm --stop-daemon $role 2>/dev/null || true; done
        """);
  }

  private Ran lvsh(String firewall, String... words) {
    List<String> all = new ArrayList<>(List.of("--firewall", firewall));
    all.addAll(List.of(words));
    return Ran.live(folder.resolve("run"), all.toArray(String[]::new));
  }

  private Ran simulated(String... words) {
    List<String> all = new ArrayList<>(List.of("--state", folder.resolve("state").toString()));
    all.addAll(List.of(words));
    return Ran.lvsh(all.toArray(String[]::new));
  }

  /** What others see of the kernel, in an order of its own. */
  private static List<String> witness(String firewall) {
    String rules =
        firewall.equals("nftables")
            ? "for map in marks4 marks6; do nft list map inet lvsh $map | tr , '\\n'; done"
            : "{ iptables-save -t mangle; ip6tables-save -t mangle; } | grep -e '-j MARK'";
    String told =
        Lab.bash(
            """
            ipvsadm -Sn
            ipvsadm -Ln --thresholds | grep -v "^IP Virtual Server"
            ipvsadm -Ln --tun-info | grep -v "^IP Virtual Server"
            ipvsadm -l --timeout
            ipvsadm -l --daemon
            cat /proc/sys/net/ipv4/vs/{expire_quiescent_template,sync_threshold}
            """
                + rules);
    return told.lines().map(String::strip).sorted().toList();
  }

  /** An export does not say where automatic marks were taken from. */
  private static List<String> without(List<String> witness, int mark) {
    return witness.stream().map(line -> without(line, mark)).sorted().toList();
  }

  private static String without(String line, int mark) {
    return line.replace("0x%08x".formatted(mark), "N")
        .replace("0x%x/".formatted(mark), "N/")
        .replaceAll("\\b%d\\b".formatted(mark), "N");
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void isAppliedShownPlannedAndExported(String firewall) throws IOException {
    Files.writeString(folder.resolve("names.lvs"), NAMES);
    String whole = Files.writeString(folder.resolve("whole.lvs"), WHOLE).toString();
    lvsh(firewall, "check", whole).ends(0).says("no mistakes");
    lvsh(firewall, "--yes", "apply", whole).ends(0);
    lvsh(firewall, "plan", whole).ends(0).says("Nothing to change");
    List<String> made = witness(firewall);
    assertTrue(made.contains("-A -f 500 -s wlc -p 600 -M 255.255.255.0"), made::toString);
    assertTrue(made.contains("-A -f 77 -s wlc"), made::toString);

    simulated("--yes", "apply", whole).ends(0);
    for (String subject : List.of("services", "servers", "pools", "marks", "timeouts", "sync")) {
      assertEquals(
          simulated("show", subject, "as", "json").ends(0).output(),
          lvsh(firewall, "show", subject, "as", "json").ends(0).output(),
          subject);
    }

    String exported = folder.resolve("director.lvs").toString();
    lvsh(firewall, "export", "lvs", "to", exported).ends(0);
    lvsh(firewall, "plan", exported).ends(0).says("Nothing to change");
    clean();
    lvsh(firewall, "--yes", "apply", exported).ends(0);
    assertEquals(without(made, 500), without(witness(firewall), 1_000));
  }
}
