package org.lvsh.shell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  private static final Instant WHEN = Instant.parse("2026-11-26T04:10:00.123456Z");
  private static final Operator ALICE =
      new Operator(
          "root",
          Optional.of("alice"),
          4711,
          OptionalLong.of(0),
          Optional.of("203.0.113.5 51234 192.0.2.1 22"));

  @TempDir Path folder;

  private Path log() {
    return folder.resolve("log").resolve("audit.log");
  }

  private static Optional<String> add(Path file, Event event) {
    return Store.nowhere(ALICE, Clock.fixed(WHEN, ZoneOffset.UTC))
        .withAudit(Audit.in(file, "net-1"))
        .audit(event);
  }

  private static Event event(String what) {
    return new Event(
        new Deed(what, "prompt", List.of("set web\n  wrr")),
        "done",
        new Counts(0, 1, 0, 0, 1),
        List.of("change service tcp 10.0.0.1:80"),
        "live");
  }

  private List<JsonObject> lines() throws IOException {
    return Files.readAllLines(log()).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  @Test
  void eachThingDoneIsOneLineThatSaysWhoDidWhatWhenAndHowItEnded() throws IOException {
    assertEquals(Optional.empty(), add(log(), event("apply shop.lvs")));
    assertEquals(Optional.empty(), add(log(), event("zero \"web\"\n")));
    assertEquals(2, lines().size());
    JsonObject line = lines().get(0);
    OffsetDateTime time = OffsetDateTime.parse(line.get("time").getAsString());
    assertEquals(Instant.parse("2026-11-26T04:10:00.123Z"), time.toInstant());
    line.remove("time");
    assertEquals(
        "{\"what\":\"apply shop.lvs\",\"outcome\":\"done\",\"user\":\"root\",\"behind\":\"alice\","
            + "\"uid\":0,\"process\":4711,\"from\":\"203.0.113.5 51234 192.0.2.1 22\","
            + "\"source\":\"prompt\",\"kernel\":\"live\",\"network\":\"net-1\",\"add\":0,"
            + "\"change\":1,\"replace\":0,\"remove\":0,\"operations\":1,"
            + "\"statements\":[\"set web\\n  wrr\"],"
            + "\"done\":[\"change service tcp 10.0.0.1:80\"]}",
        line.toString());
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws IOException {
    Store.nowhere(new Operator("bob", Optional.empty(), 1), Clock.systemUTC())
        .withAudit(Audit.in(log(), ""))
        .audit(event("apply"));
    for (String unknown : List.of("behind", "uid", "from")) {
      assertFalse(lines().get(0).has(unknown), unknown);
    }
  }

  @Test
  void aLineHasALimitWhateverWasDone() throws IOException {
    String word = "🦊".repeat(2_000);
    List<String> many = Collections.nCopies(10_000, word);
    Deed deed = new Deed(word, word, many);
    add(log(), new Event(deed, "done", new Counts(0, 0, 0, 0, 10_000), many, "live"));
    JsonObject line = lines().get(0);
    assertEquals(AuditText.MOST_ITEMS, line.getAsJsonArray("statements").size());
    assertEquals(AuditText.MOST_ITEMS, line.getAsJsonArray("done").size());
    assertEquals(10_000, line.get("operations").getAsInt());
    String first = line.getAsJsonArray("done").get(0).getAsString();
    assertEquals(AuditText.MOST_LETTERS + 1, first.codePointCount(0, first.length()));
    assertTrue(Files.size(log()) < 4L * 301 * 203, () -> log().toFile().length() + " bytes");
  }

  @Test
  void nobodyElseCanReadIt() throws IOException {
    add(log(), event("apply"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log())));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(log().getParent())));
  }

  @Test
  void itMayBeMovedAwayAtAnyTime() throws IOException {
    add(log(), event("apply one.lvs"));
    Files.move(log(), log().resolveSibling("audit.log.1"));
    add(log(), event("apply two.lvs"));
    assertEquals("apply two.lvs", lines().get(0).get("what").getAsString());
    assertEquals(1, Files.readAllLines(log().resolveSibling("audit.log.1")).size());
  }

  @Test
  void aFullDiskIsTold() {
    String why = add(Path.of("/dev/full"), event("apply")).orElseThrow();
    assertTrue(why.startsWith("/dev/full: "), why);
  }

  @Test
  void aFolderThatCannotBeIsTold() throws IOException {
    Files.writeString(log().getParent(), "a file where the folder should be");
    assertTrue(add(log(), event("apply")).isPresent());
  }

  @Test
  void aLinkOrAFolderInItsPlaceIsNotWrittenTo() throws IOException {
    Files.createDirectories(log().getParent());
    Files.createSymbolicLink(log(), folder.resolve("elsewhere"));
    assertTrue(add(log(), event("apply")).orElseThrow().contains("it is no plain file"));
    assertFalse(Files.exists(folder.resolve("elsewhere")));
    Files.delete(log());
    Files.createDirectory(log());
    assertTrue(add(log(), event("apply")).isPresent());
  }

  @Test
  void afterALineThatAFullDiskCutShortTheNextOneIsWhole() throws IOException {
    add(log(), event("apply one.lvs"));
    String whole = Files.readString(log());
    Files.writeString(log(), whole + whole.substring(0, 40));
    add(log(), event("apply two.lvs"));
    List<String> all = Files.readAllLines(log());
    assertEquals(3, all.size());
    JsonObject last = JsonParser.parseString(all.get(2)).getAsJsonObject();
    assertEquals("apply two.lvs", last.get("what").getAsString());
  }
}
