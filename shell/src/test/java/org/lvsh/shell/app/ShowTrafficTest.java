package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.shell.compile.Entries;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** {@code show stats}, {@code rates}, {@code connections} and {@code templates}. */
class ShowTrafficTest {
  private static final Connection BROWSING =
      Entries.tcp("203.0.113.7", 40_000, "192.168.0.1", 80, "192.168.1.2", 80);
  private static final Connection PAYING =
      Entries.tcp("203.0.113.7", 40_001, "192.168.0.1", 443, "192.168.1.2", 443);
  private static final Connection TEMPLATE =
      Entries.markTemplate("203.0.113.7", "0.0.0.10", "192.168.1.2");

  private final LiveLike kernel = new LiveLike();
  @TempDir Path folder;

  @BeforeEach
  void applyTheShop() {
    lvsh("--yes", "apply", Project.example("shop.lvs")).ends(0);
    kernel.with(PAYING, TEMPLATE, BROWSING);
  }

  private Ran lvsh(String... words) {
    return Ran.on(kernel, folder.resolve("run"), words);
  }

  private void count(ServerStatistics server) {
    lvsh("--yes", "service mail on 192.168.0.2 port 25; server 192.168.1.2").ends(0);
    kernel.counting(
        Scene.tcp("192.168.0.2", 25),
        new ServiceStatistics(
            server.counters(),
            new TreeMap<>(Map.of(new ServerKey(IpAddress.of("192.168.1.2"), 25), server))));
  }

  @Test
  void connectionsAreShownWithTheirServices() {
    assertEquals(
        """
        PROTOCOL  CLIENT             VIRTUAL          SERVER           STATE        EXPIRES  SERVICE
        tcp       203.0.113.7:40000  192.168.0.1:80   192.168.1.2:80   ESTABLISHED  57s      shop
        tcp       203.0.113.7:40001  192.168.0.1:443  192.168.1.2:443  ESTABLISHED  57s      shop
        """,
        lvsh("show", "connections").ends(0).output());
  }

  @Test
  void templatesAreShownWithTheirServices() {
    assertEquals(
        """
        CLIENT       SERVICE  ON       SERVER       EXPIRES  STATE
        203.0.113.7  shop     mark 10  192.168.1.2  57s      NONE
        """,
        lvsh("show", "templates").ends(0).output());
  }

  @Test
  void countersAndRatesAreShownByServiceAndServer() {
    count(new ServerStatistics(new Counters(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 11, 12, 13));
    assertEquals(
        List.of(
            "mail (all) 1 2 3 4 5 11 12 13",
            "mail 192.168.1.2 1 2 3 4 5 11 12 13",
            "shop (all) 0 0 0 0 0 0 0 0",
            "shop 192.168.1.2 0 0 0 0 0 0 0 0",
            "shop 192.168.1.3 0 0 0 0 0 0 0 0"),
        rows("stats"));
    assertEquals(
        List.of(
            "mail (all) 6 7 8 9 10",
            "mail 192.168.1.2 6 7 8 9 10",
            "shop (all) 0 0 0 0 0",
            "shop 192.168.1.2 0 0 0 0 0",
            "shop 192.168.1.3 0 0 0 0 0"),
        rows("rates"));
  }

  private List<String> rows(String subject) {
    return lvsh("show", subject).ends(0).lines().stream()
        .skip(1)
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stats", "rates", "connections", "templates"})
  void thereAreTwoForms(String subject) {
    lvsh("show", subject, "as", "json").ends(0).says("\"format\": \"lvsh-" + subject + "\"");
    for (String form : List.of("lvs", "ipvsadm")) {
      lvsh("show", subject, "as", form)
          .ends(1)
          .tells("%s have no form '%s': show them as table or json".formatted(subject, form));
    }
  }

  @Test
  void whoIsNotRootSeesWhatThereIsAndThatItIsNotAll() {
    count(ServerStatistics.ofConnections(11, 12));
    kernel.restricted("only root sees it all");
    assertEquals("mail (all) - - - - - 11 12 -", rows("stats").get(0));
    assertEquals("mail (all) - - - - -", rows("rates").get(0));
    for (String subject : List.of("stats", "rates", "connections", "templates")) {
      lvsh("show", subject).ends(0).tells("incomplete: only root sees it all");
      lvsh("show", subject, "as", "json").ends(0).says("\"incomplete\": [");
    }
  }

  @Test
  void aSimulatedKernelHasNoTraffic() {
    String state = folder.resolve("shop.state").toString();
    Ran.lvsh("--state", state, "--yes", "apply", Project.example("shop.lvs")).ends(0);
    assertEquals("no connections\n", Ran.lvsh("--state", state, "show", "connections").output());
    assertEquals("no templates\n", Ran.lvsh("--state", state, "show", "templates").output());
    Ran.lvsh("--state", state, "show", "stats").ends(0).says("shop");
    Ran.lvsh("--state", state, "show", "rates").ends(0).says("shop");
  }
}
