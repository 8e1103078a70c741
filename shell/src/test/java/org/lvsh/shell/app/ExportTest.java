package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exporting a director's state, and planning against it without a kernel. */
class ExportTest {
  @TempDir Path folder;
  private Path director;
  private Path shop;

  @BeforeEach
  void applyTheShop() throws IOException {
    director = folder.resolve("the director.lvs");
    shop = folder.resolve("my shop.lvs");
    Files.copy(Path.of(Project.example("shop.lvs")), shop);
    onKernel("--yes", "apply " + quoted(shop)).ends(0);
  }

  private static String quoted(Path path) {
    return "\"" + path + "\"";
  }

  private Ran onKernel(String... words) {
    return Ran.lvsh(
        Stream.concat(
                Stream.of("--state", folder.resolve("state.json").toString()), Stream.of(words))
            .toArray(String[]::new));
  }

  private Ran export(Path to) {
    return onKernel("export lvs to " + quoted(to));
  }

  private Ran against(Path snapshot) {
    return Ran.lvsh("plan %s against %s".formatted(quoted(shop), quoted(snapshot)));
  }

  private void rewrite(String from, String to) throws IOException {
    Files.writeString(shop, Files.readString(shop).replace(from, to));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileIsPlannedAgainstItWithoutAKernel() throws IOException {
    export(director).ends(0).says("Wrote " + director + ": the simulated kernel as it is.");
    against(director)
        .ends(0)
        .says("Nothing to change: the snapshot " + director + " is as described.");
    rewrite("weight 4", "weight 5");
    against(director)
        .ends(2)
        .says("weight 4 direct -> weight 5 direct")
        .says("(1 operation on the snapshot " + director + ").");
  }

  @Test
  void allFormatsAreThoseOfTheKernel() throws IOException {
    export(director).ends(0);
    rewrite("ports 80,443", "ports 80,443,8080");
    for (String format : List.of("text", "json", "commands")) {
      String plan = "plan " + quoted(shop) + " as " + format;
      String there = onKernel(plan).ends(2).output();
      String expected =
          there
              .replace("the simulated kernel", "the snapshot " + director)
              .replace("\"kernel\": \"simulated\"", "\"kernel\": \"snapshot\"");
      assertEquals(expected, Ran.lvsh(plan + " against " + quoted(director)).ends(2).output());
    }
    JsonObject json =
        JsonParser.parseString(
                Ran.lvsh("plan %s against %s as json".formatted(quoted(shop), quoted(director)))
                    .output())
            .getAsJsonObject();
    assertEquals("snapshot", json.get("kernel").getAsString());
  }

  @Test
  void withoutAFileItIsPrinted() throws IOException {
    export(director).ends(0);
    assertEquals(Files.readString(director), onKernel("export lvs").ends(0).output());
  }

  @Test
  void theFileIsAppliedAsAnyOther() {
    export(director).ends(0);
    String elsewhere = folder.resolve("elsewhere.json").toString();
    Ran.lvsh("--state", elsewhere, "--yes", "apply " + quoted(director)).ends(0).says("Applied");
    assertEquals(
        onKernel("show services as ipvsadm").output(),
        Ran.lvsh("--state", elsewhere, "show services as ipvsadm").output());
  }

  @Test
  void aNewFileIsItsOwnersAloneAndAnOldOneKeepsItsPermissions() throws IOException {
    export(director).ends(0);
    assertEquals("rw-------", permissions());
    Files.setPosixFilePermissions(director, PosixFilePermissions.fromString("rw-r--r--"));
    export(director).ends(0);
    assertEquals("rw-r--r--", permissions());
    Files.writeString(director, "");
    export(director).ends(0);
    assertEquals("rw-r--r--", permissions());
    against(director).ends(0);
    assertEquals(
        List.of(
            ".state.json.applying",
            ".state.json.applying.holder",
            ".state.json.audit",
            ".state.json.history",
            "my shop.lvs",
            "state.json",
            "state.json.lock",
            "the director.lvs"),
        files());
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(director));
  }

  @Test
  void whatCannotBeWrittenIsToldAndLeavesNothingBehind() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("link"), director);
    List<String> before = files();
    assertUnwritable(folder.resolve("none/director.lvs"), "its folder does not exist");
    assertUnwritable(folder.resolve("sub"), "is a folder");
    assertUnwritable(folder.resolve("link"), "is a symbolic link");
    assertUnwritable(Path.of("/dev/null"), "is no regular file");
    assertUnwritable(shop.resolve("director.lvs"), "Not a directory");
    assertUnwritable(folder.resolve("x".repeat(256)), "name too long");
    assertUnwritable(Path.of("/"), "is a folder");
    assertEquals(before, files());
  }

  private void assertUnwritable(Path file, String reason) {
    Ran ran = export(file).ends(1).tells("error: " + file + " ").tells(reason);
    ran.tells("command line:1:15");
    assertTrue(ran.output().isEmpty(), ran::output);
  }

  @Test
  void anotherFileOfItsKindGivesWayAndNothingElse() throws IOException {
    for (String format : List.of("lvs", "ipvsadm", "keepalived", "nft", "iptables")) {
      Path file = folder.resolve("director." + format);
      Files.writeString(file, "something else\n");
      Ran refused = onKernel("export %s to %s".formatted(format, quoted(file))).ends(1);
      refused.tells("is there already, and is no ").tells("hint: name another file");
      assertEquals("something else\n", Files.readString(file));
      Files.delete(file);
      onKernel("export %s to %s".formatted(format, quoted(file))).ends(0).says("Wrote " + file);
      String text = Files.readString(file);
      onKernel("export %s to %s".formatted(format, quoted(file))).ends(0);
      assertEquals(text, Files.readString(file));
      assertEquals(text, onKernel("export " + format).ends(0).output());
    }
    Path rules = folder.resolve("director.nft");
    onKernel("export iptables to " + quoted(rules)).ends(1).tells("is no export of lvsh for it");
  }

  @Test
  void aScriptOfIpvsadmGivesWayToLinesAndTheOtherWayRound() throws IOException {
    Path file = folder.resolve("director.ipvsadm");
    String export = "export ipvsadm to " + quoted(file);
    onKernel(export).ends(0).says("'ipvsadm -R < " + file + "' loads it.");
    onKernel("--yes", "kernel expire_nodest_conn = 1").ends(0);
    onKernel(export).ends(0).says("'sh " + file + "' loads it.");
    assertTrue(Files.readString(file).endsWith("sysctl -w net.ipv4.vs.expire_nodest_conn=1\n"));
    onKernel("--yes", "kernel expire_nodest_conn = 0").ends(0);
    onKernel(export).ends(0).says("'ipvsadm -R < " + file + "' loads it.");
  }

  @Test
  void whatIsNotCarriedOverIsTold() {
    String told = "not carried over: ";
    onKernel("export ipvsadm").ends(0).tells(told + "1 name of services").tells("2 mark rules");
    onKernel("export keepalived").ends(0).tells(told + "2 mark rules, without which marks get");
    assertEquals("", onKernel("export nft").ends(0).errors());
    assertEquals("", onKernel("export iptables").ends(0).errors());
    assertEquals("", onKernel("export lvs").ends(0).errors());
    onKernel("--yes", "drain 192.168.1.2").ends(0);
    onKernel("export lvs").ends(0).tells(told + "shop (mark 10): server 192.168.1.2:0 is drained");
  }

  @Test
  void theFileAloneCanBePlannedAgainstASnapshot() {
    export(director).ends(0);
    Ran.lvsh("plan against " + quoted(director)).ends(1).tells("only a file can be planned");
  }

  @Test
  void aSnapshotThatCannotBeReadIsToldWhereItIsNamed() throws IOException {
    assertRefused(folder.resolve("none.lvs"), "none.lvs does not exist");
    assertRefused(folder, "is a directory");
    assertRefused(shop, "my shop.lvs holds no snapshot");
    assertRefused(folder.resolve("state.json"), "holds no snapshot");
    assertRefused(Path.of("/dev/null"), "holds no snapshot");
    assertRefused(Path.of("/dev/zero"), "is larger than");
    Path other = folder.resolve("other.lvs");
    Files.write(other, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(other, "is no text, and so no snapshot");
    try (var large = Files.newByteChannel(other, StandardOpenOption.WRITE)) {
      large.position(64L << 20);
      large.write(ByteBuffer.wrap(new byte[1]));
    }
    assertRefused(other, "is larger than any snapshot");
  }

  private void assertRefused(Path snapshot, String reason) {
    int place = "plan  against ".length() + quoted(shop).length() + 1;
    against(snapshot).ends(1).tells(reason).tells("command line:1:" + place).tells("hint: ");
  }

  @Test
  void everyMistakeOfTheFileIsToldWithThatOfTheSnapshot() throws IOException {
    rewrite("weight 4", "wieght 4");
    against(folder.resolve("none.lvs")).ends(1).tells("weight").tells("none.lvs does not exist");
  }

  @Test
  void aSnapshotThatWasChangedOrCutIsRefused() throws IOException {
    export(director).ends(0);
    String text = Files.readString(director);
    Random random = new Random(11);
    int block = text.indexOf("\n#:") + 1;
    for (int round = 0; round < 100; round++) {
      int at = block + random.nextInt(text.length() - block - 1);
      boolean cut = random.nextBoolean();
      String rest = cut ? "" : (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
      Files.writeString(director, text.substring(0, at) + rest);
      Ran ran = against(director);
      ran.ends(1).tells("director.lvs").tells("export");
      assertEquals("", ran.output(), "round " + round);
    }
    Files.writeString(director, text.replace("lvsh-snapshot 1 ", "lvsh-snapshot 2 "));
    against(director).ends(1).tells("it is of version 2; this lvsh reads version 1");
  }

  /** Whoever forges a sum gets a plan or a mistake, but no mistake of lvsh. */
  @Test
  void aForgedSnapshotIsPlannedAgainstOrRefused() throws IOException {
    String state = Files.readString(folder.resolve("state.json"));
    Random random = new Random(13);
    rewrite("weight 4", "weight 5");
    for (int round = 0; round < 60; round++) {
      StringBuilder forged = new StringBuilder(state);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(state.length());
        boolean digit = Character.isDigit(state.charAt(at));
        forged.setCharAt(at, digit ? (char) ('0' + random.nextInt(10)) : state.charAt(at));
      }
      String sum = Hashing.sha256().hashString(forged, StandardCharsets.UTF_8).toString();
      Files.writeString(
          director, "#: lvsh-snapshot 1 sha256 " + sum + "\n#: " + forged + "\n#: end\n");
      int status = against(director).status();
      against(director).ends(status);
      assertTrue(status >= 0 && status <= 2, "round " + round);
    }
  }

  @Test
  void aScriptPlansAgainstSnapshotsAlsoThoseItWritesItself() throws IOException {
    export(director).ends(0);
    String plan = "plan %s against %s\n".formatted(quoted(shop), quoted(director));
    Path script = folder.resolve("job.lvs");
    Files.writeString(script, plan + "show services\n");
    onKernel(script.toString()).ends(0).says("Nothing to change").says("shop");
    Files.writeString(script, plan);
    Ran.lvsh(script.toString()).ends(0).says("Nothing to change");
    Ran.withInput(plan.getBytes(StandardCharsets.UTF_8), Map.of(), "-").ends(0);
    Files.delete(director);
    Ran.lvsh(script.toString()).ends(1).tells("does not exist").tells("job.lvs:1:");
    Files.writeString(
        script,
        "service web on 10.0.0.1 port 80\napply\nexport lvs to %s\nplan %s\n%s"
            .formatted(quoted(director), quoted(director), plan));
    onKernel("--yes", script.toString()).ends(0).says("Wrote").says("Nothing to change");
    Files.delete(director);
    Files.writeString(
        script, "set shop rr\napply\nexport lvs to %s\n%s".formatted(quoted(director), plan));
    onKernel("--yes", script.toString()).ends(2).says("rr -> wlc").says("on the snapshot");
  }

  @Test
  void aMistakeInASnapshotNamedLateIsKnownBeforeTheFirstStatement() throws IOException {
    Path script = folder.resolve("job.lvs");
    Files.writeString(
        script, "set shop rr\napply\nplan %s against \"none.lvs\"\n".formatted(quoted(shop)));
    onKernel("--yes", script.toString()).ends(1).tells("none.lvs does not exist");
    assertEquals(0, onKernel("plan " + quoted(shop)).status());
  }
}
