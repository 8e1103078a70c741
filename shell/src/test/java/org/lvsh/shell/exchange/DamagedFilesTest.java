package org.lvsh.shell.exchange;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.exchange.keepalived.KeepalivedImporter;
import org.lvsh.shell.exchange.ldirectord.LdirectordImporter;

/** Whatever stands in a file, importers give a result, and mistakes with a place in the file. */
class DamagedFilesTest {
  private static final long SEED = 20_260_701;
  private static final int ROUNDS = 60;

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "\"",
          "\\",
          "#",
          "!",
          "\n",
          "\t",
          " ",
          "$",
          "${",
          "$A=",
          "@x ",
          "~SEQ(N,1,3) ",
          "~LST(N,a,b) ",
          "include x\n",
          "include *\n",
          "=",
          "->",
          "0",
          "-1",
          "99999999999999999999",
          "::",
          "[",
          "]",
          "/",
          "virtual_server ",
          "real_server ",
          "virtual=",
          "    real=",
          "\0",
          "\uD83D\uDE00",
          "\r");

  static Stream<Path> files() throws IOException {
    return Stream.concat(RealFilesTest.keepalived(), RealFilesTest.ldirectord());
  }

  @ParameterizedTest
  @MethodSource("files")
  void aDamagedFileIsReadAllTheSame(Path file) throws IOException {
    String text = Files.readString(file);
    Importer importer =
        file.toString().endsWith(".cf")
            ? new LdirectordImporter(new KnownMachine())
            : new KeepalivedImporter(RealFilesTest.NO_FILES, Optional.of("lb1"));
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      String damaged = damaged(text, new Random(seed));
      Imported imported =
          assertDoesNotThrow(
              () -> importer.read(List.of(new ForeignFile("damaged", damaged))),
              () -> "seed " + seed + " of " + file);
      for (Diagnostic error : imported.errors()) {
        assertFalse(error.span().source().name().isEmpty(), () -> "seed " + seed + ": " + error);
      }
    }
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int count = 1 + random.nextInt(6); count > 0; count--) {
      int at = random.nextInt(damaged.length());
      int end = Math.min(damaged.length(), at + random.nextInt(12));
      damaged.replace(
          at, random.nextBoolean() ? at : end, PIECES.get(random.nextInt(PIECES.size())));
    }
    return damaged.toString();
  }
}
