package org.lvsh.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.model.Drain;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.complete.Completion;
import org.lvsh.language.complete.StatementCompleter;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.store.Change;
import org.lvsh.shell.store.Counts;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.store.Ended;
import org.lvsh.shell.store.Moment;
import org.lvsh.shell.store.Result;
import org.springframework.shell.core.command.CommandRegistry;

/** Which names may stand at the end of a text. */
class SessionNamesTest {
  @TempDir Path folder;

  private int reads;
  private final Scene scene = Scene.on(counted(SimulatedKernel.inMemory()));
  private LiveNames names;

  /** A kernel that has two schedulers, one of them its own, and counts how often it is read. */
  private Kernel counted(Kernel behind) {
    return (Kernel)
        Proxy.newProxyInstance(
            Kernel.class.getClassLoader(),
            new Class<?>[] {Kernel.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("capabilities")) {
                return new Capabilities(Set.of("wlc", "mine"), Set.of());
              }
              reads += method.getName().equals("read") ? 1 : 0;
              return method.invoke(behind, arguments);
            });
  }

  private void stage(String... lines) {
    Scene.parse(lines)
        .statements()
        .forEach(one -> scene.session().stage(new Staged(one, "prompt", true)));
  }

  private Names found(String text) {
    if (names == null) {
      names =
          new SessionNames(
              scene.session(),
              new CommandRegistry(),
              () -> List.of("eth0", "eth1", "lo"),
              new FileNames(folder));
    }
    Completion place = StatementCompleter.complete(text, text.length(), names.definitions());
    List<Names> all =
        place.candidates().stream().map(candidate -> names.names(candidate, place)).toList();
    return new Names(
        all.stream().flatMap(some -> some.names().stream()).toList(),
        all.stream().mapToInt(Names::more).sum());
  }

  private String offered(String text) {
    return found(text).names().stream()
        .map(name -> (name.text() + " " + name.meaning()).strip())
        .collect(Collectors.joining("; "));
  }

  @Test
  void servicesAndPoolsAreShownWithWhatTheyAre() {
    stage("service web on 192.168.0.1 ports 80,443", "server 192.168.1.2", "pool farm");
    stage("server 192.168.1.3");
    assertEquals("web on 192.168.0.1 ports 80,443", offered("remove service "));
    assertEquals("farm a pool of 1 server", offered("remove pool "));
    assertEquals("farm a pool of 1 server; web on 192.168.0.1 ports 80,443", offered("rename "));
    assertEquals("", offered("remove service x"));
  }

  @Test
  void whereSomethingIsShownTheServicesAreThoseOfTheKernel() {
    scene.apply("service old on 192.168.0.1 port 80");
    stage("rename old to shop", "service web on 192.168.0.2 port 80");
    assertEquals("old on 192.168.0.1 port 80", offered("show service "));
    assertEquals("old on 192.168.0.1 port 80", offered("explain o"));
    assertEquals(
        "shop on 192.168.0.1 port 80; web on 192.168.0.2 port 80", offered("remove service "));
  }

  @Test
  void serversAreThoseOfTheServiceThatIsNamed() {
    stage("service web on 192.168.0.1 port 80", "server 192.168.1.2:8080 weight 4 masquerade");
    stage("service dns on 192.168.0.1 port 53", "server 192.168.1.9", "server 2001:db8::9 tunnel");
    assertEquals("192.168.1.2:8080 weight 4 masquerade", offered("set web server "));
    assertEquals(
        "192.168.1.2:8080 of web; 192.168.1.9 of dns; 2001:db8::9 of dns",
        offered("remove server "));
    assertEquals("192.168.1.9 of dns", offered("set nobody server 192.168.1.9"));
    assertEquals("", offered("add server "));
  }

  @Test
  void onlyWhatOthersMadeCanBeAdopted() {
    scene.apply("service web on 192.168.0.1 port 80");
    scene.others(Scene.foreign(Scene.tcp("10.9.9.9", 80)));
    assertEquals("tcp-10.9.9.9-80 on 10.9.9.9 port 80, made by others", offered("adopt "));
    assertEquals("", offered("adopt w"));
  }

  @Test
  void onlyServersThatAreDrainedCanBeUndrained() {
    scene.apply("service web on 192.168.0.1 port 80", "server 192.168.1.2", "server 192.168.1.3");
    ServiceKey web = Scene.tcp("192.168.0.1", 80);
    ServerKey server = new ServerKey(IpAddress.of("192.168.1.3"), 80);
    Ownership owner = scene.live().ownership().get(web);
    scene.others(
        new Operation.ChangeServer(web, new RealServer(server, 0, Forwarding.DIRECT, 0, 0)),
        new Operation.SetOwnership(
            owner.with(Drains.NONE.with(server, new Drain(4, Instant.EPOCH)))));
    assertEquals("192.168.1.3 of web", offered("undrain "));
    assertEquals("192.168.1.2 of web; 192.168.1.3 of web", offered("drain "));
  }

  @Test
  void numbersOfTheHistoryAreShownWithWhatWasDone() {
    assertEquals("", offered("rollback "));
    keep(new Deed("apply shop.lvs", "prompt"));
    keep(new Deed("apply", "prompt", List.of("set web wrr", "set web sticky 5s")));
    String when = Moment.text(Instant.EPOCH);
    assertEquals(
        "1 %s, nobody: apply shop.lvs; 2 %s, nobody: apply: set web wrr (and 1 more)"
            .formatted(when, when),
        offered("rollback "));
    assertEquals("1 %s, nobody: apply shop.lvs".formatted(when), offered("show history 1"));
  }

  private void keep(Deed deed) {
    Change nothing =
        new Change(Snapshot.EMPTY, Snapshot.EMPTY, List.of(), List.of(), Optional.empty());
    scene
        .session()
        .store()
        .keep(deed, new Result(Ended.DONE, Counts.NONE, List.of(), "simulated"), nothing);
  }

  @Test
  void aServiceWithAPoolHasItsServers() {
    stage("pool farm", "server 192.168.1.3", "service web on 192.168.0.1 port 80 pool farm");
    assertEquals("192.168.1.3 weight 1 direct", offered("set farm server "));
  }

  @Test
  void theLiveStateGivesNamesWhereNothingIsStaged() {
    scene.apply("service web on 192.168.0.1 port 80", "server 192.168.1.2");
    assertEquals("web on 192.168.0.1 port 80", offered("set "));
  }

  @Test
  void theKernelIsReadOnceForALineAndAnewForTheNext() {
    found("help ");
    assertEquals(0, reads);
    found("set ");
    found("set web server ");
    found("service web on mark 1 ");
    assertEquals(1, reads);
    names.begin();
    found("set ");
    assertEquals(2, reads);
  }

  @Test
  void schedulersAreThoseOfTheKernel() {
    assertEquals("wlc the fewest connections for its weight", offered("set web wl"));
    assertEquals("", offered("set web twos"));
    assertEquals("mine", offered("set web scheduler "));
  }

  @Test
  void settingsAreThoseOfTheKernelWithWhatTheyAre() {
    assertEquals("expire_nodest_conn now 0", offered("kernel expire_no"));
    assertEquals("", offered("kernel expire_nodest_conn = "));
  }

  @Test
  void interfacesAreThoseOfTheMachine() {
    assertEquals("eth0; eth1; lo", offered("sync master on "));
    assertEquals("eth0; eth1", offered("sync master on e"));
  }

  @Test
  void codesOfWarningsAreShownWithTheirMeaningAndNotTwice() {
    assertEquals("no-servers a service has no servers", offered("allow no"));
    assertFalse(offered("allow no-servers,").contains("no-servers"));
    assertTrue(offered("allow no-servers,").contains("sticky-apart"));
  }

  @Test
  void namesThatStandForValuesAreThoseThatWereSaid() {
    stage("let vips = 192.168.0.1,192.168.0.2", "let hold = 600s");
    assertEquals("$vips", offered("service web on $v"));
    assertEquals("$hold; $vips", offered("set web sticky $"));
  }

  @Test
  void ofManyNamesTheFirstAndTheLastAreOfferedAndTheRestIsCounted() {
    String[] lines = new String[100];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "service s%03d on mark %d".formatted(i, i + 1);
    }
    stage(lines);
    Names found = found("set s");
    assertEquals(Names.LIMIT, found.names().size());
    assertEquals(100 - Names.LIMIT, found.more());
    assertEquals("s000", found.names().get(0).text());
    assertEquals("s099", found.names().get(Names.LIMIT - 1).text());
    assertEquals(new Names(List.of(Name.of("s042", "on mark 43")), 0), found("set s042"));
    assertEquals(0, found("set s01").more());
    assertEquals(10, found("set s01").names().size());
  }

  @Test
  void scriptsComeFirstAndFoldersLast() throws IOException {
    for (String file :
        List.of(
            "b.txt",
            "z.lvs",
            "a.lvs",
            ".hidden",
            "plain",
            "a b.lvs",
            "e\u001b[2J.lvs",
            "n\n.lvs")) {
      Files.createFile(folder.resolve(file));
    }
    Files.createDirectories(folder.resolve("deep/er"));
    Files.createDirectory(folder.resolve("my files"));
    Files.createFile(folder.resolve("my files/x\"y.lvs"));
    assertEquals(
        "\"a b.lvs\"; a.lvs; z.lvs; b.txt; \"plain\"; deep/; \"my files/", offered("check "));
    assertEquals(".hidden", offered("check ."));
    assertEquals("deep/er/", offered("check deep/"));
    assertEquals("\"my files/x\\\"y.lvs\"", offered("check \"my files/"));
    assertEquals("\"z.lvs\"", offered("check \"z"));
    assertEquals("", offered("check nowhere/"));
    assertEquals("", offered("check \"\0"));
    Name deep = found("check d").names().get(0);
    assertFalse(deep.whole());
  }

  @Test
  void aFolderOfAnySizeIsReadUpToALimit() throws IOException {
    for (int i = 0; i < FileNames.LIMIT + 10; i++) {
      Files.createFile(folder.resolve("f" + i + ".lvs"));
    }
    Names found = found("check f");
    assertEquals(Names.LIMIT, found.names().size());
    assertEquals(FileNames.LIMIT - Names.LIMIT, found.more());
  }
}
