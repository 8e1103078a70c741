package org.lvsh.shell.exchange.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.exchange.Findings;

/**
 * Random scripts, carried out by the shell of this machine and read: the same commands of ipvsadm,
 * or a mistake. There ipvsadm is a function that writes down its words; no other program can be
 * found, and the scripts name no file.
 */
class RandomScriptsTest {
  private static final int COUNT = "full".equals(System.getProperty("lvsh.counts")) ? 3000 : 150;

  /** Words stay as they are, and what is written down goes past each substitution. */
  private static final String BEFORE =
      """
      PATH=; set -f; exec 3>&1 1>/dev/null 2>&1
      ipvsadm() { for word; do printf '%s|' "$word" >&3; done; printf '\\n' >&3; }
      """;

  @TempDir private Path folder;

  /** What the reader gives, in the same form. */
  private record Taken(List<String> commands) implements Programs {
    @Override
    public boolean heeds(String program) {
      return program.equals("ipvsadm");
    }

    @Override
    public boolean changes(String program, List<String> arguments) {
      return true;
    }

    @Override
    public void take(ShellCommand command) {
      StringBuilder line = new StringBuilder();
      command.arguments().forEach(word -> line.append(word.text()).append('|'));
      commands.add(line.toString());
    }

    @Override
    public boolean changesFile(String path) {
      return false;
    }

    @Override
    public boolean takeOutput(ShellCommand command) {
      return false;
    }
  }

  @Test
  void whatIsReadIsWhatAShellDoesOrAMistake() throws IOException, InterruptedException {
    int known = 0;
    int commands = 0;
    for (long seed = 0; seed < COUNT; seed++) {
      String script = new RandomScript(seed).text();
      Findings findings = new Findings();
      Taken taken = new Taken(new ArrayList<>());
      ScriptReader.read(Source.file("random.sh", script), taken, findings);
      if (findings.errors().isEmpty()) {
        assertEquals(carriedOut(script), taken.commands(), "seed " + seed + "\n" + script);
        known++;
        commands += taken.commands().size();
      }
    }
    System.out.printf(
        "%d random scripts, %d without a mistake, with %d commands%n", COUNT, known, commands);
    assertTrue(
        known > COUNT / 6 && commands > COUNT / 3, "too few are without a mistake: " + known);
  }

  private List<String> carriedOut(String script) throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", BEFORE + script, "random.sh", "start")
            .directory(folder.toFile());
    shell.environment().clear();
    Process process = shell.start();
    process.getOutputStream().close();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(10, TimeUnit.SECONDS), script);
      return text.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }
}
