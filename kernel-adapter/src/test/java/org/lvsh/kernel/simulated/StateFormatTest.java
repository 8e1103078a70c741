package org.lvsh.kernel.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.DaemonContract.GROUP6;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.WEB6;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.at;
import static org.lvsh.kernel.Samples.mark;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;
import static org.lvsh.kernel.Samples.service;
import static org.lvsh.kernel.Samples.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation.RemoveService;
import org.lvsh.kernel.model.Operation.SetLastMark;
import org.lvsh.kernel.model.Operation.SetOwnership;
import org.lvsh.kernel.model.Operation.SetSetting;
import org.lvsh.kernel.model.Operation.SetTimeouts;
import org.lvsh.kernel.model.Operation.StopDaemon;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.SyncDaemon.Role;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/** What the file says, and what becomes of one that says something else. */
class StateFormatTest {
  private static final String WHOLE =
      """
      {"format":"lvsh-simulated-kernel","version":1,\
      "timeouts":{"tcp":100,"tcpFin":10,"udp":8589934},"lastMark":4294967295,\
      "services":[\
      {"protocol":"tcp","address":"192.168.0.1","port":80,"scheduler":"sh","flags":5,\
      "onePacket":true,"persistence":301,"granularity":4294967040,"engine":"sip","servers":[\
      {"address":"10.0.0.1","port":80,"weight":2147483647,"method":"gue","guePort":6080,\
      "checksum":"full","upperLimit":2147483647,"lowerLimit":2147483647},\
      {"address":"2001:db8:1::1","port":0,"weight":0,"method":"ipip"}]},\
      {"protocol":"tcp","address":"2001:db8::1","port":80,"scheduler":"rr","flags":0,\
      "onePacket":false,"persistence":1,"granularity":64,"servers":[]},\
      {"family":"ipv4","mark":5,"scheduler":"rr","flags":0,"onePacket":false,"servers":[]}],\
      "markRules":[\
      {"protocol":"tcp","address":"192.168.0.1","first":0,"last":65535,"mark":4294967295}],\
      "ownership":[\
      {"family":"ipv4","mark":5,"name":"shop","source":"shop.lvs"},\
      {"family":"ipv4","mark":6,"name":"gone","source":"shop.lvs"}]}""";

  /** Those that Linux 6.1 has, in the order of their names. */
  private static final String SETTINGS =
      """
      "settings":{"am_droprate":"10","amemthresh":"1024","backup_only":"0","cache_bypass":"0",\
      "conn_reuse_mode":"1","conntrack":"0","drop_entry":"0","drop_packet":"0",\
      "expire_nodest_conn":"0","expire_quiescent_template":"0","ignore_tunneled":"0",\
      "nat_icmp_send":"0","pmtu_disc":"1","run_estimation":"1","schedule_icmp":"0",\
      "secure_tcp":"0","sloppy_sctp":"0","sloppy_tcp":"0","snat_reroute":"1",\
      "sync_persist_mode":"0","sync_ports":"1","sync_qlen_max":"16384",\
      "sync_refresh_period":"0","sync_retries":"0","sync_sock_size":"0",\
      "sync_threshold":"3 50","sync_version":"1"}""";

  /** No server of another family may be there. */
  private static final String WITH_DAEMONS =
      """
      {"format":"lvsh-simulated-kernel","version":1,\
      "timeouts":{"tcp":900,"tcpFin":120,"udp":300},\
      "services":[],"markRules":[],"ownership":[],"daemons":[\
      {"role":"master","interface":"eth0","syncId":255,"group":"239.1.2.3","port":8848,"ttl":1,\
      "maxLength":1472},\
      {"role":"backup","interface":"lo","syncId":0,"group":"ff02::77","port":8848,"ttl":1,\
      "maxLength":1024}]}""";

  @TempDir private Path folder;
  private Path file;
  private TriedKernel kernel;

  @BeforeEach
  void noFileYet() {
    file = folder.resolve("state.json");
    kernel = new TriedKernel(SimulatedKernel.keptIn(file));
  }

  @Test
  void everyFieldIsWrittenAndReadAgain() throws IOException {
    kernel.takes(
        new SetTimeouts(
            new Timeouts(
                Duration.ofSeconds(100), Duration.ofSeconds(10), Duration.ofSeconds(8_589_934))),
        new SetLastMark(new Mark(Mark.MAX)),
        add(web()),
        add(WEB, greatest()),
        add(WEB, RealServer.of(at("2001:db8:1::1", 0), 0, Forwarding.TUNNEL)),
        add(web6()),
        add(mark(5)),
        add(rule("192.168.0.1", 0, 65535, Mark.MAX)),
        name(mark(5), "shop"),
        add(mark(6)),
        name(mark(6), "gone"),
        new RemoveService(mark(6)));
    assertEquals(withSettings(WHOLE), Files.readString(file));
    assertEquals(Set.of(WEB, WEB6, mark(5)), kernel.read().services().keySet());
    kernel.holds(web());
    kernel.holds(web6());
    kernel.holdsServers(
        WEB, greatest(), RealServer.of(at("2001:db8:1::1", 0), 0, Forwarding.TUNNEL));
    assertEquals(Set.of(mark(5), mark(6)), kernel.read().ownership().keySet());
  }

  @Test
  void whatIsDrainedIsWrittenAndReadAgain() throws IOException {
    Ownership named =
        new Ownership(mark(5), "shop", "shop.lvs")
            .with(Drains.of("10.0.0.1:0=4@1764126000,[fd00::1]:0=0@1764126001"));
    kernel.takes(add(mark(5)), new SetOwnership(named));
    String field = "\"drained\":\"10.0.0.1:0=4@1764126000,[fd00::1]:0=0@1764126001\"";
    assertTrue(Files.readString(file).contains(field));
    assertEquals(named, kernel.read().ownership().get(mark(5)));
  }

  /** Older versions wrote none, and read the first ones. */
  private static String withSettings(String state) {
    return state.substring(0, state.length() - 1) + "," + SETTINGS + "}";
  }

  @Test
  void aFileWithoutSettingsHasTheFirstOnes() {
    write(WHOLE);
    assertEquals("3 50", kernel.read().settings().get("sync_threshold").value());
    assertEquals(27, kernel.read().settings().size());
    kernel.takes(new SetSetting(new Setting("sync_threshold", "7 60")));
    assertEquals("7 60", kernel.read().settings().get("sync_threshold").value());
  }

  @Test
  void aSettingThatCameWithASchedulersModuleIsKept() throws IOException {
    kernel.takes(
        add(service(mark(5), "lblc")),
        new SetSetting(new Setting("lblc_expiration", "60")),
        new RemoveService(mark(5)));
    assertTrue(Files.readString(file).contains("\"lblc_expiration\":\"60\""));
    assertEquals("60", kernel.read().settings().get("lblc_expiration").value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"sync_retries\":\"0\" | \"sync_retries\":\"4\" | refuse setting sync_retries = 4: EINVAL",
        "\"sync_retries\":\"0\" | \"sync_retries\":\" 0\" | no value of setting sync_retries",
        "\"sync_retries\":\"0\" | \"sync_retries\":[]     | a string",
        "\"sync_retries\":\"0\" | \"est_nice\":\"0\"     | ENOENT",
        "\"sync_retries\":\"0\" | \"../conf\":\"0\"      | no name of a setting",
        "\"sync_retries\":\"0\" | \"sync_ports\":\"1\"   | twice: sync_ports",
        "\"settings\":{           | \"settings\":[{        | BEGIN_OBJECT",
      })
  void aSettingThatTheKernelDoesNotHaveIsDamage(String good, String bad, String message) {
    String whole = withSettings(WHOLE);
    assertTrue(whole.contains(good), good);
    write(whole.replace(good, bad));
    String said = damage();
    assertTrue(said.contains(message), said);
  }

  private static VirtualService web() {
    Optional<Granularity> network = Optional.of(new Granularity(AddressFamily.IPV4, 0xFFFF_FF00L));
    Persistence persistence = new Persistence(Duration.ofSeconds(301), network, Optional.of("sip"));
    return new VirtualService(
        WEB, new Scheduler("sh", Set.of(1, 3)), Optional.of(persistence), true);
  }

  private static VirtualService web6() {
    Optional<Granularity> prefix = Optional.of(new Granularity(AddressFamily.IPV6, 64));
    return VirtualService.of(
        WEB6, Scheduler.of("rr"), new Persistence(Duration.ofSeconds(1), prefix, Optional.empty()));
  }

  private static RealServer greatest() {
    Forwarding gue = new Forwarding(Forwarding.Method.GUE, 6080, Forwarding.Checksum.FULL);
    return new RealServer(
        at("10.0.0.1", 80), Integer.MAX_VALUE, gue, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  @Test
  void daemonsAreWrittenAndReadAgain() throws IOException {
    kernel.takes(
        start(SyncDaemon.of(Role.BACKUP, "lo", 0).withGroup(GROUP6).withMaxLength(1)),
        start(SyncDaemon.of(Role.MASTER, "eth0", 255).withGroup(IpAddress.of("239.1.2.3"))));
    assertEquals(withSettings(WITH_DAEMONS), Files.readString(file));
    assertEquals(Set.of(Role.MASTER, Role.BACKUP), kernel.read().daemons().keySet());
    kernel.takes(new StopDaemon(Role.MASTER), new StopDaemon(Role.BACKUP));
    assertFalse(Files.readString(file).contains("daemons"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"role\":\"master\"    | \"role\":\"other\"     | no Role: other",
        "\"role\":\"master\"    | \"role\":\"backup\"    | twice: BACKUP",
        "\"interface\":\"eth0\" | \"interface\":\"eth1\" | ENODEV",
        "\"interface\":\"eth0\" | \"interface\":\"e:0\"  | no interface",
        "\"syncId\":255         | \"syncId\":256         | syncId is not between",
        "239.1.2.3              | 10.1.2.3               | EINVAL",
        "\"port\":8848          | \"port\":0             | no port or ttl",
        "\"ttl\":1              | \"ttl\":256            | ttl is not between",
        "\"maxLength\":1472     | \"maxLength\":65536    | maxLength is not between",
        "\"maxLength\":1472     | \"new\":1              | maxLength is missing",
      })
  void aDaemonThatCannotRunIsDamage(String good, String bad, String message) {
    assertTrue(WITH_DAEMONS.contains(good), good);
    write(WITH_DAEMONS.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)));
    String said = damage();
    assertTrue(said.contains(message), said);
  }

  @Test
  void blanksDoNotMatter() {
    write(WHOLE.replace(",", " ,\n ").replace(":\"", " : \"") + "\n");
    assertEquals(3, kernel.read().services().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lvsh-simulated-kernel        | other                    | not of the format",
        "\"version\":1                | \"version\":2            | a part is missing",
        "\"version\":1                | \"version\":3            | which this lvsh knows",
        "\"version\":1,               | \"version\":1,\"traffic\":{}, | traffic in version 1",
        "\"tcp\":100                  | \"tcp\":0                | tcp is not between",
        "\"udp\":8589934              | \"udp\":8589935          | refuse timeouts: EINVAL",
        "\"udp\":8589934              | \"udp\":2147483648       | udp is not between",
        "\"tcp\":100                  | \"tcp\":\"100\"          | tcp is of the wrong kind",
        "\"tcp\":100                  | \"tcp\":1.5              | 1.5",
        "\"tcp\":100                  | \"tcp\":null             | no plain value: NULL",
        "\"tcp\":100                  | \"tcp\":1,\"tcp\":1      | tcp twice",
        "\"tcp\":100                  | \"new\":1,\"tcp\":1      | unknown: new",
        "\"lastMark\":4294967295      | \"lastMark\":0           | a mark is between",
        "\"lastMark\"                 | \"newMark\"              | unknown: newMark",
        "\"protocol\":\"tcp\"         | \"protocol\":\"icmp\"    | no Protocol: icmp",
        "192.168.0.1                  | example.org              | example.org",
        "192.168.0.1                  | fe80::1%1                | zone",
        "\"port\":80                  | \"port\":65536           | port is not between",
        "\"scheduler\":\"sh\"         | \"scheduler\":\"nosuch\" | ENOENT",
        "\"scheduler\":\"sh\",        | ''                       | scheduler is missing",
        "\"flags\":5                  | \"flags\":8              | flags is not between",
        "\"persistence\":301          | \"persistence\":0        | persistence is not between",
        "\"persistence\":301,         | ''                       | unknown: ",
        "\"granularity\":64           | \"granularity\":129      | no granularity",
        "\"engine\":\"sip\"           | \"engine\":\"other\"     | ENOENT",
        "2001:db8::1                  | 2001:db8::1\",\"mark\":1,\"x\":\" | family is missing",
        "\"servers\":[]               | \"clients\":[]           | servers is missing",
        "\"servers\":[]               | \"servers\":[],\"x\":1   | at $.services",
        "\"weight\":0                 | \"weight\":-1            | weight is not between",
        "\"weight\":0                 | \"weight\":2147483648    | weight is not between",
        "\"method\":\"ipip\"          | \"method\":\"nat\"       | no Method: nat",
        "\"method\":\"ipip\"          | \"method\":\"direct\"    | EINVAL",
        "\"guePort\":6080,            | ''                       | EINVAL",
        "\"upperLimit\":2147483647    | \"upperLimit\":1         | ERANGE",
        "\"upperLimit\":2147483647    | \"upperLimit\":2147483648 | EINVAL",
        "10.0.0.1                     | 224.0.0.1                | EINVAL",
        "\"family\":\"ipv4\",\"mark\":6 | \"family\":\"ipv4\",\"mark\":5 | twice: ",
        "\"name\":\"shop\"            | \"name\":\"1\"           | no name",
        "\"first\":0,\"last\":65535   | \"first\":2,\"last\":1   | no run of ports",
        "\"markRules\":[              | \"markRules\":[{},       | missing",
        "\"ownership\"                | \"services\"             | services twice",
      })
  void aValueOutOfPlaceIsDamage(String good, String bad, String message) {
    assertTrue(WHOLE.contains(good), good);
    write(WHOLE.replace(good, bad.equals("''") ? "" : bad));
    String said = damage();
    assertTrue(said.contains(message), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"format\":\"lvsh-simulated-kernel\",\"version\":1}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "{\"version\":1,\"format\":\"lvsh-simulated-kernel\"}"
      })
  void whatIsNoStateIsDamage(String text) {
    write(text);
    damage();
  }

  @Test
  void moreAfterTheEndIsDamage() {
    write(WHOLE + "{}");
    damage();
  }

  @Test
  void theMessageHasNoControlSequences() {
    write(WHOLE.replace("shop.lvs", "\\u001b[2J" + "x".repeat(5000)));
    String said = damage();
    assertTrue(said.chars().noneMatch(Character::isISOControl), said);
    assertTrue(said.length() < 1000, said);
  }

  @Test
  void aFileCutOffAnywhereIsDamage() {
    for (int length = 0; length < WHOLE.length(); length += 7) {
      write(WHOLE.substring(0, length));
      damage();
    }
  }

  /** A changed digit may leave a valid state; then it is one that can be written and read. */
  @Test
  void flippedBitsNeverGiveAnythingButDamageOrAState() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = WHOLE.getBytes(UTF_8);
      for (int flips = 1 + random.nextInt(2); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bytes);
      try {
        Snapshot state = kernel.read();
        kernel.apply(new SetLastMark(new Mark(1)), add(mark(77)));
        assertEquals(state.markRules(), kernel.read().markRules(), "round " + round);
      } catch (KernelException e) {
        assertTrue(e.getMessage().contains("is damaged"), "round " + round + ": " + e.getMessage());
      }
    }
  }

  private void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message with which the file is refused, read or changed; it stays as it is. */
  private String damage() {
    String said = assertThrows(KernelException.class, kernel::read).getMessage();
    assertThrows(KernelException.class, () -> kernel.apply(add(mark(77))));
    assertTrue(said.startsWith("the simulated kernel's file " + file + " is damaged: "), said);
    assertTrue(said.contains("move it away to begin with an empty kernel"), said);
    return said;
  }
}
