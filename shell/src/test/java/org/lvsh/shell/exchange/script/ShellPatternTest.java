package org.lvsh.shell.exchange.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns, and whether they are for a word. */
class ShellPatternTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          80,        [!0-9],          FAILURE
          8,         [!0-9],          FAILURE
          x,         [!0-9],          SUCCESS
          80,        *[!0-9]*,        FAILURE
          8o,        *[!0-9]*,        SUCCESS
          8,         [[:digit:]],     SUCCESS
          80,        [[:digit:]]*,    SUCCESS
          80,        [[:alpha:]]*,    FAILURE
          x,         [![:digit:]a],   SUCCESS
          a,         [![:digit:]a],   FAILURE
          _,         [[:punct:]],     SUCCESS
          ],         []x],            SUCCESS
          ],         [!]x],           FAILURE
          -,         [a-],            SUCCESS
          b,         [a-],            FAILURE
          -,         [a\\-z],         SUCCESS
          b,         [a\\-z],         FAILURE
          b,         [z-a],           FAILURE
          [,         [,               SUCCESS
          [x,        [x,              SUCCESS
          *,         \\*,             SUCCESS
          x,         \\*,             FAILURE
          a.b,       a.b,             SUCCESS
          aXb,       a.b,             FAILURE
          start,     st?rt,           SUCCESS
          aXbXc,     a*b*c,           SUCCESS
          aXbXd,     a*b*c,           FAILURE
          é,         ?,               SUCCESS
          x,         [[:alfa:]],      UNKNOWN
          x,         [[=x=]],         UNKNOWN
          [[=x,      [[=x,            SUCCESS
          """)
  void aPatternIsForWhatAShellTakesItFor(String word, String pattern, Status expected) {
    assertEquals(expected, ShellPattern.matches(word, pattern, false));
  }

  @Test
  void nothingIsWhatAStarAndAnEmptyPatternAreFor() {
    assertEquals(Status.SUCCESS, ShellPattern.matches("", "", false));
    assertEquals(Status.SUCCESS, ShellPattern.matches("", "**", false));
    assertEquals(Status.FAILURE, ShellPattern.matches("", "?", false));
  }

  @Test
  void aCaretInBracketsIsNotTheSameInEveryShell() {
    assertEquals(Status.SUCCESS, ShellPattern.matches("3", "[^2]", true));
    assertEquals(Status.FAILURE, ShellPattern.matches("2", "[^2]", true));
    assertEquals(Status.UNKNOWN, ShellPattern.matches("3", "[^2]", false));
    assertEquals(Status.FAILURE, ShellPattern.matches("34", "[^2]", false));
  }

  @Test
  void manyStarsTakeNoTime() {
    String pattern = "*a".repeat(200) + "b";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertEquals(Status.FAILURE, ShellPattern.matches("a".repeat(5000), pattern, false)));
  }

  @ParameterizedTest
  @CsvSource({"*", "[a-z]", "[!x]", "a\\b", "^?"})
  void whatIsQuotedStandsForItself(String text) {
    assertEquals(Status.SUCCESS, ShellPattern.matches(text, ShellPattern.quoted(text), false));
    assertEquals(Status.FAILURE, ShellPattern.matches("x", ShellPattern.quoted(text), false));
  }
}
