package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.KernelException;
import org.lvsh.shell.inspect.Ailment;
import org.lvsh.shell.inspect.DoctorCode;
import org.lvsh.shell.inspect.DoctorReport;
import org.lvsh.shell.inspect.Finding;
import org.lvsh.shell.inspect.MadeDirector;
import org.lvsh.shell.store.Moment;

/** What the doctor says, compared with files: one for each thing that can be wrong. */
class DoctorViewsTest {
  @TempDir Path folder;
  private MadeDirector director;

  @BeforeEach
  void make() {
    director = new MadeDirector(folder);
    director.declares("service web on 192.168.0.1 port 80", "  server 192.168.1.2 weight 4");
  }

  /** The time is that of the machine's zone. */
  private String text(DoctorReport report) {
    return Golden.text(new DoctorTextView().lines(report))
        .replace(Moment.text(Instant.EPOCH), "THEN")
        .replace(folder.toString(), "");
  }

  private static JsonObject json(DoctorReport report) {
    return JsonParser.parseString(Golden.text(new DoctorJsonView().lines(report)))
        .getAsJsonObject();
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.inspect.Ailment#all")
  void eachFindingSaysWhatWhyAndWhatMendsIt(Ailment ailment) throws IOException {
    ailment.befall(director);
    Golden.check("doctor/" + ailment.code().word() + ".txt", text(director.report()));
  }

  @Test
  void inGoodHealthThereIsLittleToSay() throws IOException {
    Golden.check("doctor/nothing-is-wrong.txt", text(director.report()));
  }

  @Test
  void aKernelThatCannotBeUsedIsAFinding() throws IOException {
    KernelException both =
        new KernelException(
            "both nftables and iptables hold marks and names of lvsh on this machine",
            "nft delete table inet lvsh");
    DoctorReport report = DoctorReport.unusable(both);
    Golden.check("doctor/" + DoctorCode.KERNEL_UNUSABLE.word() + ".txt", text(report));
    assertTrue(report.isIncomplete());
    assertEquals("none", json(report).get("kernel").getAsString());
  }

  @Test
  void whatCouldNotBeLookedAtIsNamed() throws IOException {
    director.kernel().restricted("root alone");
    director.machine().lacks("192.168.0.1").hides("proc/modules");
    Golden.check("doctor/not-everything-can-be-looked-at.txt", text(director.report()));
  }

  @Test
  void aSimulatedKernelIsJudgedByItsState() throws IOException {
    director.declares("kernel drop_packet = 3", "service none on 192.168.0.1 port 25");
    Golden.check("doctor/a-simulated-kernel.txt", text(director.simulated()));
  }

  @Test
  void jsonHasAllOfIt() throws IOException {
    Ailment.of(DoctorCode.VIP_MISSING).befall(director);
    Ailment.of(DoctorCode.DROPS_ALWAYS).befall(director);
    Ailment.of(DoctorCode.PROGRAM_OF_OTHERS).befall(director);
    director.machine().hides("proc/thread-self/net/dev");
    String shown = Golden.text(new DoctorJsonView().lines(director.report()));
    Golden.check("doctor/all-of-it.json", shown.replace(folder.toString(), ""));
  }

  @Test
  void whatIsCompleteSaysNothingOfBeingIncomplete() {
    assertFalse(json(director.report()).has("incomplete"));
    assertEquals(15, json(director.report()).getAsJsonArray("looked").size());
  }

  @Test
  void aHundredFindingsAreShownAndJsonHasAll() {
    Finding one =
        new Finding(
            DoctorCode.DRIFTED,
            Finding.Severity.WARNING,
            "moved\u001b[31m",
            "why",
            List.of("look"));
    DoctorReport report =
        new DoctorReport(
            "live", Collections.nCopies(130, one), List.of(), List.of(), List.of(), List.of());
    String text = text(report);
    assertTrue(text.contains("… and 30 more: 'doctor as json' has all"), text);
    assertTrue(text.endsWith("Found: 0 errors, 130 warnings and 0 notes.\n"), text);
    assertFalse(text.contains("\u001b"), text);
    JsonArray findings = json(report).getAsJsonArray("findings");
    assertEquals(130, findings.size());
  }
}
