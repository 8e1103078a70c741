package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.SnapshotBlock;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.plan.Impact;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Pruning;
import org.lvsh.shell.session.Scene;

/** An exported file: statements that make the same again, and the state that plans the same. */
class SnapshotViewTest {
  private static String text(Snapshot snapshot) {
    return new SnapshotView()
        .lines(snapshot, "simulated").stream()
            .map(line -> line.text() + "\n")
            .collect(Collectors.joining());
  }

  /** A kernel with services of two sources and, by chance, some that have lost their names. */
  private static Scene random(long seed) {
    Scene scene =
        Scene.empty()
            .others(
                Scene.foreign(new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(1_001))),
                Scene.foreign(Scene.tcp("10.0.0.1", 9)));
    RandomFiles files = new RandomFiles(seed, scene);
    scene.applyAs("one \"é\".lvs", files.declarations());
    scene.apply(files.declarations());
    scene.apply(files.edits());
    Random random = new Random(seed);
    for (ServiceKey key : scene.live().ownership().keySet()) {
      if (key instanceof ServiceKey.OnAddress && random.nextBoolean()) {
        scene.others(new Operation.ClearOwnership(key));
      }
    }
    return scene;
  }

  @Test
  void aPlanAgainstItIsThePlanOnTheKernel() throws DamagedException {
    int plans = 0;
    for (long seed = 0; seed < RandomFiles.seeds(20, 1_000); seed++) {
      Scene scene = random(seed);
      Snapshot read = SnapshotBlock.read(text(scene.live()));
      assertEquals(scene.live(), read, "seed " + seed);
      List<String[]> tried = new ArrayList<>();
      tried.add(new RandomFiles(seed, scene).edits());
      tried.add(new RandomFiles(seed + 1, scene).declarations());
      tried.add(new RandomFiles(seed, Scene.empty()).declarations());
      for (String[] file : tried) {
        List<Statement> statements = Scene.parse(file).statements();
        Proposal there = scene.session().propose(statements, Scene.SOURCE, Pruning.NONE);
        assertEquals(uncounted(there), uncounted(against(read, statements)), "seed " + seed);
        plans += there.plan().isPresent() ? 1 : 0;
      }
    }
    int good = plans;
    assertTrue(good > 20, () -> "only " + good + " files had a plan");
  }

  /** A snapshot says nothing of connections. */
  private static Proposal uncounted(Proposal proposal) {
    return new Proposal(
        proposal
            .plan()
            .map(
                plan ->
                    new Plan(
                        plan.basis(),
                        plan.target(),
                        plan.changes(),
                        plan.director(),
                        plan.operations(),
                        plan.causes(),
                        plan.warnings(),
                        Impact.NONE)),
        proposal.diagnostics());
  }

  private static Proposal against(Snapshot snapshot, List<Statement> statements) {
    return Scene.empty().session().propose(statements, Scene.SOURCE, Pruning.NONE, snapshot);
  }

  @Test
  void itsStatementsMakeTheSameElsewhere() {
    for (long seed = 0; seed < RandomFiles.seeds(20, 1_000); seed++) {
      Scene scene = Scene.empty();
      RandomFiles files = new RandomFiles(seed, scene);
      scene.applyAs("one.lvs", files.declarations());
      scene.apply(files.declarations());
      String[] text = text(scene.live()).split("\n");
      Scene elsewhere = Scene.empty().applyAs("director.lvs", text);
      assertEquals(statements(scene), statements(elsewhere), "seed " + seed);
      assertEquals(scene.live().markRules().keySet(), elsewhere.live().markRules().keySet());
      assertEquals(scene.live().timeouts(), elsewhere.live().timeouts());
      assertEquals(scene.live().daemons(), elsewhere.live().daemons());
      assertEquals(scene.live().settings(), elsewhere.live().settings());
    }
  }

  private static List<Line> statements(Scene scene) {
    return new LvsView().services(Decompiler.decompile(scene.live()).values());
  }

  @Test
  void theServicesStandBySourceAndThoseOfOthersAreComments() {
    Scene scene =
        Scene.empty()
            .applyAs("b.lvs", "service api on 10.0.0.1 ports 80,443 sticky 60s", "server 10.1.0.1")
            .applyAs("a.lvs", "service web on 10.0.0.2 port 80")
            .applyAs("b.lvs", "service dns on 10.0.0.3 port 53 udp")
            .apply("sync backup on lo id 2 max-length 1400", "timeouts udp 1m")
            .apply("kernel sync_threshold = 7 60", "kernel conntrack = 0")
            .others(Scene.foreign(Scene.tcp("10.0.0.9", 80)));
    List<String> lines =
        text(scene.live()).lines().filter(line -> !line.startsWith(SnapshotBlock.PREFIX)).toList();
    assertEquals(
        """
        # lvsh snapshot of the simulated kernel, format 1
        # The statements say what the kernel held. The lines that begin with '#:' hold the
        # exact state: 'plan FILE against' reads them alone, so leave them as they are.

        # the director
        timeouts tcp 900s fin 120s udp 60s
        sync backup on lo id 2 max-length 1400
        kernel sync_threshold = 7 60

        # from a.lvs
        source a.lvs
        service web on 10.0.0.2 port 80 wlc

        # from b.lvs
        source b.lvs
        service api on 10.0.0.1 ports 80,443 sticky 60s wlc
          server 10.1.0.1 weight 1 direct
        service dns on 10.0.0.3 port 53 udp wlc

        # not made by lvsh
        # made by others: service tcp-10.0.0.9-80 on 10.0.0.9 port 80 rr

        """,
        String.join("\n", lines) + "\n");
  }

  /** Of such a snapshot nothing is known of settings, so nothing can be planned for them. */
  @Test
  void aSnapshotOfAnOlderVersionHasNoSettings() throws DamagedException {
    Snapshot old = SnapshotBlock.read(text(Scene.empty().live().withSettings(new TreeMap<>())));
    assertEquals(Map.of(), old.settings());
    Proposal proposal =
        against(old, Scene.parse("kernel conntrack = 1", "timeouts udp 1m").statements());
    assertEquals(List.of("error unknown-setting 'conntrack'"), Scene.told(proposal.diagnostics()));
  }

  @Test
  void anEmptyKernelHasASnapshotToo() throws DamagedException {
    assertEquals(Snapshot.EMPTY, SnapshotBlock.read(text(Snapshot.EMPTY)));
  }
}
