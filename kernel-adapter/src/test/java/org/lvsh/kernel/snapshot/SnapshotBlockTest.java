package org.lvsh.kernel.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.WEB;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.RandomOperations;
import org.lvsh.kernel.Samples;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.simulated.SimulatedKernel;

/** What a snapshot is written as is read again as it was, or not at all. */
class SnapshotBlockTest {
  private static final int WIDTH = 100;

  /** The state that a kernel has after some random operations. */
  private static Snapshot random(long seed) {
    SimulatedKernel kernel = SimulatedKernel.inMemory();
    RandomOperations operations = new RandomOperations(seed);
    List<Operation> all = new ArrayList<>();
    for (int count = 0; count < 40; count++) {
      all.add(operations.next());
    }
    kernel.apply(all, Progress.SILENT);
    return kernel.read();
  }

  private static String text(Snapshot snapshot) {
    return String.join("\n", SnapshotBlock.write(snapshot)) + "\n";
  }

  private static String damage(String text) {
    return assertThrows(DamagedException.class, () -> SnapshotBlock.read(text)).getMessage();
  }

  @Test
  void whatIsWrittenIsReadAgain() throws DamagedException {
    for (long seed = 0; seed < 300; seed++) {
      Snapshot snapshot = random(seed);
      assertEquals(snapshot, SnapshotBlock.read(text(snapshot)), "seed " + seed);
    }
    assertEquals(Snapshot.EMPTY, SnapshotBlock.read(text(Snapshot.EMPTY)));
  }

  @Test
  void anIpv4AddressThatIsMappedToIpv6IsAnotherService() throws DamagedException {
    TreeMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
    for (String address : new String[] {"10.0.0.1", "::ffff:10.0.0.1"}) {
      ServiceKey key = Samples.tcp(address, 80);
      services.put(key, new ServiceEntry(Samples.service(key, "rr"), new TreeMap<>()));
    }
    assertEquals(2, services.size());
    Snapshot none = Snapshot.EMPTY;
    Snapshot snapshot =
        new Snapshot(
            services,
            none.markRules(),
            none.ownership(),
            none.timeouts(),
            none.lastMark(),
            none.daemons(),
            none.settings());
    assertEquals(snapshot, SnapshotBlock.read(text(snapshot)));
  }

  /** A module of somebody else's, a link-local server, timeouts of a kernel with slower ticks. */
  @Test
  void whatOnlyAnotherKernelTakesIsReadAsWell() throws DamagedException {
    Snapshot snapshot =
        with(
            new VirtualService(
                WEB,
                new Scheduler("my-own", Set.of(2)),
                Optional.of(
                    new Persistence(Duration.ofDays(9_000), Optional.empty(), Optional.of("mine"))),
                false),
            "shop.lvs",
            new MarkRule[] {
              Samples.rule("192.168.0.1", 1, 9, 5), Samples.rule("192.168.0.1", 5, 9, 6)
            });
    assertEquals(snapshot, SnapshotBlock.read(text(snapshot)));
  }

  private static Snapshot with(VirtualService service, String source, MarkRule... rules) {
    TreeMap<ServerKey, RealServer> servers = new TreeMap<>();
    servers.put(
        Samples.at("fe80::1", 0), RealServer.of(Samples.at("fe80::1", 0), 1, Forwarding.TUNNEL));
    TreeMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
    services.put(service.key(), new ServiceEntry(service, servers));
    TreeMap<ServiceKey, Ownership> ownership = new TreeMap<>();
    ownership.put(service.key(), new Ownership(service.key(), "web", source));
    TreeMap<MarkRule.Match, MarkRule> marks = new TreeMap<>();
    List.of(rules).forEach(rule -> marks.put(rule.match(), rule));
    Duration second = Duration.ofSeconds(1);
    Timeouts timeouts = new Timeouts(second, second, Duration.ofSeconds(Integer.MAX_VALUE));
    TreeMap<String, Setting> settings = new TreeMap<>();
    settings.put("unheard_of", new Setting("unheard_of", "0-3,8 \"x\" \\"));
    return new Snapshot(
        services, marks, ownership, timeouts, Optional.empty(), new TreeMap<>(), settings);
  }

  private static Snapshot from(String source) {
    return with(Samples.service(WEB, "rr"), source);
  }

  @Test
  void itsLinesAreShortAsciiWithoutBlanksAtTheirEnds() throws DamagedException {
    Random random = new Random(3);
    String choice = "a  \"\\é🦊\u007f\u0085\u2028#;:,";
    for (int round = 0; round < 500; round++) {
      StringBuilder source = new StringBuilder("x");
      random
          .ints(random.nextInt(200), 0, choice.length())
          .forEach(at -> source.append(choice.charAt(at)));
      Snapshot snapshot = from(source.toString());
      List<String> lines = SnapshotBlock.write(snapshot);
      for (String line : lines) {
        assertTrue(line.matches("#: [!-~ ]*[!-~]"), line);
        assertTrue(line.length() <= WIDTH || line.lastIndexOf(" ") > WIDTH - 5, line);
      }
      assertEquals(snapshot, SnapshotBlock.read(String.join("\n", lines)), source::toString);
    }
    assertEquals(
        from(" ".repeat(250) + "x"), SnapshotBlock.read(text(from(" ".repeat(250) + "x"))));
  }

  @Test
  void otherLinesAndOtherLineEndsDoNotMatter() throws DamagedException {
    Snapshot snapshot = random(1);
    String windows = "# a comment\r\n" + text(snapshot).replace("\n", " \r\n") + "# more\r\n";
    assertEquals(snapshot, SnapshotBlock.read(windows));
    assertTrue(SnapshotBlock.isIn(windows));
    assertFalse(SnapshotBlock.isIn("# no block\nservice web #: on\n"));
  }

  @Test
  void aBlockCutOffAnywhereIsDamage() {
    String text = text(random(2)).strip();
    for (int length = 0; length < text.length(); length++) {
      damage(text.substring(0, length));
    }
  }

  @Test
  void aBlockOfWhichLinesAreMissingTwiceOrInAnotherOrderIsDamage() {
    List<String> lines = SnapshotBlock.write(random(2));
    for (int at = 0; at < lines.size(); at++) {
      List<String> less = new ArrayList<>(lines);
      List<String> more = new ArrayList<>(lines);
      more.add(at, less.remove(at));
      damage(String.join("\n", less));
      damage(String.join("\n", more));
    }
    for (int at = 1; at < lines.size(); at++) {
      List<String> swapped = new ArrayList<>(lines);
      Collections.swap(swapped, at - 1, at);
      damage(String.join("\n", swapped));
    }
    damage(text(random(2)) + text(random(3)));
  }

  /** Unlike a damaged state file, one with a changed digit is no other state. */
  @Test
  void aChangedCharacterIsDamageAndNeverAnotherState() {
    Random random = new Random(5);
    Snapshot snapshot = random(4);
    String text = text(snapshot);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder changed = new StringBuilder(text);
      int at = random.nextInt(text.length());
      changed.setCharAt(at, (char) (random.nextInt(20) == 0 ? 0xE9 : 33 + random.nextInt(94)));
      try {
        assertEquals(snapshot, SnapshotBlock.read(changed.toString()), "round " + round);
      } catch (DamagedException damaged) {
        assertFalse(damaged.getMessage().isEmpty());
      }
    }
  }

  @Test
  void theReasonIsSaid() {
    String text = text(Snapshot.EMPTY);
    assertEquals("there is no line that begins with #:", damage("service web\n"));
    assertEquals(
        "it is of version 2; this lvsh reads version 1",
        damage(text.replace("lvsh-snapshot 1", "lvsh-snapshot 2")));
    assertEquals("its first line is missing", damage("#: end\n"));
    assertEquals("it ends too early", damage(text.replace("#: end", "")));
    assertEquals("its lines are not as they were written", damage(text.replace("900", "901")));
  }

  @Test
  void theTextIsThatOfTheSimulatedKernelsFile() throws IOException, DamagedException {
    StringWriter written = new StringWriter();
    SnapshotText.write(Snapshot.EMPTY, written);
    assertEquals(
        "{\"format\":\"lvsh-simulated-kernel\",\"version\":1,"
            + "\"timeouts\":{\"tcp\":900,\"tcpFin\":120,\"udp\":300},"
            + "\"services\":[],\"markRules\":[],\"ownership\":[]}",
        written.toString());
    assertEquals(Snapshot.EMPTY, SnapshotText.read(new StringReader(written.toString())));
  }
}
