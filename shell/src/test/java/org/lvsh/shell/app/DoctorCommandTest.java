package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.shell.inspect.MadeHost;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** The doctor on what is like a machine, as an operator calls it. */
class DoctorCommandTest {
  private static final String SHOP =
      """
      service web on 192.168.0.1 port 80
        server 192.168.1.2
      service shop on 192.168.0.1 ports 443,8443
        server 192.168.1.2
      """;

  private final LiveLike kernel = new LiveLike();
  @TempDir Path folder;
  private MadeHost machine;
  private Path shop;

  @BeforeEach
  void write() throws IOException {
    machine = new MadeHost(folder.resolve("machine"));
    shop = Files.writeString(folder.resolve("shop.lvs"), SHOP);
    lvsh("--yes", "apply", shop.toString()).ends(0);
  }

  private Ran lvsh(String... arguments) {
    return Ran.onHost(kernel, machine.host(), folder.resolve("run"), arguments);
  }

  private void others(Operation operation) {
    kernel.apply(List.of(operation), Progress.SILENT);
  }

  private List<String> codes() {
    JsonObject report =
        JsonParser.parseString(lvsh("doctor", "as", "json").output()).getAsJsonObject();
    return StreamSupport.stream(report.getAsJsonArray("findings").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(finding -> finding.get("code").getAsString())
        .toList();
  }

  @Test
  void whereNothingIsWrongItEndsWell() {
    lvsh("doctor").ends(0).says("Nothing is wrong.").says("marks and names: in nftables");
    lvsh("doctor", "as", "text").ends(0).says("Nothing is wrong.");
    lvsh("doctor", "as", "json").ends(0).says("\"format\": \"lvsh-doctor\"");
  }

  @Test
  void whatIsToBeChangedIsTheExitStatusTwo() {
    machine.lacks("192.168.0.1");
    lvsh("doctor")
        .ends(2)
        .says("error: no interface holds 192.168.0.1, an address of services shop and web")
        .says("  mend: ip address add 192.168.0.1/32 dev eth0")
        .says("Found: 1 error, 0 warnings and 0 notes.");
  }

  @Test
  void whatTheReadmeShowsIsWhatItSays() {
    LiveLike busy = new LiveLike();
    Path elsewhere = folder.resolve("elsewhere");
    Ran.on(busy, elsewhere, "--yes", "apply", Project.example("shop.lvs")).ends(0);
    machine.lacks("192.168.0.1");
    String shown = Ran.onHost(busy, machine.host(), elsewhere, "doctor").ends(2).output();
    int from = shown.indexOf("error: ");
    String finding = shown.substring(from, shown.indexOf("\n\n", from) + 1);
    assertTrue(Project.text("README.md").contains("```\n" + finding + "```\n"), finding);
  }

  @Test
  void aNoteAsksForNothing() {
    machine.runs("keepalived");
    lvsh("doctor").ends(0).says("note: keepalived runs").says("1 note");
  }

  @Test
  void whatCannotBeLookedAtIsTheExitStatusOneWhateverElseIsFound() {
    machine.lacks("192.168.0.1");
    kernel.restricted("root alone");
    lvsh("doctor")
        .ends(1)
        .says("error: no interface holds 192.168.0.1")
        .says("Not looked at:")
        .says("  - the sync daemons: root alone may look")
        .tells("hint: as root: sudo lvsh doctor");
    lvsh("doctor", "as", "json").ends(1).says("\"incomplete\": [");
  }

  @Test
  void whereThereIsNoKernelThatIsWhatThereIsToSay() {
    Ran.lvsh("doctor").ends(1).says("error: this machine has no IPVS [kernel-unusable]");
    Ran.lvsh("doctor", "as", "json").ends(1).says("\"kernel-unusable\"");
  }

  @Test
  void driftIsFoundAndGoneWhenTheFileIsAppliedAgain() {
    assertEquals(List.of(), codes());
    ServiceKey web = Scene.tcp("192.168.0.1", 80);
    others(new Operation.RemoveService(web));
    assertEquals(List.of("drifted"), codes());
    lvsh("doctor").ends(2).says("of services 0 come, 0 changed, 0 replaced, 1 gone");
    lvsh("--yes", "apply", shop.toString()).ends(0);
    assertEquals(List.of(), codes());
  }

  @Test
  void lostNamesAreFoundAndPutBackByApply() {
    kernel.flushRuleset();
    assertEquals(List.of("names-lost"), codes());
    lvsh("--yes", "apply").ends(0);
    assertEquals(List.of(), codes());
  }

  @Test
  void aDrainedServerThatIsMissedIsUndrained() {
    lvsh("--yes", "drain", "192.168.1.2", "from", "web", "within", "0s").ends(0);
    lvsh("doctor").ends(2).says("mend: lvsh --yes undrain 192.168.1.2:80 in web");
    lvsh("--yes", "undrain", "192.168.1.2:80", "in", "web").ends(0);
    assertEquals(List.of(), codes());
  }

  @Test
  void itChangesNothing() {
    machine.lacks("192.168.0.1");
    Object before = kernel.read();
    lvsh("doctor").ends(2);
    assertEquals(before, kernel.read());
    lvsh("plan").ends(0);
  }

  @Test
  void aSimulatedKernelIsJudgedByItsState() {
    String state = folder.resolve("state").toString();
    Ran.lvsh("--state", state, "--yes", "apply", shop.toString()).ends(0);
    Ran well = Ran.lvsh("--state", state, "doctor").ends(0).says("Nothing is wrong.");
    assertTrue(well.output().contains("a simulated kernel has no machine around it"));
    Ran.lvsh("--state", state, "--yes", "set", "web", "server", "192.168.1.2", "weight", "0")
        .ends(0);
    Ran.lvsh("--state", state, "doctor").ends(2).says("every server of service web");
    assertFalse(well.output().contains("[vip-missing]"));
  }
}
