package org.lvsh.kernel.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.tcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Snapshot;

class StateFileTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir private Path folder;
  private Path file;
  private Kernel kernel;

  @BeforeEach
  void noFileYet() {
    file = folder.resolve("state.json");
    kernel = SimulatedKernel.keptIn(file);
  }

  @Test
  void aFileThatIsNotThereIsAnEmptyKernel() {
    new TriedKernel(kernel).isEmpty();
    assertFalse(Files.exists(file));
  }

  @Test
  void theFirstChangeCreatesTheFileForItsOwnerAlone() throws IOException {
    new TriedKernel(kernel).takes(add(WEB));
    for (Path made : List.of(file, folder.resolve("state.json.lock"))) {
      assertEquals(
          PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(made));
    }
    assertEquals(
        Set.of(file, folder.resolve("state.json.lock")), listing(), "nothing else is left");
  }

  @Test
  void anApplyThatChangesNothingDoesNotWrite() throws IOException {
    new TriedKernel(kernel).apply();
    assertEquals(Set.of(), listing());
    new TriedKernel(kernel).refuses(Errno.ESRCH, new Operation.RemoveService(WEB));
    assertFalse(Files.exists(file));
    new TriedKernel(kernel).takes(add(WEB));
    Object before = Files.readAttributes(file, "unix:ino,lastModifiedTime");
    new TriedKernel(kernel).refuses(Errno.EEXIST, add(WEB));
    new TriedKernel(kernel).takes(add(WEB6), new Operation.RemoveService(WEB6));
    assertEquals(before, Files.readAttributes(file, "unix:ino,lastModifiedTime"));
  }

  @Test
  void anotherKernelOnTheSameFileSeesTheChange() {
    Kernel other = SimulatedKernel.keptIn(file);
    new TriedKernel(kernel).takes(add(WEB));
    new TriedKernel(other).holds(WEB);
    new TriedKernel(other).takes(add(WEB6));
    new TriedKernel(kernel).holds(WEB, WEB6);
  }

  @Test
  void changesOfSeveralThreadsAreAllKept()
      throws IOException, InterruptedException, ExecutionException {
    int threads = 4;
    int each = 25;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Void>> running = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      String address = "192.168.0." + (thread + 1);
      running.add(pool.submit(adding(address, each)));
    }
    for (Future<Void> one : running) {
      one.get();
    }
    pool.shutdown();
    assertEquals(threads * each, kernel.read().services().size());
    assertEquals(2, listing().size(), "nothing but the file and its lock is left");
  }

  /** Adds services on ports 1 to {@code count}, each through a kernel of its own. */
  private Callable<Void> adding(String address, int count) {
    return () -> {
      for (int port = 1; port <= count; port++) {
        new TriedKernel(SimulatedKernel.keptIn(file)).takes(add(tcp(address, port)));
      }
      return null;
    };
  }

  @Test
  void aSymbolicLinkIsWrittenThrough() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path target = elsewhere.resolve("real.json");
    Files.createSymbolicLink(folder.resolve("hop"), target);
    Files.createSymbolicLink(file, Path.of("hop"));
    new TriedKernel(kernel).takes(add(WEB));
    assertTrue(Files.isSymbolicLink(file));
    assertTrue(Files.isRegularFile(target));
    assertTrue(Files.exists(elsewhere.resolve("real.json.lock")));
    new TriedKernel(kernel).takes(add(WEB6));
    new TriedKernel(SimulatedKernel.keptIn(target)).holds(WEB, WEB6);
  }

  @Test
  void linksInACircleAreAnError() throws IOException {
    Files.createSymbolicLink(file, Path.of("hop"));
    Files.createSymbolicLink(folder.resolve("hop"), Path.of("state.json"));
    failsBothWays(kernel, file.toString());
  }

  @Test
  void aFolderInPlaceOfTheFileIsAnError() throws IOException {
    Files.createDirectory(file);
    failsBothWays(kernel, "is no regular file");
    assertEquals(Set.of(file), listing(), "no lock is left beside it");
  }

  @Test
  void aMissingFolderIsAnErrorWhenItIsWrittenTo() {
    Kernel nowhere = SimulatedKernel.keptIn(folder.resolve("missing/state.json"));
    new TriedKernel(nowhere).isEmpty();
    assertFails("create it first", () -> new TriedKernel(nowhere).apply(add(WEB)));
  }

  /** Nobody makes files in /proc, not even root. */
  @Test
  void aFolderInWhichNothingCanBeMadeIsAnErrorWhenItIsWrittenTo() {
    Kernel nowhere = SimulatedKernel.keptIn(Path.of("/proc/lvsh-state.json"));
    assertFails("cannot be changed", () -> new TriedKernel(nowhere).apply(add(WEB)));
    new TriedKernel(nowhere).isEmpty();
  }

  @Test
  void aLockThatCannotBeOpenedIsAnError() throws IOException {
    Files.createDirectory(folder.resolve("state.json.lock"));
    assertFails("cannot be changed", () -> new TriedKernel(kernel).apply(add(WEB)));
    assertFalse(Files.exists(file));
  }

  /** A name so long that the lock's still fits the limit of 255 bytes, but no temporary one's. */
  @Test
  void whereSavingFailsNothingIsChanged() throws IOException {
    Path longest = folder.resolve("s".repeat(250));
    assertFails(
        "cannot be changed",
        () -> new TriedKernel(SimulatedKernel.keptIn(longest)).apply(add(WEB)));
    new TriedKernel(SimulatedKernel.keptIn(longest)).isEmpty();
    assertFalse(Files.exists(longest));
  }

  @Test
  void aStateTooLargeToReadAgainIsNotWritten() {
    StateFile small = new StateFile(file, 1500, SHORT);
    small.change(state -> state.ipvs().addService(add(WEB).service()));
    Snapshot before = small.read(State::snapshot);
    assertFails(
        "1500 bytes",
        () ->
            small.change(
                state -> {
                  for (int port = 1; port < 20; port++) {
                    state.ipvs().addService(add(tcp("192.168.0.9", port)).service());
                  }
                  return null;
                }));
    assertEquals(before, small.read(State::snapshot));
  }

  @Test
  void aLargeFileIsNotRead() throws IOException {
    Files.writeString(file, " ".repeat(1501));
    StateFile small = new StateFile(file, 1500, SHORT);
    assertFails("more than 1500 bytes", () -> small.read(State::snapshot));
  }

  @Test
  void aChangeWaitsForAnotherButNotForEver() {
    StateFile one = new StateFile(file, StateFile.SIZE_LIMIT, SHORT);
    String message =
        one.change(
            state -> {
              state.ipvs().addServer(WEB, server(ONE, 1));
              return messageOfChangeElsewhere();
            });
    assertTrue(message.contains("holds the lock"), message);
  }

  /** Not only must it not wait for itself: the outer change goes on as if nothing had been. */
  @Test
  void aChangeWithinAChangeIsAnError() throws IOException {
    Path otherSpelling = folder.resolve("../" + folder.getFileName() + "/state.json");
    Kernel same = SimulatedKernel.keptIn(otherSpelling);
    kernel.apply(
        List.of(add(WEB)),
        (done, total) ->
            assertFails("changing it already", () -> new TriedKernel(same).apply(add(WEB6))));
    new TriedKernel(kernel).holds(WEB);
  }

  private String messageOfChangeElsewhere() {
    ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    try {
      StateFile other = new StateFile(file, StateFile.SIZE_LIMIT, SHORT);
      Future<?> change = elsewhere.submit(() -> other.change(state -> 1));
      return assertThrows(ExecutionException.class, change::get).getCause().getMessage();
    } finally {
      elsewhere.shutdown();
    }
  }

  @Test
  void aFileThatIsNotUtf8IsDamaged() throws IOException {
    new TriedKernel(kernel).takes(add(WEB));
    byte[] bytes = Files.readString(file, UTF_8).getBytes(UTF_8);
    bytes[bytes.length / 2] = (byte) 0xFF;
    Files.write(file, bytes);
    failsBothWays(kernel, "is damaged");
  }

  private Set<Path> listing() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return Set.copyOf(entries.toList());
    }
  }

  private static void failsBothWays(Kernel kernel, String message) {
    assertFails(message, kernel::read);
    assertFails(message, () -> kernel.apply(List.of(add(WEB)), Progress.SILENT));
  }

  private static void assertFails(String message, Runnable call) {
    KernelException e = assertThrows(KernelException.class, call::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
