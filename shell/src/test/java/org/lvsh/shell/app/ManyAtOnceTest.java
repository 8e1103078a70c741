package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.shell.compile.RandomFiles;

/** Many who apply at the same moment: each apply is whole, or refused and without a trace. */
class ManyAtOnceTest {
  private static final int MANY = 20;

  @TempDir Path folder;

  private Ran lvsh(String... words) {
    return Ran.lvsh(
        Stream.concat(Stream.of("--state", folder.resolve("state").toString()), Stream.of(words))
            .toArray(String[]::new));
  }

  private Path file(int at) throws IOException {
    return Files.writeString(
        folder.resolve("f%d.lvs".formatted(at)),
        """
        service s%d on 10.0.1.%d ports 80,443 sticky 600s
          server 10.1.0.1 weight %d
          server 10.1.0.2
        """
            .formatted(at, at + 1, at + 1));
  }

  @Test
  void eachIsWholeOrClearlyRefused() throws Exception {
    long rounds = RandomFiles.seeds(1, 10);
    for (int round = 0; round < rounds; round++) {
      Files.deleteIfExists(folder.resolve("state"));
      applyAllAtOnce();
    }
  }

  private void applyAllAtOnce() throws Exception {
    List<Ran> ends = allAtOnce();
    Set<String> expected = new TreeSet<>();
    for (int at = 0; at < MANY; at++) {
      Ran ran = ends.get(at);
      if (ran.status() == 0) {
        expected.add("s" + at);
        assertTrue(ran.output().contains("Applied: 7 operations done"), ran::output);
      } else {
        ran.ends(1);
        assertTrue(
            ran.errors().contains("another lvsh is changing this kernel")
                || ran.errors().contains("the kernel has changed since this plan was made"),
            ran::errors);
      }
    }
    assertTrue(!expected.isEmpty(), () -> ends.get(0).errors());
    String shown = lvsh("show services as lvs").ends(0).output();
    Set<String> there = new TreeSet<>();
    shown
        .lines()
        .filter(line -> line.startsWith("service "))
        .forEach(line -> there.add(line.split(" ", 3)[1]));
    assertEquals(expected, there);
    assertEquals("", lvsh("show services").errors());
    for (int at = 0; at < MANY; at++) {
      lvsh("--yes", "apply", file(at).toString()).ends(0);
    }
    assertEquals(3 * MANY, lvsh("show services as ipvsadm").ends(0).lines().size());
    assertEquals(1 + 2 * MANY, lvsh("show marks").ends(0).lines().size());
  }

  /** The same with a process each, which a lock within one process would not keep apart. */
  @Test
  void processesAreKeptApartToo() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int at = 0; at < MANY; at++) {
      Path told = folder.resolve(at + ".told");
      String state = folder.resolve("state").toString();
      all.add(
          Lab.startLvsh(List.of(), told, "--state", state, "--yes", "apply", file(at).toString()));
    }
    int applied = 0;
    for (int at = 0; at < MANY; at++) {
      assertTrue(all.get(at).waitFor(5, TimeUnit.MINUTES), "it still runs");
      String told = Files.readString(folder.resolve(at + ".told"));
      assertTrue(
          all.get(at).exitValue() == 0
              ? told.contains("Applied: 7 operations done")
              : told.contains("another lvsh is changing this kernel")
                  || told.contains("the kernel has changed since this plan was made"),
          told);
      applied += all.get(at).exitValue() == 0 ? 1 : 0;
    }
    assertTrue(applied > 0);
    assertEquals(3 * applied, lvsh("show services as ipvsadm").ends(0).lines().size());
  }

  private List<Ran> allAtOnce() throws Exception {
    CyclicBarrier start = new CyclicBarrier(MANY);
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try {
      List<Future<Ran>> running = new ArrayList<>();
      for (int at = 0; at < MANY; at++) {
        String file = file(at).toString();
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return lvsh("--yes", "apply", file);
                }));
      }
      List<Ran> ends = new ArrayList<>();
      for (Future<Ran> one : running) {
        ends.add(one.get(5, TimeUnit.MINUTES));
      }
      return ends;
    } finally {
      threads.shutdownNow();
    }
  }
}
