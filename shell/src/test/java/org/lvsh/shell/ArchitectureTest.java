package org.lvsh.shell;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The arrows between the packages, and who may know which library. Read from the sources of all
 * modules; a name counts where it is imported and where it is written out, but not in comments and
 * texts. A failure lists everything that is wrong.
 */
class ArchitectureTest {
  private static final String ROOT_PACKAGE = "org.lvsh.";
  private static final String ANYTHING = "*";

  /** Each package, and the packages of the project that it may use. */
  private static final Map<String, Set<String>> PACKAGES =
      table(
          """
          language.diagnostic :
          language.ast        : language.diagnostic
          language.parse      : language.diagnostic language.ast
          language.format     : language.diagnostic language.ast
          language.complete   : language.diagnostic language.parse

          kernel.model        :
          kernel.traffic      : kernel.model
          kernel              : kernel.model
          kernel.snapshot     : kernel.model kernel.traffic kernel
          kernel.simulated    : kernel.model kernel.traffic kernel kernel.snapshot
          kernel.netlink      : kernel.model kernel
          kernel.firewall     : kernel.model kernel kernel.netlink
          kernel.host         : kernel.model kernel
          kernel.live         : kernel.model kernel kernel.netlink kernel.firewall kernel.host

          shell.compile       : language.diagnostic language.ast language.format kernel.model \
                                kernel
          shell.lint          : language.diagnostic kernel.model shell.compile
          shell.plan          : language.diagnostic kernel.model kernel kernel.snapshot \
                                shell.compile
          shell.store         : kernel.model kernel kernel.snapshot kernel.host shell.plan
          shell.apply         : kernel.model kernel shell.plan shell.store
          shell.inspect       : language.diagnostic language.format \
                                kernel.model kernel.traffic kernel kernel.host shell.compile \
                                shell.plan shell.store
          shell.session       : language.diagnostic language.ast \
                                kernel.model kernel kernel.host shell.compile shell.lint \
                                shell.plan shell.store
          shell.probe         : kernel.model shell.compile
          shell.exchange      : language.diagnostic kernel.model shell.compile
          shell.exchange.script : language.diagnostic shell.exchange
          shell.exchange.netfilter : language.diagnostic kernel.model kernel.firewall \
                                shell.exchange shell.exchange.script
          shell.exchange.kernel : language.diagnostic kernel.model shell.exchange \
                                shell.exchange.script shell.exchange.netfilter
          shell.exchange.ipvsadm : language.diagnostic kernel.model shell.exchange \
                                shell.exchange.script shell.exchange.netfilter
          shell.exchange.keepalived : language.diagnostic language.parse kernel.model \
                                shell.compile shell.exchange
          shell.exchange.ldirectord : language.diagnostic kernel.model shell.exchange
          shell.watch         : language.ast kernel.model kernel shell.compile
          shell.view          : language.diagnostic language.ast language.format kernel.model \
                                kernel.traffic kernel kernel.snapshot kernel.firewall \
                                shell.compile shell.plan shell.store shell.apply shell.inspect \
                                shell.exchange shell.exchange.ipvsadm \
                                shell.probe shell.watch
          shell.command       : language.diagnostic language.ast language.parse language.format \
                                language.complete \
                                kernel.model kernel.traffic kernel kernel.snapshot \
                                shell.compile shell.plan shell.store shell.apply shell.inspect \
                                shell.exchange shell.exchange.kernel shell.exchange.ipvsadm \
                                shell.exchange.netfilter shell.exchange.keepalived \
                                shell.exchange.ldirectord \
                                shell.session shell.probe shell.watch shell.view
          shell.terminal      : language.complete language.diagnostic kernel shell.session \
                                shell.watch shell.view shell.command
          shell.app           : *
          """);

  /** Each library, and the packages that may use it. What is not here is used nowhere. */
  private static final Map<String, Set<String>> LIBRARIES =
      table(
          """
          java.               : *
          com.google.common.  : *
          com.google.gson.    : kernel.snapshot kernel.firewall shell.plan shell.store shell.view
          javax.naming.       : shell.probe
          javax.net.          : shell.probe
          jnr.                : kernel.netlink kernel.firewall
          org.antlr.          : language.parse language.complete
          org.apache.commons.cli. : shell.app
          org.jline.          : shell.terminal shell.app
          org.springframework.: shell.command shell.app
          """);

  /** What only some packages may write. */
  private static final Map<String, Set<String>> WORDS =
      table(
          """
          DatagramSocket      : shell.probe
          SimulatedKernel     : kernel.simulated shell.app
          Socket              : shell.probe
          System.exit         : shell.app
          System.out          : shell.app
          System.err          : shell.app
          Thread.sleep        :
          printStackTrace     :
          """);

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import\\s+(?:static\\s+)?([\\w.]+(?:\\.\\*)?)\\s*;");

  /** Names that begin like the project's or like those of libraries, wherever they stand. */
  private static final Pattern QUALIFIED_NAME =
      Pattern.compile("(?<![\\w.])(?:org|com|jnr)\\.[a-z]\\w*\\.\\w[\\w.]*");

  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "\"\"\"(?s:.*?)(?<!\\\\)\"\"\"" // a text block
              + "|\"(?:[^\"\\\\\n]++|\\\\.)*+\""
              + "|'(?:[^'\\\\\n]++|\\\\.)*+'"
              + "|/\\*(?s:.*?)\\*/"
              + "|//[^\n]*");

  private final Path root = Path.of(System.getProperty("lvsh.root"));
  private final List<Source> sources = read("src/main/java");
  private final List<String> violations = new ArrayList<>();

  @Test
  void everyPackageUsesOnlyThePackagesThatItsRowOfTheTableNames() {
    for (Source source : sources) {
      Set<String> allowed = PACKAGES.getOrDefault(source.packageName(), Set.of());
      for (String name : source.names()) {
        if (name.startsWith(ROOT_PACKAGE)) {
          String used = packageOf(name);
          if (!used.equals(source.packageName()) && !permits(allowed, used)) {
            violations.add(source + " uses " + name + ": " + source.packageName() + " may not");
          }
        }
      }
    }
    assertNoViolations();
  }

  @Test
  void everyLibraryStaysInThePackagesThatMayKnowIt() {
    for (Source source : sources) {
      for (String name : source.names()) {
        if (!name.startsWith(ROOT_PACKAGE)
            && !permits(usersOfLibrary(name), source.packageName())) {
          violations.add(source + " uses " + name + ": " + source.packageName() + " may not");
        }
      }
    }
    assertNoViolations();
  }

  @Test
  void someWordsAreWrittenOnlyWhereTheyBelong() {
    for (Source source : sources) {
      WORDS.forEach(
          (word, users) -> {
            if (source.contains(word) && !permits(users, source.packageName())) {
              violations.add(source + " says " + word + ": " + source.packageName() + " may not");
            }
          });
    }
    assertNoViolations();
  }

  @Test
  void theTableAndTheSourcesHaveTheSamePackages() {
    Set<String> present =
        sources.stream().map(Source::packageName).collect(toCollection(TreeSet::new));
    for (String name : present) {
      if (!PACKAGES.containsKey(name)) {
        violations.add(name + " is not in the table: give it a row that says what it may use");
      }
    }
    PACKAGES.forEach(
        (name, allowed) -> {
          if (!present.contains(name)) {
            violations.add(name + " is in the table but has no sources");
          }
          for (String used : allowed) {
            if (!used.equals(ANYTHING) && !PACKAGES.containsKey(used)) {
              violations.add(name + " may use " + used + ", which is not in the table");
            }
          }
        });
    assertNoViolations();
  }

  @Test
  void everyPackageSaysWhatItIsForInAPackageInfo() {
    Set<Path> folders =
        sources.stream()
            .map(source -> source.path().getParent())
            .collect(toCollection(TreeSet::new));
    for (Path folder : folders) {
      if (!Files.exists(root.resolve(folder).resolve("package-info.java"))) {
        violations.add(folder + " has no package-info.java");
      }
    }
    assertNoViolations();
  }

  @Test
  void everySourceLiesInTheFolderOfItsPackage() {
    for (Source source : sources) {
      if (!source.code().contains("package " + ROOT_PACKAGE + source.packageName() + ";")) {
        violations.add(source + " names another package than its folder");
      }
    }
    assertNoViolations();
  }

  @Test
  void noImportEndsInAStarAndNoTestIsSwitchedOff() {
    Stream.of(sources, read("src/test/java"))
        .flatMap(List::stream)
        .forEach(
            source -> {
              source.imports().stream()
                  .filter(name -> name.endsWith("*"))
                  .forEach(name -> violations.add(source + " imports " + name));
              if (source.contains("@Disabled")) {
                violations.add(source + " switches a test off: mend it or remove it");
              }
            });
    assertNoViolations();
  }

  @Test
  void aNameCountsInImportsAndInCodeButNotInCommentsAndTexts() {
    Source source =
        new Source(
            Path.of("Sample.java"),
            "shell.plan",
            withoutCommentsAndLiterals(
                """
                package org.lvsh.shell.plan;
                import static org.lvsh.kernel.model.Protocol.TCP;
                import org.antlr.v4.runtime.Token; // not org.jline.reader.LineReader
                /** Not {@link org.lvsh.shell.view.Lines}. */
                class Sample {
                  String text = "not \\" org.lvsh.shell.app.Main", block = \"""
                      not org.lvsh.shell.apply.Applier " ' either
                      \""";
                  char quote = '"';
                  org.lvsh.kernel.Kernel kernel = new com.google.gson.Gson().x;
                }
                """));
    assertEquals(
        List.of(
            "org.lvsh.kernel.model.Protocol.TCP",
            "org.antlr.v4.runtime.Token",
            "org.lvsh.shell.plan",
            "org.lvsh.kernel.Kernel",
            "com.google.gson.Gson"),
        List.copyOf(source.names()));
    assertEquals("kernel.model", packageOf("org.lvsh.kernel.model.Protocol.TCP"));
  }

  /** A source of the project, its comments, strings and characters taken out. */
  private record Source(Path path, String packageName, String code) {
    List<String> imports() {
      return IMPORT.matcher(code).results().map(match -> match.group(1)).toList();
    }

    /** What is imported, and what is written out in full. */
    Set<String> names() {
      Set<String> names = new LinkedHashSet<>(imports());
      QUALIFIED_NAME.matcher(code).results().map(MatchResult::group).forEach(names::add);
      return names;
    }

    boolean contains(String word) {
      return Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)").matcher(code).find();
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  private void assertNoViolations() {
    if (!violations.isEmpty()) {
      fail(violations.stream().sorted().collect(joining("\n  ", "\n  ", "\n")));
    }
  }

  private static boolean permits(Set<String> allowed, String name) {
    return allowed.contains(ANYTHING) || allowed.contains(name);
  }

  private static Set<String> usersOfLibrary(String name) {
    return LIBRARIES.entrySet().stream()
        .filter(library -> name.startsWith(library.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Set.of());
  }

  /**
   * The package, without the project's root, of a name like {@code org.lvsh.kernel.Kernel.read}.
   */
  private static String packageOf(String name) {
    return Arrays.stream(name.substring(ROOT_PACKAGE.length()).split("\\."))
        .takeWhile(part -> Character.isLowerCase(part.charAt(0)))
        .collect(joining("."));
  }

  /** The lines {@code name : one another}; what is after the colon may be empty. */
  private static Map<String, Set<String>> table(String rows) {
    return rows.lines()
        .filter(Predicate.not(String::isBlank))
        .map(row -> row.split("\\s*:\\s*", 2))
        .collect(toMap(row -> row[0], row -> words(row[1]), (one, other) -> one, TreeMap::new));
  }

  private static Set<String> words(String text) {
    return text.isBlank() ? Set.of() : new TreeSet<>(List.of(text.strip().split("\\s+")));
  }

  private static String withoutCommentsAndLiterals(String text) {
    return COMMENT_OR_LITERAL.matcher(text).replaceAll(Matcher.quoteReplacement(" "));
  }

  /** The Java sources under the folder of each module, in the order of their paths. */
  private List<Source> read(String folder) {
    List<Source> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        Path base = module.resolve(folder);
        if (Files.isDirectory(base)) {
          readTree(base, found);
        }
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    return found;
  }

  private void readTree(Path base, List<Source> found) throws IOException {
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        String packageName = base.relativize(file.getParent()).toString().replace('/', '.');
        found.add(
            new Source(
                root.relativize(file),
                (packageName + ".").startsWith(ROOT_PACKAGE)
                    ? packageName.substring(ROOT_PACKAGE.length())
                    : packageName,
                withoutCommentsAndLiterals(Files.readString(file))));
      }
    }
  }
}
