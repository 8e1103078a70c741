package org.lvsh.shell.exchange.ipvsadm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.diagnostic.Suggestion;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.script.Word;

/**
 * Cuts a line into options as popt(3) does for ipvsadm: letters may stand together, the last of
 * them with its value behind it or in the next word, and long names take theirs also behind an
 * {@code =}.
 */
final class LineReader {
  private final List<Word> words;
  private final Span where;
  private final Findings findings;
  private final Map<Option, Optional<Word>> said = new LinkedHashMap<>();
  private final List<Word> rest = new ArrayList<>();
  private Optional<Command> command = Optional.empty();
  private Optional<Word> verb = Optional.empty();
  private boolean broken;
  private int at;

  private LineReader(List<Word> words, Span where, Findings findings) {
    this.words = words;
    this.where = where;
    this.findings = findings;
  }

  /** A line; nothing where it is none, which is told. */
  static Optional<Line> read(List<Word> words, Span where, Findings findings) {
    return new LineReader(words, where, findings).line();
  }

  /** The command that words begin with, without telling anything. */
  static Optional<Command> command(List<String> words) {
    String first = words.isEmpty() ? "" : words.get(0);
    if (first.startsWith("--")) {
      return Command.of(first.substring(2).replaceFirst("=.*", ""));
    }
    return first.length() > 1 && first.charAt(0) == '-'
        ? Command.of(first.charAt(1))
        : Optional.empty();
  }

  private Optional<Line> line() {
    while (at < words.size() && !broken) {
      Word word = words.get(at++);
      if (word.text().startsWith("--")) {
        longOption(word);
      } else if (word.text().length() > 1 && word.text().charAt(0) == '-' && !isNumber(word)) {
        letters(word);
      } else {
        rest.add(word);
      }
    }
    if (broken) {
      return Optional.empty();
    }
    if (command.isEmpty()) {
      fail(where, "the line says no command", "begin it with -A, -a, -E, -e, -D, -d or -C");
      return Optional.empty();
    }
    Line line = new Line(command.get(), verb.orElseThrow(), said, rest, where);
    return check(line) ? Optional.of(line) : Optional.empty();
  }

  private static boolean isNumber(Word word) {
    return word.text().matches("-\\d{2,}");
  }

  private void fail(Span span, String what, String hint) {
    broken = true;
    findings.error("bad-ipvsadm", span, what, hint);
  }

  private void longOption(Word word) {
    int equals = word.text().indexOf('=');
    String name = word.text().substring(2, equals < 0 ? word.text().length() : equals);
    Optional<Word> attached =
        equals < 0 ? Optional.empty() : Optional.of(word.part(equals + 1, word.text().length()));
    Optional<Command> verbSaid = Command.of(name);
    if (verbSaid.isPresent()) {
      command(verbSaid.get(), word);
      attached.ifPresent(rest::add);
      return;
    }
    Optional<Option> option = Option.of(name);
    if (option.isPresent()) {
      option(option.get(), word, attached);
    } else if (!isListing()) {
      List<String> known = new ArrayList<>(Option.words());
      known.addAll(Command.words());
      fail(
          word.span(),
          "--%s is no option of ipvsadm".formatted(name),
          Suggestion.hint(known, name).orElse("see ipvsadm(8)"));
    }
  }

  /** What a listing looks like is nothing to an import. */
  private boolean isListing() {
    return command.filter(Command::isHarmless).isPresent();
  }

  private void letters(Word word) {
    String text = word.text();
    for (int letter = 1; letter < text.length() && !broken; letter++) {
      char one = text.charAt(letter);
      if (command.isEmpty() && Command.of(one).isPresent()) {
        command(Command.of(one).get(), word);
        continue;
      }
      Optional<Option> option = Option.of(one);
      if (option.isEmpty()) {
        unknown(word, one);
      } else if (option.get().argument() == Option.Argument.NONE || letter + 1 == text.length()) {
        option(option.get(), word, Optional.empty());
      } else {
        int start = letter + (text.charAt(letter + 1) == '=' ? 2 : 1);
        option(option.get(), word, Optional.of(word.part(start, text.length())));
        return;
      }
    }
  }

  private void unknown(Word word, char letter) {
    if (isListing()) {
      return;
    }
    if (Command.of(letter).isPresent()) {
      fail(
          word.span(),
          "-%s is a second command on one line".formatted(letter),
          "say one thing a line");
    } else {
      fail(word.span(), "-%s is no option of ipvsadm".formatted(letter), "see ipvsadm(8)");
    }
  }

  private void command(Command said, Word word) {
    if (command.isPresent()) {
      fail(
          word.span(),
          "%s is a second command on one line".formatted(said.written()),
          "say one thing a line");
      return;
    }
    if (!this.said.isEmpty() || !rest.isEmpty()) {
      fail(
          word.span(),
          "%s must stand first on its line".formatted(said.written()),
          "ipvsadm takes its command first and its options behind it");
      return;
    }
    command = Optional.of(said);
    verb = Optional.of(word);
  }

  private void option(Option option, Word word, Optional<Word> attached) {
    Optional<Word> value = attached;
    boolean next = at < words.size();
    if (option.argument() == Option.Argument.NEEDED && value.isEmpty()) {
      if (!next) {
        fail(word.span(), option.written() + " has no value", "write it behind the option");
        return;
      }
      value = Optional.of(words.get(at++));
    }
    boolean possible = option.argument() == Option.Argument.POSSIBLE && value.isEmpty() && next;
    if (possible && !words.get(at).text().startsWith("-")) {
      value = Optional.of(words.get(at++));
    }
    boolean twice =
        said.containsKey(option)
            || (Option.SERVICE.contains(option)
                && said.keySet().stream().anyMatch(Option.SERVICE::contains))
            || (Option.FORWARDING.contains(option)
                && said.keySet().stream().anyMatch(Option.FORWARDING::contains));
    if (twice) {
      fail(
          word.span(),
          option.written() + " is one too many on this line",
          "say one service, one server and one forwarding method a line");
      return;
    }
    said.put(option, value);
  }

  private boolean check(Line line) {
    for (Option option : line.said().keySet()) {
      if (!option.isFor(line.command())) {
        fail(
            line.where(),
            "%s does not go with %s".formatted(option.written(), line.command().written()),
            "see the table in ipvsadm(8)");
        return false;
      }
    }
    boolean service = line.said().keySet().stream().anyMatch(Option.SERVICE::contains);
    if (line.command().needsService() && !service) {
      fail(
          line.where(),
          "%s says no service".formatted(line.command().written()),
          "add -t ADDRESS:PORT, -u ADDRESS:PORT or -f MARK");
      return false;
    }
    if (line.command().isAboutServers() && !line.has(Option.REAL_SERVER)) {
      fail(
          line.where(),
          "%s says no server".formatted(line.command().written()),
          "add -r ADDRESS:PORT");
      return false;
    }
    return checkRest(line);
  }

  private boolean checkRest(Line line) {
    int taken =
        switch (line.command()) {
          case SET -> 3;
          case START_DAEMON, STOP_DAEMON -> 1;
          case LIST, ZERO, SAVE, HELP -> line.rest().size();
          case ADD_SERVICE,
              EDIT_SERVICE,
              DELETE_SERVICE,
              CLEAR,
              ADD_SERVER,
              EDIT_SERVER,
              DELETE_SERVER,
              RESTORE ->
              0;
        };
    if (line.rest().size() > taken) {
      fail(
          line.rest().get(taken).span(),
          "'%s' belongs to no option".formatted(line.rest().get(taken).text()),
          "take it out, or say the option that it is for");
      return false;
    }
    if (line.rest().size() < taken) {
      fail(
          line.where(),
          line.command() == Command.SET
              ? "--set takes three times: of TCP, of TCP after FIN, and of UDP"
              : line.command().written() + " is for 'master' or 'backup'",
          "see ipvsadm(8)");
      return false;
    }
    return true;
  }
}
