package org.lvsh.shell.exchange.keepalived;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.parse.SourceReader;
import org.lvsh.shell.exchange.Gathering;

/**
 * The lines of a configuration as they are meant ({@code read_line} of {@code lib/parser.c}):
 * included files in their places, values in the places of {@code $NAME}s, without comments and
 * without the lines that another configuration id is for.
 */
final class ConfigLines {
  /** The most files that are read. */
  static final int FILE_LIMIT = 1_000;

  /** The most files that are open one inside the other. */
  static final int DEPTH_LIMIT = 16;

  /** The most lines that come of all files together. */
  static final int LINE_LIMIT = 200_000;

  /** The longest line, with what its values stand for; keepalived reads no more than 1,023. */
  static final int LONGEST_LINE = 8_192;

  /** The most characters of all lines together. */
  private static final int CHARACTER_LIMIT = 64 << 20;

  /** The most values that are put into one line, and how deep they lie in each other. */
  private static final int VALUE_LIMIT = 100;

  private static final String ENDLESS = "no $NAME may stand in its own value";
  private static final Pattern INCLUDE = Pattern.compile("include([rmwba]?)\\s+(.*)");
  private static final Pattern CONDITION = Pattern.compile("@(\\^?)(\\S*)(?:\\s+(.*))?");
  private static final Pattern NEARLY_DEFINITION =
      Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]*[ \\t]+=.*");
  private static final Pattern WILDCARD = Pattern.compile(".*[*?\\[{].*");

  private final ConfigFiles files;
  private final Optional<String> configId;
  private final Gathering gathering;
  private final Consumer<PlacedText> pieces;
  private final Definitions definitions;
  private final Deque<String> open = new ArrayDeque<>();
  private final TreeSet<String> otherIds = new TreeSet<>();
  private Optional<String> defining = Optional.empty();
  private final List<PlacedText> definition = new ArrayList<>();
  private int fileCount;
  private int lineCount;
  private long characterCount;

  /**
   * Of one configuration.
   *
   * @param configId what {@code keepalived -i} would say; by default the machine's name
   * @param pieces takes the statements and braces
   */
  ConfigLines(
      ConfigFiles files,
      Optional<String> configId,
      Gathering gathering,
      Consumer<PlacedText> pieces) {
    this.files = files;
    this.configId = configId;
    this.gathering = gathering;
    this.pieces = pieces;
    this.definitions = new Definitions(configId);
  }

  /** Reads a file and those that it includes. */
  void read(Source source) {
    open.push(files.identity(source.name()));
    gathering.begin(source);
    String text = source.text();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end;
      if (next - from > LONGEST_LINE) {
        tooLong(new Span(source, from, next));
      } else {
        line(PlacedText.of(source, from, next));
      }
      from = next + 1;
    }
    open.pop();
  }

  private void tooLong(Span line) {
    gathering.error(
        "line-too-long",
        line,
        "the line is longer than %d characters".formatted(LONGEST_LINE),
        "keepalived itself reads no more than 1023");
  }

  private void line(PlacedText line) {
    if (line.strip().isEmpty()) {
      endDefinition();
    } else {
      written(line);
    }
  }

  /** To be called after the last file. */
  void end() {
    endDefinition();
    if (!otherIds.isEmpty()) {
      gathering.remark(
          "the file has lines for some configuration ids alone (%s); they were read as with the id %s"
              .formatted(String.join(", ", otherIds), configId.orElse("of no machine")));
    }
  }

  /** A line as it stands in the file. */
  private void written(PlacedText line) {
    PlacedText bare = LineSplitter.withoutComment(line);
    if (bare.isEmpty()) {
      return;
    }
    if (bare.text().indexOf('\0') >= 0) {
      gathering.error(
          "no-text", bare.span(), "this is not text: it holds a zero byte", "name a text file");
      return;
    }
    meant(bare, 0);
  }

  private void meant(PlacedText line, int depth) {
    if (lineCount > LINE_LIMIT) {
      return;
    }
    if (depth > VALUE_LIMIT) {
      gathering.error("endless-value", line.span(), "this value holds itself", ENDLESS);
      return;
    }
    characterCount += line.length();
    lineCount = characterCount > CHARACTER_LIMIT ? LINE_LIMIT + 1 : lineCount + 1;
    if (lineCount > LINE_LIMIT) {
      gathering.error(
          "too-many-lines",
          line.span(),
          "more than %d lines are not read".formatted(LINE_LIMIT),
          "is a sequence longer than was meant?");
    } else if (defining.isPresent()) {
      define(line);
    } else {
      conditional(line).ifPresent(taken -> taken(taken, depth));
    }
  }

  private void taken(PlacedText line, int depth) {
    Matcher definitionMatcher = Definitions.definition(line.text());
    if (definitionMatcher.matches()) {
      begin(definitionMatcher.group(1), line.from(definitionMatcher.start(2)));
    } else if (Sequence.begins(line.text())) {
      repeat(line, depth);
    } else {
      substituted(line, depth);
    }
  }

  /** The line without the condition before it, if that is met. */
  private Optional<PlacedText> conditional(PlacedText line) {
    Matcher matcher = CONDITION.matcher(line.text());
    if (!matcher.matches()) {
      return Optional.of(line);
    }
    String id = matcher.group(2);
    boolean inverted = !matcher.group(1).isEmpty();
    otherIds.add(id);
    boolean met = configId.equals(Optional.of(id)) != inverted;
    if (!met || matcher.group(3) == null) {
      gathering.notCarried(
          line.span(),
          inverted
              ? "it is for other configuration ids than '%s'".formatted(id)
              : "it is for the configuration id '%s' alone".formatted(id));
      return Optional.empty();
    }
    return Optional.of(line.from(matcher.start(3)));
  }

  private void begin(String name, PlacedText value) {
    if (value.text().endsWith("\\")) {
      defining = Optional.of(name);
      define(value);
    } else {
      definitions.set(name, value.text());
    }
  }

  /** A line of a value of several: all but the last end in a backslash. */
  private void define(PlacedText line) {
    boolean goesOn = line.text().endsWith("\\");
    PlacedText value = goesOn ? line.part(0, line.length() - 1).strip() : line;
    if (!value.isEmpty()) {
      definition.add(value);
    }
    if (!goesOn) {
      endDefinition();
    }
  }

  private void endDefinition() {
    defining.ifPresent(name -> definitions.set(name, definition));
    defining = Optional.empty();
    definition.clear();
  }

  private void repeat(PlacedText line, int depth) {
    Optional<Sequence> sequence = Sequence.of(line.text(), this::inline);
    if (sequence.isEmpty()) {
      gathering.error(
          "bad-sequence",
          line.span(),
          "this is not how a sequence is written",
          "write ~SEQ(NAME, FIRST, STEP, LAST) or ~LST(NAME, VALUE, VALUE) before the line");
      return;
    }
    PlacedText text = line.from(sequence.get().textAt());
    if (text.isEmpty()) {
      return;
    }
    for (long turn = 0; turn < sequence.get().count() && lineCount <= LINE_LIMIT; turn++) {
      Map<String, String> values = sequence.get().values().at(turn);
      values.forEach(definitions::set);
      meant(text, depth + 1);
    }
  }

  /** With values of one line alone. */
  private String inline(String text) {
    String result = text;
    for (int count = 0; count < VALUE_LIMIT; count++) {
      Optional<Definitions.Reference> reference = definitions.first(result, 0);
      if (reference.isEmpty()) {
        return result;
      }
      Definitions.Reference found = reference.get();
      result = result.substring(0, found.start()) + found.value() + result.substring(found.end());
    }
    return result;
  }

  /** The first of the names in it that stands for a sequence ends the search: its turns go on. */
  private void substituted(PlacedText line, int depth) {
    PlacedText text = line;
    List<PlacedText> more = new ArrayList<>();
    Optional<Definitions.Reference> next = definitions.first(line.text(), 0);
    int count = 0;
    while (next.isPresent()) {
      if (++count > VALUE_LIMIT) {
        gathering.error("endless-value", line.span(), "a value in this line holds itself", ENDLESS);
        return;
      }
      Definitions.Reference found = next.get();
      if (text.length() + found.value().length() > LONGEST_LINE) {
        tooLong(line.span());
        return;
      }
      text = text.replace(found.start(), found.end(), found.value());
      more.addAll(0, found.more());
      next =
          found.value().startsWith("~")
              ? Optional.empty()
              : definitions.first(text.text(), found.start());
    }
    if (count == 0) {
      emit(line);
    } else {
      again(LineSplitter.withoutComment(text), depth + 1);
    }
    more.forEach(one -> meant(one, depth + 1));
  }

  /** A line with values in it may have become a condition, a definition or a sequence. */
  private void again(PlacedText line, int depth) {
    Matcher definitionMatcher = Definitions.definition(line.text());
    if (depth > VALUE_LIMIT) {
      gathering.error("endless-value", line.span(), "this value holds itself", ENDLESS);
    } else if (definitionMatcher.matches()) {
      begin(definitionMatcher.group(1), line.from(definitionMatcher.start(2)));
    } else if (Sequence.begins(line.text())) {
      repeat(line, depth);
    } else if (!line.isEmpty()) {
      conditional(line).ifPresent(this::emit);
    }
  }

  private void emit(PlacedText line) {
    Matcher include = INCLUDE.matcher(line.text());
    if (include.matches()) {
      include(line, include);
    } else if (NEARLY_DEFINITION.matcher(line.text()).matches()) {
      gathering.error(
          "bad-definition",
          line.span(),
          "a definition has no blank before '='",
          "write $NAME=VALUE");
    } else {
      LineSplitter.pieces(line).forEach(pieces);
    }
  }

  private void include(PlacedText line, Matcher include) {
    PlacedText pattern = line.part(include.start(2), include.end(2)).strip();
    Span where = pattern.isEmpty() ? line.span() : pattern.span();
    List<String> names = files.matching(where.source(), pattern.text());
    if (names.isEmpty()) {
      boolean strict = include.group(1).equals("w") || include.group(1).equals("a");
      unmatched(line, pattern.text(), strict);
    }
    names.forEach(name -> include(name, where));
  }

  /** {@code open_and_check_glob}: a pattern without a match is no mistake, unless asked for. */
  private void unmatched(PlacedText line, String pattern, boolean strict) {
    if (WILDCARD.matcher(pattern).matches() && !strict) {
      gathering.notCarried(line.span(), "no file matches it");
    } else {
      gathering.error(
          "missing-file",
          line.span(),
          "no file matches " + pattern,
          "the path is taken from the folder of the file that includes it");
    }
  }

  private void include(String name, Span where) {
    if (open.contains(files.identity(name))) {
      gathering.error(
          "include-cycle",
          where,
          name + " would include itself",
          "leave one 'include' of the circle out");
    } else if (open.size() >= DEPTH_LIMIT || fileCount >= FILE_LIMIT) {
      gathering.error(
          "too-many-includes",
          where,
          "more than %d files, or %d one inside the other, are not read"
              .formatted(FILE_LIMIT, DEPTH_LIMIT),
          "put some of them together");
    } else {
      fileCount++;
      load(name, where);
    }
  }

  private void load(String name, Span where) {
    try {
      read(files.load(name));
    } catch (SourceReader.Unreadable unreadable) {
      Diagnostic told = unreadable.diagnostic();
      boolean placed = !told.span().source().name().isEmpty();
      gathering.error(
          told.code(),
          placed ? told.span() : where,
          told.message(),
          told.hint().orElse("see whether the file is the one that is meant"));
    }
  }
}
