package org.lvsh.shell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.SnapshotBlock;
import org.lvsh.kernel.snapshot.SnapshotFile;
import org.lvsh.shell.session.Scene;

class HistoryFolderTest {
  private static final Optional<String> BOOT = Optional.of("boot-1");

  @TempDir Path top;

  private Path folder() {
    return top.resolve("net-1").resolve("history");
  }

  private HistoryFolder history(int mostEntries, long mostBytes) {
    return new HistoryFolder(folder(), BOOT, mostEntries, mostBytes, HistoryFolderTest::write);
  }

  private static void write(Path file, Snapshot state) throws IOException {
    SnapshotFile.write(state, file, Long.MAX_VALUE);
  }

  private HistoryFolder history() {
    return history(History.MOST_ENTRIES, HistoryFolder.MOST_BYTES);
  }

  private static Entry entry(int number) {
    return new Entry(
        number,
        Instant.parse("2026-11-26T04:10:00Z"),
        "alice (as root)",
        new Deed("apply \"my shop\".lvs", "prompt", List.of("set web wrr", "set web\n  sticky 5s")),
        new Result(
            Ended.DONE, new Counts(1, 2, 3, 4, 50), List.of("timeouts", "sync master"), "live"),
        BOOT);
  }

  private static Change change(String... lines) {
    Snapshot after = Scene.empty().apply(lines).live();
    return new Change(
        Snapshot.EMPTY,
        after,
        SnapshotBlock.write(Snapshot.EMPTY),
        List.of("+ service web", "", "Plan: …"),
        Optional.of("{}"));
  }

  private static Change shop() {
    return change("service shop on 10.0.0.1 ports 80,443", "server 10.1.0.1");
  }

  private static void keep(History history) {
    assertEquals(Optional.empty(), history.keep(HistoryFolderTest::entry, shop()));
  }

  private static List<Integer> numbers(History history) {
    return history.list().entries().stream().map(Entry::number).toList();
  }

  @Test
  void whatIsKeptIsReadBackTheSame() {
    keep(history());
    keep(history());
    assertEquals(new History.Listing(List.of(entry(2), entry(1)), List.of()), history().list());
    assertEquals(Optional.of(new Past(entry(1), shop())), history().read(1));
    assertEquals(Optional.empty(), history().read(3));
  }

  @Test
  void beforeTheFirstApplyThereIsNone() {
    assertEquals(new History.Listing(List.of(), List.of()), history().list());
    assertEquals(Optional.empty(), history().read(1));
    assertFalse(Files.exists(folder()));
  }

  @Test
  void theOldestMakeRoomAndNumbersGoOn() {
    for (int i = 0; i < 5; i++) {
      keep(history(3, HistoryFolder.MOST_BYTES));
    }
    assertEquals(List.of(5, 4, 3), numbers(history()));
  }

  @Test
  void thereIsNeverMoreThanTheBytesAllow() throws IOException {
    keep(history());
    long one = PrivateFiles.bytes(folder().resolve("1"));
    for (int i = 0; i < 4; i++) {
      keep(history(History.MOST_ENTRIES, 2 * one + 10));
    }
    assertEquals(List.of(5, 4), numbers(history()));
  }

  @Test
  void whatAloneIsTooLargeIsNotKeptAndSaysSo() {
    keep(history());
    String why = history(10, 100).keep(HistoryFolderTest::entry, shop()).orElseThrow();
    assertTrue(why.contains("more than all of it may"), why);
    assertEquals(List.of(1), numbers(history()));
  }

  @Test
  void aKernelInMemoryKeepsAsMany() {
    HistoryInMemory memory = new HistoryInMemory();
    for (int i = 0; i <= History.MOST_ENTRIES; i++) {
      keep(memory);
    }
    assertEquals(History.MOST_ENTRIES, memory.list().entries().size());
    assertEquals(History.MOST_ENTRIES + 1, numbers(memory).get(0));
    assertEquals(Optional.empty(), memory.read(1));
    assertEquals(shop(), memory.read(2).orElseThrow().change());
  }

  @Test
  void nobodyElseCanReadIt() throws IOException {
    keep(history());
    try (Stream<Path> all = Files.walk(top.resolve("net-1"))) {
      for (Path path : all.toList()) {
        String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
        String there = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertEquals(wanted, there, path::toString);
      }
    }
  }

  @Test
  void aFolderThatOthersCouldReadIsClosed() throws IOException {
    Files.createDirectories(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
    keep(history());
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
  }

  @Test
  void aLinkOrAFileInItsPlaceIsNotUsed() throws IOException {
    Path elsewhere = Files.createDirectory(top.resolve("elsewhere"));
    Files.createDirectory(top.resolve("net-1"));
    Files.createSymbolicLink(folder(), elsewhere);
    assertTrue(history().keep(HistoryFolderTest::entry, shop()).isPresent());
    assertEquals(0, elsewhere.toFile().list().length);
    Files.delete(folder());
    Files.writeString(folder(), "a file where the folder should be");
    String why = history().keep(HistoryFolderTest::entry, shop()).orElseThrow();
    assertTrue(why.contains("is no folder"), why);
    assertEquals(List.of(), numbers(history()));
  }

  @Test
  void whatIsDamagedIsNamedAndNeverTakenForAnotherState() throws IOException {
    for (int i = 0; i < 3; i++) {
      keep(history());
    }
    Path entry = folder().resolve("2").resolve("entry.json");
    String whole = Files.readString(entry);
    for (int end = 0; end < whole.length() - 2; end += 11) {
      Files.writeString(entry, whole.substring(0, end));
      assertEquals(List.of(2), history().list().unreadable());
      assertEquals(List.of(3, 1), numbers(history()));
    }
    Path before = folder().resolve("3").resolve("before.lvs");
    Files.writeString(before, Files.readString(before).replace("900", "901"));
    KernelException damaged = assertThrows(KernelException.class, () -> history().read(3));
    assertTrue(damaged.getMessage().contains("entry 3 of the history"), damaged.getMessage());
    Files.delete(folder().resolve("1").resolve("after.json"));
    assertThrows(KernelException.class, () -> history().read(1));
  }

  @Test
  void whatAnEndedProcessLeftBehindIsSweptAway() throws IOException {
    keep(history());
    Path left = Files.createDirectory(folder().resolve(".entry-123"));
    Files.writeString(left.resolve("entry.json"), "{");
    keep(history());
    assertFalse(Files.exists(left));
    assertEquals(List.of(2, 1), numbers(history()));
  }

  @Test
  void anApplyOfAnotherStartOfTheMachineIsKnown() {
    keep(history());
    Entry kept = history().list().entries().get(0);
    assertFalse(history().isBeforeTheLastStart(kept));
    History later =
        new HistoryFolder(folder(), Optional.of("boot-2"), 10, 1 << 20, HistoryFolderTest::write);
    assertTrue(later.isBeforeTheLastStart(kept));
    assertFalse(new HistoryInMemory().isBeforeTheLastStart(kept));
  }
}
