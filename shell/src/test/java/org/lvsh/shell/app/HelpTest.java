package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of help: there for every statement, and true: their examples are carried out. */
class HelpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service",
        "server",
        "pool",
        "let",
        "source",
        "marks",
        "timeouts",
        "sync",
        "kernel",
        "no",
        "allow",
        "set",
        "add",
        "remove",
        "rename",
        "undo",
        "discard",
        "plan",
        "apply",
        "drain",
        "undrain",
        "history",
        "rollback",
        "recover",
        "export",
        "import",
        "show",
        "trace",
        "zero",
        "doctor",
        "simulate",
        "clock",
        "help",
        "version",
        "watch",
        "exit",
        "forwarding",
        "prompt",
        "schedulers",
        "sticky"
      })
  void everyExampleIsCarriedOut(String verb) {
    List<String> page = Ran.lvsh("help", verb).ends(0).lines();
    int examples = page.indexOf("Examples:");
    assertFalse(examples < 0, () -> "no examples in " + page);
    String script = String.join("\n", page.subList(examples + 1, page.size())) + "\ndiscard\n";
    Ran.withInput(
            script.getBytes(StandardCharsets.UTF_8),
            Map.of(),
            "--kernel",
            "simulated",
            "--yes",
            "-")
        .ends(0);
  }

  /** {@link TrialTest} does what it says. */
  @Test
  void confirmHasItsExampleInItsText() {
    Ran.lvsh("help", "confirm").ends(0).says("'apply shop.lvs confirm within 60s'");
    Ran.lvsh("help", "apply").ends(0).says("With 'confirm within 60s' all of it is put back");
  }

  @Test
  void checkHasItsExampleInItsText() {
    Ran.lvsh("help", "check").ends(0).says("no mistakes");
    Ran.lvsh("--kernel", "simulated", "check", Project.example("shop.lvs"))
        .ends(0)
        .says("shop.lvs: no mistakes");
  }

  @Test
  void includeHasItsExampleInItsText(@TempDir Path folder) throws IOException {
    Ran.lvsh("help", "include").ends(0).says("'include names.lvs'").says("'check shop.lvs'");
    Files.writeString(folder.resolve("names.lvs"), "let vip = 192.168.0.1\n");
    Files.writeString(folder.resolve("the names.lvs"), "let server = 192.168.1.2\n");
    Path shop = folder.resolve("shop.lvs");
    Files.writeString(
        shop,
        """
        include names.lvs
        include "the names.lvs"
        service web on $vip port 80
          server $server
        """);
    Ran.lvsh("--kernel", "simulated", "check", shop.toString()).ends(0).says("no mistakes");
  }

  @Test
  void planHasAnExampleWithASnapshotInItsText(@TempDir Path folder) {
    Ran.lvsh("help", "plan").ends(0).says("'plan shop.lvs against director.lvs'");
    String director = folder.resolve("director.lvs").toString();
    Ran.lvsh("--kernel", "simulated", "export", "lvs", "to", director).ends(0);
    Ran.lvsh("plan", Project.example("shop.lvs"), "against", director).ends(2);
  }

  @Test
  void theListNamesTheTopics() {
    Ran.lvsh("help")
        .ends(0)
        .says("help audit, help forwarding, help prompt, help schedulers, help sticky");
  }

  @Test
  void everyPageFitsATerminal() {
    for (String topic : List.of("audit", "forwarding", "prompt", "schedulers", "sticky", "marks")) {
      for (String line : Ran.lvsh("help", topic).ends(0).lines()) {
        assertTrue(line.length() <= 100, line);
      }
    }
  }

  @Test
  void anUnknownTopicIsToldWithTheNearestOne() {
    Ran.lvsh("help", "servise").ends(1).tells("did you mean 'service'?");
  }

  @Test
  void theCommandLineExplainsItself() {
    Ran.lvsh("--help").ends(0).says("Exit status:");
    Ran.lvsh("--version").ends(0).says("lvsh ");
  }
}
