package org.lvsh.language.parse;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/** Short ways to the parser. */
public final class Samples {
  private static final String SAID =
      """
      let vips = 192.0.2.1,192.0.2.2
      let one = 192.0.2.9
      let hold = 77s
      let scheduler = wlc
      let net = /24
      let number = 5
      let ports = 80,443
      let udp-and-tcp = udp,tcp
      """;

  private Samples() {}

  /**
   * Reads a text where every file is there and empty, but those that are called missing, and where
   * {@code $vips}, {@code $one}, {@code $hold}, {@code $scheduler}, {@code $net}, {@code $number}
   * and {@code $ports} have a meaning.
   */
  public static Parsed parse(String text) {
    return parser(Map.of()).parse(Source.of("shop.lvs", text), definitions());
  }

  /** The same of what somebody types. */
  public static Parsed parseTyped(String text) {
    return parser(Map.of()).parseTyped(Source.of("shop.lvs", text), definitions());
  }

  /** Whether this is a name that has a meaning without being defined. */
  static boolean isGiven(String name) {
    return SAID.lines().anyMatch(line -> line.startsWith("let " + name + " "));
  }

  /** What the names stand for. */
  public static Definitions definitions() {
    Definitions all = Definitions.NONE;
    for (Statement let : parser(Map.of()).parse(Source.of("", SAID)).statements()) {
      all = all.with(let);
    }
    return all;
  }

  /**
   * A parser for which http is port 80, https 443, ftp-data 20, and exec two ports.
   *
   * @param files by name; any other is empty, but those that are called missing
   */
  public static StatementParser parser(Map<String, String> files) {
    return new StatementParser(new GivenFiles(files), new GivenPortNames());
  }

  /** The names of ports that those parsers know. */
  public static PortNames portNames() {
    return new GivenPortNames();
  }

  private static final class GivenPortNames implements PortNames {
    private static final Map<String, Set<Integer>> PORTS =
        Map.of(
            "http",
            Set.of(80),
            "https",
            Set.of(443),
            "ftp-data",
            Set.of(20),
            "exec",
            Set.of(512, 513));

    @Override
    public Set<Integer> of(String name) {
      return PORTS.getOrDefault(name, Set.of());
    }

    @Override
    public Set<String> all() {
      return PORTS.keySet();
    }
  }

  private record GivenFiles(Map<String, String> files) implements SourceLoader {
    @Override
    public String locate(Source including, String file) {
      return file;
    }

    @Override
    public String identity(String located) {
      return located;
    }

    @Override
    public Source load(String located) throws SourceReader.Unreadable {
      String text = files.get(located);
      if (located.contains("missing")) {
        throw new SourceReader.Unreadable(
            Diagnostic.error("unreadable-file", Span.NONE, located + " does not exist"));
      }
      return Source.file(located, text == null ? "" : text);
    }
  }

  /** The one statement of a text that has no mistake. */
  public static Statement statement(String text) {
    Parsed parsed = parse(text);
    if (!parsed.diagnostics().isEmpty() || parsed.statements().size() != 1) {
      throw new AssertionError(text + "\n" + String.join("\n", rendered(parsed.diagnostics())));
    }
    return parsed.statements().get(0);
  }

  static List<String> rendered(List<Diagnostic> diagnostics) {
    CaretRenderer renderer = new CaretRenderer();
    return diagnostics.stream().flatMap(one -> renderer.render(one).stream()).toList();
  }
}
