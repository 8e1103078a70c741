package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README says to those who know ipvsadm can be said on a simulated kernel. */
class IpvsadmTableTest {
  private static final IpvsadmTable TABLE = IpvsadmTable.read();

  @TempDir Path folder;

  static List<IpvsadmTable.Row> rows() {
    return TABLE.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyStatementIsCarriedOut(IpvsadmTable.Row row) throws IOException {
    String state = folder.resolve("director.state").toString();
    Path saved = Files.write(folder.resolve("director.lvs"), TABLE.statements());
    if (!row.readsAFile()) {
      Ran.lvsh("--state", state, "--yes", "apply", saved.toString()).ends(0);
      Files.delete(saved);
    }
    List<String> script = new ArrayList<>();
    row.statements().forEach(line -> script.add(line.replace("director.lvs", saved.toString())));
    script.add("apply");
    Path file = Files.write(folder.resolve("row.lvs"), script);
    Ran ran = Ran.lvsh("--state", state, "--yes", file.toString()).ends(0);
    assertEquals(row.looksOnly(), !ran.output().contains("\nApplied: "), ran::output);
  }

  @Test
  void everyExampleShowsItsOptionAndNoneIsSaidTwice() {
    int said = 0;
    for (IpvsadmTable.Row row : rows()) {
      Set<String> shown = IpvsadmTable.optionsIn(String.join(" ", row.commands()));
      assertTrue(row.options().stream().anyMatch(shown::contains), row::toString);
      said += row.options().size();
    }
    assertEquals(said, TABLE.options().size());
  }
}
