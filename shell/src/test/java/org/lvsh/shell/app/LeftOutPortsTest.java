package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ports that a range leaves to a narrower service: what was said is kept as it was said, whatever
 * the rules look like, and an edit of one service never takes a port from another or gives it one.
 */
class LeftOutPortsTest {
  @TempDir Path folder;

  private Ran lvsh(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "--yes";
    all[1] = "--state";
    all[2] = folder.resolve("state.json").toString();
    System.arraycopy(words, 0, all, 3, words.length);
    return Ran.lvsh(all);
  }

  private void applied(String... services) throws IOException {
    Path file = folder.resolve("ports.lvs");
    StringBuilder text = new StringBuilder();
    for (String service : services) {
      text.append("service ").append(service).append("\n  server 192.168.1.2\n");
    }
    Files.writeString(file, text);
    lvsh("apply", file.toString()).ends(0);
    lvsh("plan", file.toString()).ends(0);
  }

  private List<String> declared() {
    return lvsh("show services as lvs").ends(0).lines().stream()
        .filter(line -> line.startsWith("service "))
        .toList();
  }

  private List<String> rules(String service) {
    return lvsh("show marks").ends(0).lines().stream()
        .map(line -> line.split(" +", -1))
        .filter(cells -> cells.length == 5 && cells[1].equals(service))
        .map(cells -> cells[3] + ":" + cells[4])
        .toList();
  }

  @Test
  void aPortThatWasNeverAskedForIsNotTaken() throws IOException {
    applied("alt on 10.0.0.1 port 81", "web on 10.0.0.1 ports 80,82");
    assertTrue(
        declared().contains("service web on 10.0.0.1 ports 80,82 wlc"), declared()::toString);
    lvsh("remove service alt").ends(0);
    assertEquals(List.of("10.0.0.1:80", "10.0.0.1:82"), rules("web"));
  }

  @Test
  void anyWithSomeServicesInsideKeepsTheirPortsApart() throws IOException {
    applied("all on 10.0.0.1 ports any sticky 60s mark auto", "web on 10.0.0.1 ports 80,443");
    assertEquals(
        List.of(
            "service all on 10.0.0.1 ports any sticky 60s wlc mark auto",
            "service web on 10.0.0.1 ports 80,443 wlc"),
        declared());
    lvsh("set all sticky 90s").ends(0).says("(1 operation ").says("sticky 60s -> 90s");
    lvsh("remove service web").ends(0);
    assertEquals(List.of("10.0.0.1:any"), rules("all"));
  }

  @Test
  void aPortAtTheEdgeIsGivenBack() throws IOException {
    applied(
        "low on 10.0.0.1 port 1", "high on 10.0.0.1 ports 90-100", "wide on 10.0.0.1 ports 1-100");
    assertEquals(List.of("10.0.0.1:2-89"), rules("wide"));
    lvsh("remove service low").ends(0);
    lvsh("remove service high").ends(0);
    assertEquals(List.of("10.0.0.1:1-100"), rules("wide"));
  }

  @Test
  void whatIsLeftOutOnOneAddressStaysOnTheOther() throws IOException {
    applied("narrow on 10.0.0.1 port 80", "wide on 10.0.0.1,10.0.0.2 ports 80-85");
    lvsh("set wide rr").ends(0);
    assertEquals(List.of("10.0.0.1:81-85", "10.0.0.2:80-85"), rules("wide"));
    assertTrue(
        declared().contains("service wide on 10.0.0.1,10.0.0.2 ports 80-85 rr"),
        declared()::toString);
  }

  @Test
  void interlacedRangesAreReadAsTheyWereSaid() throws IOException {
    applied("a on 10.0.0.1 ports 1-1000", "c on 10.0.0.1 ports 443,500-600");
    List<String> before = rules("a");
    lvsh("set c rr").ends(0).says("(1 operation ");
    assertEquals(before, rules("a"));
  }

  @Test
  void aServiceOfOnePortGivesItsMarkUp() throws IOException {
    applied("web on 10.0.0.1 ports 80,443");
    lvsh("set web port 80").ends(1).says("-/+ service web").tells("--replace");
    lvsh("--replace", "set web port 80").ends(0);
    assertEquals(List.of("service web on 10.0.0.1 port 80 wlc"), declared());
    assertEquals(List.of(), rules("web"));
  }

  @Test
  void aMarkThatWasAskedForStays() throws IOException {
    applied("web on 10.0.0.1 ports 80,443 mark 7");
    lvsh("set web port 80").ends(0);
    assertEquals(List.of("service web on 10.0.0.1 port 80 wlc mark 7"), declared());
    assertEquals(List.of("10.0.0.1:80"), rules("web"));
  }
}
