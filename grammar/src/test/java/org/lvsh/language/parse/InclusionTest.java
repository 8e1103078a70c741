package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;

/** Files that include others, and names that stand for values, from one to the other. */
@Timeout(60)
class InclusionTest {
  private final Map<String, String> files = new TreeMap<>();

  private Parsed parse(String name) {
    return Samples.parser(files).parse(Source.file(name, files.get(name)));
  }

  private static List<String> codes(Parsed parsed) {
    return parsed.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static Statement.Include include(Parsed parsed, int at) {
    return (Statement.Include) parsed.statements().get(at);
  }

  @Test
  void anIncludedFileIsPartOfTheStatement() {
    files.put("top.lvs", "include part.lvs\nremove all");
    files.put("part.lvs", "service web on mark 5\nserver 10.0.0.1");
    Parsed parsed = parse("top.lvs");
    assertEquals(List.of(), parsed.diagnostics());
    assertEquals(2, parsed.statements().size());
    assertEquals("part.lvs", include(parsed, 0).contents().get(1).span().source().name());
  }

  @Test
  void namesGoFromFileToFileInTheOrderOfTheText() {
    files.put("top.lvs", "let a = 10.0.0.1\ninclude part.lvs\nserver $b");
    files.put("part.lvs", "server $a\nlet b = 10.0.0.2");
    assertEquals(List.of(), parse("top.lvs").diagnostics());
    files.put("top.lvs", "include part.lvs\nlet a = 10.0.0.1");
    assertEquals(List.of("unknown-reference"), codes(parse("top.lvs")));
  }

  @Test
  void aMistakeStandsInTheFileThatHasIt() {
    files.put("top.lvs", "server 10.0.0.300\ninclude part.lvs\nserver 10.0.0.301");
    files.put("part.lvs", "\n  server 10.0.0.302");
    assertEquals(
        List.of("top.lvs:1:8", "part.lvs:2:10", "top.lvs:3:8"),
        parse("top.lvs").diagnostics().stream().map(one -> one.span().toString()).toList());
  }

  @Test
  void aFileThatIncludesItselfIsRefusedWhereItWould() {
    files.put("top.lvs", "include top.lvs");
    assertEquals(List.of("include-cycle"), codes(parse("top.lvs")));
    files.put("top.lvs", "include a.lvs");
    files.put("a.lvs", "include b.lvs");
    files.put("b.lvs", "\ninclude a.lvs");
    Parsed parsed = parse("top.lvs");
    assertEquals(List.of("include-cycle"), codes(parsed));
    assertEquals("b.lvs:2:9", parsed.diagnostics().get(0).span().toString());
  }

  @Test
  void oneFileMayBeIncludedFromTwo() {
    files.put("top.lvs", "include a.lvs; include b.lvs");
    files.put("a.lvs", "include names.lvs");
    files.put("b.lvs", "include names.lvs; server $a");
    files.put("names.lvs", "let a = 10.0.0.1");
    assertEquals(List.of(), parse("top.lvs").diagnostics());
  }

  @Test
  void aTowerOfFilesIsNotReadToTheTop() {
    for (int i = 0; i < 100; i++) {
      files.put("f" + i, "include \"f" + (i + 1) + "\"");
    }
    assertEquals(List.of("too-many-includes"), codes(parse("f0")));
    assertEquals(List.of(), codes(parse("f" + (100 - Inclusion.DEPTH_LIMIT + 1))));
  }

  @Test
  void filesThatAreTooLargeTogetherAreNotRead() {
    files.put("top.lvs", "include large.lvs; include large.lvs; include large.lvs");
    files.put("large.lvs", " ".repeat(30 << 20));
    Parsed parsed = parse("top.lvs");
    assertEquals(List.of("too-many-includes"), codes(parsed));
    assertEquals("top.lvs:1:47", parsed.diagnostics().get(0).span().toString());
  }

  @Test
  void filesThatGrowByDoublingComeToAnEnd() {
    for (int i = 0; i < 14; i++) {
      files.put("f" + i, ("include \"f" + (i + 1) + "\"\n").repeat(2));
    }
    List<String> codes = codes(parse("f0"));
    assertEquals("too-many-includes", codes.get(0));
    assertTrue(
        codes.size() <= StatementParser.MISTAKE_LIMIT + 1, () -> String.valueOf(codes.size()));
  }

  @Test
  void aThousandMistakesInAllFilesTogetherEndTheReading() {
    files.put("top.lvs", "include part.lvs\n" + "frob\n".repeat(10));
    files.put("part.lvs", "frob\n".repeat(5_000));
    List<String> codes = codes(parse("top.lvs"));
    assertEquals(StatementParser.MISTAKE_LIMIT + 1, codes.size());
    assertEquals("too-many-mistakes", codes.get(StatementParser.MISTAKE_LIMIT));
  }

  @Test
  void namesThatGrowByDoublingAreRefused() {
    StringBuilder text = new StringBuilder("let a0 = 1,2\n");
    for (int i = 1; i < 40; i++) {
      text.append("let a%d = $a%d,$a%d\n".formatted(i, i - 1, i - 1));
    }
    List<String> codes =
        codes(Samples.parser(new HashMap<>()).parse(Source.of("", text.toString())));
    assertEquals(List.of("too-many-values"), codes);
  }

  @Test
  void whoeverUsesANameWithAMistakeIsNotBlamedForIt() {
    Parsed parsed =
        Samples.parser(files).parse(Source.of("", "let a = \nlet b 5\nserver $b weight $a"));
    assertEquals(List.of("unfinished-statement", "unexpected-word"), codes(parsed));
  }

  @Test
  void aValueMayBeAnyWordOfTheLanguage() {
    String text = "let s = sh\nlet f = fallback,port\nservice web on mark 5 $s with $f";
    Parsed parsed = Samples.parser(files).parse(Source.of("", text));
    assertEquals(List.of(), parsed.diagnostics());
    Statement.Service service = (Statement.Service) parsed.statements().get(2);
    assertEquals(1, service.options().size());
  }

  @Test
  void aServersAddressMayComeFromANameAndItsPortBeWritten() {
    String text = "let a = fd00::1\nserver $a:8080";
    Parsed parsed = Samples.parser(files).parse(Source.of("", text));
    assertEquals(List.of(), parsed.diagnostics());
    Statement.Server server = (Statement.Server) parsed.statements().get(1);
    assertEquals(8080, server.address().port());
  }
}
