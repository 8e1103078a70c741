package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lvsh.language.ast.ServiceTarget;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;

/** Large texts are read, larger ones refused, and nothing grows without bound. */
@Timeout(60)
class LimitsTest {
  private static final String DECLARATION =
      "service web%d on 192.168.0.1 ports 80,443 sticky 600s wlc\n  server 10.0.0.1 weight 4\n";

  @Test
  void aStatementMayBeAsLongAsTheLimit() {
    String longest = "undo" + " ".repeat(StatementParser.STATEMENT_LIMIT - 7) + "now";
    assertEquals(List.of("unexpected-word"), codes(Samples.parse(longest)));
    String longer = "undo" + " ".repeat(StatementParser.STATEMENT_LIMIT - 6) + "now";
    assertEquals(List.of("statement-too-long"), codes(Samples.parse(longer)));
  }

  @Test
  void blanksAroundAStatementDoNotCount() {
    String blanks = " ".repeat(StatementParser.STATEMENT_LIMIT);
    assertEquals(List.of(), codes(Samples.parse(blanks + "undo" + blanks + "# " + blanks)));
  }

  @Test
  void tenThousandPortsAreRead() {
    String ports = IntStream.rangeClosed(1, 10_000).mapToObj(Integer::toString).collect(commas());
    Statement.Service service =
        (Statement.Service) Samples.statement("service web on 192.168.0.1 ports " + ports);
    assertEquals(10_000, ((ServiceTarget.OnAddresses) service.target()).ports().size());
  }

  @Test
  void tenThousandRepeatedPortsAreEachReported() {
    String ports = IntStream.range(0, 10_000).mapToObj(i -> "80").collect(commas());
    Parsed parsed = Samples.parse("service web on 192.168.0.1 ports " + ports);
    assertEquals(10_000, parsed.diagnostics().size());
    assertTrue(codes(parsed).subList(0, 9_999).stream().allMatch("said-twice"::equals));
  }

  @Test
  void threeThousandAddressesAreRead() {
    String addresses =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "10.1." + i / 250 + "." + i % 250)
            .collect(commas());
    Statement.Service service =
        (Statement.Service) Samples.statement("service web on " + addresses + " port 80");
    assertEquals(3_000, ((ServiceTarget.OnAddresses) service.target()).addresses().size());
  }

  @Test
  void tenThousandAddressesAreTooLongAStatement() {
    String addresses = "192.168.0.1,".repeat(10_000);
    Parsed parsed = Samples.parse("service web on " + addresses + "192.168.0.1 port 80\nundo");
    assertEquals(List.of("statement-too-long"), codes(parsed));
    assertEquals(2, parsed.statements().size());
  }

  @Test
  void tenThousandServersOfOneServiceAreRead() {
    Parsed parsed = Samples.parse("service web on mark 5\n" + "server 10.0.0.1\n".repeat(10_000));
    assertFalse(parsed.hasErrors());
    assertEquals(10_001, parsed.statements().size());
  }

  @Test
  void tenThousandSemicolonsAreNoStatement() {
    assertEquals(List.of(), Samples.parse(";".repeat(10_000)).statements());
    assertEquals(10_000, Samples.parse("undo;".repeat(10_000)).statements().size());
  }

  @Test
  void tenThousandOptionsAreEachReported() {
    Parsed parsed = Samples.parse("server 10.0.0.1" + " direct".repeat(9_000));
    assertEquals(9_000, parsed.diagnostics().size());
  }

  @Test
  void aCommaAtEachLineEndIsOneStatement() {
    String text = "service web on 192.168.0.1 ports 1" + ",\n\n#\n".repeat(3) + "2";
    assertEquals(1, Samples.parse(text).statements().size());
  }

  @Test
  void aStatementWithoutEndTakesNoMemory() {
    Parsed parsed = Samples.parse("a,".repeat(20 << 20));
    assertEquals(List.of("statement-too-long"), codes(parsed));
  }

  @Test
  void afterAThousandMistakesTheRestIsNotRead() {
    Parsed parsed = Samples.parse("undo now;".repeat(500_000));
    List<Diagnostic> mistakes = parsed.diagnostics();
    assertEquals(StatementParser.MISTAKE_LIMIT + 1, mistakes.size());
    assertEquals(StatementParser.MISTAKE_LIMIT, parsed.statements().size());
    assertEquals(1, mistakes.get(mistakes.size() - 1).span().line());
    assertEquals(StatementParser.MISTAKE_LIMIT * 9, mistakes.get(1_000).span().end() + 1);
    Samples.rendered(mistakes);
  }

  @Test
  void aThousandMistakesAtTheLimitAreAllThereIs() {
    int most = StatementParser.MISTAKE_LIMIT - 1;
    assertEquals(most, Samples.parse("frob\n".repeat(most)).diagnostics().size());
  }

  @Test
  void fiveMegabytesOfStatementsAreRead() {
    int services = (5 << 20) / DECLARATION.length();
    assertEquals(2 * services, declarations(services).statements().size());
    assertEquals(4 * services, declarations(2 * services).statements().size());
  }

  private static Parsed declarations(int services) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < services; i++) {
      text.append(DECLARATION.replace("%d", Integer.toString(i)));
    }
    Parsed parsed = Samples.parse(text.toString());
    assertFalse(parsed.hasErrors());
    return parsed;
  }

  private static Collector<CharSequence, ?, String> commas() {
    return Collectors.joining(",");
  }

  private static List<String> codes(Parsed parsed) {
    return parsed.diagnostics().stream().map(Diagnostic::code).toList();
  }
}
