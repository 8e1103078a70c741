package org.lvsh.shell.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages of {@code help}, one for each statement, kept as text files beside the classes. */
final class HelpPages {
  private HelpPages() {}

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
