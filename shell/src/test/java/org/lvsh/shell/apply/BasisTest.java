package org.lvsh.shell.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.view.MovedView;

/** What somebody else does between a plan and its carrying out. */
class BasisTest {
  private static final ServiceKey MAIL = Scene.tcp("10.0.0.2", 25);
  private static final ServiceKey WEB = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(1000));
  private final Scene scene = Scene.empty();

  @BeforeEach
  void declare() {
    scene.apply(
        "service mail on 10.0.0.2 port 25",
        "  server 10.1.0.1",
        "service web on 10.0.0.1 ports 80,443",
        "  server 10.1.0.1");
  }

  private static RealServer server(String address, int port, int weight) {
    return RealServer.of(new ServerKey(IpAddress.of(address), port), weight, Forwarding.DIRECT);
  }

  private void isRefused(String edit, Operation... others) {
    Plan plan = scene.plan(edit);
    scene.others(others);
    Snapshot moved = scene.live();
    Applied applied = new Applier(scene.kernel()).apply(plan, Progress.SILENT);
    Applied.Moved told = assertInstanceOf(Applied.Moved.class, applied);
    assertNotEquals(plan.basis(), told.now());
    assertTrue(new MovedView().lines(plan, told).size() > 1);
    assertEquals(moved, scene.live());
  }

  private void isCarriedOut(String edit, Operation... others) {
    Plan plan = scene.plan(edit);
    scene.others(others).carryOut(plan);
  }

  @Test
  void aServerThatMovedUnderThePlanStopsIt() {
    isRefused(
        "set mail server 10.1.0.1 weight 2",
        new Operation.ChangeServer(MAIL, server("10.1.0.1", 25, 7)));
  }

  /** That entry is none of the plan's business as long as it is the same service's. */
  @Test
  void aServerThatMovedInAnotherEntryOfTheServiceDoesNotStopIt() {
    scene.apply(
        "service two on 10.0.0.5,fd00::5 ports 80,443", "  server 10.1.0.1", "  server fd00::9");
    Snapshot before = scene.live();
    List<Ownership> names =
        before.ownership().values().stream().filter(one -> one.name().equals("two")).toList();
    List<Operation> operations = List.of(new Operation.SetOwnership(names.get(0)));
    ServiceKey other = names.get(1).key();
    RealServer server = before.services().get(other).servers().firstEntry().getValue();
    scene.others(new Operation.ChangeServer(other, server.withWeight(7)));
    Snapshot now = scene.live();
    Basis basis = new Basis(before, operations).with(new Given(operations), now);
    assertFalse(basis.hasMoved(now));
    scene.others(new Operation.ClearOwnership(other));
    assertTrue(
        new Basis(before, operations)
            .with(new Given(operations), scene.live())
            .hasMoved(scene.live()));
  }

  @Test
  void aServiceThatWentStopsIt() {
    isRefused("set mail wrr", new Operation.RemoveService(MAIL));
  }

  @Test
  void anEntryInTheWayStopsIt() {
    isRefused("set mail port 26", Scene.foreign(Scene.tcp("10.0.0.2", 26)));
  }

  @Test
  void aMarkThatSomebodyElseTookStopsIt() {
    isRefused(
        "set mail ports 25,587",
        Scene.foreign(new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(1001))));
  }

  @Test
  void aRuleIsNotMadeForAServiceThatWent() {
    isRefused("set web ports 80,443,8080", new Operation.RemoveService(WEB));
  }

  @Test
  void aRuleThatWentStopsIt() {
    isRefused(
        "remove service web",
        new Operation.RemoveMarkRule(scene.live().markRules().firstEntry().getValue()));
  }

  @Test
  void aNameThatWentStopsIt() {
    isRefused("rename mail to post", new Operation.ClearOwnership(MAIL));
  }

  @Test
  void aSettingThatMovedStopsIt() {
    isRefused("kernel sync_ports = 4", setting("sync_ports", "2"));
    isRefused("kernel drop_entry = 1", setting("drop_entry", "3"));
    isCarriedOut("kernel sync_ports = 4", setting("sync_retries", "2"));
  }

  /** Memory ran short in between, and is enough again. */
  @Test
  void aSettingThatTheKernelMovesByItselfStopsNothing() {
    scene.apply("kernel drop_packet = 1");
    isCarriedOut(
        "kernel drop_packet = 0", setting("amemthresh", "2147483647"), setting("drop_entry", "0"));
  }

  private static Operation setting(String name, String value) {
    return new Operation.SetSetting(new Setting(name, value));
  }

  @Test
  void whatStrangersDoElsewhereDoesNotMatter() {
    isCarriedOut(
        "set mail wrr",
        Scene.foreign(Scene.tcp("10.0.0.9", 80)),
        new Operation.AddServer(WEB, server("10.1.0.9", 0, 1)),
        new Operation.SetLastMark(new Mark(5000)));
  }

  @Test
  void batchesAreBoundedAndATransactionStaysWhole() {
    List<Operation> names = Collections.nCopies(30_000, new Operation.SetLastMark(new Mark(5)));
    assertEquals(1, Batches.of(names).size());
    List<Operation> services = Collections.nCopies(30_000, new Operation.RemoveService(MAIL));
    assertEquals(3, Batches.of(services).size());
    Batches.of(services).forEach(batch -> assertEquals(Batches.LEAST, batch.size()));
  }
}
