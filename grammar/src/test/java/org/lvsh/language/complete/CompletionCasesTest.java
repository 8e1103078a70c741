package org.lvsh.language.complete;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.Samples;

/**
 * What is offered at the cursor, written {@code |}: words as they are, in angles what the operator
 * is to name, {@code .} where the statement may end, {@code -} where nothing can come.
 */
class CompletionCasesTest {
  private static final Definitions DEFINITIONS = Samples.definitions();

  @TestFactory
  List<DynamicTest> whatIsOffered() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Table table : Table.in("completion")) {
      tests.addAll(table.tests(CompletionCasesTest::offered));
    }
    return tests;
  }

  @Test
  void thereAreManyCases() throws IOException {
    assertTrue(Table.in("completion").stream().mapToInt(Table::size).sum() >= 150);
  }

  private static String offered(String marked) {
    int cursor = marked.indexOf('|');
    String text = marked.substring(0, cursor) + marked.substring(cursor + 1);
    Completion completion = StatementCompleter.complete(text, cursor, DEFINITIONS);
    String offered =
        completion.candidates().stream()
            .map(candidate -> written(candidate, completion))
            .collect(Collectors.joining(" "));
    String end = completion.mayEnd() && completion.typed().isEmpty() ? " ." : "";
    String all = (offered + end).strip();
    return all.isEmpty() ? "-" : all;
  }

  private static String written(Candidate candidate, Completion completion) {
    if (candidate.kind().isWord()) {
      return candidate.text();
    }
    if (candidate.kind() == Kind.VALUE) {
      return "<" + candidate.text() + ">";
    }
    String kind = candidate.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    boolean server = candidate.kind() == Kind.SERVER && completion.holder().isPresent();
    return "<" + kind + (server ? " of " + completion.holder().get() : "") + ">";
  }
}
