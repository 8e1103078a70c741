package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mistakes of every kind, each in a file to apply, in a script, and on standard input: a clear
 * message, status 1, nothing applied, no stack trace.
 */
class MistakesTest {
  private static final String WEB = "service web on 192.168.0.1 port 80\n";

  @TempDir Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("service all on 912.168.0.1 ports any sticky 600s wlc", "912 is larger than 255"),
        mistake("service web on 192.168.0.1 port 80 wlcc", "did you mean 'wlc'?"),
        mistake("service web on 192.168.0.1 port 80 scheduler best", "has no scheduler best"),
        mistake("service web on 192.168.0.1 ports 90-80", "write 80-90"),
        mistake("service web on 192.168.0.1 port 80 sticky 5s rr sticky 6s", "said twice"),
        mistake("service web on 192.168.0.1 port 80 rr wlc", "the scheduler is said twice"),
        mistake("service web on 192.168.0.1 ports any", "without 'sticky'"),
        mistake("server 192.168.1.2 weight 4", "belongs to no service"),
        mistake("set shop wrr", "there is no service shop"),
        mistake(WEB + "set wen wrr", "did you mean 'web'?"),
        mistake(WEB + "service two on 192.168.0.1 port 80", "both claim tcp 192.168.0.1:80"),
        mistake(
            "service one on 192.168.0.1 ports 80-90\nservice two on 192.168.0.1 ports 85-95",
            "partly overlap"),
        mistake("service web on", "ends too early"),
        mistake("service web on 192.168.0.1 ports 80,", "after ','"),
        mistake("service web on 192.168.0.1 port 80 !", "'!' has no meaning"),
        mistake("service web on 192.168.0.1 port 80 {", "no braces"),
        mistake("file \"open", "does not end on its line"),
        mistake("service web on 192.168.0.1 port 80\0", "U+0000"),
        mistake("service web\u0007 on 192.168.0.1 port 80", "U+0007"),
        mistake("service web on 192.168.0.1 port 80 " + "rr ".repeat(70_000), "the most is"),
        mistake("service web on 192.168.0.1 ports " + ports(10_000) + "80", "80 is said twice"),
        mistake("service web on 192.168.0.1 port 0", "ports go from 1"),
        mistake("service web on 192.168.0.1 port 65536", "there is no port 65536"),
        mistake("service web on 192.168.0.1 port 80 sticky 0s", "no time"),
        mistake("service web on 192.168.0.1 port 80 sticky soon", "is not a time"),
        mistake("service web on 192.168.0.1 ports 80,443 mark 0", "that nobody marked"),
        mistake("service 9web on 192.168.0.1 port 80", "is not a name"),
        mistake("service web on www.example.org port 80", "is not an address"),
        mistake(WEB + "server 192.168.1.2\nserver 192.168.1.2", "is there already"),
        mistake(WEB + "server 192.168.1.2 weight -1", "is not a weight"),
        mistake(WEB + "server fd00::2", "another address family"),
        mistake(WEB + "server 224.0.0.1", "the kernel refuses it"),
        mistake(WEB + "remove server 192.168.1.9 from web", "has no server 192.168.1.9"),
        mistake(WEB + WEB, "declared twice"),
        mistake(WEB + "rename web to web", "there is a service web already"),
        mistake("source \"a\tb\"", "is not the name of a source"),
        mistake("frobnicate", "is not a statement"),
        mistake("servcie web on 192.168.0.1 port 80", "did you mean 'service'?"),
        mistake("service web on 192.168.0.1 port 80\n\\ server 192.168.1.2", "very end of a line"));
  }

  private static Arguments mistake(String text, String told) {
    return Arguments.of(text, told);
  }

  private static String ports(int count) {
    StringBuilder ports = new StringBuilder();
    for (int port = 1; port <= count; port++) {
      ports.append(port).append(',');
    }
    return ports.toString();
  }

  private Ran lvsh(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 3);
    all[words.length] = "--state";
    all[words.length + 1] = folder.resolve("state.json").toString();
    all[words.length + 2] = "--yes";
    return Ran.lvsh(all);
  }

  private void assertNothingApplied() {
    assertFalse(Files.exists(folder.resolve("state.json")));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isToldAndChangesNothing(String text, String told) throws IOException {
    Path file = folder.resolve("bad.lvs");
    Files.writeString(file, text + "\n");
    lvsh("apply", file.toString()).ends(1).tells("error:").tells(told);
    lvsh("plan", file.toString()).ends(1).tells(told);
    Files.writeString(file, text + "\napply\n");
    lvsh(file.toString()).ends(1).tells(told);
    byte[] script = (text + "\napply\n").getBytes(StandardCharsets.UTF_8);
    String state = folder.resolve("state.json").toString();
    Ran.withInput(script, Map.of(), "--state", state, "--yes", "-").ends(1).tells(told);
    assertNothingApplied();
  }

  @Test
  void textThatIsNotUtf8NamesTheLine() throws IOException {
    Path file = folder.resolve("latin.lvs");
    Files.write(file, "# one\nservice w\u00e9b on\n".getBytes(StandardCharsets.ISO_8859_1));
    lvsh("apply", file.toString()).ends(1).tells("not UTF-8").tells("latin.lvs:2:10");
    lvsh(file.toString()).ends(1).tells("not UTF-8");
    assertNothingApplied();
  }

  @Test
  void anEmptyFileIsAMistake() throws IOException {
    Path file = folder.resolve("empty.lvs");
    for (String text : new String[] {"", "\n\n", "# nothing but this\n"}) {
      Files.writeString(file, text);
      lvsh("plan", file.toString()).ends(1).tells("empty.lvs holds no statement");
      lvsh("apply", file.toString()).ends(1).tells("holds no statement");
      lvsh(file.toString()).ends(1).tells("holds no statement");
    }
    assertNothingApplied();
  }

  @Test
  void aDirectoryIsNotAFile() {
    lvsh("apply", folder.toString()).ends(1).tells("is a directory");
    lvsh(folder.toString()).ends(1).tells("is a directory");
  }

  @Test
  void aMissingFileIsNamed() {
    String missing = folder.resolve("missing.lvs").toString();
    lvsh("apply", missing).ends(1).tells("missing.lvs does not exist");
    lvsh(missing).ends(1).tells("missing.lvs does not exist");
  }

  /** Not even root reads this one. */
  @Test
  void anUnreadableFileIsNamed() {
    lvsh("plan", "/proc/self/mem").ends(1).tells("/proc/self/mem cannot be read");
  }

  @Test
  void tenThousandMistakesAreCountedNotListed() throws IOException {
    Path file = folder.resolve("bad.lvs");
    Files.writeString(file, "frobnicate\n".repeat(10_000));
    Ran ran = lvsh("plan", file.toString()).ends(1).tells(" more");
    assertTrue(ran.errors().lines().count() < 1_000);
  }

  @Test
  void tenThousandServersOfOneServiceAreNoMistake() throws IOException {
    StringBuilder text = new StringBuilder(WEB);
    for (int i = 0; i < 10_000; i++) {
      text.append("  server 10.1.%d.%d\n".formatted(i / 250, i % 250 + 1));
    }
    Path file = folder.resolve("many.lvs");
    Files.writeString(file, text);
    lvsh("plan", file.toString()).ends(2).says("(10002 operations ");
  }

  /** The kernel keeps a source as text on one line. */
  @ParameterizedTest
  @ValueSource(strings = {"a\tb.lvs", "a\u0085b.lvs", " "})
  void aFileWhoseNameNoSourceCanHaveMustSayItsSource(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "timeouts tcp 60s\n" + WEB);
    lvsh("apply", file.toString()).ends(1).tells("cannot be the name of a source").tells(":2:1");
    lvsh("plan", file.toString()).ends(1).tells("put 'source NAME' above it");
    Files.writeString(file, WEB + "apply\n");
    lvsh(file.toString()).ends(1).tells("cannot be the name of a source");
    Path script = folder.resolve("job.lvs");
    Files.writeString(script, "apply \"" + file + "\"\n");
    Files.writeString(file, WEB);
    lvsh(script.toString()).ends(1).tells("cannot be the name of a source");
    assertNothingApplied();
    Files.writeString(file, "source shop\n" + WEB);
    lvsh("apply", file.toString()).ends(0);
    lvsh("show services").ends(0).says("shop");
  }

  @Test
  void whatIsNoStatementOnTheCommandLineIsWrongUsage() {
    lvsh("frobnicate").ends(64).tells("is not a statement");
    lvsh("--frobnicate").ends(64).tells("lvsh --help");
    lvsh("plan", "--kernel").ends(64);
    lvsh("plan", "--kernel", "plan9").ends(64).tells("live or simulated");
    assertEquals(64, Ran.lvsh("--kernel", "live", "--state", "x", "plan").status());
    Ran.lvsh().ends(64).tells("no terminal");
  }
}
