package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README says to those who know ipvsadm is true: it is about every option that ipvsadm
 * has, and each row makes the same of the kernel on both sides. ipvsadm itself is the witness.
 */
@Tag("lab")
class IpvsadmTableLabTest {
  private static final IpvsadmTable TABLE = IpvsadmTable.read();

  /** All that ipvsadm can tell of what is set. */
  private static final String WITNESS =
      """
      ipvsadm -Sn
      ipvsadm -Ln --thresholds
      ipvsadm -Ln --tun-info
      ipvsadm -L --timeout
      ipvsadm -L --daemon
      """;

  /** As after a reboot. */
  private static final String EMPTY =
      """
      ipvsadm -C
      nft flush ruleset
      ipvsadm --stop-daemon master 2>/dev/null || true
      ipvsadm --stop-daemon backup 2>/dev/null || true
      ipvsadm --set 900 120 300
      """;

  /** The one that the examples speak of; other tests may have made it. */
  private static final String INTERFACE =
      """
      ip link show eth0 >/dev/null 2>&1 || ip link add eth0 type dummy
      ip link set eth0 up
      """;

  private static final Pattern SERVICE =
      Pattern.compile("(?m)^-A (-t|-u|--sctp-service|-f) (\\S+?)(?::(\\d+))?(?: (-6))?(?= |$)");

  private static final Pattern PLACE =
      Pattern.compile(
          "-r \\S+|-[tuf] \\S+|--sctp-service \\S+|--set|(start|stop)-daemon \\w+|service \\w+ on");

  private static final String SERVER = "-r ";
  private static final int FIRST_SERVER = 101;

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    Lab.bash(EMPTY + INTERFACE);
    Files.write(folder.resolve("begin.lvs"), TABLE.statements());
  }

  @AfterEach
  void takeEverythingAway() {
    Lab.bash(EMPTY + "ip link delete eth0");
  }

  @Test
  void theTableIsAboutEveryOptionOfIpvsadm() {
    String help = Command.output("ipvsadm", "--help");
    assertEquals(IpvsadmTable.optionsIn(help), TABLE.options());
    System.out.println(
        "%d options of ipvsadm in %d rows".formatted(TABLE.options().size(), TABLE.rows().size()));
  }

  @Test
  void whatLooksOnlyIsThereOnBothSides() throws IOException {
    List<IpvsadmTable.Row> rows =
        TABLE.rows().stream().filter(IpvsadmTable.Row::looksOnly).toList();
    List<String> script = new ArrayList<>(List.of("apply begin.lvs"));
    rows.forEach(row -> script.addAll(row.statements()));
    lvsh(script);
    String before = Lab.bash(WITNESS);
    bash(rows.stream().flatMap(row -> row.commands().stream()).toList());
    assertEquals(before, Lab.bash(WITNESS));
  }

  @Test
  void whatChangesSomethingMakesTheSameOnBothSides() throws IOException {
    List<String> different = new ArrayList<>();
    for (List<IpvsadmTable.Row> batch : batches()) {
      compare(batch, different);
    }
    assertEquals(List.of(), different);
  }

  /**
   * Rows that do not get into each other's way are tried together, for each director has to be made
   * three times, by many programs.
   */
  private static List<List<IpvsadmTable.Row>> batches() {
    List<List<IpvsadmTable.Row>> batches = new ArrayList<>();
    int server = FIRST_SERVER;
    for (IpvsadmTable.Row row : TABLE.rows()) {
      if (!row.looksOnly()) {
        put(row.with("192.168.1.3", "192.168.1." + server++), batches);
      }
    }
    return batches;
  }

  private static void put(IpvsadmTable.Row row, List<List<IpvsadmTable.Row>> batches) {
    for (List<IpvsadmTable.Row> batch : batches) {
      if (batch.stream().noneMatch(there -> disturb(row, there))) {
        batch.add(row);
        return;
      }
    }
    batches.add(new ArrayList<>(List.of(row)));
  }

  private static boolean disturb(IpvsadmTable.Row row, IpvsadmTable.Row there) {
    return sweeps(row) || sweeps(there) || !Collections.disjoint(places(row), places(there));
  }

  /** Whether it takes away what others rest on, or begins with nothing. */
  private static boolean sweeps(IpvsadmTable.Row row) {
    return row.readsAFile() || row.commands().get(0).matches("ipvsadm -[CD].*");
  }

  /** The server, service or daemon that a row is about, and the name of its service. */
  private static Set<String> places(IpvsadmTable.Row row) {
    String all = String.join(" ", row.commands()) + " " + String.join(" ", row.statements());
    Set<String> places = new HashSet<>();
    PLACE.matcher(all).results().forEach(place -> places.add(place.group()));
    if (places.stream().anyMatch(place -> place.startsWith(SERVER))) {
      places.removeIf(place -> !place.startsWith(SERVER));
    }
    return places;
  }

  private void compare(List<IpvsadmTable.Row> batch, List<String> different) throws IOException {
    String byHand = byIpvsadm(batch);
    List<String> adoptions = adoptions(byHand);
    if (!adoptions.isEmpty()) {
      lvsh(adoptions);
    }
    Lab.bash(EMPTY);
    check(byHand, bySaying(batch), "what is said for " + batch, different);
    if (!adoptions.isEmpty()) {
      lvsh(List.of("apply back.lvs"));
      check(byHand, Lab.bash(WITNESS), "what was adopted of " + batch, different);
    }
  }

  private static void check(String expected, String actual, String what, List<String> different) {
    if (!expected.equals(actual)) {
      different.add("\n%s makes\n%sand not\n%s".formatted(what, actual, expected));
    }
  }

  private String byIpvsadm(List<IpvsadmTable.Row> batch) throws IOException {
    List<String> script = new ArrayList<>(List.of(EMPTY));
    if (batch.get(0).readsAFile()) {
      Files.writeString(
          folder.resolve("director.ipvsadm"),
          String.join("\n", TABLE.commands()).replace("ipvsadm ", "") + "\n");
    } else {
      script.addAll(TABLE.commands());
    }
    batch.forEach(row -> script.addAll(row.commands()));
    script.add(WITNESS);
    return bash(script);
  }

  /** By these what is there becomes lvsh's own, and is written down; none where nothing is. */
  private static List<String> adoptions(String witness) {
    List<String> script = new ArrayList<>();
    for (MatchResult service : SERVICE.matcher(witness).results().toList()) {
      script.add("adopt " + name(service));
    }
    if (!script.isEmpty()) {
      script.addAll(List.of("apply", "export lvs to back.lvs"));
    }
    return script;
  }

  private String bySaying(List<IpvsadmTable.Row> batch) throws IOException {
    List<String> script = new ArrayList<>();
    if (batch.get(0).readsAFile()) {
      Files.write(folder.resolve("director.lvs"), TABLE.statements());
    } else {
      script.add("apply begin.lvs");
    }
    batch.forEach(row -> script.addAll(row.statements()));
    script.add("apply");
    lvsh(script);
    return Lab.bash(WITNESS + EMPTY);
  }

  /** The name that lvsh knows a service of others by. */
  private static String name(MatchResult service) {
    String family = service.group(4) == null ? "" : "-ipv6";
    return switch (service.group(1)) {
      case "-t" -> "tcp-" + service.group(2) + "-" + service.group(3);
      case "-u" -> "udp-" + service.group(2) + "-" + service.group(3);
      case "-f" -> "mark-" + service.group(2) + family;
      default -> "sctp-" + service.group(2) + "-" + service.group(3);
    };
  }

  private String bash(List<String> commands) {
    return Lab.bash("cd " + folder + "\n" + String.join("\n", commands));
  }

  /** Runs a script. Nothing is remembered of what was applied before, as after a reboot. */
  private Ran lvsh(List<String> statements) throws IOException {
    List<String> lines =
        statements.stream()
            .map(line -> line.replaceAll("\\b(\\w+\\.lvs)", folder + "/$1"))
            .toList();
    Path script = Files.write(folder.resolve("row.lvs"), lines);
    Path run = Files.createTempDirectory(folder, "run");
    return Ran.live(run, "--yes", script.toString()).ends(0);
  }
}
