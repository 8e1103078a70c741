package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.language.ast.ServiceTarget;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Source;

/** How a text is cut into statements, and where their words are said to stand. */
class StatementParserTest {

  private static List<String> texts(String text) {
    Parsed parsed = Samples.parse(text);
    assertEquals(List.of(), parsed.diagnostics());
    return parsed.statements().stream().map(statement -> statement.span().text()).toList();
  }

  @Test
  void lineEndsAndSemicolonsEndAStatement() {
    assertEquals(
        List.of("undo", "discard", "plan", "exit"), texts("undo; discard;;\nplan\r\n\r\rexit"));
  }

  @Test
  void commentsAreNoPartOfAStatement() {
    assertEquals(List.of("undo", "exit"), texts("#!/usr/bin/lvsh\nundo # now; plan\n#\n  exit#"));
  }

  @Test
  void aCommaOrABackslashGoesOnInTheNextLine() {
    assertEquals(
        List.of("set web ports 80, # one\n\n 443", "set \\\r\n web \\\t\n no sticky", "undo"),
        texts("set web ports 80, # one\n\n 443\nset \\\r\n web \\\t\n no sticky\nundo"));
  }

  @Test
  void aSemicolonOrAHashInQuotesEndsNothing() {
    assertEquals(List.of("plan \"a;b #c\"", "undo"), texts("plan \"a;b #c\"; undo"));
  }

  @Test
  void blanksAndCommentsAloneAreNoStatement() {
    assertEquals(List.of(), texts(" \t\n;; # nothing\r\n \\\n"));
  }

  @Test
  void eachWordIsSaidToStandWhereItStands() {
    String text = "undo # 🦊\nservice web on 192.168.0.1,2001:db8::1 ports 80,90";
    Statement.Service service = (Statement.Service) Samples.parse(text).statements().get(1);
    ServiceTarget.OnAddresses target = (ServiceTarget.OnAddresses) service.target();
    assertEquals("web", service.name().span().text());
    assertEquals("2001:db8::1", target.addresses().get(1).span().text());
    assertEquals("90", target.ports().get(1).span().text());
    assertEquals("192.168.0.1,2001:db8::1 ports 80,90", target.span().text());
    assertEquals("shop.lvs:2:9", service.name().span().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "service 9web on mark 5, service, 9web",
    "service web on, service, web",
    "service, service,",
    "server 10.0.0, server,",
    "set web wlc wlc, set,",
    "wlc now, '',",
    "frob web, '',",
    "{ undo, '',",
    "'\"undo\"', '',",
  })
  void aBrokenStatementKeepsItsVerbAndTheNameItWouldDeclare(String text, String verb, String name) {
    Parsed parsed = Samples.parse(text + "\nundo");
    Statement.Broken broken = (Statement.Broken) parsed.statements().get(0);
    assertEquals(verb, broken.verb());
    assertEquals(Optional.ofNullable(name), broken.name());
    assertEquals("undo", parsed.statements().get(1).verb());
    assertTrue(parsed.hasErrors());
  }

  @Test
  void aParserReadsOnAfterAMistake() {
    StatementParser parser = Samples.parser(Map.of());
    assertTrue(parser.parse(Source.of("", "service web on")).hasErrors());
    assertTrue(parser.parse(Source.of("", "service web on frob")).hasErrors());
    assertFalse(parser.parse(Source.of("", "service web on mark 5")).hasErrors());
  }

  @Test
  void declarationsAndEditsAreChangesAndTheRestIsNot() {
    assertTrue(Samples.statement("service web on mark 5").isChange());
    assertTrue(Samples.statement("remove all").isChange());
    assertFalse(Samples.statement("undo").isChange());
    assertFalse(Samples.statement("show services").isChange());
  }

  @Test
  void itSaysHowFarItIsBeforeEachStatement() {
    String text = "undo\n# nothing\ndiscard; plan\n";
    List<String> reached = new ArrayList<>();
    Samples.parser(Map.of())
        .parse(
            Source.of("t", text),
            Definitions.NONE,
            (characters, all) -> reached.add(characters + " of " + all));
    assertEquals(
        List.of("0 of 29", text.indexOf("discard") + " of 29", text.indexOf("plan") + " of 29"),
        reached);
  }

  @Test
  void whatIsThrownThenEndsTheReading() {
    StatementParser.Reached stopping =
        (characters, all) -> {
          if (characters > 0) {
            throw new CancellationException();
          }
        };
    assertThrows(
        CancellationException.class,
        () ->
            Samples.parser(Map.of())
                .parse(Source.of("t", "undo\nundo\n"), Definitions.NONE, stopping));
  }
}
