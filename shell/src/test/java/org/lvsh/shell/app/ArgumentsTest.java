package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.host.HostFiles;

/** The command line: what is wrong with it is told in words of its own, with status 64. */
class ArgumentsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--frobnicate, there is no option --frobnicate",
    "--state, --state needs a value",
    "--state=, --state needs a value",
    "--color=blue, '--color cannot be ''blue'': say auto or always or never'",
    "--firewall=ufw, say iptables or nftables",
  })
  void aWrongOptionIsTold(String option, String told) {
    Ran.lvsh(option).ends(64).tells(told).tells("lvsh --help");
  }

  @Test
  void anOptionTwiceIsWrong() {
    Ran.lvsh("--state", "a", "--state", "b", "plan").ends(64).tells("--state is said twice");
    Ran.lvsh("--yes", "--yes", "plan").ends(64).tells("--yes is said twice");
  }

  @Test
  void noStatementIsWrong() {
    Ran.lvsh("").ends(64).tells("no statement");
    Ran.lvsh("  ", "").ends(64);
  }

  /** Whoever says '--check' wants nothing to be changed, and '--prune' that something is. */
  @Test
  void anOptionThatNoStatementHeedsIsWrong() throws IOException {
    String web = "service web on 192.168.0.1 port 80\n  server 192.168.1.2\n";
    String file = Files.writeString(folder.resolve("web.lvs"), web).toString();
    String script = Files.writeString(folder.resolve("job.lvs"), web + "apply\n").toString();
    String[] state = {"--yes", "--state", folder.resolve("state").toString()};
    for (String[] line :
        new String[][] {
          {"--check", "service web on 192.168.0.1 port 80"},
          {"--check", "apply", file},
          {"--check", script},
          {"--check", "format \"" + file + "\"; apply \"" + file + "\""}
        }) {
      lvsh(state, line).ends(64).tells("--check goes with 'format' only; 'plan' shows what");
    }
    lvsh(state, "--prune", "service web on 192.168.0.1 port 80").ends(64).tells("--prune goes");
    lvsh(state, "--prune", script).ends(64).tells("--prune goes with a file to plan or apply");
    lvsh(state, "--prune-all", "plan").ends(64).tells("--prune-all goes with a file");
    assertFalse(Files.exists(folder.resolve("state")));
    lvsh(state, "--prune", "plan", file, "to", folder.resolve("web.plan").toString()).ends(2);
    lvsh(state, "--prune", "apply", folder.resolve("web.plan").toString()).ends(64);
    lvsh(state, "--prune", "check", file).ends(0);
    lvsh(state, "--prune", "plan \"" + file + "\"; set web rr").ends(1).tells("no service web");
    lvsh(state, "--check", "frobnicate").ends(64).tells("frobnicate");
  }

  private static Ran lvsh(String[] options, String... words) {
    return Ran.lvsh(Stream.of(options, words).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void optionsMayStandAnywhere() {
    Ran.lvsh("show", "--kernel", "simulated", "services").ends(0).says("no services");
    Ran.lvsh("-h").ends(0).says("Exit status");
  }

  @Test
  void aFileWithABlankInItsNameIsOneWord() throws IOException {
    Path file = folder.resolve("my shop.lvs");
    Files.writeString(file, "service web on 192.168.0.1 port 80\n  server 192.168.1.2\n");
    Ran.lvsh("--kernel", "simulated", "plan", file.toString()).ends(2).says("+ service web");
    Ran.lvsh("--kernel", "simulated", file.toString()).ends(2);
  }

  /** What stands before a '#' would be another file, and there may be one. */
  @ParameterizedTest
  @ValueSource(strings = {"shop#2", "shop (old)", "shop's", "shop&co", "shop?", "shop!", "{shop}"})
  void aSignThatNoWordHoldsIsPartOfTheNameOfAFile(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "service web on 192.168.0.1 port 80\n  server 192.168.1.2\n");
    Files.writeString(folder.resolve("shop"), "service old on 192.168.0.1 port 25\n");
    Ran.lvsh("--kernel", "simulated", "plan", file.toString()).ends(2).says("+ service web");
  }

  @Test
  void nothingIsCutOffTheNameOfAService() {
    String state = folder.resolve("state").toString();
    Ran.lvsh("--state", state, "--yes", "service web on 192.168.0.1 port 80").ends(0);
    Ran.lvsh("--state", state, "--yes", "remove", "service", "web#old").ends(1).tells("web#old");
    Ran.lvsh("--state", state, "show", "services").ends(0).says("web");
  }

  @Test
  void separatorsAndTextsInQuotesStandForThemselves() {
    Ran.lvsh("--kernel", "simulated", "show", "services", ";", "show", "marks;").ends(0);
    Ran.lvsh("--kernel", "simulated", "plan", "\"a (b).lvs\"").ends(1).tells("a (b).lvs does");
  }

  @Test
  void severalStatementsMayBeOneArgument() {
    Ran.lvsh("--kernel", "simulated", "show services; show marks").ends(0).says("no mark rules");
  }

  /** Whoever reads the output must not take half of it for all. */
  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                throw new IOException("no space left");
              }
            },
            true,
            StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            full,
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            false,
            false,
            false,
            name -> null,
            Clock.systemUTC(),
            firewall -> {
              throw new KernelException("this machine has no IPVS");
            },
            new HostFiles(Path.of("/nowhere"), List::of),
            Path.of("/nowhere"),
            Path.of("/nowhere"),
            Path.of("/nowhere"),
            () -> Duration.ZERO,
            Ran.NO_NETWORK,
            options -> {});
    assertEquals(1, new App(surroundings).run(new String[] {"--help"}));
    String[] show = {"--kernel", "simulated", "show", "services"};
    assertEquals(1, new App(surroundings).run(show));
  }
}
