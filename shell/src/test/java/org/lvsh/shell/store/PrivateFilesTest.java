package org.lvsh.shell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir private Path folder;

  @Test
  void everyLineIsInTheFileAndNobodyElseReadsIt() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 30_000; number++) {
      // Characters of one to four bytes, over the ends of all buffers.
      lines.add("a".repeat(number % 7) + "ä€🐧" + number);
    }
    Path file = folder.resolve("plan.txt");
    PrivateFiles.write(file, lines);
    assertEquals(lines, Files.readAllLines(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void halfACharacterBecomesAQuestionMark() throws IOException {
    Path file = folder.resolve("plan.txt");
    PrivateFiles.write(file, List.of("half \ud83d", "whole"));
    assertEquals(List.of("half ?", "whole"), Files.readAllLines(file));
  }

  @Test
  void whatIsThereIsNotWrittenOver() throws IOException {
    Path file = folder.resolve("plan.txt");
    PrivateFiles.write(file, List.of("one"));
    assertThrows(FileAlreadyExistsException.class, () -> PrivateFiles.write(file, List.of("two")));
    assertEquals("one\n", Files.readString(file));
  }
}
