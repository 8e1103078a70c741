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
import java.util.Arrays;
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
  void everyCommandPrintsWhatIsShown() throws IOException {
    String shown = String.join("", blocks("console"));
    StringBuilder printed = new StringBuilder();
    for (String command : shown.split("(?m)^\\$ ", -1)) {
      if (!command.isEmpty()) {
        int line = command.indexOf('\n');
        String words = command.substring(0, line);
        printed.append("$ ").append(words).append('\n');
        printed.append(run(words, command.substring(line + 1)));
      }
    }
    assertEquals(shown, printed.toString());
  }

  /** Of a file that is shown with {@code cat}, what is shown is what the file holds. */
  private String run(String command, String shown) throws IOException {
    String[] words = command.split(" ", -1);
    if (words[0].equals("cat")) {
      Files.writeString(folder.resolve(words[1]), shown);
      return shown;
    }
    assertEquals("lvsh", words[0]);
    String[] arguments = Arrays.stream(words).skip(1).map(this::placed).toArray(String[]::new);
    Ran ran = Ran.lvsh(arguments);
    return (ran.output() + ran.errors()).replace(folder + "/", "");
  }

  /** Files of the reader are in a folder of the test, the examples where they are. */
  private String placed(String word) {
    if (word.startsWith("scripts/examples/")) {
      return Project.example(word.substring("scripts/examples/".length()));
    }
    return word.matches("[a-z]+\\.(state|lvs|plan|sh|ipvsadm|nft|conf)")
        ? folder.resolve(word).toString()
        : word;
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
      type(block, typed);
      typed.line("exit");
      String screen = ESCAPES.matcher(typed.run()).replaceAll("");
      int from = 0;
      for (String line : block.lines().toList()) {
        int at = screen.indexOf(withoutQuestion(line), from);
        assertTrue(at >= 0, () -> "no '" + line + "' in its place in:\n" + screen);
        from = at;
      }
    }
  }

  /** A line that ends in a question mark is not entered: the next one goes on from it. */
  private static void type(String block, Typed typed) {
    String there = "";
    for (String line : block.lines().map(ReadmeTest::typed).flatMap(Optional::stream).toList()) {
      String more = line.startsWith(there) ? line.substring(there.length()) : line;
      if (line.endsWith("?")) {
        typed.keys(more);
        there = withoutQuestion(line);
      } else {
        typed.line(more);
        there = "";
      }
    }
  }

  private static String withoutQuestion(String line) {
    return line.endsWith("?")
        ? line.substring(0, line.length() - 1).stripTrailing()
        : line.stripTrailing();
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
