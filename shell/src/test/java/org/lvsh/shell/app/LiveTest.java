package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.LiveLike;

/** lvsh on a machine's kernel, as far as a test can be that without one. */
class LiveTest {
  private static final String SHOP =
      """
      service shop on 10.0.0.1 ports 80,443 sticky 600s
        server 10.1.0.1
      service mail on 10.0.0.1 port 25
        server 10.1.0.1
      """;

  private final LiveLike kernel = new LiveLike();
  @TempDir Path folder;
  private Path shop;

  @BeforeEach
  void write() throws IOException {
    shop = folder.resolve("shop.lvs");
    Files.writeString(shop, SHOP);
  }

  private Ran lvsh(String... arguments) {
    return Ran.on(kernel, folder.resolve("run"), arguments);
  }

  private void apply() {
    lvsh("--yes", "apply", shop.toString()).ends(0).says("done on the live kernel");
  }

  @Test
  void itIsTheOneThatIsWorkedOnWhereNothingIsSaid() {
    apply();
    lvsh("plan", shop.toString()).ends(0).says("Nothing to change: the live kernel");
    lvsh("plan", shop.toString(), "as", "commands").ends(0);
  }

  private void carrying(String server, long active, long inactive, long templates) {
    ServiceKey key = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(1000));
    kernel.carrying(key, new ServerKey(IpAddress.of(server), 0), active, inactive, templates);
  }

  private Ran answering(String answers, String... arguments) {
    return Ran.answeringOn(kernel, folder.resolve("run"), answers, arguments);
  }

  @Test
  void theQuestionsNameTheClientsThatThePlanTouches() throws IOException {
    apply();
    carrying("10.1.0.1", 8, 4, 30);
    answering("n\n", "set", "shop", "sticky", "300s")
        .ends(1)
        .says("= kept: 30 templates; they keep the time they have")
        .says("Touches: 30 templates: all kept.")
        .tells("Apply this plan? It touches 30 templates: all kept.");
    answering("n\n", "set", "shop", "wrr").ends(1).tells("Apply this plan? It touches nobody.");
    Files.writeString(shop, SHOP.replace("ports 80,443", "port 80"));
    answering("y\nn\n", "apply", shop.toString())
        .ends(1)
        .tells("It replaces 1 service: 12 connections and 30 templates end. Replace it?");
    lvsh("--yes", "apply", shop.toString())
        .ends(1)
        .tells(
            "the plan replaces services, and 12 connections and 30 templates end: say --replace");
  }

  /** The README shows it; no traffic passes where its other examples are run. */
  @Test
  void whatTheReadmeShowsOfABusyDirectorIsWhatAPlanSays() throws IOException {
    lvsh("--yes", "apply", Project.example("shop.lvs")).ends(0);
    ServiceKey key = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(10));
    kernel.carrying(key, new ServerKey(IpAddress.of("192.168.1.3"), 0), 60, 3, 40);
    Files.writeString(shop, "remove server 192.168.1.3 from shop\n");
    String shown = lvsh("plan", shop.toString()).ends(2).output();
    assertTrue(Project.text("README.md").contains("```\n" + shown + "```\n"), shown);
  }

  @Test
  void whereCountersCannotBeReadTheQuestionsDoNotSayNobody() throws IOException {
    apply();
    kernel.uncounted("the answer was cut off");
    answering("n\n", "remove", "service", "shop")
        .ends(1)
        .says("Touches: how many connections and templates is not known: it cannot be read")
        .tells("How many connections and templates it touches is not known.");
    Files.writeString(shop, SHOP.replace("ports 80,443", "port 80"));
    answering("y\nn\n", "apply", shop.toString())
        .ends(1)
        .tells("It replaces 1 service: connections and templates, how many is not known, end.");
  }

  @Test
  void itIsLetGoInTheEnd() {
    lvsh("show", "services").ends(0);
    assertEquals(1, kernel.closed());
    lvsh("version").ends(0);
    assertEquals(1, kernel.closed());
  }

  @Test
  void countersOfAllOrOfOneServiceBeginAnew() {
    apply();
    lvsh("zero").ends(0).says("The counters of all services begin anew.");
    lvsh("zero", "shop").ends(0).says("The counters of service shop begin anew.");
    lvsh("zero", "shp").ends(1).tells("did you mean 'shop'?");
  }

  @Test
  void settingsOfTheDirectorAreShownInEveryForm() throws IOException {
    Files.writeString(shop, "timeouts udp 60s\nsync master on eth0 id 3\n");
    apply();
    lvsh("show", "timeouts").ends(0).says("udp               60s");
    lvsh("show", "timeouts", "as", "lvs").ends(0).says("timeouts tcp 900s fin 120s udp 60s");
    lvsh("show", "timeouts", "as", "ipvsadm").ends(0).says("--set 900 120 60");
    lvsh("show", "timeouts", "as", "json").ends(0).says("\"udpSeconds\": 60");
    lvsh("show", "sync").ends(0).says("master  eth0  3   224.0.0.81  8848  1");
    lvsh("show", "sync", "as", "lvs").ends(0).says("sync master on eth0 id 3");
    lvsh("show", "sync", "as", "ipvsadm")
        .ends(0)
        .says("--start-daemon master --mcast-interface eth0 --syncid 3");
    lvsh("show", "sync", "as", "json").ends(0).says("\"interface\": \"eth0\"");
  }

  @Test
  void settingsOfTheKernelAreShownInEveryFormButThatOfIpvsadm() throws IOException {
    Files.writeString(shop, "kernel sync_threshold = 7 60\n");
    apply();
    lvsh("show", "kernel")
        .ends(0)
        .says("SETTING ")
        .says("sync_threshold             7 60   tell of a connection at this packet");
    lvsh("show", "kernel", "as", "lvs").ends(0).says("kernel sync_threshold = 7 60");
    lvsh("show", "kernel", "as", "json")
        .ends(0)
        .says("\"format\": \"lvsh-kernel\"")
        .says("\"value\": \"7 60\"")
        .says("\"meaning\": \"count the rates\"");
    lvsh("show", "kernel", "as", "ipvsadm").ends(1).tells("ipvsadm has no words for settings");
    lvsh("show", "candidate").ends(0);
    lvsh("kernel", "sync_threshold", "=", "7", "60").ends(0).says("Nothing to change");
    lvsh("--yes", "kernel", "sync_threshold=3", "50").ends(0).says("done on the live kernel");
    lvsh("show", "kernel", "as", "lvs").ends(0).says("kernel sync_threshold = 3 50");
  }

  /** A number of seconds that only the kernel knows to be too large. */
  @Test
  void aSettingThatTheKernelRefusesIsToldAndPutBack() throws IOException {
    Files.writeString(shop, "kernel sync_refresh_period = 8589935\nkernel sync_ports = 4\n");
    lvsh("--yes", "apply", shop.toString())
        .ends(1)
        .tells("set kernel sync_refresh_period = 8589935")
        .tells("the kernel does not take it (EINVAL)");
    lvsh("show", "kernel", "as", "lvs")
        .ends(0)
        .says("kernel sync_refresh_period = 0")
        .says("kernel sync_ports = 1");
  }

  @Test
  void commandsAreForTheFirewallThatItHas() {
    lvsh("plan", shop.toString(), "as", "commands").ends(2).says("nft ");
    lvsh("--firewall", "iptables", "plan", shop.toString(), "as", "commands")
        .ends(2)
        .says("iptables -t mangle");
  }

  @Test
  void namesThatAFlushedRulesetTookAreKnownAndPutBack() {
    apply();
    Snapshot before = kernel.read();
    kernel.flushRuleset();
    assertTrue(kernel.read().ownership().isEmpty());
    lvsh("show", "services")
        .ends(0)
        .says("shop.lvs")
        .tells("the names and the mark rules of 2 services are gone from the packet filter");
    lvsh("plan").ends(2).says("~ service shop").says("+ mark 1000 on tcp 10.0.0.1:80");
    lvsh("plan", shop.toString()).ends(2).tells("are gone from the packet filter");
    lvsh("--yes", "apply").ends(0);
    assertEquals(before, kernel.read());
    lvsh("plan", shop.toString()).ends(0);
  }

  /** An apply that brings the names back as well can be taken back, and they stay. */
  @Test
  void whoGoesBackBehindAFlushedRulesetKeepsTheNames() throws IOException {
    apply();
    Snapshot before = kernel.read();
    kernel.flushRuleset();
    Files.writeString(shop, SHOP.replace("600s", "77s"));
    lvsh("--yes", "apply", shop.toString()).ends(0);
    assertEquals(before.ownership(), kernel.read().ownership());
    assertNotEquals(before.services(), kernel.read().services());
    lvsh("--yes", "rollback").ends(0);
    assertEquals(before, kernel.read());
    kernel.flushRuleset();
    lvsh("show", "services").ends(0).tells("the names and the mark rules of 2 services are gone");
  }

  @Test
  void whatSomebodyRemovedMeanwhileIsNotBroughtBack() {
    apply();
    Operation.RemoveService gone = new Operation.RemoveService(kernel.read().services().firstKey());
    kernel.apply(List.of(gone), Progress.SILENT);
    kernel.flushRuleset();
    lvsh("show", "services").ends(0).tells("the name and the mark rules of 1 service are gone");
    lvsh("--yes", "apply").ends(0);
    assertFalse(kernel.read().services().containsKey(gone.key()));
    assertEquals(1, kernel.read().services().size());
  }

  @Test
  void anEmptyKernelHasLostNothing() {
    apply();
    lvsh("--yes", "remove", "all").ends(0);
    kernel.flushRuleset();
    lvsh("plan").ends(0);
    assertEquals("", lvsh("show", "services").errors());
  }

  @Test
  void automaticMarksKeepAwayFromThoseOfOthers() {
    kernel.setsElsewhere(new Mark(1000)).setsElsewhere(new Mark(1001));
    apply();
    lvsh("show", "marks").says("1002");
    lvsh("--yes", "service late on 10.0.0.9 port 80 mark 1001; server 10.1.0.1")
        .ends(0)
        .tells("mark 1001 of service late is set or looked at by other rules");
  }

  @Test
  void withoutRootThereIsLookingAndNothingElse() {
    apply();
    kernel.restricted("only root sees it all");
    lvsh("show", "services")
        .ends(0)
        .says("shop")
        .tells("incomplete: only root sees it all")
        .tells("as root: sudo lvsh show services");
    lvsh("show", "services", "as", "json").ends(0).says("\"incomplete\": [");
    Snapshot before = kernel.read();
    for (List<String> words :
        List.of(
            List.of("plan", shop.toString()),
            List.of("--yes", "apply", shop.toString()),
            List.of("--yes", "set", "shop", "wrr"))) {
      lvsh(words.toArray(String[]::new))
          .ends(1)
          .tells("nothing can be planned: only root sees it all")
          .tells("sudo lvsh " + String.join(" ", words));
    }
    assertEquals(before, kernel.read());
    lvsh("plan", "my shop.lvs").tells("sudo lvsh plan 'my shop.lvs'").tells("against FILE");
  }

  @Test
  void whatThereAreNoWordsForIsTold() {
    kernel.leavingOut("a service on IP protocol 1");
    lvsh("show", "services").ends(0).tells("not shown is a service on IP protocol 1");
    lvsh("plan", shop.toString()).ends(2).tells("lvsh has no words for a service on IP protocol 1");
  }

  @Test
  void aLockThatCannotBeIsNoApply() throws IOException {
    Files.writeString(folder.resolve("run"), "a file where the folder should be");
    lvsh("--yes", "apply", shop.toString()).ends(1).tells("nothing was changed");
    assertTrue(kernel.read().services().isEmpty());
  }
}
