package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What lvsh applies is what its plan as commands does when somebody types it: the same entries of
 * IPVS, and the same mark for every packet.
 */
class AppliedAndByHandLabTest {
  private static final String CLIENT = "client-persistence.lvs";
  private static final String PORT = "port-persistence.lvs";
  private static final String SHOP = "shop.lvs";
  private static final String LARGE = "large-shop.lvs";
  private static final String NFTABLES = "nftables";
  private static final String IPTABLES = "iptables";

  @TempDir Path folder;

  @BeforeEach
  void connectAClient() {
    Lab.empty();
    MarkedPackets.connectAClient();
  }

  @AfterEach
  void takeEverythingAway() {
    MarkedPackets.disconnect();
    Lab.empty();
  }

  /** The commands that the set-ups were made with before there was lvsh. */
  private static final String CLIENT_BY_HAND =
      """
      ipvsadm -A -t 192.168.0.1:0 -s wlc -p 600
      ipvsadm -a -t 192.168.0.1:0 -r 192.168.1.2 -w 4 -g
      ipvsadm -a -t 192.168.0.1:0 -r 192.168.1.3 -w 2 -g
      """;

  private static final String PORT_BY_HAND =
      """
      ipvsadm -A -t 192.168.0.1:80 -s wlc -p 600
      ipvsadm -a -t 192.168.0.1:80 -r 192.168.1.2 -w 4 -g
      ipvsadm -a -t 192.168.0.1:80 -r 192.168.1.3 -w 2 -g
      ipvsadm -A -t 192.168.0.1:22 -s wlc -p 300
      ipvsadm -a -t 192.168.0.1:22 -r 192.168.1.2 -g
      ipvsadm -a -t 192.168.0.1:22 -r 192.168.1.3 -g
      """;

  private static final String SHOP_BY_HAND =
      """
      iptables -t mangle -A PREROUTING -d 192.168.0.1 -p tcp --dport 80 -j MARK --set-mark 10
      iptables -t mangle -A PREROUTING -d 192.168.0.1 -p tcp --dport 443 -j MARK --set-mark 10
      ipvsadm -A -f 10 -s wlc -p 600
      ipvsadm -a -f 10 -r 192.168.1.2 -g -w 4
      ipvsadm -a -f 10 -r 192.168.1.3 -g -w 2
      """;

  static Stream<Arguments> setUps() {
    return Lab.firewallNames().stream()
        .flatMap(
            firewall ->
                Stream.of(CLIENT, PORT, SHOP).map(example -> Arguments.of(example, firewall)));
  }

  @Tag("lab")
  @ParameterizedTest
  @MethodSource("setUps")
  void theThreeSetUpsAreThoseThatWereMadeByHand(String example, String firewall)
      throws IOException {
    Path file = Path.of(Project.example(example));
    Set<String> targets = MarkedPackets.around(Files.readString(file));
    Effect applied = apply(firewall, targets, file).effects.get(0);
    Lab.empty();
    Lab.bash(Map.of(CLIENT, CLIENT_BY_HAND, PORT, PORT_BY_HAND, SHOP, SHOP_BY_HAND).get(example));
    Effect byHand = Effect.now(targets);
    assertEquals(byHand.services, applied.services);
    assertEquals(ofClients(byHand), ofClients(applied));
  }

  /** Packets from elsewhere; those of the director itself the set-ups left without a mark. */
  private static Set<String> ofClients(Effect effect) {
    Set<String> marks = new TreeSet<>(effect.marks);
    marks.removeIf(packet -> packet.startsWith("output"));
    return marks;
  }

  /** What the kernel does: its entries, and the mark of each packet. */
  private record Effect(List<String> services, Set<String> marks) {
    static Effect now(Set<String> targets) {
      return new Effect(Lab.services(), MarkedPackets.marks(targets));
    }

    /** Every mark that a packet gets leads to a service. */
    Effect isServed() {
      for (String packet : marks) {
        String mark = packet.substring(packet.lastIndexOf(' ') + 1);
        assertTrue(
            mark.equals("0") || services.stream().anyMatch(line -> line.contains("-f " + mark)),
            packet);
      }
      return this;
    }

    long marked() {
      return marks.stream().filter(packet -> !packet.endsWith(": 0")).count();
    }
  }

  /** Some states one after the other, and the commands that lead from each to the next. */
  private record Course(List<Effect> effects, List<String> commands) {}

  private Ran lvsh(String firewall, String... words) {
    List<String> all = new ArrayList<>(List.of("--firewall", firewall));
    all.addAll(List.of(words));
    return Ran.live(folder.resolve("run"), all.toArray(String[]::new));
  }

  private Course apply(String firewall, Set<String> targets, Path... files) {
    Course course = new Course(new ArrayList<>(), new ArrayList<>());
    for (Path file : files) {
      Ran planned = lvsh(firewall, "plan", file.toString(), "as", "commands").ends(2);
      course.commands.add(planned.output());
      lvsh(firewall, "--yes", "--replace", "apply", file.toString()).ends(0);
      course.effects.add(Effect.now(targets).isServed());
    }
    return course;
  }

  /**
   * The same by hand, from a clean start on. With iptables lvsh writes the commands of a change for
   * the chain that it keeps its rules in, and so the first state is left to lvsh once it was made
   * by hand.
   */
  private void assertCommandsDoTheSame(
      String firewall, Course course, Set<String> targets, Path first) {
    Lab.empty();
    for (int at = 0; at < course.commands.size(); at++) {
      String commands = course.commands.get(at);
      Lab.bash(commands);
      assertEquals(course.effects.get(at), Effect.now(targets), commands);
      if (at == 0 && firewall.equals(IPTABLES)) {
        Lab.empty();
        lvsh(firewall, "--yes", "apply", first.toString()).ends(0);
      }
    }
  }

  /** The example as it is, with other words in it, and after edits. */
  private Course compare(String firewall, String example, String from, String to, String edits)
      throws IOException {
    String text = Files.readString(Path.of(Project.example(example)));
    Path first = Files.writeString(folder.resolve(example), text);
    Path second =
        Files.writeString(Files.createDirectory(folder.resolve("second")).resolve(example), "");
    assertTrue(text.contains(from), from);
    Files.writeString(second, text.replace(from, to));
    Path third = Files.writeString(folder.resolve("edits.lvs"), edits);
    Set<String> targets = MarkedPackets.around(text + text.replace(from, to));
    Course course = apply(firewall, targets, first, second, third);
    assertCommandsDoTheSame(firewall, course, targets, first);
    return course;
  }

  @Tag("lab-full")
  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void clientPersistence(String firewall) throws IOException {
    Course course =
        compare(
            firewall,
            CLIENT,
            "sticky 600s",
            "sticky 900s",
            "set all server 192.168.1.3 weight 7\nrename all to everything\n");
    assertEquals(0, course.effects.get(0).marked());
  }

  @Tag("lab-full")
  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void portPersistence(String firewall) throws IOException {
    Course course =
        compare(
            firewall,
            PORT,
            "weight 4",
            "weight 5",
            "remove service ssh\nrename http to browsing\n");
    assertEquals(0, course.effects.get(0).marked());
  }

  @Tag("lab")
  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void firewallMarkPersistence(String firewall) throws IOException {
    Course course =
        compare(
            firewall,
            SHOP,
            "ports 80,443",
            "ports 80,443,8000-8010",
            "set shop ports 443\nset shop server 192.168.1.3 weight 0\nrename shop to store\n");
    assertEquals(
        Set.of(
            "output 192.168.0.1 tcp 80: 10",
            "output 192.168.0.1 tcp 443: 10",
            "prerouting 192.168.0.1 tcp 80: 10",
            "prerouting 192.168.0.1 tcp 443: 10"),
        marked(course.effects.get(0)));
  }

  /** The commands of a change fit what lvsh has applied, not only what was made by hand. */
  @Tag("lab")
  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void theCommandsOfAChangeFitWhatLvshMade(String firewall) throws IOException {
    Path shop = folder.resolve(SHOP);
    String text = Files.readString(Path.of(Project.example(SHOP)));
    Files.writeString(shop, text);
    Set<String> targets =
        MarkedPackets.around(text + "service shop on 192.168.0.1,fd00::1 ports 8000-8010");
    lvsh(firewall, "--yes", "apply", shop.toString()).ends(0);
    String changed = text.replace("80,443", "443,8000-8010");
    Files.writeString(shop, changed);
    Lab.bash(lvsh(firewall, "plan", shop.toString(), "as", "commands").ends(2).output());
    // At both hooks 443, and of the range its ends and their neighbours.
    assertEquals(2 * 5, Effect.now(targets).isServed().marked());
    assertEquals("", lvsh(firewall, "plan", shop.toString(), "as", "commands").output());

    // The first rule of IPv6.
    Files.writeString(shop, changed + "\nservice other on fd00::1 port 443 mark 11\n");
    Lab.bash(lvsh(firewall, "plan", shop.toString(), "as", "commands").ends(2).output());
    assertEquals(2 * (5 + 1), Effect.now(targets).isServed().marked());
  }

  /** Timeouts and sync daemons are the same, too, and what shows them is what ipvsadm takes. */
  @Tag("lab")
  @Test
  void settingsOfTheDirector() throws IOException {
    Lab.bash("ip link add lvsh-sync type dummy; ip link set lvsh-sync up");
    try {
      Path file = folder.resolve("director.lvs");
      Files.writeString(
          file,
          """
          timeouts tcp 1h fin 30s udp 2m
          sync master on lvsh-sync id 7 group 224.0.0.82 port 8850 ttl 2 max-length 1400
          sync backup on lvsh-sync id 8
          """);
      String commands = lvsh(NFTABLES, "plan", file.toString(), "as", "commands").output();
      lvsh(NFTABLES, "--yes", "apply", file.toString()).ends(0);
      String applied = director();
      String shown =
          lvsh(NFTABLES, "show", "timeouts", "as", "ipvsadm").output()
              + lvsh(NFTABLES, "show", "sync", "as", "ipvsadm").output();
      lvsh(NFTABLES, "plan", file.toString()).ends(0);
      standStill();
      Lab.bash(commands);
      assertEquals(applied, director());
      standStill();
      Lab.bash(shown.replaceAll("(?m)^", "ipvsadm ").replaceAll("ipvsadm $", ""));
      assertEquals(applied, director());
      lvsh(NFTABLES, "--yes", "no", "sync", "master").ends(0);
      assertFalse(director().contains("master"), director());
    } finally {
      standStill();
      Lab.bash("ip link delete lvsh-sync");
    }
  }

  /** No daemons, and the timeouts that a kernel starts with. */
  private static void standStill() {
    Lab.bash(
        """
        ipvsadm --stop-daemon master || true
        ipvsadm --stop-daemon backup || true
        ipvsadm --set 900 120 300
        """);
  }

  private static String director() {
    return Lab.bash("ipvsadm -l --timeout; ipvsadm -l --daemon");
  }

  private static Set<String> marked(Effect effect) {
    Set<String> marked = new TreeSet<>(effect.marks());
    marked.removeIf(packet -> packet.endsWith(": 0"));
    return marked;
  }

  @Tag("lab-full")
  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void theLargeShop(String firewall) throws IOException {
    compare(
        firewall,
        LARGE,
        "ports 80,443 sticky 10m",
        "ports 80,443,8080-8090 sticky 20m",
        """
        remove service images6
        remove service mail
        rename api to interface
        set shop server 192.168.1.2 weight 9
        set ftp ports 21,30000-30500
        set dns ports 53,853
        """);
  }
}
