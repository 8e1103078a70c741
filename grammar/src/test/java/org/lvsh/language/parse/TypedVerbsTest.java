package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.language.diagnostic.Diagnostic;

/** Where somebody types, a verb may be cut short as long as it can be no other. */
class TypedVerbsTest {
  private static Parsed typed(String text) {
    return Samples.parseTyped(text);
  }

  @Test
  void aVerbIsTakenFromWhereItCanBeNoOther() {
    for (String verb : Verbs.beginningWith("")) {
      for (int length = 1; length <= verb.length(); length++) {
        String cut = verb.substring(0, length);
        boolean one = Verbs.beginningWith(cut).size() == 1 || length == verb.length();
        assertEquals(one ? verb : "", typed(cut + " ,").statements().get(0).verb(), cut);
        assertEquals(one ? verb : "", typed(cut + " {").statements().get(0).verb(), cut);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sho services, show",
    "sh services, show",
    "servi web on mark 5, service",
    "all no-servers, allow",
    "disc, discard",
    "undr 10.0.0.1, undrain",
    "appl shop.lvs, apply",
    "server 10.0.0.1, server",
  })
  void theStatementIsTheSameAsWithTheWholeVerb(String text, String verb) {
    Parsed parsed = typed(text);
    assertEquals(List.of(), parsed.diagnostics());
    assertEquals(verb, parsed.statements().get(0).verb());
    assertEquals(text, parsed.statements().get(0).span().text());
  }

  @Test
  void aVerbThatCouldBeSeveralIsToldWithAllOfThem() {
    Diagnostic mistake = typed("undo; se web wlc").diagnostics().get(0);
    assertEquals("ambiguous-verb", mistake.code());
    assertEquals("se", mistake.span().text());
    String verbs = String.join(", ", Verbs.beginningWith("se"));
    assertEquals("write more of the one you mean: " + verbs, mistake.hint().orElseThrow());
    assertTrue(verbs.contains("server, service, set"), verbs);
  }

  @Test
  void whereItIsWrongIsSaidInTheWordsThatWereTyped() {
    Diagnostic mistake = typed("sho servises").diagnostics().get(0);
    assertEquals("servises", mistake.span().text());
    assertEquals(5, mistake.span().column());
    assertEquals("'frob' is not a statement", typed("frob").diagnostics().get(0).message());
    assertEquals("unfinished-statement", typed("appl shop.lvs; chec").diagnostics().get(0).code());
  }

  @Test
  void elsewhereVerbsAreWrittenInFull() {
    Diagnostic mistake = Samples.parse("sho services").diagnostics().get(0);
    assertEquals("unknown-statement", mistake.code());
    assertEquals("did you mean 'show'?", mistake.hint().orElseThrow());
    assertEquals("unknown-statement", Samples.parse("se web").diagnostics().get(0).code());
  }
}
