package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty who apply at the same moment, on the kernel of this machine. */
@Tag("lab")
class ManyAtOnceLabTest {
  private static final int MANY = 20;
  private static final int PATIENCE_SECONDS = 300;
  private static final Path RUN = Path.of("/run/lvsh");
  private static final Pattern REFUSED =
      Pattern.compile(
          "another lvsh is changing this kernel|the kernel has changed since this plan was made");

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void empty() {
    Lab.empty();
    Lab.bash("rm -rf /run/lvsh");
  }

  private Path file(int at) throws IOException {
    String text =
        "service s%d on 10.0.1.%d ports 80,443 sticky 600s\n  server 10.1.0.1\n  server 10.1.0.2\n";
    return Files.writeString(folder.resolve(at + ".lvs"), text.formatted(at, at + 1));
  }

  @Test
  void eachIsWholeOrClearlyRefused() throws Exception {
    Set<String> applied = new TreeSet<>();
    List<Ran> all = allAtOnce();
    for (int at = 0; at < MANY; at++) {
      Ran one = all.get(at);
      if (one.status() == 0) {
        one.says("Applied: 7 operations done");
        applied.add("s" + at);
      } else {
        one.ends(1);
        assertTrue(REFUSED.matcher(one.errors()).find(), one::errors);
      }
    }
    assertFalse(applied.isEmpty());
    assertEquals(applied, there());
    assertEquals(3 * applied.size(), Lab.services().size());
    System.out.println("%d of %d applied, the others refused".formatted(applied.size(), MANY));
  }

  private List<Ran> allAtOnce() throws Exception {
    CyclicBarrier start = new CyclicBarrier(MANY);
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try {
      List<Callable<Ran>> applies = new ArrayList<>();
      for (int at = 0; at < MANY; at++) {
        String file = file(at).toString();
        applies.add(
            () -> {
              start.await();
              return Ran.live(RUN, "--yes", "apply", file);
            });
      }
      List<Ran> all = new ArrayList<>();
      for (Future<Ran> one : threads.invokeAll(applies, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        all.add(one.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Set<String> there() {
    return Ran.live(RUN, "show", "services", "as", "lvs").ends(0).lines().stream()
        .filter(line -> line.startsWith("service "))
        .map(line -> line.split(" ", 3)[1])
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
