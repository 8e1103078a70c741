package org.lvsh.shell.exchange.ldirectord;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/**
 * A line of the file.
 *
 * @param start where it begins in the file
 * @param text without its end
 */
record Line(Source source, int start, String text) {
  /** Whatever stands in a comment, also what elsewhere ends a line ({@code U+0085}). */
  private static final Pattern DIRECTIVE =
      Pattern.compile("\\s*([^\\s=]+)\\s*(?:=\\s*(.*?)\\s*)?", Pattern.DOTALL);

  boolean isBlank() {
    return text.isBlank();
  }

  boolean isComment() {
    return text.strip().startsWith("#");
  }

  /** Whether it belongs to the virtual service above it: four blanks, or a tab, which is four. */
  boolean isIndented() {
    return text.replace("\t", "    ").matches("(?s) {4,}\\S.*| {5,}.*");
  }

  /** What it says, if anything; without the comment behind it where it is indented. */
  Optional<Directive> directive() {
    Matcher matcher = DIRECTIVE.matcher(isIndented() ? text.replaceFirst("(?s)#.*", "") : text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int end = matcher.group(2) == null ? matcher.end(1) : matcher.end(2);
    Span whole = span(matcher.start(1), end);
    Span value = matcher.group(2) == null ? whole : span(matcher.start(2), matcher.end(2));
    return Optional.of(
        new Directive(
            matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse(""), whole, value));
  }

  /** All of it but the blanks around it. */
  Span span() {
    String stripped = text.strip();
    int from = stripped.isEmpty() ? 0 : text.indexOf(stripped);
    return span(from, from + stripped.length());
  }

  private Span span(int from, int to) {
    return new Span(source, start + from, start + to);
  }
}
