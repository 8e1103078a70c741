package org.lvsh.language.format;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.Span;

/**
 * Keeps {@code $NAME} where an operator wrote it. The tree holds what the name stood for, and the
 * place where it was read from holds the name itself.
 */
final class References {
  /** What joins two lines into one, and blanks. */
  private static final Pattern BETWEEN_WORDS = Pattern.compile("(\\s|\\\\\\s)+");

  /** What may stand between the parts of a list: blanks, ends of lines, comments. */
  private static final Pattern BETWEEN_PARTS = Pattern.compile("#[^\\r\\n]*|\\\\(?=\\s)|\\s+");

  private References() {}

  /** What was written where it is a name, else the value. */
  static String keep(Span said, Supplier<String> value) {
    String text = said.text();
    return text.startsWith("$") ? text : value.get();
  }

  /** Words without separators, as they were written where one of them is a name. */
  static String keepWords(Span said, Supplier<String> value) {
    String text = said.text();
    if (text.indexOf('$') < 0) {
      return value.get();
    }
    return String.join(" ", BETWEEN_WORDS.split(text.strip()));
  }

  /**
   * A value that is a list with commas, as it was written where one of its parts is a name. No part
   * has a blank or a comment sign in it.
   */
  static String keepList(Located<String> value) {
    String text = value.span().text();
    return text.indexOf('$') < 0 ? value.value() : BETWEEN_PARTS.matcher(text).replaceAll("");
  }

  /** The values between commas; a name that stands for several of them is written once. */
  static <T> String list(List<Located<T>> all, Function<Located<T>, String> value) {
    StringJoiner joined = new StringJoiner(",");
    Set<Span> names = new HashSet<>();
    for (Located<T> one : all) {
      boolean isName = one.span().text().startsWith("$");
      if (!isName || names.add(one.span())) {
        joined.add(keep(one.span(), () -> value.apply(one)));
      }
    }
    return joined.toString();
  }
}
