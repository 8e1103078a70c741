package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.KnownMachine;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmExport;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmImporter;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.view.CommandsView;
import org.lvsh.shell.view.Line;

/**
 * Random states that ipvsadm, iptables and nft have made, as these print them: imported they are
 * the same, and what is imported from the kernel changes nothing of it when it is applied.
 */
@Tag("lab")
class ImportLabTest {
  private static final int QUICK = 2;
  private static final int FULL = 30;
  private static final Path RUN = Path.of("/run/lvsh");

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void empty() {
    Lab.empty();
    Lab.bash("rm -rf /run/lvsh");
  }

  @Test
  void whatTheToolsPrintIsImportedAsTheSameState() throws Exception {
    for (FirewallKind firewall : FirewallKind.values()) {
      for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
        empty();
        comesBack(firewall, seed);
      }
    }
  }

  private void comesBack(FirewallKind firewall, long seed) throws Exception {
    String at = "seed %d by %s".formatted(seed, firewall);
    Scene scene = Scene.empty();
    Plan plan = scene.plan(new RandomFiles(seed, scene).declarations());
    Lab.bash(commands(plan, firewall));
    Snapshot wanted = scene.carryOut(plan).live();
    String marks =
        switch (firewall) {
          case IPTABLES -> "iptables-save -t mangle; ip6tables-save -t mangle";
          case NFTABLES -> "nft list ruleset";
        };
    Imported imported =
        new IpvsadmImporter(new KnownMachine())
            .read(
                List.of(
                    new ForeignFile("rules", Lab.bash("ipvsadm -S -n")),
                    new ForeignFile("marks", Lab.bash(marks))));
    if (wanted.services().isEmpty()) {
      // What prints nothing is more likely the wrong file.
      assertEquals("nothing-to-import", imported.errors().get(0).code(), at);
      return;
    }
    assertEquals(List.of(), imported.errors(), at);
    assertEquals(printed(wanted), printed(imported.state()), at);
    assertEquals(wanted.markRules(), imported.state().markRules(), at);
    staysAsItIs(firewall, at, seed);
  }

  /** Without what depends on the machine: daemons need an interface, settings their modules. */
  private static String commands(Plan plan, FirewallKind firewall) {
    return new CommandsView(firewall)
        .lines(plan).stream()
            .map(Line::text)
            .filter(line -> !line.startsWith("sysctl") && !line.contains("-daemon"))
            .collect(Collectors.joining("\n"));
  }

  /** What ipvsadm can be told, and {@code ipvsadm -S} prints, which leaves the thresholds out. */
  private static NavigableMap<ServiceKey, ServiceEntry> printed(Snapshot state) {
    NavigableMap<ServiceKey, ServiceEntry> printed = new TreeMap<>();
    IpvsadmExport.of(state, "live")
        .carried()
        .services()
        .forEach((key, entry) -> printed.put(key, withoutThresholds(entry)));
    return printed;
  }

  private static ServiceEntry withoutThresholds(ServiceEntry entry) {
    return ServiceEntry.of(
        entry.service(),
        entry.servers().values().stream()
            .map(server -> RealServer.of(server.key(), server.weight(), server.forwarding()))
            .toList());
  }

  private void staysAsItIs(FirewallKind firewall, String at, long seed) throws Exception {
    List<String> services = Lab.services();
    Path marks = folder.resolve("marks-%s-%d".formatted(firewall, seed));
    Path made = folder.resolve("made-%s-%d.lvs".formatted(firewall, seed));
    Files.writeString(
        marks,
        Lab.bash("iptables-save -t mangle; ip6tables-save -t mangle").replace("LVSH", "OTHER"));
    live(firewall, "import kernel with %s partial to %s".formatted(marks, made)).ends(0);
    live(firewall, "--yes", "apply " + made).ends(0);
    assertEquals(services, Lab.services(), at);
  }

  private static Ran live(FirewallKind firewall, String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "--firewall";
    all[1] = firewall.name().toLowerCase(java.util.Locale.ROOT);
    System.arraycopy(words, 0, all, 2, words.length);
    return Ran.live(RUN, all);
  }
}
