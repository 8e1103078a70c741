package org.lvsh.shell.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of {@code help}, one for each statement and each topic, kept as text files beside the
 * classes.
 */
final class HelpPages {
  private static final Pattern ROW = Pattern.compile("  ([a-z]+(?:-[a-z]+)*) {2,}(\\S.*)");

  /** Pages on what is no statement, with their summaries. */
  private static final NavigableMap<String, String> TOPICS =
      Collections.unmodifiableNavigableMap(
          new TreeMap<>(
              Map.of(
                  "audit", "the log of who has changed what",
                  "forwarding", "how packets reach a real server",
                  "prompt", "keys, and what the prompt shows",
                  "schedulers", "which server gets the next client",
                  "sticky", "a client stays on one server")));

  private HelpPages() {}

  static NavigableMap<String, String> topics() {
    return TOPICS;
  }

  /** The tables of a page: what stands in the first column, and what is said of it. */
  static Map<String, String> table(String verb) {
    Map<String, String> table = new HashMap<>();
    page(verb)
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(row -> table.put(row.group(1), row.group(2)));
    return table;
  }

  static String page(String verb) {
    try (InputStream page = HelpPages.class.getResourceAsStream("help/" + verb + ".txt")) {
      if (page == null) {
        throw new IllegalStateException("there is no help page for " + verb);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
