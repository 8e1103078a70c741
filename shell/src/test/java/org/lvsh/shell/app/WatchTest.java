package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.terminal.Colours;

/** {@code watch}, line by line and at the prompt. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchTest {
  @TempDir Path folder;

  private Ran lvsh(String statement) {
    return Ran.lvsh(
        Stream.concat(
                Stream.of("--state", folder.resolve("a.state").toString(), "--yes"),
                Stream.of(statement.split(" ")))
            .toArray(String[]::new));
  }

  private List<JsonObject> lines(String statement) {
    return lvsh(statement).ends(0).lines().stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  @BeforeEach
  void applyTheShop() {
    lvsh("apply " + Project.example("shop.lvs")).ends(0);
    lvsh("simulate 50 clients to shop").ends(0);
  }

  @Test
  void theTemplatesThatAreThereAreWrittenWithTheNamesOfTheirServices() {
    List<JsonObject> lines = lines("watch templates as json count 50");
    assertEquals(50, lines.size());
    JsonObject first = lines.get(0);
    assertEquals("present", first.get("change").getAsString());
    assertEquals("203.0.113.1", first.get("client").getAsString());
    assertEquals("shop", first.get("service").getAsString());
    assertEquals(10, first.get("mark").getAsInt());
    assertEquals(2, first.get("connections").getAsInt());
    assertEquals("will-be", first.get("held").getAsString());
  }

  @Test
  void itEndsAfterSoManyLines() {
    assertEquals(7, lines("watch connections as json count 7").size());
    assertEquals(3, lines("watch rates as json count 3").size());
  }

  @Test
  void rowsAreThoseOfAServiceAndOfANetwork() {
    lvsh("service dns on 192.168.0.9 port 53 udp ; server 192.168.1.2").ends(0);
    lvsh("simulate 3 clients to dns from 198.51.100.0/24").ends(0);
    assertEquals(3, lines("watch connections for dns as json count 3").size());
    List<JsonObject> near = lines("watch connections from 203.0.113.4/31 as json count 4");
    assertEquals("203.0.113.4", near.get(0).get("client").getAsString());
    assertEquals("203.0.113.5", near.get(3).get("client").getAsString());
  }

  @Test
  void aServiceIsItsRatesAndItsClients() {
    List<JsonObject> lines = lines("watch service shop as json count 53");
    assertEquals("service", lines.get(0).get("entry").getAsString());
    assertEquals("server", lines.get(2).get("entry").getAsString());
    assertEquals("template", lines.get(3).get("entry").getAsString());
  }

  @Test
  void aServiceThatIsNotThereIsAMistake() {
    lvsh("watch service shpo").ends(1).tells("did you mean 'shop'?");
    lvsh("watch rates for shpo as json count 1").ends(1).tells("there is no service shpo");
  }

  @Test
  void withoutATerminalThereIsNoScreen() {
    lvsh("watch templates").ends(1).tells("there is no terminal to watch on").tells("as json");
  }

  @Test
  void whoIsNotReadByAnybodyEnds() {
    PrintStream broken =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int single) throws IOException {
                throw new IOException("nobody reads");
              }
            },
            false,
            StandardCharsets.UTF_8);
    String state = folder.resolve("a.state").toString();
    assertEquals(1, Ran.writingTo(broken, "--state", state, "watch", "templates", "as", "json"));
  }

  @Test
  void atThePromptItTakesTheScreenAndGivesItBack() throws InterruptedException {
    Typed typed = Typed.on(SimulatedKernel.inMemory(), "xterm", 100, Colours.ON);
    shop(typed);
    Thread prompt = new Thread(typed::run, "prompt");
    prompt.start();
    typed.await("> ").line("watch templates for shop").await("HELD");
    typed.keys("/.17").await(".17_").keys("\r").keys("q").await("\u001b[?1049l");
    typed.line("version").await("lvsh (unpacked)").line("exit");
    prompt.join();
    assertTrue(typed.screen().contains("its clock stands still"), typed.screen());
  }

  private static void shop(Typed typed) {
    Interpreter interpreter = typed.shell().interpreter();
    String text =
        """
        service shop on 192.168.0.1 ports 80,443 sticky 600s
          server 192.168.1.2
        """;
    interpreter
        .parse(Source.of("test", text))
        .statements()
        .forEach(statement -> interpreter.execute(statement, "test", false));
    typed.line("apply").line("y").line("simulate 20 clients to shop");
  }
}
