package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** What others made, and connections of services, are not touched unless somebody says so. */
class NeverSilentTest {
  private static final ServiceKey THEIRS = Scene.tcp("10.0.0.9", 80);

  private final LiveLike kernel = new LiveLike();
  @TempDir Path folder;
  private Path shop;

  @BeforeEach
  void theirsAndOurs() throws IOException {
    RealServer server =
        RealServer.of(new ServerKey(IpAddress.of("10.1.0.1"), 80), 5, Forwarding.DIRECT);
    kernel.apply(
        List.of(Scene.foreign(THEIRS), new Operation.AddServer(THEIRS, server)), Progress.SILENT);
    shop = folder.resolve("shop.lvs");
    Files.writeString(shop, "service shop on 10.0.0.1 port 80\n  server 10.1.0.1\n");
    yes("apply", shop.toString()).ends(0);
  }

  private Ran yes(String... statement) {
    String[] all = Stream.concat(Stream.of("--yes"), Stream.of(statement)).toArray(String[]::new);
    return Ran.on(kernel, folder.resolve("run"), all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set tcp-10.0.0.9-80 wrr",
        "set tcp-10.0.0.9-80 server 10.1.0.1 weight 1",
        "add server 10.1.0.2 to tcp-10.0.0.9-80",
        "remove server 10.1.0.1 from tcp-10.0.0.9-80",
        "remove service tcp-10.0.0.9-80",
        "rename tcp-10.0.0.9-80 to web",
        "drain 10.1.0.1 from tcp-10.0.0.9-80",
        "service tcp-10.0.0.9-80 on 10.0.0.9 port 80; server 10.1.0.1"
      })
  void whatOthersMadeIsChangedOnlyOnceItIsAdopted(String statement) {
    Snapshot before = kernel.read();
    Ran ran = yes(statement).ends(1);
    assertTrue(ran.errors().contains("adopt"), ran::errors);
    assertEquals(before, kernel.read());
  }

  @Test
  void aDeclarationDoesNotTakeTheAddressOfOthers() {
    Snapshot before = kernel.read();
    yes("service web on 10.0.0.9 port 80; server 10.1.0.1")
        .ends(1)
        .tells("services tcp-10.0.0.9-80 and web both claim tcp 10.0.0.9:80");
    assertEquals(before, kernel.read());
  }

  @Test
  void whatOthersMadeOutlivesEverythingThatRemoves() throws IOException {
    yes("remove", "all").ends(0);
    yes("rollback").ends(0);
    Files.writeString(shop, "service other on 10.0.0.2 port 80\n  server 10.1.0.1\n");
    Ran.on(
            kernel,
            folder.resolve("run"),
            "--yes",
            "--replace",
            "--prune-all",
            "apply",
            shop.toString())
        .ends(0);
    yes("rollback", "1").ends(0);
    assertEquals(List.of(THEIRS), List.copyOf(kernel.read().services().keySet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set shop ports 80,443",
        "set shop mark auto",
        "set shop on 10.0.0.3",
        "set shop udp",
        "service shop on 10.0.0.1 port 81; server 10.1.0.1"
      })
  void whatEndsConnectionsNeedsAWordOfItsOwn(String statement) {
    Snapshot before = kernel.read();
    String ours = statement.startsWith("service") ? "source shop.lvs; " : "";
    yes(ours + statement).ends(1).says("-/+ service shop").tells("say --replace to allow it");
    assertEquals(before, kernel.read());
  }

  @Test
  void thatWordAloneIsNoYes() {
    Snapshot before = kernel.read();
    Ran.on(kernel, folder.resolve("run"), "--replace", "set shop ports 80,443")
        .ends(1)
        .tells("say --yes");
    assertEquals(before, kernel.read());
  }

  @Test
  void atATerminalYesAloneDoesNotReplaceEither() {
    String state = folder.resolve("state").toString();
    Ran.lvsh("--state", state, "--yes", "apply", shop.toString()).ends(0);
    Ran.answering("n\n", "--state", state, "--yes", "set shop ports 80,443")
        .ends(1)
        .tells("It replaces 1 service: ");
    Ran.lvsh("--state", state, "plan", shop.toString()).ends(0);
  }
}
