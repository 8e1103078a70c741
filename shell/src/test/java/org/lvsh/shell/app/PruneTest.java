package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** {@code --prune} and {@code --prune-all}: what a file no longer speaks of. */
class PruneTest {
  private static final String WEB = "service web on 10.0.0.1 port 80\n  server 10.1.0.1\n";
  private static final String MAIL = "service mail on 10.0.0.2 port 25\n  server 10.1.0.1\n";
  private static final String SHOP = "service shop on 10.0.0.3 ports 80,443\n  server 10.1.0.1\n";

  @TempDir Path folder;
  private final LiveLike kernel = new LiveLike();

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Ran lvsh(String... words) {
    return Ran.on(kernel, folder.resolve("run"), words);
  }

  @BeforeEach
  void twoSourcesAndOthersMakeServices() throws IOException {
    kernel.apply(List.of(Scene.foreign(Scene.tcp("10.9.9.9", 80))), Progress.SILENT);
    lvsh("--yes", "apply", file("a.lvs", WEB + MAIL + SHOP)).ends(0);
    lvsh("--yes", "apply", file("b.lvs", WEB.replace("web", "theirs").replace("0.0.1", "0.0.9")))
        .ends(0);
  }

  private List<String> names() {
    return lvsh("show", "services").ends(0).lines().stream()
        .skip(1)
        .map(row -> row.substring(0, row.indexOf(' ')))
        .toList();
  }

  @Test
  void withoutItWhatIsNotDeclaredIsLeftAlone() throws IOException {
    lvsh("--yes", "apply", file("a.lvs", WEB)).ends(0);
    assertEquals(5, names().size());
  }

  @Test
  void onlyTheSourcesOwnServicesGo() throws IOException {
    String smaller = file("a.lvs", WEB);
    lvsh("--prune", "plan", smaller).ends(2).says("- service mail").says("- service shop");
    lvsh("--prune", "--yes", "apply", smaller).ends(0);
    assertEquals(List.of("tcp-10.9.9.9-80", "theirs", "web"), names().stream().sorted().toList());
    assertEquals(0, kernel.read().markRules().size());
    lvsh("--prune", "plan", smaller).ends(0);
  }

  /** Its pool is declared still, and that says nothing of it. */
  @Test
  void aServiceThatTookItsServersFromAPoolGoesToo() throws IOException {
    String pool = "pool app\n  server 10.1.0.1\n  server 10.1.0.2 weight 2\n";
    String web = "service front on 10.0.0.4 port 80 pool app\n";
    String api = "service api on 10.0.0.4 port 81 pool app\n";
    lvsh("--yes", "apply", file("c.lvs", pool + web + api)).ends(0);
    lvsh("--prune", "plan", file("c.lvs", pool + api + web)).ends(0);
    String smaller = file("c.lvs", pool + web);
    lvsh("--prune", "plan", smaller).ends(2).says("- service api");
    lvsh("--prune", "--yes", "apply", smaller).ends(0);
    assertEquals(6, names().size());
    String edited = file("c.lvs", pool + "set front wrr\n");
    lvsh("--prune", "plan", edited).ends(2).says("~ service front");
  }

  @Test
  void whatAnEditSpeaksOfStays() throws IOException {
    lvsh("--prune", "--yes", "apply", file("a.lvs", WEB + "rename mail to post\nset shop rr\n"))
        .ends(0);
    assertEquals(
        List.of("post", "shop", "tcp-10.9.9.9-80", "theirs", "web"),
        names().stream().sorted().toList());
  }

  @Test
  void emptyingASourceIsAskedForByItsOwnWord() throws IOException {
    String nothing = file("a.lvs", "timeouts udp 60s\n");
    lvsh("--prune", "--yes", "apply", nothing)
        .ends(1)
        .tells("--prune would remove all 3 services of a.lvs")
        .tells("--prune-all");
    assertEquals(5, names().size());
    lvsh("--prune-all", "--yes", "apply", nothing).ends(0);
    assertEquals(List.of("tcp-10.9.9.9-80", "theirs"), names().stream().sorted().toList());
    lvsh("--prune", "plan", nothing).ends(0);
  }

  @Test
  void aFileWithMistakesRemovesNothing() throws IOException {
    lvsh("--prune", "--yes", "apply", file("a.lvs", WEB + "set nothing rr\n")).ends(1);
    assertEquals(5, names().size());
  }

  @Test
  void itGoesWithSnapshots() throws IOException {
    String director = folder.resolve("director.lvs").toString();
    lvsh("export", "lvs", "to", director).ends(0);
    lvsh("--prune", "plan", file("a.lvs", WEB), "against", director).ends(2).says("2 to remove");
  }

  /** Somebody has taken a service away: its name is no reason to refuse. */
  @Test
  void aServiceThatIsGoneAlreadyDoesNotMatter() throws IOException {
    kernel.apply(List.of(new Operation.RemoveService(Scene.tcp("10.0.0.2", 25))), Progress.SILENT);
    lvsh("--prune", "--yes", "apply", file("a.lvs", WEB)).ends(0);
    assertEquals(List.of("tcp-10.9.9.9-80", "theirs", "web"), names().stream().sorted().toList());
  }
}
