package org.lvsh.shell.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.session.Scene;

/** Services that others made, and that become ours. */
class AdoptTest {
  private static final ServiceKey MARKED = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(5));

  private final Scene scene = Scene.empty();

  /** One of them is such as no statement of ours would make it: on any port, not persistent. */
  @BeforeEach
  void othersMakeSome() {
    scene.others(
        Scene.foreign(Scene.tcp("10.0.0.1", 80)),
        new Operation.AddServer(
            Scene.tcp("10.0.0.1", 80),
            RealServer.of(new ServerKey(IpAddress.of("10.1.0.1"), 8080), 3, Forwarding.MASQUERADE)),
        Scene.foreign(Scene.tcp("10.0.0.2", 0)),
        Scene.foreign(MARKED));
  }

  private Optional<String> source(String name) {
    return Optional.ofNullable(Decompiler.decompile(scene.live()).get(name))
        .flatMap(ServiceSpec::source);
  }

  @Test
  void onlyTheNameAndTheSourceAreNew() {
    Snapshot before = scene.live();
    Plan plan =
        scene.plan(
            "adopt tcp-10.0.0.1-80 as web", "adopt tcp-10.0.0.2-0", "adopt mark-5 as payments");
    assertEquals(3, plan.operations().size());
    plan.operations().forEach(one -> assertTrue(one instanceof Operation.SetOwnership));
    assertEquals(
        List.of("payments", "tcp-10.0.0.2-0", "web"),
        plan.changes().stream().map(ServiceChange::name).toList());
    assertEquals(3, plan.count(ChangeKind.CHANGE));
    scene.carryOut(plan);
    assertEquals(before.services(), scene.live().services());
    assertEquals(Optional.of(Scene.SOURCE), source("web"));
    assertEquals(Optional.of(Scene.SOURCE), source("tcp-10.0.0.2-0"));
    assertEquals(Optional.of(Scene.SOURCE), source("payments"));
    assertTrue(scene.plan("set web rr").isEmpty());
  }

  @Test
  void whatWasAdoptedCanBeChangedInTheSameFile() {
    Plan plan = scene.plan("adopt tcp-10.0.0.1-80 as web", "set web wrr sticky 60s");
    assertEquals(
        List.of("ChangeService", "SetOwnership"),
        plan.operations().stream().map(one -> one.getClass().getSimpleName()).toList());
    scene.carryOut(plan);
    assertEquals(1, scene.live().services().get(Scene.tcp("10.0.0.1", 80)).servers().size());
  }

  @Test
  void whatWasAdoptedCanBeRemoved() {
    scene.apply("adopt tcp-10.0.0.1-80", "adopt mark-5");
    scene.apply("remove service tcp-10.0.0.1-80");
    assertEquals(List.of("tcp 10.0.0.2:0", "mark 5"), scene.entries());
    scene.apply("remove all");
    assertEquals(List.of("tcp 10.0.0.2:0"), scene.entries());
  }

  @Test
  void theStatementIsToldWithTheOperation() {
    Plan plan = scene.plan("adopt mark-5 as payments");
    assertEquals("adopt mark-5 as payments", plan.causes().get(0).statement().text());
  }
}
