package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.live.Opening;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.exchange.Exported;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.KnownMachine;
import org.lvsh.shell.exchange.RandomDirectors;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmExport;
import org.lvsh.shell.exchange.keepalived.KeepalivedExport;
import org.lvsh.shell.exchange.kernel.KernelImport;
import org.lvsh.shell.exchange.netfilter.NetfilterExport;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.view.ImportView;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.LvsView;
import org.lvsh.shell.view.SnapshotView;

/**
 * Random directors are exported, and the programs that the files are for load them into a kernel
 * that holds nothing: it then holds what was exported, as far as the export says that it is
 * carried. All in one Java, for its start costs more in the lab than a state.
 */
@Tag("lab")
class ExchangeLabTest {
  /** Of the machine, or of modules that earlier tests have loaded. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("sync_qlen_max", "lblc_expiration", "lblcr_expiration");

  private static final int PROGRAM_SECONDS = 60;

  /** Made once, for that takes longer than to load one; without what this kernel lacks. */
  private static final List<RandomDirectors.Director> DIRECTORS = directors();

  private static List<RandomDirectors.Director> directors() {
    try (Kernel kernel = kernel(FirewallKind.NFTABLES)) {
      List<String> there =
          Scheduler.KNOWN.stream().filter(kernel.capabilities().schedulers()::contains).toList();
      return LongStream.range(0, RandomFiles.seeds(6, 500))
          .mapToObj(seed -> RandomDirectors.next(seed, there))
          .toList();
    }
  }

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void clean() {
    Lab.empty();
    Lab.bash(
        """
        ip link show eth0 >/dev/null 2>&1 || ip link add eth0 mtu 1500 type dummy
        ip link set eth0 up
        """);
    try (Kernel kernel = kernel(FirewallKind.NFTABLES)) {
      clear(kernel);
    }
  }

  private static Kernel kernel(FirewallKind firewall) {
    return Opening.open(Optional.of(firewall));
  }

  private static void clear(Kernel kernel) {
    clear(kernel, kernel.read());
  }

  /** Takes away all that is there but marks and names, which the next file replaces. */
  private static void clear(Kernel kernel, Snapshot now) {
    List<Operation> operations = new ArrayList<>();
    now.daemons().keySet().forEach(role -> operations.add(new Operation.StopDaemon(role)));
    now.services().keySet().forEach(key -> operations.add(new Operation.RemoveService(key)));
    operations.add(new Operation.SetTimeouts(Timeouts.DEFAULT));
    for (Setting changed : now.changedSettings()) {
      Setting first = changed.known().flatMap(KnownSetting::first).orElseThrow();
      operations.add(new Operation.SetSetting(first));
    }
    assertEquals(
        operations.stream().map(Outcome::done).toList(), kernel.apply(operations, Progress.SILENT));
  }

  private String write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines).toString();
  }

  /** By the command that the export names for its file. */
  private static void load(Exported exported, String file) {
    for (String use : exported.uses()) {
      Command.output("", PROGRAM_SECONDS, "sh", "-ec", use.formatted(file));
    }
  }

  /** The services of one, the marks and names of the other, and the rest of the first. */
  private static Snapshot together(Snapshot services, Snapshot marks) {
    return alike(
        new Snapshot(
            services.services(),
            marks.markRules(),
            marks.ownership(),
            services.timeouts(),
            marks.lastMark(),
            services.daemons(),
            services.settings()));
  }

  /** Without what depends on the machine, and what the kernel moves by itself. */
  private static Snapshot alike(Snapshot state) {
    NavigableMap<String, Setting> settings = new TreeMap<>(state.settings());
    settings.keySet().removeAll(OF_THE_MACHINE);
    settings.replaceAll(
        (name, setting) ->
            setting.known().filter(KnownSetting::movesByItself).isPresent()
                    && setting.value().equals("2")
                ? new Setting(name, "1")
                : setting);
    return state.withSettings(settings);
  }

  /**
   * Every state with nftables and then with iptables; the import from the latter of some, for it is
   * made of nothing but what was read, and that is what nft has loaded, too.
   */
  @Test
  void whatIpvsadmAndAPacketFilterLoadIsWhatWasExported() throws IOException {
    int imported = RandomFiles.seeds(6, 50);
    int scripts = 0;
    try (Kernel nftables = kernel(FirewallKind.NFTABLES);
        Kernel iptables = kernel(FirewallKind.IPTABLES)) {
      for (int seed = 0; seed < DIRECTORS.size(); seed++) {
        Snapshot state = DIRECTORS.get(seed).whole();
        Exported services = IpvsadmExport.of(state, "live");
        load(services, write("director.ipvsadm", services.lines()));
        Exported marks = NetfilterExport.nftables(state, "live");
        load(marks, write("director.nft", marks.lines()));
        assertLoaded(nftables, services, marks, true, "nft, seed " + seed);
        Command.output("nft", "flush", "ruleset");
        marks = NetfilterExport.iptables(state, "live");
        load(marks, write("director.iptables", marks.lines()));
        clear(
            iptables,
            assertLoaded(iptables, services, marks, seed < imported, "iptables, seed " + seed));
        Command.output("nft", "flush", "ruleset");
        scripts += services.uses().get(0).startsWith("sh") ? 1 : 0;
      }
    }
    System.out.printf(
        "%d states, %d imported from iptables; %d needed a script, the others were read by"
            + " ipvsadm -R%n",
        DIRECTORS.size(), Math.min(imported, DIRECTORS.size()), scripts);
  }

  /** What was read. */
  private static Snapshot assertLoaded(
      Kernel kernel, Exported services, Exported marks, boolean imports, String at) {
    Snapshot read = kernel.read();
    assertEquals(together(services.carried(), marks.carried()), alike(read), at);
    if (imports) {
      assertEquals(List.of(), changedByItsImport(kernel, read), at);
    }
    return read;
  }

  /** What the statements of {@code import kernel} would change of it, but whose it is. */
  private static List<Operation> changedByItsImport(Kernel kernel, Snapshot read) {
    Imported imported = KernelImport.of(read, List.of(), new KnownMachine());
    assertEquals(List.of(), imported.errors());
    String[] statements =
        new ImportView(imported, "live", read)
            .statements().stream().map(Line::text).toArray(String[]::new);
    return Scene.on(kernel).planAs("imported.lvs", statements).operations().stream()
        .filter(operation -> !(operation instanceof Operation.SetOwnership))
        .filter(operation -> !(operation instanceof Operation.ClearOwnership))
        .toList();
  }

  @Test
  void whatIsExportedAsStatementsMakesTheSameWhereItIsApplied() {
    try (Kernel kernel = kernel(FirewallKind.NFTABLES)) {
      for (int seed = 0; seed < DIRECTORS.size(); seed++) {
        Command.output("nft", "flush", "ruleset");
        Snapshot state = DIRECTORS.get(seed).declared();
        Scene scene = Scene.on(kernel).applyAs("director.lvs", exported(state));
        Snapshot live = scene.live();
        assertEquals(statements(state), statements(live), "seed " + seed);
        assertEquals(state.markRules().keySet(), live.markRules().keySet());
        assertEquals(state.timeouts(), live.timeouts());
        assertEquals(state.daemons(), live.daemons());
        assertEquals(alike(state).settings(), alike(live).settings());
        assertTrue(scene.planAs("director.lvs", exported(live)).isEmpty(), "seed " + seed);
        clear(kernel, live);
      }
    }
  }

  private static String[] exported(Snapshot state) {
    return new SnapshotView().lines(state, "live").stream().map(Line::text).toArray(String[]::new);
  }

  private static List<Line> statements(Snapshot state) {
    return new LvsView().services(Decompiler.decompile(state).values());
  }

  @Test
  void keepalivedTakesEveryFileWithoutComplaint() throws IOException {
    for (RandomDirectors.Director director : DIRECTORS) {
      Exported exported = KeepalivedExport.of(director.whole(), "live");
      load(exported, write("keepalived.conf", exported.lines()));
    }
  }

  @Test
  void keepalivedMakesTheTableThatWasExported() throws IOException {
    try (Kernel kernel = kernel(FirewallKind.NFTABLES)) {
      for (int seed = 0; seed < RandomFiles.seeds(2, 30); seed++) {
        clear(kernel);
        Snapshot state = withBothDaemons(DIRECTORS.get(seed).whole(), seed);
        Exported exported = KeepalivedExport.of(state, "live");
        if (!exported.carried().services().isEmpty()) {
          assertMade(kernel, exported, "seed " + seed);
        }
      }
    }
  }

  /** For one alone keepalived needs a VRRP instance. */
  private static Snapshot withBothDaemons(Snapshot state, int seed) {
    NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>();
    if (seed % 2 == 0) {
      for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
        daemons.put(role, SyncDaemon.of(role, "eth0", 7).withMaxLength(1200));
      }
    }
    return new Snapshot(
        state.services(),
        state.markRules(),
        state.ownership(),
        state.timeouts(),
        state.lastMark(),
        canRun(state) ? daemons : new TreeMap<>(),
        state.settings());
  }

  /** While a daemon runs, no server of another address family than its service's is taken. */
  private static boolean canRun(Snapshot state) {
    return state.services().values().stream()
        .allMatch(
            entry ->
                entry.servers().keySet().stream()
                    .allMatch(
                        server -> server.address().family() == entry.service().key().family()));
  }

  /** Starts keepalived, and waits for the table. */
  private void assertMade(Kernel kernel, Exported exported, String seed) throws IOException {
    String file = write("keepalived.conf", exported.lines());
    Path told = folder.resolve("keepalived.log");
    Process keepalived =
        new ProcessBuilder(
                "keepalived",
                "--dont-fork",
                "--log-console",
                "--check",
                "--use-file=" + file,
                "--pid=" + folder.resolve("keepalived.pid"),
                "--checkers_pid=" + folder.resolve("checkers.pid"))
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PROGRAM_SECONDS);
      while (!isMade(kernel, exported.carried()) && System.nanoTime() < end) {
        Lab.pause(100);
      }
      Snapshot made = kernel.read();
      String why = seed + "\n" + Files.readString(told);
      assertEquals(exported.carried().services(), made.services(), why);
      assertEquals(exported.carried().timeouts(), made.timeouts(), why);
      assertEquals(exported.carried().daemons(), made.daemons(), why);
    } finally {
      stop(keepalived);
    }
  }

  private static boolean isMade(Kernel kernel, Snapshot carried) {
    Snapshot now = kernel.read();
    return now.services().equals(carried.services())
        && now.timeouts().equals(carried.timeouts())
        && now.daemons().equals(carried.daemons());
  }

  /** Its checker ends with it, and takes away what it made. */
  private static void stop(Process keepalived) {
    keepalived.destroy();
    try {
      assertTrue(keepalived.waitFor(PROGRAM_SECONDS, TimeUnit.SECONDS), "keepalived goes on");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
