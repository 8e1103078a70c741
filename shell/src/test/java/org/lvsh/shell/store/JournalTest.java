package org.lvsh.shell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.SavedPlan;
import org.lvsh.shell.session.Scene;

/** What is on disk while a kernel is changed. */
class JournalTest {
  private static final SavedPlan.Making MAKING =
      new SavedPlan.Making(
          Instant.EPOCH, "root", "lvsh", "live", Optional.empty(), Optional.empty());

  @TempDir Path folder;
  private final Plan plan = Scene.empty().plan("service web on 10.0.0.1 ports 80,443");

  private Store store() {
    return Store.in(
        folder,
        new Operator("root", Optional.of("alice"), 17),
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  private Path file() {
    return folder.resolve("journal");
  }

  private Path steps() {
    return folder.resolve("journal.steps");
  }

  /** A process that is gone after some steps. */
  private void cutShort() {
    store()
        .change(
            "apply shop\n.lvs",
            MAKING,
            recorder -> {
              recorder.begin(plan);
              recorder.begins(0, 2);
              recorder.ended(0, plan.operations().stream().map(Outcome::done).toList());
              recorder.begins(1, 2);
              return 0;
            });
  }

  @Test
  void itSaysWhoDidWhatAndHowFarItHadCome() {
    cutShort();
    CutShort cut = store().cutShort().orElseThrow();
    assertEquals(plan, cut.plan());
    assertEquals("in batch 2 of 2", cut.stood());
    assertTrue(cut.doing().startsWith("alice (as root), process 17, since "), cut::doing);
    assertTrue(cut.doing().endsWith("'apply shop .lvs'"), cut::doing);
  }

  @Test
  void itIsOnDiskBeforeAnythingIsDoneForItsOwnersEyesAlone() throws IOException {
    store()
        .change(
            "apply",
            MAKING,
            recorder -> {
              assertFalse(Files.exists(file()));
              recorder.begin(plan);
              assertTrue(Files.exists(file()));
              assertTrue(Files.exists(steps()));
              return 0;
            });
    for (Path path : List.of(file(), steps())) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void whatIsDoneLeavesNothingBehind() throws IOException {
    store()
        .change(
            "apply",
            MAKING,
            recorder -> {
              recorder.begin(plan);
              recorder.begins(0, 1);
              recorder.done();
              return 0;
            });
    assertFalse(Files.exists(file()));
    assertFalse(Files.exists(steps()));
    assertEquals(Optional.empty(), store().cutShort());
  }

  @Test
  void whoIsAtItRightNowIsNotCutShort() {
    store()
        .change(
            "apply",
            MAKING,
            recorder -> {
              recorder.begin(plan);
              assertEquals(Optional.empty(), store().cutShort());
              return 0;
            });
    assertTrue(store().cutShort().isPresent());
  }

  @Test
  void thatOfAnotherBootIsHistory() throws IOException {
    cutShort();
    String text = Files.readString(steps());
    List<String> head = Steps.head("another-boot", "apply");
    Files.writeString(steps(), String.join("\n", head) + "\n");
    assertEquals(Optional.empty(), store().cutShort());
    assertEquals(7, (int) store().change("apply", MAKING, recorder -> 7));
    Files.writeString(steps(), text);
    assertTrue(store().cutShort().isPresent());
  }

  @Test
  void aLineThatWasBeingWrittenDoesNotCount() throws IOException {
    cutShort();
    Files.writeString(steps(), "0123 ended 2 D", StandardOpenOption.APPEND);
    assertEquals("in batch 2 of 2", store().cutShort().orElseThrow().stood());
    store()
        .recover(
            "recover back",
            (cut, recorder) -> {
              recorder.begin(plan);
              recorder.begins(4, 9);
              return 0;
            });
    CutShort again = store().cutShort().orElseThrow();
    assertEquals("in batch 5 of 9", again.stood());
    assertTrue(again.doing().endsWith("'recover back'"), again::doing);
  }

  @Test
  void aDamagedOneIsRefusedAndNamesTheWayOut() throws IOException {
    cutShort();
    byte[] good = Files.readAllBytes(file());
    byte[] goodSteps = Files.readAllBytes(steps());
    Files.write(file(), new byte[0]);
    assertRefused();
    Files.write(
        file(),
        new String(good, StandardCharsets.UTF_8)
            .replace("\"who\":\"root\"", "\"who\":\"toor\"")
            .getBytes(StandardCharsets.UTF_8));
    assertRefused();
    Files.write(file(), good);
    for (int at = 0; at < goodSteps.length - 1; at += 5) {
      byte[] bad = goodSteps.clone();
      bad[at] = (byte) (bad[at] == (byte) 120 ? 121 : 120);
      Files.write(steps(), bad);
      assertRefused();
    }
    Files.delete(steps());
    assertRefused();
    store().setJournalAside("recover keep");
    assertEquals(Optional.empty(), store().cutShort());
    assertTrue(Files.exists(folder.resolve("journal.old")));
    assertEquals(7, (int) store().change("apply", MAKING, recorder -> 7));
  }

  private void assertRefused() {
    KernelException refused = assertThrows(KernelException.class, () -> store().cutShort());
    assertTrue(refused.getMessage().contains(" was cut short, and its journal "));
    assertTrue(refused.hint().orElseThrow().contains("'recover keep'"));
    assertThrows(KernelException.class, () -> store().change("apply", MAKING, recorder -> 7));
  }

  @Test
  void whereItCannotBeWrittenNothingIsDone() throws IOException {
    Files.createDirectories(steps().resolve("in the way"));
    boolean[] done = new boolean[1];
    KernelException refused =
        assertThrows(
            KernelException.class,
            () ->
                store()
                    .change(
                        "apply",
                        MAKING,
                        recorder -> {
                          recorder.begin(plan);
                          done[0] = true;
                          return 0;
                        }));
    assertFalse(done[0]);
    assertTrue(refused.getMessage().startsWith("nothing was changed, since"), refused::getMessage);
  }
}
