package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The doctor on a kernel of Linux: something is broken as it breaks on real machines, the doctor
 * finds it, and when the commands that it names were run it finds it no more.
 */
@Tag("lab")
class DoctorLabTest {
  private static final String VIP = "10.77.0.5";

  @TempDir Path run;
  private String forwarding;

  /** Clients come in by dr0, servers are at dr1. */
  @BeforeEach
  void connect() {
    Lab.empty();
    forwarding = Lab.bash("cat /proc/sys/net/ipv4/ip_forward").strip();
    Lab.bash(
        """
        for number in 0 1; do
          ip link add dr$number type dummy
          ip address add 10.77.$number.1/24 dev dr$number
          ip link set dev dr$number up
          echo 0 > /proc/sys/net/ipv4/conf/dr$number/rp_filter
        done
        ip address add 10.77.0.5/32 dev dr0
        """);
    lvsh("service web on " + VIP + " port 80", "server 10.77.1.2");
  }

  @AfterEach
  void disconnect() {
    Lab.bash(
        """
        for role in master backup; do
          ipvsadm --stop-daemon $role 2>/dev/null || true
        done
        for number in 0 1; do
          ip link del dr$number 2>/dev/null || true
        done
        ip address del 10.77.0.5/32 dev lo 2>/dev/null || true
        """
            + "if [[ $(cat /proc/sys/net/ipv4/ip_forward) != "
            + forwarding
            + " ]]; then echo "
            + forwarding
            + " > /proc/sys/net/ipv4/ip_forward; fi");
    Lab.empty();
  }

  /** Stages statements and applies them. */
  private void lvsh(String... statements) {
    Path script = run.resolve("script.lvs");
    try {
      Files.writeString(script, String.join("\n", statements) + "\napply\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Ran.live(run, "--yes", script.toString()).ends(0);
  }

  /** The findings of a kind that there are now. */
  private List<JsonObject> findings(String code) {
    Ran ran = Ran.live(run, "doctor", "as", "json");
    assertTrue(ran.status() != 1, () -> ran.output() + ran.errors());
    List<JsonObject> findings = new ArrayList<>();
    for (JsonElement one :
        JsonParser.parseString(ran.output()).getAsJsonObject().getAsJsonArray("findings")) {
      JsonObject finding = one.getAsJsonObject();
      if (finding.get("code").getAsString().equals(code)) {
        findings.add(finding);
      }
    }
    return findings;
  }

  private JsonObject finding(String code) {
    List<JsonObject> found = findings(code);
    assertEquals(1, found.size(), () -> code + ": " + Ran.live(run, "doctor").output());
    return found.get(0);
  }

  /** Runs what a finding names, and sees that it is gone. */
  private void mends(String code) {
    for (JsonElement command : finding(code).getAsJsonArray("mend")) {
      run(command.getAsString());
    }
    assertEquals(List.of(), findings(code));
  }

  private void run(String command) {
    if (command.startsWith("lvsh ")) {
      Ran.live(run, command.substring("lvsh ".length()).split(" ")).ends(0);
    } else {
      Lab.bash(command);
    }
  }

  private void brokenBy(String code, String script) {
    assertEquals(List.of(), findings(code));
    Lab.bash(script);
  }

  @Test
  void anAddressThatIsMissing() {
    brokenBy("vip-missing", "ip address del 10.77.0.5/32 dev dr0");
    mends("vip-missing");
  }

  @Test
  void anInterfaceThatIsOffOnEitherSide() {
    brokenBy("interface-down", "ip link set dev dr1 down");
    assertEquals(List.of(), findings("server-behind-gateway"));
    mends("interface-down");
    Lab.bash("ip link set dev dr0 down");
    mends("interface-down");
    assertEquals(List.of(), findings("vip-missing"));
  }

  @Test
  void forwardingThatIsOffForMasquerading() {
    lvsh("set web server 10.77.1.2 masquerade");
    Lab.bash("sysctl -w net.ipv4.ip_forward=1");
    brokenBy("forwarding-off", "sysctl -w net.ipv4.conf.dr1.forwarding=0");
    mends("forwarding-off");
    Lab.bash("sysctl -w net.ipv4.ip_forward=0");
    mends("forwarding-off");
  }

  @Test
  void aDirectorThatKeepsQuietAndAStrictWayBack() {
    brokenBy(
        "vip-silent",
        """
        ip address del 10.77.0.5/32 dev dr0
        ip address add 10.77.0.5/32 dev lo
        sysctl -w net.ipv4.conf.dr0.arp_ignore=1
        """);
    mends("vip-silent");
    brokenBy(
        "reverse-path",
        """
        ip route add default via 10.77.1.254 dev dr1
        sysctl -w net.ipv4.conf.dr0.rp_filter=1
        """);
    mends("reverse-path");
  }

  @Test
  void aServerBehindAGatewayOrWithoutARoute() {
    Lab.bash("ip route add 203.0.113.0/24 via 10.77.1.254 dev dr1");
    lvsh("add server 203.0.113.9 to web");
    mends("server-behind-gateway");
    Lab.bash("ip route del 203.0.113.0/24");
    assertTrue(finding("server-unreachable").get("found").getAsString().contains("203.0.113.9"));
    Lab.bash("ip route add unreachable 203.0.113.0/24");
    finding("server-unreachable");
    Lab.bash("ip route del unreachable 203.0.113.0/24");
    String mend = finding("server-unreachable").getAsJsonArray("mend").get(0).getAsString();
    run(mend.replace("INTERFACE", "dr1"));
    assertEquals(List.of(), findings("server-unreachable"));
  }

  @Test
  void aBackupThatHasLostItsInterfaceOrItsGroup() {
    lvsh("sync backup on dr0 id 7");
    brokenBy("sync-deaf", "ip link set dev dr0 down");
    mends("sync-interface-down");
    Lab.bash("ip link del dr0");
    finding("sync-interface-missing");
    Lab.bash(
        """
        ip link add dr0 type dummy
        ip address add 10.77.0.1/24 dev dr0
        ip link set dev dr0 up
        """);
    mends("sync-deaf");
    assertTrue(Lab.bash("ipvsadm -L --daemon").contains("dr0"), () -> "it does not run");
  }

  @Test
  void settingsMarksAndNames() {
    brokenBy("drops-always", "sysctl -w net.ipv4.vs.drop_packet=3");
    mends("drops-always");
    brokenBy("mark-unset", "ipvsadm -A -f 5 -s rr");
    String rule = finding("mark-unset").getAsJsonArray("mend").get(0).getAsString();
    run(rule.replace("VIP", VIP).replace("PORT", "8080"));
    assertEquals(List.of(), findings("mark-unset"));
    finding("services-of-others");
    lvsh("service shop on " + VIP + " ports 443,8443", "server 10.77.1.2");
    brokenBy("names-lost", "nft flush ruleset");
    mends("names-lost");
  }

  @Test
  void marksInBothFirewalls() {
    lvsh("service shop on " + VIP + " ports 443,8443", "server 10.77.1.2");
    Lab.bash("iptables -t mangle -N LVSH");
    assertEquals(List.of(), findings("kernel-unusable"), "an empty chain is in nobody's way");
    Lab.bash("iptables -t mangle -A LVSH -j ACCEPT");
    Ran.live(run, "doctor")
        .ends(1)
        .says("error: both nftables and iptables hold marks and names of lvsh")
        .says("[kernel-unusable]");
    Lab.bash("iptables -t mangle -F LVSH; iptables -t mangle -X LVSH");
    assertEquals(List.of(), findings("kernel-unusable"));
  }

  @Test
  void rulesOfSourceNatAndAProgramOfOthers() {
    lvsh("set web server 10.77.1.2 masquerade");
    brokenBy(
        "source-nat-blind",
        """
        nft add table ip doctor
        nft 'add chain ip doctor post { type nat hook postrouting priority srcnat; }'
        nft add rule ip doctor post oifname dr1 masquerade
        """);
    mends("source-nat-blind");
    Path program = run.resolve("keepalived");
    assertEquals(List.of(), findings("program-of-others"));
    Lab.bash("cp \"$(readlink -f /bin/sleep)\" " + program);
    Process other = start(program.toString(), "300");
    try {
      Lab.await("it runs", () -> !findings("program-of-others").isEmpty());
      assertFalse(finding("program-of-others").get("found").getAsString().isEmpty());
    } finally {
      other.destroyForcibly();
    }
    Lab.await("it is gone", () -> findings("program-of-others").isEmpty());
  }

  private static Process start(String... command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
