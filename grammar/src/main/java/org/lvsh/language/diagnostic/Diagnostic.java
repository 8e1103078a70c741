package org.lvsh.language.diagnostic;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong or regrettable, as a value.
 *
 * @param code the stable name of the kind of mistake, such as {@code bad-address}
 * @param message one sentence without a full stop, in the language's own words
 * @param hint the way out, where one is known
 */
public record Diagnostic(
    Severity severity, String code, Span span, String message, Optional<String> hint) {
  public Diagnostic {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(span);
    Objects.requireNonNull(message);
    Objects.requireNonNull(hint);
    if (!code.matches("[a-z]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("no code: " + code);
    }
  }

  public static Diagnostic error(String code, Span span, String message) {
    return new Diagnostic(Severity.ERROR, code, span, message, Optional.empty());
  }

  public static Diagnostic warning(String code, Span span, String message) {
    return new Diagnostic(Severity.WARNING, code, span, message, Optional.empty());
  }

  public Diagnostic withHint(String text) {
    return new Diagnostic(severity, code, span, message, Optional.of(text));
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
