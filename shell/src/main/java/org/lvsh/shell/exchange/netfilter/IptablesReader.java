package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.script.ShellCommand;
import org.lvsh.shell.exchange.script.ShellLines;
import org.lvsh.shell.exchange.script.Word;

/** The commands of iptables(8), and the lines that iptables-save(8) prints. */
final class IptablesReader {
  static final String MANGLE = "mangle";
  private static final Set<String> NO_CHANGE =
      Set.of(
          "-L",
          "--list",
          "-S",
          "--list-rules",
          "-C",
          "--check",
          "-Z",
          "--zero",
          "-P",
          "--policy",
          "-h",
          "--help",
          "-V",
          "--version",
          "-N",
          "--new-chain",
          "-X",
          "--delete-chain",
          "-E",
          "--rename-chain");

  private static final Set<String> CHANGE =
      Set.of(
          "-A", "--append", "-I", "--insert", "-D", "--delete", "-F", "--flush", "-R", "--replace");

  /** What leaves every rule as it is. */
  private static final Set<String> KEEPS =
      Set.of(
          "-L",
          "--list",
          "-S",
          "--list-rules",
          "-C",
          "--check",
          "-Z",
          "--zero",
          "-N",
          "--new-chain");

  private final Chains chains;
  private final Places places;
  private final Findings findings;
  private Optional<String> savedTable = Optional.empty();
  private Optional<Restore> restore = Optional.empty();
  private int saved;
  private int others;

  IptablesReader(Chains chains, Places places, Findings findings) {
    this.chains = chains;
    this.places = places;
    this.findings = findings;
  }

  /** How many rules there are that set no mark. */
  int others() {
    return others;
  }

  /** Whether what comes are the lines of a table that was saved. */
  boolean isInSavedTable() {
    return savedTable.isPresent();
  }

  /** A line of iptables-save(8): a table's beginning, a chain, a rule, the end. */
  void savedLine(ShellCommand line) {
    String first = line.words().get(0).text();
    if (first.startsWith("*")) {
      String table = first.substring(1);
      savedTable = Optional.of(table);
      saved++;
      restore
          .filter(one -> one.heeds(table) && !one.keeps())
          .ifPresent(one -> chains.flush(tableOf(one.family(), table)));
    } else if (first.equals("COMMIT")) {
      savedTable = Optional.empty();
    } else {
      String table = savedTable.orElse(MANGLE);
      if (restore.isEmpty() || restore.get().heeds(table)) {
        savedLine(line, first, table, restore.map(Restore::family).orElse("save " + saved));
      }
    }
  }

  private void savedLine(ShellCommand line, String first, String table, String family) {
    if (first.startsWith(":")) {
      // Of a table that keeps its rules, a chain that is said once more is emptied.
      Chain chain = new Chain(tableOf(family, table), first.substring(1));
      if (!IptablesOutcome.BUILT_IN.contains(chain.name()) && chains.has(chain)) {
        chains.flush(chain);
      }
      return;
    }
    int counters = first.matches("\\[\\d+:\\d+]") ? 1 : 0;
    List<Word> words = line.words().subList(counters, line.words().size());
    rule(IptablesWords.of(words), line.span(), table, family);
  }

  /** What the chains of a table are kept under. */
  private static String tableOf(String family, String table) {
    return table.equals(MANGLE) ? family : family + " " + table;
  }

  /** Whether a command could set a mark, or take one away. */
  static boolean changes(List<String> said) {
    List<String> arguments = IptablesWords.texts(said);
    boolean marks =
        arguments.contains(MANGLE) || arguments.contains("MARK") || isUnknown(arguments);
    return marks && arguments.stream().noneMatch(KEEPS::contains);
  }

  /** Whether its table or its verb is a word that is not known. */
  private static boolean isUnknown(List<String> arguments) {
    int table = Math.max(arguments.indexOf("-t"), arguments.indexOf("--table"));
    boolean unknownTable =
        table >= 0 && table + 1 < arguments.size() && arguments.get(table + 1).isEmpty();
    boolean verb = arguments.stream().anyMatch(IptablesReader::isVerb);
    return unknownTable || (!verb && arguments.contains(""));
  }

  /** A command of iptables or ip6tables. */
  void command(ShellCommand command) {
    List<Word> words = IptablesWords.of(command.arguments());
    Optional<String> table = takeTable(words);
    rule(words, command.span(), table.orElse("filter"), family(command.program()));
  }

  /** Whose tables a program changes: those of IPv4 and of IPv6 are apart. */
  static String family(String program) {
    return program.startsWith("ip6") ? "ip6" : "ip";
  }

  /** A command of iptables-restore or ip6tables-restore, with what it reads. */
  void restore(ShellCommand command, Word input) {
    List<String> words = IptablesWords.ofRestore(command.arguments());
    boolean keeps = words.contains("-n") || words.contains("--noflush");
    int only = Math.max(words.indexOf("-T"), words.indexOf("--table"));
    restore =
        Optional.of(
            new Restore(
                family(command.program()),
                keeps,
                only >= 0 && only + 1 < words.size()
                    ? Optional.of(words.get(only + 1))
                    : Optional.empty()));
    ShellLines.quoted(input).forEach(this::savedLine);
    restore = Optional.empty();
    savedTable = Optional.empty();
  }

  /**
   * How a restoring command treats what is there.
   *
   * @param family whose tables it fills
   * @param keeps whether what is there stays; else a table that it names is emptied first
   * @param only the one table that it heeds
   */
  private record Restore(String family, boolean keeps, Optional<String> only) {
    boolean heeds(String table) {
      return only.isEmpty() || only.get().equals(table);
    }
  }

  static Optional<String> takeTable(List<Word> words) {
    for (int at = 0; at < words.size(); at++) {
      String text = words.get(at).text();
      if ((text.equals("-t") || text.equals("--table")) && at + 1 < words.size()) {
        words.remove(at);
        return Optional.of(words.remove(at).text());
      }
    }
    return Optional.empty();
  }

  private void rule(List<Word> words, Span where, String table, String family) {
    Optional<Word> verb = words.stream().filter(word -> isVerb(word.text())).findFirst();
    if (verb.isEmpty()) {
      findings.notCarried(where, "lvsh finds no command of iptables in it, such as -A or -D");
      return;
    }
    if (NO_CHANGE.contains(verb.get().text())) {
      return;
    }
    if (table.equals(MANGLE)) {
      rule(words, verb.get(), where, family, Optional.empty());
    } else if (words.stream().anyMatch(word -> word.text().equals("MARK"))) {
      rule(words, verb.get(), where, family, Optional.of(table));
    } else {
      others++;
      flush(words, verb.get(), tableOf(family, table));
    }
  }

  /** Of other tables only the rules that set marks are followed, and what takes them out. */
  private void flush(List<Word> words, Word verb, String table) {
    if (Set.of("-F", "--flush").contains(verb.text())) {
      int at = words.indexOf(verb) + 1;
      boolean all = at >= words.size() || words.get(at).text().startsWith("-");
      if (all) {
        chains.flush(table);
      } else {
        chains.flush(new Chain(table, words.get(at).text()));
      }
    }
  }

  static boolean isVerb(String word) {
    return CHANGE.contains(word) || NO_CHANGE.contains(word);
  }

  /**
   * A rule that marks, or decides who is marked.
   *
   * @param table where it is not that for marks
   */
  private void rule(
      List<Word> words, Word verb, Span where, String protocol, Optional<String> table) {
    String family = tableOf(protocol, table.orElse(MANGLE));
    List<Word> rest = new ArrayList<>(words);
    int at = rest.indexOf(verb);
    rest.remove(at);
    Optional<Chain> chain =
        at < rest.size() && !rest.get(at).text().startsWith("-")
            ? Optional.of(new Chain(family, rest.remove(at).text()))
            : Optional.empty();
    if (chain.isPresent() && !isThere(chain.get(), table.orElse(MANGLE), where)) {
      return;
    }
    chain.ifPresent(one -> hook(one, table.isEmpty()));
    switch (verb.text()) {
      case "-F", "--flush" -> chain.ifPresentOrElse(chains::flush, () -> chains.flush(family));
      case "-A", "--append" -> append(chain, step(rest, where, family), where);
      case "-I", "--insert" -> {
        int place = number(rest, at);
        Step step = step(rest, where, family);
        chain.ifPresent(one -> chains.insert(one, place - 1, step));
      }
      case "-D", "--delete" -> delete(rest, at, chain, where, family);
      default -> findings.notCarried(where, "lvsh cannot follow " + verb.text() + " of iptables");
    }
  }

  private void append(Optional<Chain> chain, Step step, Span where) {
    if (chain.isPresent()) {
      chains.append(chain.get(), step);
    } else if (!(step instanceof Step.Nothing)) {
      findings.error(
          "bad-iptables", where, "the rule names no chain", "iptables would refuse it as well");
    }
  }

  /** Whoever forgets {@code -t mangle} names a chain that table filter has not. */
  private boolean isThere(Chain chain, String table, Span where) {
    boolean there =
        !table.equals("filter") || !Set.of("PREROUTING", "POSTROUTING").contains(chain.name());
    if (!there) {
      findings.error(
          "bad-iptables",
          where,
          "table filter has no chain %s, which is to set marks".formatted(chain.name()),
          "say '-t mangle': iptables refuses it otherwise");
    }
    return there;
  }

  /** Only table mangle is read as a whole, so what others mark is not known exactly. */
  private void hook(Chain chain, boolean whole) {
    switch (chain.name()) {
      case "PREROUTING" -> {
        if (whole) {
          chains.comesIn(chain);
        } else {
          chains.isElsewhere(chain);
        }
      }
      case "OUTPUT" -> {
        if (whole) {
          chains.goesOut(chain);
        } else {
          chains.isElsewhere(chain);
        }
      }
      case "INPUT" -> chains.isElsewhere(chain);
      case "FORWARD", "POSTROUTING" -> chains.isBehind(chain);
      default -> {}
    }
  }

  /** The place of a rule that is put before others: the first where none is said. */
  private static int number(List<Word> rest, int at) {
    boolean said = at < rest.size() && rest.get(at).text().matches("\\d{1,6}");
    return said ? Integer.parseInt(rest.remove(at).text()) : 1;
  }

  private Step step(List<Word> words, Span where, String family) {
    Step step =
        new IptablesRule(words, where, places, findings)
            .step(family)
            .orElse(new Step.Nothing(where, words.stream().map(Word::text).toList()));
    boolean marks = !(step instanceof Step.Nothing || step instanceof Step.PassesSome);
    others += marks ? 0 : 1;
    return step;
  }

  private void delete(List<Word> rest, int at, Optional<Chain> chain, Span where, String family) {
    if (at < rest.size() && rest.get(at).text().matches("\\d{1,6}")) {
      findings.error(
          "bad-iptables",
          where,
          "which rule has this number is not known here",
          "write the rule itself behind -D, or import what iptables-save prints");
      return;
    }
    Step step = step(rest, where, family);
    boolean gone = chain.isPresent() && chains.delete(chain.get(), step);
    if (!gone && !(step instanceof Step.Nothing)) {
      findings.notCarried(where, "there is no such rule to take out before this line");
    }
  }
}
