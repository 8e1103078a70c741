package org.lvsh.shell.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmExport;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmImporter;
import org.lvsh.shell.exchange.keepalived.DiskConfigFiles;
import org.lvsh.shell.exchange.keepalived.KeepalivedExport;
import org.lvsh.shell.exchange.keepalived.KeepalivedImporter;
import org.lvsh.shell.exchange.kernel.KernelImport;
import org.lvsh.shell.exchange.netfilter.NetfilterExport;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.view.ImportView;
import org.lvsh.shell.view.Line;

/** States by chance go out in each format and come in again: as what the export said it carries. */
class RoundTripsTest {
  private static final List<Snapshot> STATES =
      LongStream.range(0, RandomFiles.seeds(60, 600))
          .mapToObj(seed -> RandomDirectors.next(seed).whole())
          .toList();

  private static ForeignFile file(String name, Exported exported) {
    return new ForeignFile(name, String.join("\n", exported.lines()) + "\n");
  }

  @Test
  void throughIpvsadmAndAPacketFilter() {
    int carried = 0;
    for (int seed = 0; seed < STATES.size(); seed++) {
      Snapshot state = STATES.get(seed);
      Exported services = IpvsadmExport.of(state, "live");
      if (services.lines().isEmpty()) {
        continue;
      }
      for (Exported marks :
          List.of(
              NetfilterExport.nftables(state, "live"), NetfilterExport.iptables(state, "live"))) {
        Imported back =
            new IpvsadmImporter(new KnownMachine())
                .read(List.of(file("services", services), file("marks", marks)));
        String at = "seed " + seed + "\n" + String.join("\n", services.lines());
        assertEquals(List.of(), back.errors(), at);
        assertTrue(
            back.notCarried().stream().noneMatch(part -> part.text().contains("table inet lvsh")),
            () -> at + back.notCarried());
        assertEquals(services.carried().services(), back.state().services(), at);
        assertEquals(services.carried().timeouts(), back.state().timeouts(), at);
        assertEquals(services.carried().daemons(), back.state().daemons(), at);
        assertEquals(
            services.carried().changedSettings(),
            List.copyOf(back.state().settings().values()),
            at);
        Set<Mark> said = marks(back.state());
        assertEquals(rules(state, said), rules(back.state(), said), at);
        carried += said.size();
      }
    }
    assertTrue(carried > STATES.size(), carried + " marks");
  }

  /** Those that became a part of a service; the others stay with whoever sets them. */
  private static Set<Mark> marks(Snapshot state) {
    return state.markRules().values().stream().map(MarkRule::mark).collect(Collectors.toSet());
  }

  private static List<MarkRule> rules(Snapshot state, Set<Mark> marks) {
    return state.markRules().values().stream().filter(rule -> marks.contains(rule.mark())).toList();
  }

  @Test
  void throughKeepalived() {
    for (int seed = 0; seed < STATES.size(); seed++) {
      Exported exported = KeepalivedExport.of(STATES.get(seed), "live");
      Imported back =
          new KeepalivedImporter(new DiskConfigFiles(), Optional.of("lvs1"))
              .read(List.of(file("keepalived.conf", exported)));
      String at = "seed " + seed + "\n" + String.join("\n", exported.lines());
      assertEquals(List.of(), back.errors(), at);
      assertEquals(List.of(), back.notCarried(), at);
      assertEquals(exported.carried().services(), back.state().services(), at);
      assertEquals(exported.carried().timeouts(), back.state().timeouts(), at);
      assertEquals(exported.carried().daemons(), back.state().daemons(), at);
    }
  }

  /** What is imported from a kernel changes nothing there but whose it is. */
  @Test
  void throughStatementsOfWhatRuns() {
    for (int seed = 0; seed < STATES.size(); seed++) {
      Scene scene = RandomDirectors.scene(seed);
      Snapshot live = scene.live();
      Imported imported = KernelImport.of(live, List.of(), new KnownMachine());
      String[] statements =
          new ImportView(imported, "live", live)
              .statements().stream().map(Line::text).toArray(String[]::new);
      String at = "seed " + seed + "\n" + String.join("\n", statements);
      assertEquals(List.of(), imported.errors(), at);
      Plan plan = scene.planAs("imported.lvs", statements);
      assertEquals(
          List.of(), plan.operations().stream().filter(RoundTripsTest::moves).toList(), at);
    }
  }

  private static boolean moves(Operation operation) {
    return !(operation instanceof Operation.SetOwnership)
        && !(operation instanceof Operation.ClearOwnership);
  }
}
