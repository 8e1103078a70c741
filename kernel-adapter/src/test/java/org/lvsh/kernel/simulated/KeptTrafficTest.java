package org.lvsh.kernel.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.ONE;
import static org.lvsh.kernel.Samples.TWO;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.rule;
import static org.lvsh.kernel.Samples.server;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.Samples.tcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.RandomOperations;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.Visitors;
import org.lvsh.kernel.Visitors.Target;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.RemoveServer;
import org.lvsh.kernel.model.Operation.RemoveService;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/** That traffic is kept in the file, and what becomes of a file whose traffic is damaged. */
class KeptTrafficTest {
  private static final int SEEDS = 4;
  private static final int STEPS = 60;
  private static final Target HTTP = new Target(Protocol.TCP, IpAddress.of("192.168.0.1"), 80);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void noFileYet() {
    file = folder.resolve("state.json");
  }

  private SimulatedKernel kernel() {
    return SimulatedKernel.keptIn(file);
  }

  private static Visitors visitors(int count, Duration during, Target target) {
    return Visitors.apart(IpAddress.of("203.0.113.1"), count, List.of(target), during);
  }

  /** A bit of everything: schedulers that remember, templates, limits, the trash. */
  private String busy() throws IOException {
    VirtualService web =
        VirtualService.of(WEB, Scheduler.of("wrr"), Persistence.of(Duration.ofMinutes(5)));
    TriedKernel tried = new TriedKernel(kernel());
    tried.takes(add(web), add(WEB, server(TWO, 1)), add(WEB, server(ONE, 2)));
    tried.takes(
        add(service(mark(10), "rr")),
        add(mark(10), server(at("10.0.0.3", 0), 1)),
        add(mark(10), server(at("10.0.0.4", 0), 1)),
        add(rule("192.168.0.2", 0, 65535, 10)));
    tried.takes(
        add(service(tcp("192.168.0.3", 80), "lblcr")), add(tcp("192.168.0.3", 80), server(ONE, 1)));
    kernel().visit(visitors(3, Duration.ofSeconds(30), HTTP));
    for (String address : List.of("192.168.0.2", "192.168.0.3")) {
      Target target = new Target(Protocol.TCP, IpAddress.of(address), 80);
      kernel().visit(visitors(2, Duration.ofSeconds(30), target));
    }
    tried.takes(new RemoveServer(mark(10), at("10.0.0.3", 0)));
    return Files.readString(file);
  }

  @Test
  void aFileWithoutTrafficIsAsItWas() throws IOException {
    new TriedKernel(kernel()).takes(add(WEB), add(WEB, server(ONE, 1)), add(WEB, server(TWO, 1)));
    String before = Files.readString(file);
    assertTrue(before.contains("\"version\":1,"), before);
    assertFalse(before.contains("traffic"), before);
    kernel().forward(Duration.ZERO);
    kernel().zero(Optional.empty());
    assertEquals(before, Files.readString(file));
    kernel().visit(visitors(1, Duration.ZERO, HTTP));
    assertTrue(Files.readString(file).contains("\"version\":2,"));
  }

  @Test
  void theClockAloneIsKept() {
    kernel().forward(Duration.ofMinutes(10));
    assertEquals(Duration.ofMinutes(11), kernel().forward(Duration.ofMinutes(1)).clock());
  }

  @Test
  void everyFieldIsWrittenAndReadAgain() throws IOException {
    String text = busy();
    for (String field :
        List.of(
            "\"clock\":90000",
            "\"trashCheck\":150000",
            "\"currentWeight\":2",
            "\"lastAddress\":\"10.0.0.",
            "\"order\":[{\"address\":\"10.0.0.2\",\"port\":80},{\"address\":\"10.0.0.1\",",
            "\"places\":[{\"address\":\"192.168.0.3\",\"lastUse\":75000,\"lastChange\":60000,",
            "\"templates\":[{\"protocol\":6,\"client\":\"203.0.113.1\"",
            "\"valid\":true,\"assured\":true,\"timeout\":300000,\"ends\":300000",
            "\"clientPort\":32768,\"virtual\":\"192.168.0.1\",\"port\":80,\"serverPort\":80,"
                + "\"timeout\":900000,\"ends\":900000}",
            "\"removed\":[{\"address\":\"10.0.0.3\",\"port\":0,\"weight\":1,\"method\":"
                + "\"masquerade\",\"orphaned\":false,\"lastWeight\":1,")) {
      assertTrue(text.contains(field), field + " in " + text);
    }
    assertEquals(kernel().statistics(), kernel().statistics());
    kernel().forward(Duration.ZERO);
    assertEquals(text, Files.readString(file));
  }

  @Test
  void inMemoryAndInAFileTheSameHappens() {
    for (int seed = 0; seed < SEEDS; seed++) {
      file = folder.resolve(seed + ".json");
      Random random = new Random(seed);
      RandomOperations operations = new RandomOperations(seed);
      SimulatedKernel memory = SimulatedKernel.inMemory();
      for (int step = 0; step < STEPS; step++) {
        String where = "seed " + seed + ", step " + step;
        List<Operation> some = List.of(operations.next(), operations.next(), operations.next());
        assertEquals(
            memory.apply(some, Progress.SILENT), kernel().apply(some, Progress.SILENT), where);
        List<Target> targets = targets(memory);
        if (!targets.isEmpty()) {
          Target target = targets.get(random.nextInt(targets.size()));
          Visitors visitors =
              visitors(1 + random.nextInt(6), Duration.ofSeconds(random.nextInt(200)), target);
          assertEquals(memory.visit(visitors), kernel().visit(visitors), where);
        }
        assertEquals(memory.statistics(), kernel().statistics(), where);
        assertEquals(entries(memory), entries(kernel()), where);
      }
    }
  }

  /** Where the services and rules that are there at the moment can be reached over IPv4. */
  private static List<Target> targets(SimulatedKernel kernel) {
    List<Target> targets = new ArrayList<>();
    kernel
        .read()
        .services()
        .keySet()
        .forEach(
            key -> {
              if (key instanceof ServiceKey.OnAddress one && one.address().bytes().length == 4) {
                int port = one.port() == 0 ? 80 : one.port();
                targets.add(new Target(one.protocol(), one.address(), port));
              }
            });
    kernel
        .read()
        .markRules()
        .keySet()
        .forEach(
            match -> {
              if (match.address().bytes().length == 4) {
                int port = Math.max(match.ports().first(), 1);
                targets.add(new Target(match.protocol(), match.address(), port));
              }
            });
    return targets;
  }

  private static List<Connection> entries(SimulatedKernel kernel) {
    List<Connection> all = new ArrayList<>();
    kernel.connections(all::add);
    return all;
  }

  @Test
  void whatHangsOnARemovedServiceIsKept() {
    VirtualService web =
        VirtualService.of(WEB, Scheduler.of("rr"), Persistence.of(Duration.ofMinutes(5)));
    TriedKernel tried = new TriedKernel(kernel());
    tried.takes(add(web), add(WEB, server(ONE, 1)));
    kernel().visit(visitors(2, Duration.ZERO, HTTP));
    tried.takes(new RemoveService(WEB));
    assertEquals(4, entries(kernel()).size());
    tried.takes(add(web), add(WEB, server(ONE, 1)));
    assertEquals(2, kernel().statistics().get(WEB).servers().get(ONE).activeConnections());
    assertEquals(0, kernel().visit(visitors(2, Duration.ZERO, HTTP)).newTemplates());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\":2          | \"version\":1         | traffic in version 1",
        "\"clock\":90000        | \"clock\":-1          | clock is not between",
        "\"clock\":90000        | \"clock\":90000000    | should have ended",
        "\"seed\":0             | \"seeds\":0           | seed is missing",
        "\"trash\":[            | \"waste\":[           | trash is missing before waste",
        "\"currentWeight\":2    | \"currentWeight\":9   | not what wrr remembers",
        "\"lastAddress\":\"10.0.0.4 | \"lastAddress\":\"10.0.0.9 | there is no server 10.0.0.9",
        "\"order\":[{\"address\":\"10.0.0.2\" | \"order\":[{\"address\":\"10.0.0.9\" | order of other",
        "\"order\":[{           | \"order\":[{\"a\":1,  | unknown: a",
        "\"places\":[{\"address\" | \"places\":[{\"addres\" | address is missing",
        "\"lastChange\":60000   | \"lastChange\":\"a\"  | lastChange is of the wrong kind",
        "\"lastWeight\":2       | \"lastWeight\":-2     | lastWeight is not between",
        "\"overloaded\":false   | \"overloaded\":0      | overloaded is of the wrong kind",
        "\"meter\":[3,          | \"meter\":[           | no meter",
        "\"meter\":[3,          | \"meter\":[-3,        | no counters",
        "\"clientPort\":32768   | \"clientPort\":0      | a connection from port 0",
        "\"virtual\":\"192.168.0.1\" | \"virtual\":\"2001:db8::1\" | from 203.0.113.",
        "\"client\":\"203.0.113.2\" | \"client\":\"203.0.113.1\" | twice: ",
        "\"ends\":900000        | \"ends\":10           | should have ended",
        "\"removed\":[{         | \"removed\":[],\"x\":[{ | Expected",
        "\"orphaned\":false     | \"orphaned\":false,\"idleSince\":-1 | idleSince is not between",
        "10.0.0.3\",\"port\":0,\"weight\":1 | 10.0.0.4\",\"port\":0,\"weight\":1 | not in the trash",
      })
  void trafficOutOfPlaceIsDamage(String good, String bad, String message) throws IOException {
    String whole = busy();
    assertTrue(whole.contains(good), good + " in " + whole);
    Files.writeString(file, whole.replace(good, bad));
    String said = assertThrows(KernelException.class, () -> kernel().read()).getMessage();
    assertTrue(said.contains("is damaged: ") && said.contains(message), said);
  }

  @Test
  void aFileCutOffAnywhereIsDamage() throws IOException {
    String whole = busy();
    for (int length = 0; length < whole.length(); length += 13) {
      Files.writeString(file, whole.substring(0, length));
      assertThrows(KernelException.class, () -> kernel().read());
    }
  }

  /** A changed digit may leave a valid state; then time can pass in it. */
  @Test
  void flippedBitsNeverGiveAnythingButDamageOrAState() throws IOException {
    byte[] whole = busy().getBytes(UTF_8);
    Random random = new Random(7);
    for (int round = 0; round < 600; round++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      try {
        kernel().visit(visitors(2, Duration.ofMinutes(1), HTTP));
        kernel().forward(Duration.ofMinutes(20));
        kernel().read();
      } catch (KernelException e) {
        assertTrue(e.getMessage().contains("is damaged"), "round " + round + ": " + e.getMessage());
      }
    }
  }
}
