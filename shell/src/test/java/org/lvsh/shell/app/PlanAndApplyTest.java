package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plan and apply as an operator calls them, on a simulated kernel that is kept in a file. */
class PlanAndApplyTest {
  private static final String SHOP =
      """
      service web on 192.168.0.1 ports 80,443 sticky 600s wlc
        server 192.168.1.2 weight 4 direct
        server 192.168.1.3 weight 2 direct
      """;

  @TempDir Path folder;
  private Path shop;

  @BeforeEach
  void writeTheShop() throws IOException {
    shop = folder.resolve("shop.lvs");
    Files.writeString(shop, SHOP);
  }

  private Ran lvsh(String... words) {
    return Ran.lvsh(withState(words));
  }

  private String[] withState(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "--state";
    all[1] = folder.resolve("state.json").toString();
    System.arraycopy(words, 0, all, 2, words.length);
    return all;
  }

  private JsonObject plan() {
    Ran ran = lvsh("plan", shop.toString(), "as", "json");
    return JsonParser.parseString(ran.output()).getAsJsonObject();
  }

  private void applied() {
    lvsh("--yes", "apply", shop.toString()).ends(0);
  }

  private void rewrite(String from, String to) throws IOException {
    Files.writeString(shop, SHOP.replace(from, to));
  }

  @Test
  void aSecondApplyHasNothingToDo() {
    lvsh("plan", shop.toString()).ends(2).says("+ service web");
    applied();
    lvsh("plan", shop.toString()).ends(0).says("Nothing to change");
    lvsh("apply", shop.toString()).ends(0).says("Nothing to change");
  }

  @Test
  void oneWeightIsOneChange() throws IOException {
    applied();
    rewrite("weight 4", "weight 5");
    lvsh("plan", shop.toString())
        .ends(2)
        .says("~ server 192.168.1.2:0: weight 4 direct -> weight 5 direct")
        .says("0 services to add, 1 to change, 0 to replace, 0 to remove (1 operation ");
    assertEquals(1, plan().getAsJsonArray("operations").size());
  }

  @Test
  void oneServerLessIsOneRemoval() throws IOException {
    applied();
    rewrite("  server 192.168.1.3 weight 2 direct\n", "");
    lvsh("plan", shop.toString()).ends(2).says("- server 192.168.1.3").says("(1 operation ");
    JsonObject operation = plan().getAsJsonArray("operations").get(0).getAsJsonObject();
    assertEquals("remove-server", operation.get("operation").getAsString());
    assertEquals("web", operation.get("service").getAsString());
  }

  @Test
  void withoutATerminalApplyNeedsYes() {
    lvsh("apply", shop.toString()).ends(1).tells("--yes");
    lvsh("show services as ipvsadm").ends(0);
    assertEquals("", lvsh("show services as ipvsadm").output());
  }

  @Test
  void atATerminalApplyAsksAndTakesOnlyAYesForOne() {
    for (String no : new String[] {"\n", "n\n", "yep\n", ""}) {
      Ran.answering(no, withState("apply", shop.toString())).ends(1).tells("Apply this plan?");
    }
    assertEquals("", lvsh("show services as ipvsadm").output());
    Ran.answering("yes\n", withState("apply", shop.toString())).ends(0).says("Applied");
  }

  @Test
  void aReplacementNeedsASecondYes() throws IOException {
    applied();
    rewrite("ports 80,443", "port 80");
    lvsh("--yes", "apply", shop.toString()).ends(1).says("-/+ service web").tells("--replace");
    Ran.answering("y\nn\n", withState("apply", shop.toString()))
        .ends(1)
        .tells("It replaces 1 service: no connection and no template end. Replace it?");
    lvsh("plan", shop.toString()).ends(2);
    lvsh("--yes", "--replace", "apply", shop.toString()).ends(0);
    assertTrue(lvsh("show services as ipvsadm").output().contains("-A -t 192.168.0.1:80"));
    assertFalse(lvsh("show services as ipvsadm").output().contains("-f "));
  }

  @Test
  void theStatusOfAPlanIsTheSameInEachForm() throws IOException {
    for (String form : List.of("text", "json", "commands", "markdown")) {
      lvsh("plan", shop.toString(), "as", form).ends(2);
    }
    applied();
    for (String form : List.of("text", "json", "commands", "markdown")) {
      lvsh("plan", shop.toString(), "as", form).ends(0);
    }
    rewrite("ports 80,443", "prots 80,443");
    for (String form : List.of("text", "json", "commands", "markdown")) {
      lvsh("plan", shop.toString(), "as", form).ends(1).tells("did you mean 'ports'?");
    }
  }

  @Test
  void aSingleEditIsAppliedAtOnce() {
    applied();
    lvsh("set", "web", "wrr").ends(1).tells("--yes");
    lvsh("--yes", "set", "web", "wrr").ends(0).says("scheduler wlc -> wrr");
    lvsh("show", "services", "as", "ipvsadm").says("-s wrr");
  }

  @Test
  void anotherFileMayNotDeclareTheSameService() throws IOException {
    applied();
    Path other = folder.resolve("other.lvs");
    Files.writeString(other, SHOP);
    lvsh("plan", other.toString()).ends(1).tells("belongs to shop.lvs, and this is other.lvs");
  }

  @Test
  void aServiceThatIsNotDeclaredIsLeftAlone() throws IOException {
    applied();
    rewrite("service web", "service web2");
    rewrite(SHOP, "service dns on 192.168.0.2 port 53 udp\n  server 192.168.1.9\n");
    lvsh("--yes", "apply", shop.toString()).ends(0);
    assertTrue(lvsh("show services as ipvsadm").output().contains("-s wlc -p 600"));
  }

  @Test
  void whatIsShownAsLvsIsTheSameStateAgain() throws IOException {
    lvsh("--yes", "apply", Project.example("large-shop.lvs")).ends(0);
    Path shown = folder.resolve("large-shop.lvs");
    Files.writeString(shown, lvsh("show services as lvs").output());
    lvsh("plan", shown.toString()).ends(0).says("Nothing to change");
  }

  @Test
  void theEnvironmentCanChooseTheKernel() {
    Ran.lvsh("plan", shop.toString()).ends(1).tells("this machine has no IPVS");
    Map<String, String> simulated = Map.of("LVSH_KERNEL", "simulated");
    Ran.withInput(new byte[0], simulated, "plan", shop.toString()).ends(2);
    String[] live = {"--kernel", "live", "plan", shop.toString()};
    Ran.withInput(new byte[0], simulated, live)
        .ends(1)
        .tells("error: this machine has no IPVS")
        .tells("hint: go to one that has");
  }

  @Test
  void thousandServicesWithTenServersEachGoThroughWhole() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      text.append(
          "service s%d on 10.0.%d.%d ports 80,443 sticky 600s\n".formatted(i, i / 200, i % 200));
      for (int j = 1; j <= 10; j++) {
        text.append("  server 172.16.%d.%d weight %d\n".formatted(i % 250, j, j));
      }
    }
    Files.writeString(shop, text.toString().replace("on 10.0.0.0 ", "on 10.0.0.250 "));
    lvsh("--yes", "apply", shop.toString()).ends(0);
    lvsh("plan", shop.toString()).ends(0);
    assertEquals(11_000, lvsh("show services as ipvsadm").lines().size());
    assertEquals(2_001, lvsh("show marks").lines().size());
  }

  @Test
  void standardInputIsAScript() {
    byte[] script = (SHOP + "apply\nshow services\n").getBytes(StandardCharsets.UTF_8);
    Ran.withInput(script, Map.of(), withState("--yes", "-")).ends(0).says("web");
    byte[] staged = "set web rr\n".getBytes(StandardCharsets.UTF_8);
    Ran.withInput(staged, Map.of(), withState("-"))
        .ends(2)
        .tells("1 staged statement was not applied");
  }
}
