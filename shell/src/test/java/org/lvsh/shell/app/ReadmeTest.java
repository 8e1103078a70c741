package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what lvsh prints: every example in it is run. */
@Timeout(60)
class ReadmeTest {
  private static final Pattern ESCAPES = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]|\r");
  private static final Pattern TYPED = Pattern.compile("^lvsh simulated[^>]*> (.*)$");

  @TempDir Path folder;

  /** The fenced blocks of one language. */
  private static List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    String[] parts = Project.text("README.md").split("(?m)^```", -1);
    for (String part : parts) {
      if (part.startsWith(language + "\n")) {
        blocks.add(part.substring(language.length() + 1));
      }
    }
    assertFalse(blocks.isEmpty(), "no blocks of " + language);
    return blocks;
  }

  @Test
  void everyCommandPrintsWhatIsShown() {
    String shown = String.join("", blocks("console"));
    StringBuilder printed = new StringBuilder();
    shown
        .lines()
        .filter(line -> line.startsWith("$ "))
        .forEach(line -> printed.append(line).append('\n').append(run(line)));
    assertEquals(shown, printed.toString());
  }

  private String run(String line) {
    String state = folder.resolve("shop.state").toString();
    String command =
        line.substring("$ lvsh ".length())
            .replace("shop.state", state)
            .replace("director.lvs", folder.resolve("director.lvs").toString())
            .replace("scripts/examples/shop.lvs", Project.example("shop.lvs"));
    Ran ran = Ran.lvsh(command.split(" ", -1));
    return (ran.output() + ran.errors()).replace(folder + "/", "");
  }

  @Test
  void everyDeclarationCanBePlanned() throws IOException {
    for (String block : blocks("lvs")) {
      Path file = folder.resolve("readme.lvs");
      Files.writeString(file, block);
      Ran.lvsh("--kernel", "simulated", "plan", file.toString()).ends(2);
    }
  }

  @Test
  void thePromptShowsWhatIsShown() {
    for (String block : blocks("prompt")) {
      Typed typed = Typed.with(Optional.empty());
      block.lines().map(ReadmeTest::typed).flatMap(Optional::stream).forEach(typed::line);
      typed.line("exit");
      String screen = ESCAPES.matcher(typed.run()).replaceAll("");
      int from = 0;
      for (String line : block.lines().toList()) {
        int at = screen.indexOf(line.stripTrailing(), from);
        assertTrue(at >= 0, () -> "no '" + line + "' in its place in:\n" + screen);
        from = at;
      }
    }
  }

  private static Optional<String> typed(String line) {
    return Optional.of(TYPED.matcher(line)).filter(m -> m.matches()).map(m -> m.group(1));
  }

  @Test
  void theJsonOfAPlanHasTheFieldsThatAreNamed() {
    Ran ran =
        Ran.lvsh("--kernel", "simulated", "plan", Project.example("large-shop.lvs"), "as", "json");
    JsonObject plan = JsonParser.parseString(ran.ends(2).output()).getAsJsonObject();
    assertEquals("lvsh-plan", plan.get("format").getAsString());
    assertEquals(1, plan.get("version").getAsInt());
    String section = Project.text("README.md").split("## The plan as JSON", 2)[1];
    for (String field : plan.keySet()) {
      assertTrue(section.contains("`" + field + "`"), field + " is not described");
    }
    JsonObject after =
        plan.getAsJsonArray("services").get(0).getAsJsonObject().getAsJsonObject("after");
    for (String field : after.keySet()) {
      assertTrue(section.contains("`" + field + "`"), field + " is not described");
    }
  }

  @Test
  void theTwoCommandsAreThere() {
    String indented =
        Project.text("README.md")
            .lines()
            .filter(line -> line.startsWith("    scripts/"))
            .collect(Collectors.joining("\n"));
    assertEquals(
        "    scripts/lvsh --state shop.state --yes apply scripts/examples/shop.lvs\n"
            + "    scripts/test",
        indented);
  }
}
