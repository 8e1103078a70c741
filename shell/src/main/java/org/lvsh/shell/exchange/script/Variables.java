package org.lvsh.shell.exchange.script;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.script.Expanded.Problem;
import org.lvsh.shell.exchange.script.RawWord.Piece;

/** The variables of a script, and words with them put in place (Shell Command Language, 2.6). */
final class Variables {
  /** The most characters that variables may add to a word, besides what is written there. */
  private static final int LONGEST = 1 << 16;

  /** What words fall apart at where a script says nothing else. */
  private static final String BLANK = " \t\n";

  private static final int MOST_WORDS = 10_000;
  private static final Splitter BLANKS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();
  private static final Pattern RANGE = Pattern.compile("\\{(\\d{1,5})\\.\\.(\\d{1,5})}");
  private static final Pattern CHOICE = Pattern.compile("\\{([^{},\\s]*(?:,[^{},\\s]*)+)}");

  private final Map<String, Value> values = new HashMap<>();
  private final String file;
  private Parameters parameters;
  private OptionalInt otherFile = OptionalInt.empty();
  private Status last = Status.SUCCESS;

  /**
   * Those of a script.
   *
   * @param guess what it is called with, as far as conditions are concerned
   */
  Variables(String file, String guess) {
    this.file = file;
    this.parameters = Parameters.guess(guess);
  }

  /** What there is at a place of the script, to come back to. */
  record Memory(Map<String, Value> values, Parameters parameters, OptionalInt otherFile) {
    Memory {
      values = Map.copyOf(values);
    }
  }

  Memory memory() {
    return new Memory(values, parameters, otherFile);
  }

  void restore(Memory memory) {
    values.clear();
    values.putAll(memory.values());
    parameters = memory.parameters();
    otherFile = memory.otherFile();
  }

  Optional<Value> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Sets it to what it was, or to nothing where it was not set. */
  void restore(String name, Optional<Value> before) {
    before.ifPresentOrElse(value -> values.put(name, value), () -> values.remove(name));
  }

  /** How the command before this place ended. */
  void last(Status status) {
    last = status;
  }

  Status last() {
    return last;
  }

  void set(String name, Value value) {
    values.put(name, value);
  }

  /** Another file is read, or the like, that may set any of them. */
  void forgetAll(int line) {
    otherFile = OptionalInt.of(line);
    values.replaceAll((name, value) -> notSetHere(name));
  }

  private boolean isUnset(String name) {
    if (name.matches("[1-9]")) {
      return parameters.isUnset(Integer.parseInt(name));
    }
    boolean named = name.matches("[A-Za-z_].*") && !name.matches("E?UID|IFS");
    return named && !values.containsKey(name) && otherFile.isEmpty();
  }

  /** Whether a variable has a value; what stands behind it in its braces says what counts. */
  Status isGiven(Piece piece, RawWord.Fallback fallback) {
    // Where a script ends for want of a value is a condition.
    return new Fields(fallback.word().span(), fallback.sign() == '?').isGiven(piece, fallback);
  }

  private Value notSetHere(String name) {
    return Value.unknown(
        otherFile.isPresent()
            ? "only a shell can find out whether line %d sets $%s"
                .formatted(otherFile.getAsInt(), name)
            : "$" + name + " is not set before this line");
  }

  void unset(String name) {
    values.remove(name);
  }

  Parameters parameters() {
    return parameters;
  }

  void parameters(Parameters others) {
    parameters = others;
  }

  private Value value(String name) {
    if (name.matches("[1-9]")) {
      return parameters.get(Integer.parseInt(name));
    }
    return switch (name) {
      case "0" -> Value.of(file);
      case "#" -> parameters.count();
      case "@", "*" -> parameters.all();
      case "?" -> lastValue();
      // Whoever may change the table is root.
      case "EUID", "UID" -> Value.of("0");
      case "IFS" -> values.getOrDefault(name, Value.of(BLANK));
      default -> Optional.ofNullable(values.get(name)).orElseGet(() -> notSetHere(name));
    };
  }

  private Value lastValue() {
    return switch (last) {
      case SUCCESS -> Value.of("0");
      case FAILURE -> Value.of("1");
      case UNKNOWN -> Value.unknown("only a shell can find out how the command before it ends");
    };
  }

  /** Words as the parameters of a call, which may be unknown one by one. */
  Parameters asParameters(List<RawWord> words) {
    List<Value> all = new ArrayList<>();
    boolean guessed = false;
    for (RawWord word : words) {
      Parameters some = asParameters(word);
      all.addAll(some.values());
      guessed |= some.guessed();
      if (some.more().isPresent()) {
        return new Parameters(all, some.more(), guessed);
      }
    }
    return new Parameters(all, Optional.empty(), guessed);
  }

  private Parameters asParameters(RawWord word) {
    if (word.isAllParameters()) {
      return parameters;
    }
    Expanded one = expand(word);
    Expanded guess = one.guessed() ? inCondition(List.of(word)) : one;
    boolean known = one.problem().isEmpty();
    if (one.guessed() && guess.problem().isEmpty() && (!known || isAsMany(one, guess))) {
      return guessed(one, guess, word);
    }
    if (known) {
      return Parameters.of(one.texts());
    }
    Value unknown = Value.unknown(one.problem().get().why());
    return word.staysOne()
        ? new Parameters(List.of(unknown), Optional.empty(), false)
        : new Parameters(List.of(), unknown.unknown(), false);
  }

  private static boolean isAsMany(Expanded one, Expanded other) {
    return one.words().size() == other.words().size();
  }

  private Parameters guessed(Expanded one, Expanded guess, RawWord word) {
    List<Value> values = new ArrayList<>();
    for (int at = 0; at < guess.words().size(); at++) {
      int place = at;
      Value value =
          one.problem()
              .map(problem -> Value.unknown(problem.why()))
              .orElseGet(() -> Value.of(one.texts().get(place)));
      values.add(value.withGuess(guess.texts().get(at), isAbsent(word)));
    }
    return new Parameters(values, Optional.empty(), !word.staysOne());
  }

  /** Whether it is nothing but a variable that has no value without the guess. */
  private boolean isAbsent(RawWord word) {
    List<Piece> said = word.pieces().stream().filter(one -> !one.text().isEmpty()).toList();
    return said.size() == 1
        && said.get(0).kind() == RawWord.Kind.VARIABLE
        && said.get(0).fallback().isEmpty()
        && value(said.get(0).text()).absent();
  }

  /** All words of a command. */
  Expanded expand(List<RawWord> words) {
    return expand(words, false);
  }

  /** One word, which may become several or none. */
  Expanded expand(RawWord word) {
    return expand(List.of(word), false);
  }

  /** All words of a condition, where the guess counts at what the script is called with. */
  Expanded inCondition(List<RawWord> words) {
    return expand(words, true);
  }

  private Expanded expand(List<RawWord> words, boolean condition) {
    List<Word> all = new ArrayList<>();
    Optional<Problem> problem = Optional.empty();
    boolean guessed = false;
    for (RawWord word : words) {
      Fields fields = new Fields(word.span(), condition);
      for (RawWord alternative : alternatives(word)) {
        alternative.pieces().forEach(fields::add);
        fields.end();
      }
      all.addAll(fields.words);
      problem = problem.or(() -> fields.problem);
      guessed |= fields.guessed;
    }
    return new Expanded(all, problem, guessed);
  }

  /** One word that stays one, as what is assigned does. */
  Value single(RawWord word) {
    List<Piece> quoted = word.pieces().stream().map(Piece::asQuoted).toList();
    List<RawWord> words = List.of(new RawWord(word.span(), quoted));
    Expanded one = expand(words);
    Value value = single(one);
    Expanded guess = one.guessed() ? inCondition(words) : one;
    return one.guessed() && guess.problem().isEmpty()
        ? value.withGuess(String.join(" ", guess.texts()), isAbsent(word))
        : value;
  }

  private static Value single(Expanded one) {
    return one.problem()
        .map(problem -> Value.unknown(problem.why()))
        .orElseGet(() -> Value.of(String.join(" ", one.texts())));
  }

  /** A word as a pattern, in which only what is not quoted has a meaning of its own. */
  Value pattern(RawWord word) {
    StringBuilder pattern = new StringBuilder();
    for (Piece piece : word.pieces()) {
      Value value = single(new RawWord(word.span(), List.of(piece)));
      if (value.unknown().isPresent()) {
        return value;
      }
      String text = String.join("", value.words());
      pattern.append(piece.quoted() ? ShellPattern.quoted(text) : text);
    }
    return Value.of(pattern.toString());
  }

  /** {@code a{1..3}} and {@code a{b,c}}, outside of quotes. */
  private static List<RawWord> alternatives(RawWord word) {
    for (int at = 0; at < word.pieces().size(); at++) {
      Piece piece = word.pieces().get(at);
      if (piece.kind() == RawWord.Kind.TEXT && !piece.quoted()) {
        List<String> texts = alternatives(piece.text());
        if (texts.size() > 1) {
          List<RawWord> all = new ArrayList<>();
          for (String text : texts) {
            List<Piece> pieces = new ArrayList<>(word.pieces());
            pieces.set(at, Piece.text(text, false));
            all.add(new RawWord(word.span(), pieces));
          }
          return all;
        }
      }
    }
    return List.of(word);
  }

  private static List<String> alternatives(String text) {
    Matcher range = RANGE.matcher(text);
    if (range.find()) {
      int first = Integer.parseInt(range.group(1));
      int last = Integer.parseInt(range.group(2));
      return IntStream.rangeClosed(Math.min(first, last), Math.max(first, last))
          .limit(MOST_WORDS + 1L)
          .mapToObj(number -> first <= last ? number : last + first - number)
          .map(number -> with(text, range, Integer.toString(number)))
          .toList();
    }
    Matcher choice = CHOICE.matcher(text);
    if (choice.find()) {
      return Splitter.on(',')
          .splitToStream(choice.group(1))
          .map(one -> with(text, choice, one))
          .toList();
    }
    return List.of(text);
  }

  private static String with(String text, Matcher braces, String chosen) {
    return text.substring(0, braces.start()) + chosen + text.substring(braces.end());
  }

  /** The words that pieces become, one after the other. */
  private final class Fields {
    private final Span span;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder letters = new StringBuilder();
    private final boolean condition;
    private boolean begun;
    private boolean guessed;
    private int filled;
    private Optional<Problem> problem = Optional.empty();

    Fields(Span span, boolean condition) {
      this.span = span;
      this.condition = condition;
    }

    private Value valueOf(String name) {
      Value value = value(name);
      guessed |= value.guess().isPresent();
      return condition ? value.inCondition() : value;
    }

    void add(Piece piece) {
      switch (piece.kind()) {
        case TEXT -> append(piece.text(), 0);
        case UNKNOWN -> fail(known(piece.text()));
        case VARIABLE -> variable(piece);
      }
    }

    private static String known(String written) {
      return "only a shell can find out what " + written.lines().findFirst().orElse("") + " gives";
    }

    private void append(String text, int added) {
      begun = true;
      filled += added;
      if (filled > LONGEST) {
        fail("variables would add more than %d characters to the word".formatted(LONGEST));
        return;
      }
      letters.append(text);
    }

    private void fail(String why) {
      begun = true;
      if (problem.isEmpty()) {
        problem = Optional.of(new Problem(span, why));
      }
    }

    private void variable(Piece piece) {
      Value value = valueOf(piece.text());
      Optional<RawWord.Fallback> fallback = piece.fallback();
      Status given = fallback.map(other -> isGiven(piece, other)).orElse(Status.SUCCESS);
      boolean instead = fallback.filter(other -> other.sign() == '+').isPresent();
      if (given == (instead ? Status.SUCCESS : Status.FAILURE)) {
        putInstead(piece, fallback.get());
      } else if (instead && given == Status.FAILURE) {
        put(piece.quoted() ? List.of("") : List.of());
      } else if (value.unknown().isPresent()) {
        fail(value.unknown().get());
      } else {
        put(piece, value);
      }
    }

    private void putInstead(Piece piece, RawWord.Fallback fallback) {
      if (fallback.sign() == '?') {
        fail("$" + piece.text() + " has no value here, where a shell would end the script");
        return;
      }
      begun |= piece.quoted();
      for (Piece other : fallback.word().pieces()) {
        if (other.kind() == RawWord.Kind.TEXT && !other.quoted() && !piece.quoted()) {
          split(other.text());
        } else {
          add(piece.quoted() ? other.asQuoted() : other);
        }
      }
    }

    private void put(Piece piece, Value value) {
      boolean apart = isApart(piece);
      List<String> chosen = chosen(asked(value.words(), piece), piece, apart);
      if (piece.quoted()) {
        // No words in quotes are no word, unlike an empty one.
        begun &= !(apart && chosen.isEmpty() && letters.isEmpty());
        put(apart ? chosen : List.of(String.join(" ", chosen)));
      } else {
        split(String.join(" ", chosen));
      }
    }

    private static boolean isApart(Piece piece) {
      return piece.index().equals(Optional.of("@")) || piece.text().equals("@");
    }

    /** Whether a variable has a value, as what stands behind it in its braces asks. */
    private Status isGiven(Piece piece, RawWord.Fallback fallback) {
      if (isUnset(piece.text())) {
        return Status.FAILURE;
      }
      Value value = valueOf(piece.text());
      if (value.unknown().isPresent()) {
        boolean none = fallback.forEmpty() || piece.text().matches("[1-9]");
        return value.absent() && none ? Status.FAILURE : Status.UNKNOWN;
      }
      List<String> chosen = chosen(asked(value.words(), piece), piece, isApart(piece));
      boolean empty = fallback.forEmpty() && String.join("", chosen).isEmpty();
      return Status.of(!chosen.isEmpty() && !empty);
    }

    private static List<String> asked(List<String> all, Piece piece) {
      return switch (piece.asked()) {
        case VALUE -> all;
        case COUNT -> List.of(Integer.toString(all.size()));
        case NUMBERS -> IntStream.range(0, all.size()).mapToObj(Integer::toString).toList();
      };
    }

    private List<String> chosen(List<String> all, Piece piece, boolean apart) {
      if (apart || piece.text().equals("*") || (piece.index().isEmpty() && all.size() < 2)) {
        return all;
      }
      OptionalInt index = index(piece.index().orElse("0"));
      if (index.isEmpty()) {
        fail("only a shell can find out which element is meant");
        return List.of();
      }
      return index.getAsInt() < all.size() ? List.of(all.get(index.getAsInt())) : List.of();
    }

    private OptionalInt index(String written) {
      boolean number = written.matches("\\d+");
      String text = number ? written : String.join("", value(written).words());
      return text.matches("\\d{1,6}")
          ? OptionalInt.of(Integer.parseInt(text))
          : OptionalInt.empty();
    }

    /** Several that are quoted stay what they are, each a word. */
    private void put(List<String> parts) {
      for (int at = 0; at < parts.size(); at++) {
        if (at > 0) {
          end();
        }
        append(parts.get(at), parts.get(at).length());
      }
    }

    /** What is not quoted falls apart at its blanks, where the script has not said otherwise. */
    private void split(String text) {
      if (isSplitElsewhere(text)) {
        fail("only a shell can find out where '%s' falls apart with this IFS".formatted(text));
        return;
      }
      if (!text.isEmpty() && CharMatcher.whitespace().matches(text.charAt(0))) {
        end();
      }
      put(BLANKS.splitToList(text));
      if (!text.isEmpty() && CharMatcher.whitespace().matches(text.charAt(text.length() - 1))) {
        end();
      }
    }

    private boolean isSplitElsewhere(String text) {
      Value said = values.getOrDefault("IFS", Value.of(BLANK));
      String between =
          String.join("", said.words())
              .replaceFirst("^\\$", "")
              .replace("\\n", "\n")
              .replace("\\t", "\t");
      CharMatcher others = CharMatcher.anyOf(between);
      boolean usual = CharMatcher.anyOf(BLANK).matchesAllOf(between) && between.length() > 2;
      boolean known = said.unknown().isEmpty() && usual;
      return !known && (others.matchesAnyOf(text) || CharMatcher.whitespace().matchesAnyOf(text));
    }

    void end() {
      if (begun && words.size() >= MOST_WORDS) {
        fail("these are more than %,d words".formatted(MOST_WORDS));
      } else if (begun) {
        words.add(new Word(letters.toString(), span));
      }
      letters.setLength(0);
      filled = 0;
      begun = false;
    }
  }
}
