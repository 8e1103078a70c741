package org.lvsh.language.complete;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lvsh.language.parse.Samples;

/**
 * What each word is, with the cursor at {@code |}, or at the end where there is none. Words that
 * are a mistake stand again at the end.
 */
class RolesTest {
  private final StatementRoles roles = new StatementRoles(Samples.portNames());

  @TestFactory
  List<DynamicTest> whatTheWordsAre() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Table table : Table.in("roles")) {
      tests.addAll(table.tests(this::roles));
    }
    return tests;
  }

  private String roles(String marked) {
    int mark = marked.indexOf('|');
    String text = marked.replace("|", "");
    int cursor = mark < 0 ? text.length() : mark;
    String all =
        roles.roles(text, cursor, Samples.definitions()).stream()
            .map(span -> written(span, text))
            .collect(Collectors.joining(" "));
    return all.isEmpty() ? "-" : all;
  }

  private static String written(RoleSpan span, String text) {
    return span.role().name().toLowerCase(Locale.ROOT)
        + ":"
        + text.substring(span.start(), span.end()).replace(' ', '_');
  }
}
