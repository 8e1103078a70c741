package org.lvsh.shell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.KernelException;

class ApplyLockTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T02:00:00Z"), ZoneId.of("UTC"));

  @TempDir Path folder;

  private Store store(String user, long process) {
    return Store.in(
        folder.resolve("net-1"), new Operator(user, Optional.of("alice"), process), CLOCK);
  }

  @Test
  void whoComesSecondIsToldWhoHoldsItAndDoesNothing() {
    boolean[] done = new boolean[1];
    KernelException held =
        store("root", 17)
            .alone(
                "apply shop.lvs",
                () ->
                    assertThrows(
                        KernelException.class,
                        () -> store("root", 18).alone("apply", () -> done[0] = true)));
    assertFalse(done[0]);
    String told = held.getMessage();
    assertTrue(told.contains("alice (as root), process 17, since "), told);
    assertTrue(told.contains("'apply shop.lvs'"), told);
    assertTrue(told.contains("nothing was changed"), told);
    assertTrue(held.hint().isPresent());
  }

  @Test
  void afterTheFirstIsDoneTheSecondMay() {
    assertEquals(1, store("root", 17).alone("apply", () -> 1));
    assertEquals(2, store("root", 18).alone("apply", () -> 2));
  }

  @Test
  void aFailureLetsGoOfIt() {
    assertThrows(
        IllegalStateException.class,
        () ->
            store("root", 17)
                .alone(
                    "apply",
                    () -> {
                      throw new IllegalStateException("stop");
                    }));
    assertEquals(2, store("root", 18).alone("apply", () -> 2));
  }

  @Test
  void anotherProcessThatHoldsItIsNamedAndItsEndLetsGo() throws Exception {
    Path there = Files.createDirectories(folder.resolve("net-1"));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                there.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertEquals('h', other.getInputStream().read());
      KernelException held =
          assertThrows(KernelException.class, () -> store("root", 18).alone("apply", () -> 1));
      assertTrue(held.getMessage().contains("process " + other.pid()), held.getMessage());
      other.destroyForcibly();
      assertTrue(other.waitFor(30, TimeUnit.SECONDS));
      assertEquals(1, store("root", 18).alone("apply", () -> 1));
    } finally {
      other.destroyForcibly();
    }
  }

  /** As it is between the taking of the lock and the writing of who took it. */
  @Test
  void whoHasNotYetSaidWhoItIsIsGivenTheTimeTo() throws Exception {
    ApplyLock first = ApplyLock.take(folder.resolve("lock"), "");
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(
            () ->
                assertThrows(
                        KernelException.class,
                        () -> ApplyLock.take(folder.resolve("lock"), "carol"))
                    .getMessage());
    assertThrows(TimeoutException.class, () -> second.get(100, TimeUnit.MILLISECONDS));
    Files.writeString(folder.resolve("lock.holder"), "bob, process 17");
    String told = second.get(30, TimeUnit.SECONDS);
    assertTrue(told.contains("changing this kernel: bob, process 17;"), told);
    first.close();
  }

  @Test
  void whoIsDoneIsNotNamedAnyMore() throws IOException {
    store("root", 17).alone("apply", () -> 1);
    assertEquals("", Files.readString(folder.resolve("net-1").resolve("lock.holder")));
  }

  @Test
  void whereThereCanBeNoLockNothingIsDone() throws IOException {
    Files.writeString(folder.resolve("net-1"), "a file where the folder should be");
    KernelException none =
        assertThrows(KernelException.class, () -> store("root", 17).alone("apply", () -> 1));
    assertTrue(none.getMessage().contains("nothing was changed"), none.getMessage());
  }

  @Test
  void aLinkInThePlaceOfItsFilesIsNotFollowed() throws IOException {
    Path there = Files.createDirectories(folder.resolve("net-1"));
    Files.createSymbolicLink(there.resolve("lock.holder"), folder.resolve("elsewhere"));
    assertEquals(1, store("root", 17).alone("apply", () -> 1));
    assertFalse(Files.exists(folder.resolve("elsewhere")));
    Files.delete(there.resolve("lock"));
    Files.createSymbolicLink(there.resolve("lock"), folder.resolve("elsewhere"));
    assertThrows(KernelException.class, () -> store("root", 17).alone("apply", () -> 1));
    assertFalse(Files.exists(folder.resolve("elsewhere")));
  }

  /** As on a full disk. */
  @Test
  void whoCannotSayWhoItIsHoldsItAllTheSame() throws IOException {
    Files.createDirectories(folder.resolve("net-1").resolve("lock.holder"));
    KernelException held =
        store("root", 17)
            .alone(
                "apply",
                () ->
                    assertThrows(
                        KernelException.class, () -> store("root", 18).alone("apply", () -> 1)));
    assertTrue(held.getMessage().contains("another lvsh is changing"), held.getMessage());
    assertEquals(2, store("root", 18).alone("apply", () -> 2));
  }

  /** Whoever may read it could take a lock for readers, which keeps out all others. */
  @Test
  void nobodyElseMayOpenIt() throws IOException {
    Path lock = folder.resolve("net-1").resolve("lock");
    store("root", 17).alone("apply", () -> 1);
    assertEquals("rw-------", permissions(lock));
    Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-r--r--"));
    store("root", 17).alone("apply", () -> 1);
    assertEquals("rw-------", permissions(lock));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void whoCanComeAgainIsToldThatItIsHeldAndNotThatThereCanBeNone() throws IOException {
    Optional<Integer> held =
        store("root", 17)
            .alone("apply", () -> store("root", 18).aloneOnTrialIfFree("put back", () -> 1));
    assertEquals(Optional.empty(), held);
    assertEquals(Optional.of(2), store("root", 18).aloneOnTrialIfFree("put back", () -> 2));
    Files.delete(folder.resolve("net-1").resolve("lock"));
    Files.createDirectory(folder.resolve("net-1").resolve("lock"));
    assertThrows(
        KernelException.class, () -> store("root", 18).aloneOnTrialIfFree("put back", () -> 3));
  }
}
