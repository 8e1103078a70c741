package org.lvsh.shell.exchange.ipvsadm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.KnownMachine;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.view.CommandsView;
import org.lvsh.shell.view.ImportView;
import org.lvsh.shell.view.Line;

/**
 * Random states as commands of ipvsadm and of a packet filter, imported and applied to a kernel
 * that holds nothing: the same state.
 */
class RandomImportsTest {
  private static final int QUICK = 60;
  private static final int FULL = 600;

  private static String text(List<Line> lines) {
    return lines.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void whatIsWrittenAsCommandsComesBackAsTheSameState() {
    for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
      comesBack(seed);
    }
  }

  private static void comesBack(long seed) {
    String at = "seed " + seed;
    Scene scene = Scene.empty();
    String[] declared = new RandomFiles(seed, scene).declarations();
    Plan plan = scene.plan(declared);
    FirewallKind firewall =
        new Random(seed).nextBoolean() ? FirewallKind.IPTABLES : FirewallKind.NFTABLES;
    String commands = text(new CommandsView(firewall).lines(plan));
    Snapshot wanted = scene.carryOut(plan).live();
    Imported imported =
        new IpvsadmImporter(new KnownMachine())
            .read(List.of(new ForeignFile("commands", commands)));
    if (!commands.contains("ipvsadm -")) {
      // What holds nothing of it is more likely the wrong file.
      assertEquals("nothing-to-import", imported.errors().get(0).code(), at);
      return;
    }
    assertEquals(List.of(), imported.errors(), at);
    // What ipvsadm can be told of them.
    NavigableMap<ServiceKey, ServiceEntry> services =
        IpvsadmExport.of(wanted, "simulated").carried().services();
    assertEquals(services, imported.state().services(), at + "\n" + commands);
    assertEquals(wanted.markRules(), imported.state().markRules(), at + "\n" + commands);
    String statements = text(new ImportView(imported, "commands").statements());
    Snapshot back = Scene.empty().apply(statements.split("\n", -1)).live();
    assertEquals(services, back.services(), at + "\n" + statements);
    assertEquals(rules(wanted), rules(back), at + "\n" + statements);
  }

  private static NavigableMap<String, String> rules(Snapshot state) {
    NavigableMap<String, String> rules = new TreeMap<>();
    state.markRules().forEach((match, rule) -> rules.put(match.toString(), rule.mark().toString()));
    return rules;
  }
}
