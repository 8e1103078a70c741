package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.session.Parsers;
import org.lvsh.shell.session.Pruning;
import org.lvsh.shell.session.Scene;

/**
 * Every mistake and every warning that a file can have, each at the start of a file, in the middle
 * of a block, and in an included file: what is said is in the golden of its code, and where it
 * points is asserted apart from that.
 */
class MistakesInThreePlacesTest {
  private static final int LEAST = 80;
  private static final String TOP = "shop.lvs";
  private static final String PART = "conf/part.lvs";
  private static final String BEFORE = "service before on 10.20.0.1 port 99\n  server 10.21.0.1\n";
  private static final String AFTER = "service after on 10.20.0.2 port 99\n  server 10.21.0.1\n";

  /**
   * A text with the words between « and » that the mistake is about; none where they are elsewhere.
   */
  private record Mistake(String code, String marked) {
    String text() {
      return marked.replace("«", "").replace("»", "").replace("LONG", "x".repeat(70_000));
    }

    int start() {
      return marked.indexOf('«');
    }

    int end() {
      return marked.indexOf('»') - 1;
    }

    @Override
    public String toString() {
      return code;
    }
  }

  /** Where a mistake stands: the files, which of them has it, and behind how many characters. */
  private record Place(String name, Map<String, String> files, String file, int offset) {}

  static Stream<Mistake> mistakes() throws IOException {
    List<Mistake> mistakes = new ArrayList<>();
    for (String part : Golden.input("mistakes.txt").split("(?m)^== ", -1)) {
      if (!part.isEmpty()) {
        int line = part.indexOf('\n');
        mistakes.add(new Mistake(part.substring(0, line), part.substring(line + 1)));
      }
    }
    return mistakes.stream();
  }

  private static List<Place> places(Mistake mistake) {
    return List.of(
        new Place("at the start", Map.of(TOP, mistake.text() + AFTER), TOP, 0),
        new Place(
            "in the middle of a block",
            Map.of(TOP, BEFORE + mistake.text() + AFTER),
            TOP,
            BEFORE.length()),
        new Place(
            "in an included file",
            Map.of(
                TOP, BEFORE + "include " + PART + "\n" + AFTER, PART, "# here\n" + mistake.text()),
            PART,
            "# here\n".length()));
  }

  private static Map<String, String> withDeepFiles(Map<String, String> files) {
    Map<String, String> all = new LinkedHashMap<>(files);
    for (int deep = 0; deep < 30; deep++) {
      all.put("deep-" + deep + ".lvs", "include deep-" + (deep + 1) + ".lvs\n");
    }
    return all;
  }

  private static List<Diagnostic> told(Place place) {
    Scene scene = Scene.empty();
    scene.applyAs("theirs.lvs", "service theirs on 10.8.8.8 port 80", "server 10.1.0.1");
    scene.applyAs(
        "theirs.lvs",
        "service held on 10.8.8.7 port 80 sticky 5m",
        "server 10.1.0.1",
        "server 10.1.0.2");
    scene.others(Scene.foreign(Scene.tcp("10.9.9.9", 80)));
    Parsed parsed =
        Parsers.withFiles(withDeepFiles(place.files()))
            .parse(Source.file(TOP, place.files().get(TOP)));
    List<Diagnostic> all = new ArrayList<>(parsed.diagnostics());
    scene.session().propose(parsed.statements(), TOP, Pruning.NONE).diagnostics().stream()
        .filter(one -> one.isError() || !parsed.hasErrors())
        .forEach(all::add);
    return all;
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void whatIsSaidOfItIsWhatItsGoldenHolds(Mistake mistake) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Place place : places(mistake)) {
      lines.add(Line.of("== " + place.name()));
      lines.addAll(new DiagnosticsView().lines(told(place)));
    }
    Golden.check("mistakes/" + mistake.code() + ".txt", Golden.text(lines));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void itPointsAtTheVeryWords(Mistake mistake) {
    for (Place place : places(mistake)) {
      List<Diagnostic> told = told(place);
      List<Diagnostic> found =
          told.stream().filter(one -> one.code().equals(mistake.code())).toList();
      assertEquals(1, found.size(), () -> place.name() + ": " + told);
      if (mistake.start() >= 0) {
        Span span = found.get(0).span();
        assertEquals(place.file(), span.source().name(), place.name());
        assertEquals(place.offset() + mistake.start(), span.start(), place.name());
        assertEquals(place.offset() + mistake.end(), span.end(), place.name());
      }
    }
  }

  @Test
  void theCodesAreManyAndDistinct() throws IOException {
    List<String> codes = mistakes().map(Mistake::code).toList();
    Set<String> distinct = new HashSet<>(codes);
    assertEquals(codes.size(), distinct.size());
    assertTrue(distinct.size() >= LEAST, () -> "only " + distinct.size());
    System.out.println(distinct.size() + " codes, each in three places");
  }
}
