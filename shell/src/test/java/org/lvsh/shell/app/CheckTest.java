package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check FILE as json}, for editors. */
class CheckTest {
  @TempDir Path folder;

  private JsonArray diagnostics(int status, String text) throws IOException {
    String file = Files.writeString(folder.resolve("a.lvs"), text).toString();
    Ran ran = Ran.lvsh("--kernel", "simulated", "check", file, "as", "json").ends(status);
    assertEquals("", ran.errors());
    JsonObject document = JsonParser.parseString(ran.output()).getAsJsonObject();
    assertEquals("lvsh-check", document.get("format").getAsString());
    assertEquals(file, document.get("file").getAsString());
    return document.getAsJsonArray("diagnostics");
  }

  private static void stands(JsonObject told, String code, int... place) {
    assertEquals(code, told.get("code").getAsString());
    String[] names = {"line", "column", "endLine", "endColumn"};
    for (int at = 0; at < place.length; at++) {
      assertEquals(place[at], told.get(names[at]).getAsInt(), told + " " + names[at]);
    }
  }

  @Test
  void mistakesAndWarningsStandAtTheirWords() throws IOException {
    String text =
        """
        # \uD83E\uDD8A
        \tservice web on 10.0.0.1 port 80x
        service a on 10.0.0.2 port 80
        set wbe wrr
        """;
    JsonArray all = diagnostics(1, text.replace("\n", "\r\n"));
    assertEquals(2, all.size());
    JsonObject port = all.get(0).getAsJsonObject();
    stands(port, "bad-port", 2, 31, 2, 34);
    assertEquals("error", port.get("severity").getAsString());
    JsonObject unknown = all.get(1).getAsJsonObject();
    stands(unknown, "unknown-service", 4, 5, 4, 8);
  }

  @Test
  void warningsAloneAreNoFailure() throws IOException {
    JsonArray all = diagnostics(0, "service a on 10.0.0.2 port 80\n");
    stands(all.get(0).getAsJsonObject(), "no-servers", 1, 1, 1, 30);
    assertEquals("warning", all.get(0).getAsJsonObject().get("severity").getAsString());
    assertEquals(0, diagnostics(0, "remove all\n").size());
  }
}
