package org.lvsh.language.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.parse.Parsed;
import org.lvsh.language.parse.RandomStatements;
import org.lvsh.language.parse.Samples;

/** Whole files in their canonical form: the same statements and comments, and the same again. */
class FileWriterTest {
  private static String formatted(String text) {
    Parsed parsed = Samples.parse(text);
    assertEquals(List.of(), parsed.diagnostics(), text);
    return String.join("\n", FileWriter.lines(parsed.statements(), parsed.comments()));
  }

  @Test
  void aFileBecomesWhatPeopleWouldWrite() {
    assertEquals(
        """
        #!/usr/bin/env lvsh
        # The shop.

        # Two ports,
        # one cart.
        service shop on 192.168.0.1 ports 80,443 sticky 600s wlc  # ours
          server 192.168.1.2 weight 4
          # The small one.
          server 192.168.1.3

        set mail wrr  # now
        remove service a
        remove service b  # both

        # That is all.""",
        formatted(
            """


            #!/usr/bin/env lvsh\t\s
            # The shop.


            # Two ports,
              # one cart.
            service   shop on 192.168.0.1   ports 80,443 wlc sticky 10m# ours
            server 192.168.1.2 weight 4
            # The small one.
                    server 192.168.1.3



            set mail \\
              wrr # now
            remove service a; remove service b # both



            # That is all.


            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "undo|undo",
        "undo;undo;;undo|undo/undo/undo",
        "undo # a/# b/undo|undo  # a/# b/undo",
        "undo//# b/undo|undo//# b/undo",
        "undo/# b//undo|undo/# b//undo",
        "undo; discard # x|undo/discard  # x",
        "service a on 10.0.0.1, # one/10.0.0.2, # two/10.0.0.3 port 1 # three"
            + "|# one/# two/service a on 10.0.0.1,10.0.0.2,10.0.0.3 port 1  # three",
        "undo//service a on 10.0.0.1,//# one//10.0.0.2 port 1"
            + "|undo//# one/service a on 10.0.0.1,10.0.0.2 port 1",
        "service a on mark 1/# s/server 10.0.0.1//# t/rename a to b"
            + "|service a on mark 1/  # s/  server 10.0.0.1//# t/rename a to b",
        "# alone|# alone",
        "/// # alone /undo|# alone/undo"
      })
  void linesAndCommentsAreKeptOrJoined(String text, String expected) {
    String once = formatted(text.replace('/', '\n'));
    assertEquals(expected.replace('/', '\n'), once);
    assertEquals(once, formatted(once));
    assertEquals(once, formatted(text.replace("/", "\r\n")));
  }

  @Test
  void nothingIsLostAndTheSecondTimeChangesNothing() {
    int files = "full".equals(System.getProperty("lvsh.counts")) ? 20_000 : 2_000;
    Random random = new Random(20_261_125);
    RandomStatements statements = new RandomStatements(random);
    for (int file = 0; file < files; file++) {
      String text = random(random, statements);
      Parsed before = Samples.parse(text);
      String once = formatted(text);
      Parsed after = Samples.parse(once);
      assertEquals(trees(before), trees(after), text);
      assertEquals(comments(before), comments(after), text);
      assertEquals(once, formatted(once), text);
      assertTrue(!once.contains("\n\n\n") && !once.startsWith("\n"), text);
    }
  }

  private static String random(Random random, RandomStatements statements) {
    StringBuilder text = new StringBuilder();
    for (int line = random.nextInt(12); line >= 0; line--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append("\n");
        case 1 -> text.append("  # own line ").append(line).append(" \n");
        case 2 ->
            text.append(statements.next()).append(" # behind \u00fc").append(line).append("\r\n");
        case 3 -> text.append(statements.next()).append(" ; ");
        default -> text.append(statements.next()).append('\n');
      }
    }
    return text.toString();
  }

  private static List<Object> trees(Parsed parsed) {
    List<Object> trees = new ArrayList<>();
    for (Statement statement : parsed.statements()) {
      trees.add(TreeWithoutSpans.of(statement));
    }
    return trees;
  }

  private static List<String> comments(Parsed parsed) {
    return parsed.comments().stream().map(Span::text).map(String::stripTrailing).toList();
  }
}
