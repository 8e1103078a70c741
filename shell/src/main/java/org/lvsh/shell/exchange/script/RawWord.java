package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lvsh.language.diagnostic.Span;

/** A word as it is written. */
record RawWord(Span span, List<Piece> pieces) {
  RawWord {
    pieces = List.copyOf(pieces);
  }

  /** The words of quotes and plain letters; what a variable stands for is not known here. */
  Optional<String> literal() {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece.kind() != Kind.TEXT) {
        return Optional.empty();
      }
      text.append(piece.text());
    }
    return Optional.of(text.toString());
  }

  /** Whether it is this word, without quotes: only so is it a word of the shell. */
  boolean is(String word) {
    return pieces.size() == 1
        && pieces.get(0).kind() == Kind.TEXT
        && !pieces.get(0).quoted()
        && pieces.get(0).text().equals(word);
  }

  /** Whether it is {@code "$@"}. */
  boolean isAllParameters() {
    List<Piece> said = pieces.stream().filter(one -> !one.text().isEmpty()).toList();
    return said.size() == 1
        && said.get(0).kind() == Kind.VARIABLE
        && said.get(0).quoted()
        && said.get(0).text().equals("@")
        && said.get(0).fallback().isEmpty();
  }

  /** Whether it is one word whatever stands for its variables. */
  boolean staysOne() {
    return pieces.stream()
        .allMatch(
            one ->
                one.kind() == Kind.TEXT
                    ? one.quoted() || one.text().indexOf('{') < 0
                    : one.quoted()
                        && !one.text().equals("@")
                        && one.index().isEmpty()
                        && one.fallback().map(other -> other.word().staysOne()).orElse(true));
  }

  /** Whether a command within it gives what it is, so that the command decides how that ends. */
  boolean isSubstituted() {
    return unknown().stream().anyMatch(text -> text.matches("(?s)(`|\\$\\((?!\\()).*"));
  }

  /** What within words is written for a shell to find out. */
  static List<String> unknown(List<RawWord> words) {
    return words.stream().flatMap(word -> word.unknown().stream()).toList();
  }

  /** What within it is written for a shell to find out. */
  List<String> unknown() {
    return all().filter(one -> one.kind() == Kind.UNKNOWN).map(Piece::text).toList();
  }

  /** The variables that are set where it is put in place, perhaps. */
  List<String> sets() {
    return Stream.concat(
            all().filter(one -> one.isSaid('=')).map(Piece::text),
            unknown().stream().filter(Arithmetic::isIn).flatMap(Arithmetic::sets))
        .toList();
  }

  /** Whether the shell ends where a variable of it has no value. */
  boolean mayEnd() {
    return all().anyMatch(one -> one.isSaid('?'));
  }

  /** Its pieces, and those of what stands for its variables where they have no value. */
  private Stream<Piece> all() {
    return pieces.stream()
        .flatMap(
            one ->
                Stream.concat(
                    Stream.of(one), one.fallback().stream().flatMap(other -> other.word().all())));
  }

  /** Whether it ends in the name of a program, whatever its folder is. */
  boolean endsInName() {
    Piece end = pieces.get(pieces.size() - 1);
    return end.kind() == Kind.TEXT && end.text().matches(".*/[^/]+");
  }

  /** What of a variable is asked for. */
  enum Asked {
    VALUE,
    /** {@code ${#NAME[@]}}: how many words it has. */
    COUNT,
    /** {@code ${!NAME[@]}}: the numbers of its words. */
    NUMBERS
  }

  /** What a piece is. */
  enum Kind {
    /** Letters that stand for themselves. */
    TEXT,
    /** A variable. */
    VARIABLE,
    /** What only a shell can find out. */
    UNKNOWN
  }

  /**
   * A piece of a word.
   *
   * @param text the letters, the variable's name, or what is written there
   * @param quoted whether it stands in quotes
   * @param index of an array's variable: a number, a variable's name, or {@code @} for all
   * @param fallback what else may stand for a variable
   * @param asked what of a variable is asked for
   */
  record Piece(
      Kind kind,
      String text,
      boolean quoted,
      Optional<String> index,
      Optional<Fallback> fallback,
      Asked asked) {
    static Piece text(String text, boolean quoted) {
      return new Piece(Kind.TEXT, text, quoted, Optional.empty(), Optional.empty(), Asked.VALUE);
    }

    static Piece unknown(String text, boolean quoted) {
      return new Piece(Kind.UNKNOWN, text, quoted, Optional.empty(), Optional.empty(), Asked.VALUE);
    }

    private boolean isSaid(char sign) {
      return fallback.filter(one -> one.sign() == sign).isPresent();
    }

    Piece asQuoted() {
      return new Piece(kind, text, true, index, fallback, asked);
    }

    static Piece variable(String name, boolean quoted) {
      return new Piece(
          Kind.VARIABLE, name, quoted, Optional.empty(), Optional.empty(), Asked.VALUE);
    }
  }

  /**
   * What stands behind a variable in its braces.
   *
   * @param sign {@code -}, {@code =} and {@code ?} for where it is not set, {@code +} for where it
   *     is
   * @param forEmpty whether an empty one counts as not set
   */
  record Fallback(char sign, boolean forEmpty, RawWord word) {}
}
