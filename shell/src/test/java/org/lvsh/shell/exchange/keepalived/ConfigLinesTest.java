package org.lvsh.shell.exchange.keepalived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.shell.exchange.Gathering;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.ImportedText;

/** Comments, values, conditions, sequences, included files and blocks. */
class ConfigLinesTest {
  private final Gathering gathering = new Gathering();

  /** The statements and braces of files, the first of which includes the others. */
  private List<String> lines(FilesInMemory files, String first) {
    List<String> lines = new ArrayList<>();
    ConfigLines reader =
        new ConfigLines(files, Optional.of("lb1"), gathering, piece -> lines.add(piece.toString()));
    reader.read(files.load(first));
    reader.end();
    return lines;
  }

  private List<String> lines(String... text) {
    return lines(new FilesInMemory().with("k.conf", String.join("\n", text)), "k.conf");
  }

  private List<String> told() {
    Imported imported = gathering.imported();
    List<String> told = new ArrayList<>(ImportedText.notCarried(imported));
    told.addAll(ImportedText.remarks(imported));
    told.addAll(ImportedText.errors(imported));
    return told;
  }

  private static Imported read(String... text) {
    FilesInMemory files = new FilesInMemory().with("k.conf", String.join("\n", text));
    return new KeepalivedImporter(files, Optional.empty()).read(List.of(files.file("k.conf")));
  }

  @Test
  void commentsBeginWithAHashOrAnExclamationMarkOutsideOfQuotes() {
    assertEquals(
        List.of("a b", "c \"d # e ! f\"", "g#h", "i!j", "k\"\\\"#\"l"),
        lines("a b # c", "! d", "c \"d # e ! f\" ! g", "g\\#h", "i\\!j#", "", "k\"\\\"#\"l # m"));
  }

  @Test
  void bracesStandByThemselvesUnlessTheyAreQuotedOrAroundAName() {
    assertEquals(
        List.of("a b", "{", "c", "}", "d \"{}\" ${E F}", "{", "}", "}"),
        lines("a b{c}", "d \"{}\" ${E F} { }", "}\r"));
  }

  @Test
  void aNameStandsForItsValueUpToTheNextDefinition() {
    assertEquals(
        List.of("weight 5,", "weight 5)", "vip 10.0.0.5", "weight 6", "weight ${V}", "x $W.y"),
        lines(
            "$W=5 # five",
            "weight $W,",
            "weight $W)",
            "vip 10.0.0.${W}",
            "$W=  6",
            "weight $W",
            "weight ${V}",
            "x $W.y"));
    assertEquals(List.of(), told());
  }

  @Test
  void aValueMayHoldNamesThatAreKnownLater() {
    assertEquals(List.of("ip 10.0.0.2"), lines("$IP=10.0.0.$N", "$N=2", "ip $IP"));
  }

  @Test
  void keepalivedsOwnNamesAreKnownAsFarAsTheyDependOnNothingAndTwoBeginComments() {
    assertEquals(
        List.of("a lb1", "b", "c", "d ${_PWD}", "e ${_RANDOM 1 5}", "f ${_ENV HOME}"),
        lines(
            "a ${_INSTANCE}",
            "b $_HASH",
            "c $_BANG",
            "d ${_PWD}",
            "e ${_RANDOM 1 5}",
            "f ${_ENV HOME}"));
  }

  @Test
  void aValueOfSeveralLinesStandsAtTheEndOfALine() {
    assertEquals(
        List.of("real 1", "{", "weight 3", "inner 3", "}", "${RS} x"),
        lines(
            "$INNER= inner $W\\",
            "",
            "$RS= \\",
            "real $N { \\",
            "# a comment between",
            "  weight $W \\",
            "  $INNER \\",
            "}",
            "$N=1",
            "$W=3",
            "${RS}",
            "${RS} x"));
  }

  @Test
  void anEmptyLineEndsAValueOfSeveralLines() {
    assertEquals(List.of("b", "a"), lines("$V=a\\", "", "b", "$V"));
  }

  @Test
  void aLineOfAValueMayDefineAnother() {
    assertEquals(List.of("w 1", "w 2"), lines("$V= \\", "$W=1 \\", "w $W", "$V", "w 2"));
  }

  @Test
  void aValueThatHoldsItselfIsAMistake() {
    assertEquals(List.of(), lines("$A=$B", "$B=x $A", "y $A"));
    assertEquals(
        List.of(
            "endless-value k.conf:3:1 'y $A': a value in this line holds itself (no $NAME may stand"
                + " in its own value)"),
        told());
  }

  @Test
  void aLineOfEndlessLengthIsNotReadBeItWrittenOrMadeOfValues() {
    String much = "x".repeat(ConfigLines.LONGEST_LINE);
    assertEquals(List.of("b"), lines("a" + much, "$A=" + much.substring(3), "c $A", "b"));
    assertEquals(2, told().size());
    assertTrue(told().stream().allMatch(one -> one.startsWith("line-too-long k.conf:")));
  }

  @Test
  void aBlankBeforeTheEqualsSignOfADefinitionIsAMistake() {
    assertEquals(List.of(), lines("$A = 5"));
    assertEquals(
        List.of(
            "bad-definition k.conf:1:1 '$A = 5': a definition has no blank before '=' (write"
                + " $NAME=VALUE)"),
        told());
  }

  @Test
  void aConditionTakesTheLinesOfOneConfigurationId() {
    assertEquals(
        List.of("a", "d", "prio 1"),
        lines(
            "@lb1 a", "@lb2 b", "@^lb1 c", "@^lb2 d", "@lb1", "@lb1 $P=1", "@lb2 $P=2", "prio $P"));
    assertEquals(
        List.of(
            "not carried k.conf:2:1 '@lb2 b': it is for the configuration id 'lb2' alone",
            "not carried k.conf:3:1 '@^lb1 c': it is for other configuration ids than 'lb1'",
            "not carried k.conf:5:1 '@lb1': it is for the configuration id 'lb1' alone",
            "not carried k.conf:7:1 '@lb2 $P=2': it is for the configuration id 'lb2' alone",
            "remark: the file has lines for some configuration ids alone (lb1, lb2); they were read"
                + " as with the id lb1"),
        told());
  }

  @Test
  void withoutAConfigurationIdOnlyLinesForOthersAreTaken() {
    assertEquals(
        List.of(
            "not carried k.conf:1:1 '@lb1 SSL {}': it is for the configuration id 'lb1' alone",
            "not carried k.conf:2:6 'SSL': health checking is left to keepalived"),
        ImportedText.notCarried(read("@lb1 SSL {}", "@^lb SSL {}")));
  }

  @Test
  void aSequenceIsOneLineForEachNumber() {
    assertEquals(
        List.of(
            "ip 1", "ip 2", "ip -1", "ip -2", "h 9", "h a", "s 10", "s 13", "d 3", "d 2", "d 1"),
        lines(
            "~SEQ(N,2) ip $N",
            "~SEQ(N, -2) ip $N",
            "~SEQx(N,9,0xa) h $N",
            "~SEQ(N, 10, 3, 15)   s $N",
            "$FROM=3",
            "~SEQ(N,$FROM,1) d $N"));
    assertEquals(List.of(), told());
  }

  @Test
  void sequencesMayLieInEachOtherAndInValues() {
    assertEquals(
        List.of("x 1.1", "x 1.2", "x 2.1", "x 2.2"),
        lines("$IN=~SEQ(B,1,2) x ${A}.${B}", "~SEQ(A,1,2) $IN"));
    assertEquals(
        List.of("r 1", "{", "}", "r 2", "{", "}"),
        lines("$R= \\", "r ${N} { \\", "}", "~SEQ(N,1,2) $R"));
  }

  @Test
  void aListIsOneLineForEachValueOrSetOfValues() {
    assertEquals(
        List.of("ip a", "ip b", "ip 1 x", "ip 2"),
        lines("~LST(N, a, b) ip $N", "~LST({N, M}, {1, x}, {2}) ip $N $M"));
  }

  @Test
  void aSequenceThatIsNoneIsAMistake() {
    assertEquals(
        List.of(),
        lines(
            "~SEQ(N) x",
            "~SEQ(N,1,0,5) x",
            "~SEQ(N,1,-1,5) x",
            "~SEQ(N,1,2,3,4) x",
            "~SEQ(N,a,b) x",
            "~SEQx(N,-1,5) x",
            "~SEQ(N,99999999999999999999) x",
            "~LST(N) x",
            "~LST(N,{1,2}) x",
            "~LST 1",
            "~SEQ(N,1,2)"));
    assertEquals(10, told().size());
    assertEquals(
        "bad-sequence k.conf:1:1 '~SEQ(N) x': this is not how a sequence is written (write"
            + " ~SEQ(NAME, FIRST, STEP, LAST) or ~LST(NAME, VALUE, VALUE) before the line)",
        told().get(0));
  }

  @Test
  void aSequenceWithoutAnEndIsCutOff() {
    assertTrue(lines("~SEQ(N,1,99999999999) x").size() <= ConfigLines.LINE_LIMIT);
    assertEquals(
        List.of(
            "too-many-lines k.conf:1:23 'x': more than 200000 lines are not read (is a sequence"
                + " longer than was meant?)"),
        told());
  }

  @Test
  void includedFilesStandInThePlaceOfTheLine() {
    FilesInMemory files =
        new FilesInMemory()
            .with("k.conf", "a\ninclude one\nb { includer two*\ninclude three*\n}")
            .with("one", "$V=1")
            .with("two.b", "y $V")
            .with("two.a", "x $V\n");
    assertEquals(List.of("a", "b", "{", "includer two*", "}"), lines(files, "k.conf"));
    assertEquals(List.of("not carried k.conf:4:1 'include three*': no file matches it"), told());
    files.with("k.conf", "a\ninclude one\nb {\nincluder two*\n}");
    assertEquals(List.of("a", "b", "{", "x 1", "y 1", "}"), lines(files, "k.conf"));
  }

  @Test
  void aFileThatIsNotThereIsAMistakeAndWithWAlsoAPatternWithoutAMatch() {
    lines("include one", "includem two", "includew three*", "includea four*", "includeb five*");
    assertEquals(
        List.of(
            "not carried k.conf:5:1 'includeb five*': no file matches it",
            "missing-file k.conf:1:1 'include one': no file matches one (the path is taken from the"
                + " folder of the file that includes it)",
            "missing-file k.conf:2:1 'includem two': no file matches two (the path is taken from the"
                + " folder of the file that includes it)",
            "missing-file k.conf:3:1 'includew three*': no file matches three* (the path is taken"
                + " from the folder of the file that includes it)",
            "missing-file k.conf:4:1 'includea four*': no file matches four* (the path is taken from"
                + " the folder of the file that includes it)"),
        told());
  }

  @Test
  void aCircleOfFilesIsRefused() {
    FilesInMemory files =
        new FilesInMemory().with("k.conf", "include one").with("one", "a\ninclude k.conf\nb");
    assertEquals(List.of("a", "b"), lines(files, "k.conf"));
    assertEquals(
        List.of(
            "include-cycle one:2:9 'k.conf': k.conf would include itself (leave one 'include' of the"
                + " circle out)"),
        told());
  }

  @Test
  void filesInFilesAreReadToADepth() {
    FilesInMemory files = new FilesInMemory();
    for (int depth = 10; depth < 40; depth++) {
      files.with("f" + depth, "d" + depth + "\ninclude f" + (depth + 1));
    }
    assertEquals(ConfigLines.DEPTH_LIMIT, lines(files, "f10").size());
    assertEquals(
        List.of(
            "too-many-includes f25:2:9 'f26': more than 1000 files, or 16 one inside the other, are"
                + " not read (put some of them together)"),
        told());
  }

  @Test
  void noMoreThanAThousandFilesAreRead() {
    FilesInMemory files = new FilesInMemory().with("f", "a");
    files.with("k.conf", "include f\n".repeat(1_001));
    assertEquals(ConfigLines.FILE_LIMIT, lines(files, "k.conf").size());
    assertEquals(1, told().size());
  }

  @Test
  void aZeroByteIsNoText() {
    assertEquals(List.of("a"), lines("a", "b\0c"));
    assertEquals(
        List.of(
            "no-text k.conf:2:1 'b\0c': this is not text: it holds a zero byte (name a text file)"),
        told());
  }

  @Test
  void bracesThatDoNotMatchAreMistakes() {
    assertEquals(
        List.of(
            "stray-brace k.conf:1:1 '{': there is nothing that this '{' could belong to (write the"
                + " keyword of a block before it)",
            "stray-brace k.conf:2:1 '}': there is no open block for this '}' to close (remove it)",
            "stray-brace k.conf:3:7 '{': there is nothing that this '{' could belong to (write the"
                + " keyword of a block before it)",
            "missing-brace k.conf:4:1 'SSL': the block of 'SSL' is never closed (write '}' at its"
                + " end)"),
        ImportedText.errors(read("{", "}", "SSL { { }", "SSL {")));
  }

  @Test
  void aBlockThatIsNotClosedBeforeTheNextIsToldThere() {
    assertEquals(
        List.of(
            "missing-brace k.conf:3:1 'global_defs': a '}' is missing before 'global_defs': the"
                + " block of 'path' at k.conf:2:3 is open (close the block)"),
        ImportedText.errors(read("SSL {", "  path {", "global_defs {", "}")));
  }

  @Test
  void blocksLieInEachOtherToADepth() {
    Imported imported = read("SSL {" + " a {".repeat(200) + " }".repeat(201));
    assertTrue(imported.errors().stream().anyMatch(one -> one.code().equals("too-deep")));
  }

  @Test
  void aQuoteThatIsNotClosedIsAMistake() {
    assertEquals(
        List.of(
            "open-quote k.conf:1:1 'net_namespace \"a': a quote in this line is not closed (write \""
                + " at its end)"),
        ImportedText.errors(read("net_namespace \"a", "net_namespace \"\\\"a\"")));
  }

  @Test
  void aMistakeInAValuePointsAtTheName() {
    assertEquals(
        List.of(
            "bad-address k.conf:2:16 '$IP': 10.0.0.300 is not an address (write an IPv4 or IPv6"
                + " address)"),
        ImportedText.errors(read("$IP=10.0.0.300", "virtual_server $IP 80 {", "}")));
  }

  @Test
  void aMistakeInAValueOfSeveralLinesPointsIntoThatOnce() {
    assertEquals(
        List.of(
            "unknown-keyword k.conf:2:6 'wieght': 'wieght' is no keyword of a virtual server (did"
                + " you mean 'weight'?)"),
        ImportedText.errors(
            read(
                "$V= protocol UDP \\",
                "     wieght 5",
                "virtual_server 10.0.0.1 80 {",
                "  $V",
                "  real_server 10.1.0.1 { }",
                "}",
                "virtual_server 10.0.0.2 80 {",
                "  $V",
                "  real_server 10.1.0.1 { }",
                "}")));
  }
}
