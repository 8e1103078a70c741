package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the README says to those who know ipvsadm.
 *
 * @param commands of ipvsadm that make the director that the rows begin with
 * @param statements that make the same
 */
record IpvsadmTable(List<String> commands, List<String> statements, List<Row> rows) {
  private static final String HEADING = "## For those who know ipvsadm\n";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[A-Za-z0-9][\\w-]*");

  static IpvsadmTable read() {
    String section = Project.text("README.md").split(HEADING, 2)[1].split("\n## ", 2)[0];
    List<Row> rows = section.lines().filter(line -> line.startsWith("| `")).map(Row::read).toList();
    assertFalse(rows.isEmpty());
    return new IpvsadmTable(
        section.lines().filter(line -> line.startsWith("    ipvsadm ")).map(String::strip).toList(),
        section.split("```lvs\n", 2)[1].split("```", 2)[0].lines().map(String::strip).toList(),
        rows);
  }

  /** Every option that the rows are about. */
  Set<String> options() {
    Set<String> all = new TreeSet<>();
    rows.forEach(row -> all.addAll(row.options()));
    return all;
  }

  /** The options that a text names, such as that of {@code ipvsadm --help}. */
  static Set<String> optionsIn(String text) {
    return new TreeSet<>(found(OPTION, text).stream().map(MatchResult::group).toList());
  }

  private static List<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  /**
   * A row.
   *
   * @param options what it is about, in all their spellings
   * @param commands an example of ipvsadm
   * @param statements the same in lvsh
   */
  record Row(Set<String> options, List<String> commands, List<String> statements) {
    private static final int CELLS = 3;
    private static final Pattern LOOK = Pattern.compile("(show|help|export|zero)\\b.*");

    private static Row read(String line) {
      String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
      assertEquals(CELLS, cells.length, line);
      return new Row(new LinkedHashSet<>(codes(cells[0])), codes(cells[1]), codes(cells[2]));
    }

    private static List<String> codes(String cell) {
      return new ArrayList<>(found(CODE, cell).stream().map(code -> code.group(1)).toList());
    }

    /** The same with other words in it. */
    Row with(String words, String others) {
      return new Row(
          options,
          commands.stream().map(command -> command.replace(words, others)).toList(),
          statements.stream().map(statement -> statement.replace(words, others)).toList());
    }

    /** Whether it leaves services, servers, timeouts and daemons as they are. */
    boolean looksOnly() {
      return statements.stream().allMatch(statement -> LOOK.matcher(statement).matches());
    }

    /** Whether it begins with a file that holds the director, and nothing else. */
    boolean readsAFile() {
      return commands.stream().anyMatch(command -> command.contains("<"));
    }

    @Override
    public String toString() {
      return options.stream().collect(Collectors.joining(", "));
    }
  }
}
