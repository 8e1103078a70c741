package org.lvsh.shell.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.view.CommandsView;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.PlanJsonView;
import org.lvsh.shell.view.SavedPlanView;

/** A plan that was saved is the same plan, or none. */
class PlanFileTest {
  private static final int QUICK = 150;
  private static final int FULL = 1_000;
  private static final int DAMAGES = 8;
  private static final SavedPlan.Making MAKING =
      new SavedPlan.Making(
          Instant.parse("2026-11-26T02:10:00.5Z"),
          "alice (as root)",
          "lvsh 1.0",
          "live",
          Optional.of(FirewallKind.NFTABLES),
          Optional.of("my \"shop\".lvs"));

  @TempDir Path folder;

  private static SavedPlan random(long seed) {
    Scene scene = Scene.empty();
    RandomFiles files = new RandomFiles(seed, scene);
    scene.apply(files.declarations());
    return new SavedPlan(scene.plan(files.edits()), MAKING);
  }

  private static byte[] written(SavedPlan plan) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PlanFile.write(plan, bytes);
    return bytes.toByteArray();
  }

  private SavedPlan read(byte[] bytes) throws IOException, DamagedException {
    return PlanFile.read(file(bytes));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("shop.plan"), bytes);
  }

  private static List<List<Line>> views(SavedPlan plan) {
    return List.of(
        new SavedPlanView().text(plan),
        new PlanJsonView().lines(plan),
        new CommandsView(FirewallKind.IPTABLES).lines(plan.plan()),
        new CommandsView(FirewallKind.NFTABLES).lines(plan.plan()));
  }

  @Test
  void anyPlanIsReadBackAsTheSameAndIsShownTheSame() throws IOException, DamagedException {
    for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
      SavedPlan plan = random(seed);
      byte[] bytes = written(plan);
      SavedPlan read = read(bytes);
      assertEquals(plan, read, "seed " + seed);
      assertEquals(views(plan), views(read), "seed " + seed);
      assertArrayEquals(bytes, written(read), "seed " + seed);
    }
  }

  @Test
  void ofADamagedFileNoOtherPlanIsRead() throws IOException {
    for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
      SavedPlan plan = random(seed);
      byte[] bytes = written(plan);
      Random random = new Random(seed);
      for (int i = 0; i < DAMAGES; i++) {
        byte[] damaged = damaged(bytes, i, random);
        String why = "seed " + seed + ", damage " + i;
        if (Arrays.equals(bytes, damaged)) {
          continue;
        }
        Path file = file(damaged);
        DamagedException refused =
            assertThrows(DamagedException.class, () -> PlanFile.read(file), why);
        assertTrue(refused.getMessage().startsWith("is "), refused::getMessage);
      }
    }
  }

  private static byte[] damaged(byte[] bytes, int kind, Random random) {
    int at = random.nextInt(bytes.length);
    byte[] other = bytes.clone();
    return switch (kind) {
      case 0, 1, 2 -> {
        other[at] ^= (byte) (1 << random.nextInt(8));
        yield other;
      }
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> without(bytes, at, 1 + random.nextInt(40));
      case 5 -> doubled(bytes, at);
      case 6 -> swapped(bytes, random);
      default -> edited(bytes);
    };
  }

  private static byte[] without(byte[] bytes, int from, int count) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    int end = Math.min(bytes.length, from + count);
    rest.write(bytes, 0, from);
    rest.write(bytes, end, bytes.length - end);
    return rest.toByteArray();
  }

  private static byte[] doubled(byte[] bytes, int from) {
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.write(bytes, 0, bytes.length);
    more.write(bytes, from, bytes.length - from);
    return more.toByteArray();
  }

  private static byte[] swapped(byte[] bytes, Random random) {
    List<String> lines =
        new ArrayList<>(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    Collections.shuffle(lines, random);
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** As somebody might who would rather have another weight. */
  private static byte[] edited(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceFirst("\"weight\":1", "\"weight\":9")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsNoSavedPlanIsToldFromADamagedOne() throws IOException {
    byte[] bytes = written(random(1));
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertTold("is no saved plan: its first line is not that of one", "service web on 10.0.0.1");
    assertTold("is no saved plan: its first line is not that of one", "");
    assertTold(
        "is a saved plan of version 1, and this lvsh reads version 2",
        text.replaceFirst("lvsh-saved-plan 2", "lvsh-saved-plan 1"));
    assertTold(
        "is not whole: its last line is not that of a saved plan",
        text.substring(0, text.length() - 1));
    assertTold("is not whole: its last line is not that of a saved plan", "lvsh-saved-plan 2\n");
    assertTold("is damaged, or was changed after it was written", text.replace("alice", "mallory"));
    assertTold("is damaged, or was changed after it was written", text.replace("\n{", "\n {"));
  }

  private void assertTold(String message, String text) throws IOException {
    Path file = file(text.getBytes(StandardCharsets.UTF_8));
    DamagedException refused = assertThrows(DamagedException.class, () -> PlanFile.read(file));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void whatIsTooLargeIsNotRead() throws IOException, DamagedException {
    SavedPlan plan = random(2);
    byte[] bytes = written(plan);
    Path file = file(bytes);
    assertEquals(plan, PlanFile.read(file, bytes.length));
    DamagedException refused =
        assertThrows(DamagedException.class, () -> PlanFile.read(file, bytes.length - 1));
    assertEquals("is larger than any saved plan", refused.getMessage());
  }

  @Test
  void aSavedPlanIsKnownByItsFirstWord() throws IOException {
    assertTrue(PlanFile.isIn(file(written(random(3)))));
    assertTrue(PlanFile.isIn(file("lvsh-saved-plan 7\n".getBytes(StandardCharsets.UTF_8))));
    assertFalse(PlanFile.isIn(file("lvsh-saved".getBytes(StandardCharsets.UTF_8))));
    assertFalse(PlanFile.isIn(folder));
    assertFalse(PlanFile.isIn(folder.resolve("nothing")));
  }
}
