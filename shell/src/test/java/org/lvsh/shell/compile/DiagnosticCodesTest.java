package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.session.Scene;

/** Every mistake that the compiler knows is tried, with the words it points at. */
class DiagnosticCodesTest {
  /** Tried by classes of their own: no file can say them. */
  private static final Set<String> ELSEWHERE =
      Set.of("starts-anew", "no-mark-free", "rules-moved", "mark-of-others");

  private static final Pattern CODE =
      Pattern.compile("(?:error|warning|refuse)\\(\\s*\"([a-z-]+)\"|String code = (.*);");
  private static final Pattern WARNING = Pattern.compile("Warning\\.([A-Z_]+)\\.code\\(\\)");
  private static final Pattern QUOTED = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");
  private static final String WEB = "service web on 10.0.0.1 port 80\n  server 10.1.0.1\n";

  /**
   * A file over a kernel that has {@code theirs} of another source and {@code tcp-10.9.9.9-80} of
   * others.
   */
  private record Case(String told, String file) {
    @Override
    public String toString() {
      return told;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(servicesAndMarks(), claims(), serversAndEdits(), pools())
        .flatMap(List::stream);
  }

  private static List<Case> servicesAndMarks() {
    return List.of(
        new Case("error declared-twice 'web'", WEB + WEB),
        new Case("error other-source 'theirs'", "service theirs on 10.0.0.9 port 80"),
        new Case("error foreign-service 'tcp-10.9.9.9-80'", "set tcp-10.9.9.9-80 wrr"),
        new Case("error foreign-service 'tcp-10.9.9.9-80'", "remove service tcp-10.9.9.9-80"),
        new Case("error foreign-service 'tcp-10.9.9.9-80'", "rename tcp-10.9.9.9-80 to ours"),
        new Case(
            "error foreign-service 'tcp-10.9.9.9-80'",
            "service tcp-10.9.9.9-80 on 10.0.0.9 port 80"),
        new Case("error unknown-service 'wbe'", WEB + "set wbe wrr"),
        new Case("error name-taken 'web'", WEB + "rename theirs to web"),
        new Case("error not-on-mark 'udp'", "service web on mark 5 udp"),
        new Case("error not-on-mark 'mark 6'", "service web on mark 5 mark 6"),
        new Case(
            "error not-on-mark 'set web port 81'",
            "service web on mark 5\nserver 10.1.0.1\nset web port 81"),
        new Case(
            "error mark-taken 'service b on mark 5'",
            "service a on 10.0.0.1 port 80 mark 5\nserver 10.1.0.1\nservice b on mark 5\n"
                + "server 10.1.0.1"),
        new Case(
            "error mark-taken 'service c on mark 5 ipv6'",
            "service a on mark 5\nserver 10.1.0.1\nservice b on mark 5 ipv6\nserver fd00::1\n"
                + "service c on mark 5 ipv6\nserver fd00::2"),
        new Case(
            "error no-scheduler 'service web on 10.0.0.1 port 80 scheduler best'",
            "service web on 10.0.0.1 port 80 scheduler best\nserver 10.1.0.1"),
        new Case(
            "error any-without-sticky 'service web on 10.0.0.1 ports any'",
            "service web on 10.0.0.1 ports any\nserver 10.1.0.1"),
        new Case(
            "error sync-and-other-family 'sync master on eth0'",
            WEB + "server fd00::1 tunnel\nsync master on eth0"),
        new Case("error declared-twice 'no sync master'", "sync master on eth0\nno sync master"),
        new Case(
            "error declared-twice 'kernel conntrack = 1'",
            "kernel conntrack = 1\nkernel conntrack = 1"),
        new Case("error unknown-setting 'contrack'", "kernel contrack = 1"),
        new Case("error unknown-setting 'est_nice'", "kernel est_nice = 1"),
        new Case("error bad-setting-value '4'", "kernel drop_entry = 4"),
        new Case("error bad-setting-value '3 50 60'", "kernel sync_threshold = 3 50 60"),
        new Case("error adopted-already 'theirs'", "adopt theirs"),
        new Case("error unknown-service 'web'", "adopt web"),
        new Case("error name-taken 'theirs'", "adopt tcp-10.9.9.9-80 as theirs"),
        new Case("error unknown-warning 'no-server'", "allow no-server"),
        new Case("error unknown-warning 'other-source'", WEB + "set web allow other-source"),
        new Case(
            "error unknown-warning 'x'", "service a on mark 5 allow no-servers,x\nserver 10.1.0.1"),
        new Case("error not-a-declaration 'zero web'", "zero web"),
        new Case("error not-a-declaration 'undo'", "undo"),
        new Case("error not-a-declaration 'apply'", WEB + "apply"));
  }

  private static List<Case> claims() {
    String server = "\nserver 10.1.0.1\n";
    return List.of(
        new Case(
            "error equal-claims 'service too on 10.0.0.1 port 80'",
            WEB + "service too on 10.0.0.1 port 80" + server),
        new Case(
            "error claims-overlap 'service too on 10.0.0.1 ports 5-9'",
            "service one on 10.0.0.1 ports 1-7"
                + server
                + "service too on 10.0.0.1 ports 5-9"
                + server),
        new Case(
            "error nothing-left 'service pair on 10.0.0.1 ports 80-81'",
            "service pair on 10.0.0.1 ports 80-81"
                + server
                + "service a on 10.0.0.1 port 80"
                + server
                + "service b on 10.0.0.1 port 81"
                + server),
        new Case(
            "warning ports-left-out 'service wide on 10.0.0.1 ports 80-90'",
            "service wide on 10.0.0.1 ports 80-90" + server + WEB));
  }

  private static List<Case> serversAndEdits() {
    String mark = "service web on 10.0.0.1 ports 80,443";
    return List.of(
        new Case("error no-service 'server 10.1.0.1'", "server 10.1.0.1"),
        new Case("error server-twice 'server 10.1.0.1 weight 2'", WEB + "server 10.1.0.1 weight 2"),
        new Case("error server-twice 'server 10.1.0.1:80'", WEB + "server 10.1.0.1:80"),
        new Case("error unknown-server '10.1.0.7'", WEB + "remove server 10.1.0.7 from web"),
        new Case(
            "error unclear-server '10.1.0.1'",
            WEB + "server 10.1.0.1:81\nset web server 10.1.0.1 weight 2"),
        new Case("error server-family 'server fd00::1'", WEB + "server fd00::1"),
        new Case("error bad-server-address 'server 224.0.0.1'", WEB + "server 224.0.0.1"),
        new Case("error bad-server-address 'server fe80::1 tunnel'", WEB + "server fe80::1 tunnel"),
        new Case("warning server-port 'server 10.1.0.1:8080'", mark + "\nserver 10.1.0.1:8080"),
        new Case("warning no-servers '" + mark + "'", mark),
        new Case(
            "error family-without-servers 'service web on 10.0.0.1,fd00::9 port 80'",
            "service web on 10.0.0.1,fd00::9 port 80\nserver 10.1.0.1"),
        new Case(
            "error granularity-family 'service web on 10.0.0.1 port 80 sticky 9s per /64'",
            "service web on 10.0.0.1 port 80 sticky 9s per /64\nserver 10.1.0.1"),
        new Case(
            "error granularity-family 'service web on fd00::9 port 80 sticky 9s per mask"
                + " 255.0.0.0'",
            "service web on fd00::9 port 80 sticky 9s per mask 255.0.0.0\nserver fd00::1"));
  }

  private static List<Case> pools() {
    String app = "pool app\nserver 10.1.0.1\nservice web on 10.0.0.1 port 80 pool app\n";
    return List.of(
        new Case("error declared-twice 'app'", app + "pool app"),
        new Case("error declared-twice 'marks 5-6'", "marks 10-20\nmarks 5-6"),
        new Case("error name-taken 'web'", WEB + "pool web"),
        new Case("error name-taken 'app'", app + "service app on 10.0.0.2 port 80"),
        new Case("error name-taken 'app'", app + "rename web to app"),
        new Case("error name-taken 'web'", app + "rename app to web"),
        new Case("error other-source 'pooled'", "pool pooled"),
        new Case("error unknown-pool 'ap'", app + "service b on 10.0.0.2 port 80 pool ap"),
        new Case("error unknown-pool 'ap'", app + "remove pool ap"),
        new Case("error pool-in-use 'app'", app + "remove pool app"),
        new Case("error servers-of-pool 'server 10.1.0.9'", app + "server 10.1.0.9"),
        new Case(
            "error servers-of-pool 'remove server 10.1.0.1 from web'",
            app + "remove server 10.1.0.1 from web"),
        new Case("error not-a-service 'app'", app + "set app wrr"),
        new Case("error not-a-service 'app'", app + "remove service app"),
        new Case(
            "error server-twice 'add server 10.1.0.1 to app'", app + "add server 10.1.0.1 to app"),
        new Case("error unknown-server '10.1.0.7'", app + "set app server 10.1.0.7 weight 2"),
        new Case("warning pool-unused 'pool b'", app + "pool b\nserver 10.1.0.1"));
  }

  private static List<Diagnostic> diagnostics(Case one) {
    Scene scene = Scene.empty();
    scene.applyAs("theirs.lvs", "service theirs on 10.8.8.8 port 80", "server 10.1.0.1");
    scene.applyAs(
        "pools.lvs", "pool pooled", "server 10.1.0.1", "service p on 10.8.8.9 port 80 pool pooled");
    scene.others(Scene.foreign(Scene.tcp("10.9.9.9", 80)));
    return scene.propose(one.file()).diagnostics();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMistakeIsToldOnceAtItsWordsWithAHint(Case one) {
    List<Diagnostic> found =
        diagnostics(one).stream()
            .filter(told -> one.told().startsWith(told.severity().word()))
            .toList();
    assertEquals(List.of(one.told()), Scene.told(found), () -> found.toString());
    assertTrue(found.get(0).hint().isPresent());
  }

  @Test
  void everyCodeOfTheSourcesIsTried() throws IOException {
    Set<String> tried = new TreeSet<>(ELSEWHERE);
    cases().forEach(one -> tried.add(one.told().split(" ", -1)[1]));
    assertEquals(codes(), tried);
  }

  private static Set<String> codes() throws IOException {
    Path sources =
        Path.of(System.getProperty("lvsh.root"), "shell/src/main/java/org/lvsh/shell/compile");
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        addCodes(Files.readString(file), codes);
      }
    }
    return codes;
  }

  private static void addCodes(String source, Set<String> codes) {
    WARNING
        .matcher(source)
        .results()
        .forEach(one -> codes.add(Warning.valueOf(one.group(1)).code()));
    Matcher matcher = CODE.matcher(source);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        codes.add(matcher.group(1));
      } else {
        QUOTED.matcher(matcher.group(2)).results().forEach(one -> codes.add(one.group(1)));
      }
    }
  }
}
