package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Pruning;
import org.lvsh.shell.session.Scene;

/** Telling whom a plan touches, compared with files, and whatever a name may do to Markdown. */
class ImpactViewsTest {
  private static final String BEFORE =
      """
      service mail on 192.0.2.2 port 25
        server 10.1.0.1 weight 4
        server 10.1.0.2 masquerade
      service old on 192.0.2.3 port 80 sticky 5m
        server 10.1.0.1
      service web on 192.0.2.1 ports 80,443 sticky 600s mark 10
        server 10.1.0.1 weight 4
        server 10.1.0.2
        server 10.1.0.3
      sync master on eth0
      """;

  private static final String FILE =
      """
      set mail port 26
      remove service old
      set web sticky 300s
      set web server 10.1.0.1 weight 0
      remove server 10.1.0.2 from web
      set web ports 80
      kernel expire_quiescent_template = 1
      no sync master
      """;

  private static final ServiceKey WEB = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(10));
  private static final String HOSTILE = "a|b`c`<img src=x>&amp;[x](y)*_~#1 @all\\.lvs";

  private static Scene busy() {
    LiveLike kernel = new LiveLike();
    carrying(kernel, Scene.tcp("192.0.2.2", 25), "10.1.0.2", 25, 12, 0, 0);
    carrying(kernel, Scene.tcp("192.0.2.3", 80), "10.1.0.1", 80, 0, 1, 1);
    carrying(kernel, WEB, "10.1.0.1", 0, 40, 0, 25);
    carrying(kernel, WEB, "10.1.0.2", 0, 60, 3, 40);
    carrying(kernel, WEB, "10.1.0.3", 0, 1, 1, 7);
    return Scene.on(kernel).apply(BEFORE);
  }

  private static void carrying(
      LiveLike kernel, ServiceKey service, String server, int port, long... counts) {
    kernel.carrying(
        service, new ServerKey(IpAddress.of(server), port), counts[0], counts[1], counts[2]);
  }

  private static Plan plan() {
    return busy().plan(FILE);
  }

  private static Plan uncounted() {
    Scene scene = busy();
    return scene
        .session()
        .propose(Scene.parse(FILE).statements(), Scene.SOURCE, Pruning.NONE, scene.live())
        .plan()
        .orElseThrow();
  }

  private static List<Line> markdown(Plan plan, String file) {
    return new PlanMarkdownView(FirewallKind.NFTABLES).lines(plan, Optional.of(file), "live");
  }

  @Test
  void aBusyDirectorInEachForm() throws IOException {
    check("a-plan-touches-clients.txt", new PlanTextView().lines(plan(), "live"));
    check("a-plan-touches-clients.json", new PlanJsonView().lines(plan(), "live"));
    check("a-plan-touches-clients.nft", new CommandsView(FirewallKind.NFTABLES).lines(plan()));
    check("a-plan-touches-clients.md", markdown(plan(), "shop.lvs"));
  }

  @Test
  void whatASnapshotCannotSayInEachForm() throws IOException {
    String name = "how-many-clients-a-plan-touches-is-not-known";
    Plan plan = uncounted();
    check(name + ".txt", new PlanTextView().against(plan, "director.lvs"));
    check(name + ".json", new PlanJsonView().lines(plan, "snapshot"));
    check(name + ".nft", new CommandsView(FirewallKind.NFTABLES).lines(plan));
    check(
        name + ".md",
        new PlanMarkdownView(FirewallKind.NFTABLES)
            .against(plan, Optional.of("shop.lvs"), "director.lvs"));
  }

  private static void check(String name, List<Line> lines) throws IOException {
    Golden.check(name, Golden.text(lines));
  }

  @Test
  void theTextOfAPlanSaysEachEffectBelowItsChangeAndTheMarkdownHasTheSameNumbers() {
    String text = Golden.text(new PlanTextView().lines(plan(), "live"));
    String markdown = Golden.text(markdown(plan(), "shop.lvs"));
    plan()
        .impact()
        .effects()
        .forEach(
            effect -> {
              assertTrue(text.contains(ImpactWords.effect(effect)), effect::toString);
              assertTrue(markdown.contains("| " + effect.fate().word() + " |"), effect::toString);
            });
  }

  /** Names of files are anything; nothing of one is left for Markdown or HTML to read. */
  @Test
  void noNameOfAFileCanSayAnythingInMarkdown() {
    Plan plan = plan();
    PlanMarkdownView view = new PlanMarkdownView(FirewallKind.IPTABLES);
    String safe = Golden.text(view.against(plan, Optional.of("shop.lvs"), "director.lvs"));
    String told =
        Golden.text(
            new PlanMarkdownView(FirewallKind.IPTABLES)
                .against(plan, Optional.of(HOSTILE), HOSTILE + "\n## mine"));
    String shown =
        "<code>a&#124;b&#96;c&#96;&#60;img src&#61;x&#62;&#38;amp&#59;&#91;x&#93;&#40;y&#41;&#42;"
            + "&#95;&#126;&#35;1 &#64;all&#92;.lvs";
    assertTrue(told.contains(shown + "</code> against the snapshot " + shown), told);
    assertEquals(safe.lines().count(), told.lines().count(), told);
    assertFalse(told.contains("<img"), told);
    assertFalse(told.contains("## mine"), told);
  }

  @Test
  void everyRowOfAMarkdownTableHasItsColumns() {
    for (Line line : markdown(plan(), HOSTILE)) {
      if (line.text().startsWith("|")) {
        long columns = line.text().chars().filter(one -> one == '|').count() - 1;
        assertTrue(columns == 2 || columns == 7, line.text());
        assertFalse(line.text().contains("\\"), line.text());
      }
    }
  }
}
