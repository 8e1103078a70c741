package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lab's real servers as the director sees them: HTTP on 80, HTTPS on 443, and nothing else. */
@Tag("lab")
final class ProbeLabTest extends PacketsLab {
  private static final String SHOP =
      """
      service shop on 192.168.0.1,fd00::1 ports 80,443 sticky 600s
        server 192.168.1.2
        server 192.168.1.3
        server fd00:1::2
        server fd00:1::3
      """;

  private Ran probe(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "probe";
    System.arraycopy(words, 0, all, 1, words.length);
    return Ran.probingLive(folder.resolve("run"), all);
  }

  /**
   * Listens beside the lab's servers, in the namespace of server3, with a certificate of its own.
   */
  private void startAnotherHttps() {
    Lab.bash(
        """
        cd %1$s
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3 \\
          -subj /CN=other.example -keyout other.key -out other.crt 2>other.log
        ip netns exec server3 openssl s_server -accept 8443 -cert other.crt -key other.key \\
          -www >other.log 2>&1 </dev/null &
        echo $! >other.pid
        """
            .formatted(folder));
    String listens = "if (</dev/tcp/192.168.1.3/8443) 2>/dev/null; then echo it listens; fi";
    Lab.await("it listens", () -> !Lab.bash(listens).isEmpty());
  }

  @AfterEach
  void stopIt() {
    Lab.bash("test ! -e %1$s/other.pid || kill $(cat %1$s/other.pid) || true".formatted(folder));
  }

  @Test
  void oneCertificateOnAllServersIsSeenByBothFamilies() throws IOException {
    apply(SHOP);
    Ran ran = probe("shop", "http", "/", "host", "shop.example", "within", "30s");
    ran.ends(0)
        .says("certificate 1: shop.example, 192.168.0.1, fd00::1;")
        .says("Probed 8 of 8 ports: 8 open, 0 not, 0 unknown; nothing is wrong with them.");
    assertFalse(ran.output().contains("certificate 2"), ran::output);
    String shown =
        Lab.bash("openssl x509 -in /run/lab/certificates/server2.crt -noout -fingerprint -sha256");
    String fingerprint = shown.substring(shown.indexOf('=') + 1).strip().replace(":", "");
    ran.says("sha256 " + fingerprint.toLowerCase(Locale.ROOT));
    System.out.println(ran.output());
  }

  @Test
  void anotherCertificateAndADeadPortAreTold() throws IOException {
    startAnotherHttps();
    apply(
        """
        service shop on 192.168.0.1 port 443
          server 192.168.1.2:443 masquerade
          server 192.168.1.3:8443 masquerade
          server 192.168.1.3:9 masquerade
        """);
    Ran ran = probe("shop", "within", "30s", "as", "json").ends(2);
    JsonObject shop =
        JsonParser.parseString(ran.output())
            .getAsJsonObject()
            .getAsJsonArray("services")
            .get(0)
            .getAsJsonObject();
    JsonArray warnings = shop.getAsJsonArray("warnings");
    assertEquals(3, warnings.size(), ran::output);
    assertEquals(
        "tcp 192.168.1.3:9 refuses connections",
        warnings.get(0).getAsJsonObject().get("message").getAsString());
    assertEquals(
        "the servers show different certificates for port 443:"
            + " 1 on 192.168.1.2:443; 2 on 192.168.1.3:8443",
        warnings.get(1).getAsJsonObject().get("message").getAsString());
    assertEquals(
        "certificate-expires", warnings.get(2).getAsJsonObject().get("code").getAsString());
  }

  @Test
  void aServerThatIsNotThereIsToldBeforeItIsAdded() throws IOException {
    apply(SHOP);
    Path more = folder.resolve("packets.lvs");
    Files.writeString(more, SHOP + "  server 192.168.1.99\n");
    Ran.probingLive(folder.resolve("run"), "plan", more.toString(), "with", "probe")
        .ends(2)
        .says("+ server 192.168.1.99")
        .says("Probed 2 of 2 ports: 0 open, 2 not, 0 unknown; 2 warnings.");
  }
}
