package org.lvsh.shell.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmExport;
import org.lvsh.shell.exchange.keepalived.KeepalivedExport;
import org.lvsh.shell.exchange.netfilter.NetfilterExport;
import org.lvsh.shell.session.Scene;

/** What holds of every export, over states by chance. */
class ExportedStatesTest {
  private static final List<Snapshot> STATES =
      LongStream.range(0, RandomFiles.seeds(60, 1_000))
          .mapToObj(seed -> RandomDirectors.next(seed).whole())
          .toList();

  @Test
  void whatIsCarriedIsAStateThatAKernelTakesAndNothingNew() {
    for (int seed = 0; seed < STATES.size(); seed++) {
      Snapshot state = STATES.get(seed);
      for (Exported exported :
          List.of(IpvsadmExport.of(state, "simulated"), KeepalivedExport.of(state, "simulated"))) {
        Snapshot carried = exported.carried();
        assertEquals(carried.services(), made(carried).services(), "seed " + seed);
        assertTrue(state.services().keySet().containsAll(carried.services().keySet()));
        assertTrue(
            carried.equals(servicesAlone(state, carried)) || !exported.lost().isEmpty(),
            "seed " + seed + " loses something and says nothing");
      }
    }
  }

  /** A kernel that held nothing, with these services. */
  private static Snapshot made(Snapshot wanted) {
    Scene scene = Scene.empty();
    Kernel kernel = scene.kernel();
    List<Operation> operations = new ArrayList<>();
    for (ServiceEntry entry : wanted.services().values()) {
      operations.add(new Operation.AddService(entry.service()));
      for (RealServer server : entry.servers().values()) {
        operations.add(new Operation.AddServer(entry.service().key(), server));
      }
    }
    scene.others(operations.toArray(Operation[]::new));
    return kernel.read();
  }

  private static Snapshot servicesAlone(Snapshot state, Snapshot carried) {
    return new Snapshot(
        state.services(),
        carried.markRules(),
        carried.ownership(),
        state.timeouts(),
        carried.lastMark(),
        state.daemons(),
        carried.settings());
  }

  @Test
  void linesOfIpvsadmAreNothingButThatAndAScriptSaysWhyItIsOne() {
    int scripts = 0;
    for (int seed = 0; seed < STATES.size(); seed++) {
      Exported exported = IpvsadmExport.of(STATES.get(seed), "simulated");
      List<String> lines = exported.lines();
      if (exported.uses().get(0).startsWith("sh ")) {
        scripts++;
        assertEquals("#!/bin/sh", lines.get(0));
        assertTrue(lines.contains("ipvsadm -R <<'END'") && lines.contains("END"));
        exported.lost().forEach(what -> assertTrue(lines.contains("#   " + what), what));
      } else {
        assertTrue(lines.stream().allMatch(IpvsadmExport::isLine), lines::toString);
      }
    }
    int count = scripts;
    assertTrue(count > 0 && count < STATES.size(), () -> count + " scripts");
  }

  @Test
  void marksAndNamesAreWholeInBothPacketFilters() {
    for (int seed = 0; seed < STATES.size(); seed++) {
      Snapshot state = STATES.get(seed);
      for (Exported exported :
          List.of(
              NetfilterExport.nftables(state, "simulated"),
              NetfilterExport.iptables(state, "simulated"))) {
        assertEquals(List.of(), exported.lost());
        assertEquals(state.markRules(), exported.carried().markRules());
        assertEquals(state.ownership(), exported.carried().ownership());
        assertEquals(state.lastMark(), exported.carried().lastMark());
        String text = String.join("\n", exported.lines());
        state
            .markRules()
            .keySet()
            .forEach(match -> assertTrue(text.contains(match.address().toString())));
      }
    }
  }
}
