package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of lvsh that want to change a kernel at the same time. */
@Tag("lab")
class TwoAtOnceLabTest {
  private static final Path RUN = Path.of("/run/lvsh");
  private static final int SERVICES = 100;
  private static final int PATIENCE_SECONDS = 300;

  /** The first is stopped once it has written who it is: its file is there a moment before that. */
  private static final String STOP =
      """
      holders=(/run/lvsh/*/lock.holder)
      until [[ -s ${holders[0]} ]]; do
        kill -0 %1$d
        sleep 0.02
        holders=(/run/lvsh/*/lock.holder)
      done
      kill -STOP %1$d
      """;

  @TempDir Path folder;
  private Process first;

  @BeforeEach
  void startTheFirst() throws IOException {
    Lab.empty();
    Lab.bash("rm -rf /run/lvsh");
    first = Lab.startLvsh(List.of(), told(), "--yes", "apply", many());
    Lab.bash(STOP.formatted(first.pid()));
  }

  @AfterEach
  void takeEverythingAway() {
    first.destroyForcibly();
    Lab.empty();
  }

  private Path told() {
    return folder.resolve("told");
  }

  private String many() throws IOException {
    String text =
        IntStream.range(0, SERVICES)
            .mapToObj(
                at ->
                    "service s%d on 10.1.%d.%d port 80\n  server 10.2.0.1\n"
                        .formatted(at, at / 250, 1 + at % 250))
            .collect(Collectors.joining());
    return Files.writeString(folder.resolve("many.lvs"), text).toString();
  }

  private String one() throws IOException {
    String text = "service one on 192.168.0.1 port 80\n  server 192.168.1.2\n";
    return Files.writeString(folder.resolve("one.lvs"), text).toString();
  }

  private void letTheFirstEnd() throws IOException, InterruptedException {
    Lab.bash("kill -CONT " + first.pid());
    assertTrue(first.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, first.exitValue(), Files.readString(told()));
    assertEquals(2 * SERVICES, Lab.services().size());
  }

  @Test
  void theSecondChangesNothingAndSaysWhoIsChangingTheKernel() throws Exception {
    List<String> half = Lab.services();
    Ran.live(RUN, "--yes", "apply", one())
        .ends(1)
        .tells("another lvsh is changing this kernel: root, process " + first.pid())
        .tells("since ")
        .tells("'apply " + folder.resolve("many.lvs") + "'")
        .tells("nothing was changed");
    assertEquals(half, Lab.services());
    assertTrue(half.size() < 2 * SERVICES, half.size() + " lines");
    letTheFirstEnd();
    Ran.live(RUN, "--yes", "apply", one()).ends(0);
    assertEquals(2 * SERVICES + 2, Lab.services().size());
  }

  @Test
  void oneThatIsKilledHoldsNobodyUp() throws Exception {
    first.destroyForcibly();
    assertTrue(first.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    Lab.bash("ipvsadm -C");
    Ran.live(RUN, "recover keep").ends(0);
    Ran.live(RUN, "--yes", "apply", one()).ends(0);
    assertEquals(2, Lab.services().size());
  }

  @Test
  void anotherNetworkNamespaceIsAnotherKernel() throws Exception {
    // Where lo is down no address is one that a server can have.
    Lab.bash("ip netns add lvsh-other; ip -n lvsh-other link set lo up");
    try {
      Path toldThere = folder.resolve("told-there");
      Process there =
          Lab.startLvsh(
              List.of("ip", "netns", "exec", "lvsh-other"), toldThere, "--yes", "apply", one());
      assertTrue(there.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertEquals(0, there.exitValue(), Files.readString(toldThere));
      String services = Lab.bash("ip netns exec lvsh-other ipvsadm -Sn");
      assertTrue(services.contains("-A -t 192.168.0.1:80 -s wlc"), services);
      assertEquals(2, services.lines().count());
    } finally {
      Lab.bash("ip netns delete lvsh-other");
    }
    letTheFirstEnd();
  }
}
