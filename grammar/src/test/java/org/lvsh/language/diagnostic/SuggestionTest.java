package org.lvsh.language.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody may have meant. */
class SuggestionTest {
  private static final List<String> WORDS =
      List.of("service", "services", "server", "sticky", "port", "rr", "lc", "Web", "web");

  @ParameterizedTest
  @CsvSource({
    "servce, service",
    "serviice, service",
    "sevrice, service",
    "servlce, service",
    "srevcie, service",
    "servics, service",
    "servers, server",
    "SERVICE, service",
    "Stikcy, sticky",
    "prot, port",
    "pot, port",
    "rrr, rr",
    "WEB, Web",
    "wEb, web",
  })
  void aNearWordIsMeant(String written, String meant) {
    assertEquals(Optional.of(meant), Suggestion.among(WORDS, written));
  }

  @ParameterizedTest
  @CsvSource({"frobnicate", "sctp", "x", "''", "poooort", "abc", "s-e-r-v-i-c-e"})
  void aFarWordIsNot(String written) {
    assertEquals(Optional.empty(), Suggestion.among(WORDS, written));
  }

  @Test
  void theFirstOfEquallyNearWordsIsTaken() {
    assertEquals(Optional.of("rr"), Suggestion.among(List.of("rr", "lr"), "r1r"));
    assertEquals(Optional.of("ab"), Suggestion.among(List.of("ab", "cb"), "bb"));
    assertEquals(Optional.of("cb"), Suggestion.among(List.of("cb", "ab"), "bb"));
  }

  @Test
  void amongNoneThereIsNone() {
    assertEquals(Optional.empty(), Suggestion.among(List.of(), "service"));
  }

  @Test
  void aVeryLongWordIsNotCompared() {
    String word = "x".repeat(33);
    assertEquals(Optional.empty(), Suggestion.among(List.of(word), word));
    assertEquals(
        Optional.of("x".repeat(31)), Suggestion.among(List.of("x".repeat(31)), "x".repeat(32)));
  }
}
