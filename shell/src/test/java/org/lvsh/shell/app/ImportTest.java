package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.shell.session.Scene;

/** {@code import} as an operator uses it. */
class ImportTest {
  private static final String GOOD =
      """
      -A -t 10.0.0.1:80 -s rr
      -a -t 10.0.0.1:80 -r 10.1.0.1:80 -g -w 4
      """;

  @TempDir Path folder;
  private Path rules;
  private Path made;

  @BeforeEach
  void writeTheRules() throws IOException {
    rules = folder.resolve("rules.save");
    made = folder.resolve("made.lvs");
    Files.writeString(rules, GOOD);
  }

  private static Ran lvsh(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "--kernel";
    all[1] = "simulated";
    System.arraycopy(words, 0, all, 2, words.length);
    return Ran.lvsh(all);
  }

  private Ran write(String text, String... more) throws IOException {
    Files.writeString(rules, text);
    return lvsh("import ipvsadm " + rules + " " + String.join(" ", more));
  }

  @Test
  void theStatementsArePrintedAndWhatWasDecidedIsToldBesideThem() {
    Ran ran = lvsh("import", "ipvsadm", rules.toString()).ends(0);
    assertEquals(
        """
        # imported from %s: 1 service with 1 server
        # the names of the services are made up from their ports

        service web on 10.0.0.1 port 80 rr
          server 10.1.0.1 weight 4 direct
        """
            .formatted(rules),
        ran.output());
    assertEquals("note: the names of the services are made up from their ports\n", ran.errors());
  }

  /** {@code iptables --dport :1024} is for port 0, too. */
  @Test
  void portZeroCannotBeSaidAndIsToldOf() throws IOException {
    Ran ran =
        write(
            """
            iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport :1024 -j MARK --set-mark 7
            ipvsadm -A -f 7 -s rr
            ipvsadm -a -f 7 -r 10.1.0.1 -g
            """);
    ran.ends(0).says(" on 10.0.0.1 ports 1-1024 rr mark 7\n").tells("is left out: a service has");
    write(ran.output());
    assertEquals(0, lvsh("check", rules.toString()).status());
  }

  /** What others leave of all ports. */
  @Test
  void allPortsButThoseOfOtherServicesAreAnyPort() throws IOException {
    Ran ran =
        write(
            """
            iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 0:79 -j MARK --set-mark 7
            iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 81:65535 -j MARK --set-mark 7
            iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport 80 -j MARK --set-mark 8
            ipvsadm -A -f 7 -s rr
            ipvsadm -A -f 8 -s rr
            """);
    ran.ends(0).says(" on 10.0.0.1 ports any rr mark 7\n").says(" on 10.0.0.1 port 80 rr mark 8\n");
    assertFalse(ran.errors().contains("port 0"), ran::errors);
  }

  @Test
  void aFileThatWasWrittenIsPlannedAndApplied() throws IOException {
    lvsh("import ipvsadm %s to %s".formatted(rules, made))
        .ends(0)
        .says("Wrote %s: 1 service with 1 server. 'plan %s' shows".formatted(made, made));
    String state = folder.resolve("state.json").toString();
    Ran.lvsh("--state", state, "--yes", "apply " + made).ends(0).says("Applied");
    assertEquals(GOOD, Ran.lvsh("--state", state, "show services as ipvsadm").output());
    Ran.lvsh("--state", state, "plan " + made).ends(0);
    lvsh("format", made.toString()).ends(0);
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws IOException {
    Files.writeString(made, "service other on 10.0.0.1 port 80\n");
    lvsh("import ipvsadm %s to %s".formatted(rules, made))
        .ends(1)
        .tells(made + " is there already")
        .tells("name another file");
    lvsh("import kernel to " + made).ends(1);
    assertEquals("service other on 10.0.0.1 port 80\n", Files.readString(made));
    Files.writeString(made, "");
    lvsh("import ipvsadm %s to %s".formatted(rules, made)).ends(0);
  }

  @Test
  void withMistakesNothingIsImportedUnlessAPartIsWanted() throws IOException {
    String text = GOOD + "-A -t nowhere:80\n-a -t 10.0.0.1:80 -r 10.1.0.2 -w x\n";
    Ran ran = write(text, "to", made.toString()).ends(1);
    ran.tells("rules.save:3:7").tells("rules.save:4:34").tells("with 'partial'");
    assertEquals("", ran.output());
    assertFalse(Files.exists(made));
    Ran partial = write(text, "partial").ends(0);
    partial
        .says("#   %s:3: -A -t nowhere:80: host nowhere has no IPv4 address".formatted(rules))
        .says("service web on 10.0.0.1 port 80 rr")
        .tells("not carried over: %s:4: ".formatted(rules));
  }

  @Test
  void whatSetsTheMarksMayStandInOtherFiles() throws IOException {
    Path marks = folder.resolve("marks.nft");
    Files.writeString(
        marks,
        """
        table ip lb {
          chain pre {
            type filter hook prerouting priority mangle
            ip daddr 10.0.0.1 tcp dport { 80, 443 } meta mark set 1
          }
        }
        """);
    write("-A -f 1 -s rr\n-a -f 1 -r 10.1.0.1:0 -g -w 1\n", "with", marks.toString())
        .ends(0)
        .says("imported from %s, %s: 1 service".formatted(rules, marks))
        .says("service web on 10.0.0.1 ports 80,443 rr mark 1");
  }

  @Test
  void filesThatCannotBeReadAreToldWhereTheyAreNamed() throws IOException {
    lvsh("import ipvsadm %s with %s".formatted(folder.resolve("a"), folder.resolve("b")))
        .ends(1)
        .tells("a does not exist")
        .tells("b does not exist");
    Files.write(rules, new byte[] {'-', 'A', (byte) 0xFF});
    lvsh("import", "ipvsadm", rules.toString()).ends(1).tells("not UTF-8");
    lvsh("import", "ipvsadm", folder.toString()).ends(1).tells("is a directory");
  }

  @Test
  void whatIsStagedStaysAsItIs() {
    Ran.withInput(
            ("service web on 10.0.0.1 port 80\nimport ipvsadm " + rules + "\nshow candidate\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.util.Map.of(),
            "--kernel",
            "simulated",
            "-")
        .ends(2)
        .says("service web on 10.0.0.1 port 80 rr");
  }

  @Test
  void aScriptMayPlanWhatItImports() {
    Ran.withInput(
            "import ipvsadm %s to %s\nplan %s\n"
                .formatted(rules, made, made)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.util.Map.of(),
            "--kernel",
            "simulated",
            "-")
        .ends(2)
        .says("+ service web");
  }

  private static void add(SimulatedKernel kernel, ServiceKey key, String server) {
    kernel.apply(
        List.of(
            new Operation.AddService(VirtualService.of(key, Scheduler.of("rr"))),
            new Operation.AddServer(
                key, RealServer.of(new ServerKey(IpAddress.of(server), 0), 1, Forwarding.DIRECT))),
        Progress.SILENT);
  }

  private SimulatedKernel withTheShop(Path run) throws IOException {
    SimulatedKernel kernel = SimulatedKernel.inMemory();
    Path shop = folder.resolve("shop.lvs");
    Files.writeString(
        shop, "service shop on 10.0.0.5 ports 80,443\n  server 10.1.0.1 weight 2 direct\n");
    Ran.on(kernel, run, "--yes", "apply " + shop).ends(0);
    return kernel;
  }

  @Test
  void whatRunsIsTakenOverWithoutTouchingIt() throws IOException {
    Path run = folder.resolve("run");
    SimulatedKernel kernel = withTheShop(run);
    add(kernel, new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(5)), "10.1.0.1");
    add(kernel, new ServiceKey.OnMark(AddressFamily.IPV6, new Mark(5)), "fd00::2");
    Snapshot before = kernel.read();
    Ran.on(kernel, run, "import kernel to " + made).ends(0);
    String text = Files.readString(made);
    assertEquals(
        """
        # imported from the simulated kernel: 3 services with 3 servers
        # nothing at hand sets mark 5: name what does with 'with FILE', or let it go on
        # the names of the services that others made are made up from their ports

        # what others made is taken over once: leave these out afterwards, and elsewhere
        adopt mark-5 as mark-5
        adopt mark-5-ipv6 as mark-5-ipv6

        service mark-5 on mark 5 rr
          server 10.1.0.1 weight 1 direct
        service mark-5-ipv6 on mark 5 ipv6 rr
          server fd00::2 weight 1 direct

        source shop.lvs
        service shop on 10.0.0.5 ports 80,443 wlc
          server 10.1.0.1 weight 2 direct
        """,
        text);
    Ran.on(kernel, run, "--yes", "apply " + made).ends(0);
    assertEquals(before.services(), kernel.read().services());
    assertEquals(before.markRules(), kernel.read().markRules());
    Ran.on(kernel, run, "plan " + made).ends(1).tells("belongs to");
  }

  /** Adopted, they would take packets from services that run, or be in no file that can be read. */
  @Test
  void whatCannotBeTakenOverIsLeftToOthersAndTold() throws IOException {
    Path run = folder.resolve("run");
    SimulatedKernel kernel = withTheShop(run);
    Ran.on(kernel, run, "--yes", "drain 10.1.0.1 from shop").ends(0);
    add(kernel, Scene.tcp("10.0.0.5", 80), "10.1.0.9");
    add(kernel, Scene.tcp("10.0.0.5", 8080), "10.1.0.9");
    add(kernel, Scene.tcp("0.0.0.0", 80), "10.1.0.9");
    String marked = "its packets get mark 1000, and go to the service of that";
    Ran.on(kernel, run, "import kernel to " + made)
        .ends(0)
        .tells("tcp 0.0.0.0:80 is left to others: no client connects to that address")
        .tells("tcp 10.0.0.5:80 is left to others: " + marked)
        .tells("server 10.1.0.1:0 is drained; it had weight 2");
    String text = Files.readString(made);
    assertTrue(text.contains("adopt tcp-10.0.0.5-8080 as"), text);
    assertFalse(text.contains("adopt tcp-10.0.0.5-80 "), text);
    assertFalse(text.contains("0.0.0.0 "), text);
    Ran.on(kernel, run, "plan " + made)
        .ends(1)
        .tells("services shop and tcp-10.0.0.5-80 both claim tcp 10.0.0.5:80");
  }

  @Test
  void marksOfOthersBecomeTheirPortsWhereRulesSayThem() throws IOException {
    SimulatedKernel kernel = SimulatedKernel.inMemory();
    Path run = folder.resolve("run");
    add(kernel, new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(5)), "10.1.0.1");
    add(kernel, new ServiceKey.OnMark(AddressFamily.IPV6, new Mark(5)), "fd00::2");
    Snapshot before = kernel.read();
    Path marks = folder.resolve("marks.sh");
    Files.writeString(
        marks,
        """
        for port in 80 443; do
          iptables -t mangle -A PREROUTING -d 10.0.0.1 -p tcp --dport $port -j MARK --set-mark 5
          ip6tables -t mangle -A PREROUTING -d fd00::1 -p tcp --dport $port -j MARK --set-mark 5
        done
        """);
    Ran.on(kernel, run, "import kernel with %s to %s".formatted(marks, made)).ends(0);
    String text = Files.readString(made);
    String wanted =
        """
        adopt mark-5 as web
        adopt mark-5-ipv6
        remove service mark-5-ipv6

        service web on 10.0.0.1,fd00::1 ports 80,443 rr mark 5
          server 10.1.0.1 weight 1 direct
          server fd00::2 weight 1 direct
        """;
    assertEquals(wanted, text.substring(text.indexOf("adopt ")));
    Ran.on(kernel, run, "--yes", "apply " + made).ends(0);
    assertEquals(before.services(), kernel.read().services());
    assertEquals(
        List.of(
            "tcp 10.0.0.1:80 to mark 5",
            "tcp 10.0.0.1:443 to mark 5",
            "tcp [fd00::1]:80 to mark 5",
            "tcp [fd00::1]:443 to mark 5"),
        kernel.read().markRules().values().stream().map(Object::toString).toList());
  }

  @Test
  void rulesThatHaveLostTheirNamesKeepTheirMark() throws IOException {
    SimulatedKernel kernel = SimulatedKernel.inMemory();
    Path run = folder.resolve("run");
    add(kernel, new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(5)), "10.1.0.1");
    MarkRule.Match match =
        new MarkRule.Match(Protocol.TCP, IpAddress.of("10.0.0.1"), new Ports(8000, 8010));
    kernel.apply(
        List.of(new Operation.AddMarkRule(new MarkRule(match, new Mark(5)))), Progress.SILENT);
    Snapshot before = kernel.read();
    Ran.on(kernel, run, "import kernel to " + made).ends(0);
    String text = Files.readString(made);
    assertTrue(text.contains("service tcp-8000-8010 on 10.0.0.1 ports 8000-8010 rr mark 5"), text);
    Ran.on(kernel, run, "--yes", "apply " + made).ends(0);
    assertEquals(before.services(), kernel.read().services());
    assertEquals(before.markRules(), kernel.read().markRules());
  }

  @Test
  void aKernelThatHoldsNothingGivesAFileOfNothing() {
    Ran ran = lvsh("import kernel").ends(0);
    assertEquals("# imported from the simulated kernel: 0 services with 0 servers\n", ran.output());
  }
}
