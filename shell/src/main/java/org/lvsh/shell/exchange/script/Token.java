package org.lvsh.shell.exchange.script;

import java.util.Optional;
import org.lvsh.language.diagnostic.Span;

/**
 * A token of a script.
 *
 * @param word of a word; of a document that stands below its line, its text
 */
record Token(Kind kind, Span span, Optional<RawWord> word) {
  static Token of(Kind kind, Span span) {
    return new Token(kind, span, Optional.empty());
  }

  boolean is(String keyword) {
    return kind == Kind.WORD && word.orElseThrow().is(keyword);
  }

  /** What a token is. */
  enum Kind {
    WORD,
    NEWLINE,
    SEMICOLON,
    /** {@code ;;}, also {@code ;&} and {@code ;;&}. */
    BREAK,
    AND,
    OR,
    PIPE,
    BACKGROUND,
    OPEN,
    CLOSE,
    /** {@code <}, before the file. */
    READ,
    /** {@code >}, {@code >>}, before the file. */
    WRITE,
    /** {@code >&1}, {@code 2>FILE} and the like: nothing that matters. */
    OTHER_STREAM,
    /** {@code <<END} or {@code <<<WORD} with what is read. */
    DOCUMENT,
    END
  }
}
