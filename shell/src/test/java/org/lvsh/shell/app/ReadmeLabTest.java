package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of a director is what a director shows. */
@Tag("lab")
class ReadmeLabTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```lab\n(.*?)^```$");

  @TempDir Path run;

  @BeforeEach
  @AfterEach
  void empty() {
    Lab.empty();
  }

  @Test
  void everyCommandPrintsWhatIsShown() {
    Matcher blocks = BLOCK.matcher(Project.text("README.md"));
    assertTrue(blocks.find());
    StringBuilder printed = new StringBuilder();
    blocks
        .group(1)
        .lines()
        .filter(line -> line.startsWith("# "))
        .forEach(line -> printed.append(line).append('\n').append(run(line.substring(2))));
    assertEquals(blocks.group(1), printed.toString());
  }

  private String run(String command) {
    if (!command.startsWith("lvsh ")) {
      return Lab.bash(command);
    }
    String[] words =
        command
            .substring("lvsh ".length())
            .replace("scripts/examples/shop.lvs", Project.example("shop.lvs"))
            .split(" ", -1);
    Ran ran = Ran.live(run, words).ends(0);
    return ran.output() + ran.errors();
  }
}
