package org.lvsh.shell.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.session.Scene;

/** Plans between random states. */
class RandomPlansTest {
  private static final int QUICK = 200;
  private static final int FULL = 2_500;

  @Test
  void aPlanLeadsExactlyToItsTargetAndASecondOneIsEmpty() {
    for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
      Scene scene = Scene.empty();
      RandomFiles files = new RandomFiles(seed, scene);
      scene.apply(files.declarations());
      String[] edits = files.edits();
      Plan plan = scene.plan(edits);
      scene.carryOut(plan);
      String why = "seed " + seed + ": " + String.join("; ", edits);
      assertEquals(asKept(plan.target(), scene.live()), scene.live(), why);
      Candidate unchanged = Candidate.of(scene.live());
      Plan second =
          Planner.plan(
              scene.live(),
              scene.live(),
              scene.session().compile(unchanged),
              () -> Load.unknown("nobody asks"));
      assertTrue(second.isEmpty(), () -> why + ": " + second.operations());
    }
  }

  /**
   * The kernel moves the length of a sync daemon's packets into the range that it can do, and some
   * settings between two values.
   */
  private static Snapshot asKept(Snapshot target, Snapshot live) {
    NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>(target.daemons());
    daemons.replaceAll(
        (role, asked) -> {
          SyncDaemon there = live.daemons().get(role);
          return there != null && asked.isMetBy(there) ? there : asked;
        });
    NavigableMap<String, Setting> settings = new TreeMap<>(target.settings());
    settings.replaceAll(
        (name, asked) -> {
          Setting there = live.settings().get(name);
          return there != null && asked.isMetBy(there) ? there : asked;
        });
    return new Snapshot(
        target.services(),
        target.markRules(),
        target.ownership(),
        target.timeouts(),
        target.lastMark(),
        daemons,
        settings);
  }

  @Test
  void noRulePointsToAServiceThatIsNotThereAndNothingIsRefusedOnTheWay() {
    for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
      Scene scene = Scene.empty();
      RandomFiles files = new RandomFiles(seed, scene);
      scene.apply(files.declarations());
      String[] edits = files.edits();
      for (List<Operation> step : steps(scene.plan(edits).operations())) {
        for (Outcome outcome : scene.kernel().apply(step, Progress.SILENT)) {
          assertEquals(Outcome.Status.DONE, outcome.status(), "seed " + seed + ": " + outcome);
        }
        assertRulesAreServed(scene.live(), "seed " + seed + " after " + step);
      }
    }
  }

  /** One operation at a time; of the firewall, a whole transaction. */
  private static List<List<Operation>> steps(List<Operation> operations) {
    List<List<Operation>> steps = new ArrayList<>();
    boolean firewall = false;
    for (Operation operation : operations) {
      if (!firewall || !operation.isFirewall()) {
        steps.add(new ArrayList<>());
      }
      steps.get(steps.size() - 1).add(operation);
      firewall = operation.isFirewall();
    }
    return steps;
  }

  private static void assertRulesAreServed(Snapshot snapshot, String why) {
    for (MarkRule rule : snapshot.markRules().values()) {
      ServiceKey key = new ServiceKey.OnMark(rule.match().address().family(), rule.mark());
      assertTrue(snapshot.services().containsKey(key), () -> why + ": no service for " + rule);
    }
  }

  @Test
  void theFirewallIsChangedInOneTransaction() {
    for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
      Scene scene = Scene.empty();
      RandomFiles files = new RandomFiles(seed, scene);
      scene.apply(files.declarations());
      long runs =
          steps(scene.plan(files.edits()).operations()).stream()
              .filter(step -> step.get(0).isFirewall())
              .count();
      assertTrue(runs <= 1, "seed " + seed);
    }
  }
}
