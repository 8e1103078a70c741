package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.language.diagnostic.Source;

/** Each file of the folder {@code diagnostics}, with all that is said about it. */
class GoldenDiagnosticsTest {
  /** Names of tokens and rules as ANTLR would say them. */
  private static final Pattern MACHINE_WORDS =
      Pattern.compile("<EOF>|<end>|\\b(EOF|WORD|STRAY|NEWLINE|STRING|token|rule|viable|input)\\b");

  static List<Path> files() throws IOException {
    return Goldens.inputs("diagnostics");
  }

  private static String said(Path file) throws IOException, SourceReader.Unreadable {
    Source source = read(file);
    StringBuilder lines = new StringBuilder();
    Samples.rendered(Samples.parser(Map.of()).parse(source).diagnostics())
        .forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }

  private static Source read(Path file) throws IOException, SourceReader.Unreadable {
    byte[] bytes = Files.readAllBytes(file);
    return new SourceReader().stream(new ByteArrayInputStream(bytes), "shop.lvs");
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsSaidOfAFileIsWhatStandsBesideIt(Path file) throws Exception {
    Goldens.check(file, said(file));
  }

  @ParameterizedTest
  @MethodSource("files")
  void noMessageNamesATokenOrARule(Path file) throws Exception {
    assertFalse(MACHINE_WORDS.matcher(messages(file)).find(), () -> file.toString());
  }

  private static String messages(Path file) throws IOException, SourceReader.Unreadable {
    StringBuilder messages = new StringBuilder();
    Samples.parser(Map.of())
        .parse(read(file))
        .diagnostics()
        .forEach(mistake -> messages.append(mistake.message()).append(mistake.hint()));
    return messages.toString();
  }

  @Test
  void theExampleOfTheLanguageIsShownToTheLetter() throws Exception {
    Path file =
        files().stream()
            .filter(one -> one.endsWith("an-address-with-a-part-above-255.lvs"))
            .findFirst()
            .orElseThrow();
    String expected =
        """
        error: 912.168.0.1 is not an address: 912 is larger than 255
          shop.lvs:3:16
          3 | service all on 912.168.0.1 ports any sticky 600s wlc
                             ^^^^^^^^^^^
        """;
    assertEquals(expected, said(file));
  }

  @Test
  void theLocaleChangesNothing() throws Exception {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("ar-EG-u-nu-arab", "tr-TR", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        for (Path file : files()) {
          whatIsSaidOfAFileIsWhatStandsBesideIt(file);
        }
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void thereIsAnInputForEachExpectation() throws IOException {
    Path folder = files().get(0).resolveSibling("");
    try (var all = Files.list(folder)) {
      assertTrue(
          all.filter(file -> file.toString().endsWith(".expected"))
              .map(file -> Path.of(file.toString().replaceFirst("\\.expected$", ".lvs")))
              .allMatch(Files::exists));
    }
  }
}
