package org.lvsh.shell.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Setting;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.session.Scene;

/** Settings of the kernel, from what is said to what is done. */
class SettingPlansTest {
  private final Scene scene = Scene.empty();

  private List<String> operations(String... lines) {
    Plan plan = scene.plan(lines);
    scene.carryOut(plan);
    assertTrue(scene.plan(lines).isEmpty(), "the same again");
    return plan.operations().stream()
        .map(
            one ->
                one instanceof Operation.SetSetting set
                    ? set.setting().toString()
                    : one.getClass().getSimpleName())
        .toList();
  }

  private String value(String name) {
    return scene.live().settings().get(name).value();
  }

  private String hint(String line) {
    Diagnostic mistake = scene.propose(line).diagnostics().get(0);
    return mistake.message() + ": " + mistake.hint().orElseThrow();
  }

  @Test
  void aSettingThatTheKernelHasIsNoChange() {
    assertEquals(List.of(), operations("kernel sync_threshold = 3  50", "kernel conntrack=0"));
    assertEquals(List.of("conntrack = 1"), operations("kernel conntrack = 1"));
    assertEquals("1", value("conntrack"));
  }

  @Test
  void whatIsNotSaidStays() {
    scene.apply("kernel conntrack = 1");
    assertEquals(List.of("sync_ports = 4"), operations("kernel sync_ports = 4"));
    assertEquals(List.of("SetTimeouts"), operations("timeouts udp 1m"));
    assertEquals("1", value("conntrack"));
  }

  @Test
  void whatOthersHaveMovedIsPlannedBack() {
    scene.apply("kernel sync_threshold = 7 60");
    scene.others(new Operation.SetSetting(new Setting("sync_threshold", "7 0")));
    assertEquals(List.of("sync_threshold = 7 60"), operations("kernel sync_threshold = 7 60"));
  }

  @Test
  void whatTheKernelMovesByItselfIsNoChangeTheNextTime() {
    assertEquals(List.of("drop_entry = 2"), operations("kernel drop_entry = 2"));
    assertEquals("1", value("drop_entry"));
    assertEquals(List.of(), operations("kernel drop_entry = 1"));
    assertEquals(List.of("drop_entry = 3"), operations("kernel drop_entry = 3"));
  }

  /** A daemon opens its ports when it starts. */
  @Test
  void settingsChangeBeforeADaemonStartsAndAfterOneHasEnded() {
    scene.apply("sync backup on eth0");
    assertEquals(
        List.of("StopDaemon", "sync_ports = 2", "AddService", "SetOwnership", "StartDaemon"),
        operations(
            "sync master on eth0",
            "service web on 10.0.0.1 port 80",
            "kernel sync_ports = 2",
            "no sync backup"));
  }

  @Test
  void everyOperationHasTheStatementThatAsksForIt() {
    Plan plan = scene.plan("kernel sync_ports = 2", "kernel sync_retries = 1");
    assertEquals(
        List.of(
            "kernel sync_ports: kernel sync_ports = 2",
            "kernel sync_retries: kernel sync_retries = 1"),
        List.of(0, 1).stream()
            .map(place -> plan.causes().get(place))
            .map(cause -> cause.subject() + ": " + cause.statement().text())
            .toList());
  }

  @Test
  void aMistakeNamesTheWayOut() {
    assertEquals(
        "this kernel has no setting contrack: did you mean 'conntrack'?",
        hint("kernel contrack = 1"));
    assertEquals(
        "this kernel has no setting frobnicate: 'show kernel' lists those there are",
        hint("kernel frobnicate = 1"));
    assertEquals(
        "this kernel has no setting est_nice: other kernels have it; 'show kernel' lists those there"
            + " are",
        hint("kernel est_nice = 1"));
    assertEquals(
        "the kernel does not take '5' for sync_threshold: it is to be two whole numbers from 0, the"
            + " first below the second, or the second 0; it is '3 50' now",
        hint("kernel sync_threshold = 5"));
    assertEquals(
        "the kernel does not take 'on' for conntrack: it is to be a whole number from -2147483648 to"
            + " 2147483647; it is '0' now",
        hint("kernel conntrack = on"));
    assertTrue(
        hint("kernel conntrack = " + ("x".repeat(250) + " ").repeat(5).strip())
            .startsWith("the value has more than 1024 characters for conntrack"));
  }

  @Test
  void theSettingOfASchedulerComesWithIt() {
    assertEquals(
        "this kernel has no setting lblcr_expiration: it comes with the scheduler lblcr, which no"
            + " service has",
        hint("kernel lblcr_expiration = 60"));
    assertEquals(
        List.of("AddService", "SetOwnership"), operations("service a on 10.0.0.1 port 80 lblcr"));
    assertEquals(List.of("lblcr_expiration = 60"), operations("kernel lblcr_expiration = 60"));
  }

  @Test
  void theSettingOfASchedulerIsSetWhenAServiceHasLoadedIt() {
    scene.apply("service old on 10.0.0.2 port 80");
    assertEquals(
        List.of("AddService", "ChangeService", "lblc_expiration = 6", "lblcr_expiration = 60"),
        operations(
                "kernel lblc_expiration = 6",
                "kernel lblcr_expiration = 60",
                "service a on 10.0.0.1 port 80 lblcr",
                "service old on 10.0.0.2 port 80 lblc")
            .stream()
            .filter(operation -> !operation.equals("SetOwnership"))
            .toList());
    assertEquals("6", value("lblc_expiration"));
    assertEquals("60", value("lblcr_expiration"));
  }

  @Test
  void theSettingOfASchedulerIsCheckedAlsoWhereItIsToCome() {
    assertEquals(
        "the kernel does not take 'x' for lblc_expiration: it is to be a whole number of seconds; it"
            + " is '86400' now",
        hint("kernel lblc_expiration = x"));
    assertEquals(
        List.of("error unknown-setting 'kernel lblc_expiration = 5'"),
        scene.mistakes(
            "kernel lblc_expiration = 5",
            "service a on 10.0.0.1 port 80 lblcr",
            "  server 10.1.0.1"));
  }

  @Test
  void asTheModuleStartsWithItASettingIsNoChange() {
    assertEquals(
        List.of("AddService", "SetOwnership"),
        operations("kernel lblc_expiration = 86400", "service a on 10.0.0.1 port 80 lblc"));
  }
}
