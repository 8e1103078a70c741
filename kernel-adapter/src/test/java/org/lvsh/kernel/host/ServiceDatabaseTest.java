package org.lvsh.kernel.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceDatabaseTest {
  @TempDir Path folder;

  @Test
  void namesAndAliasesHaveTheirPorts() throws IOException {
    Path file = folder.resolve("services");
    Files.writeString(
        file,
        """
        # Network services, \u00e9

        http\t\t80/tcp\t\twww\t# WorldWideWeb HTTP
        https 443/tcp
        https 443/udp
        twice 7/tcp
        twice 8/udp
        nothing
        no-port x/tcp
        too-high 65536/tcp
        zero 0/tcp
        """,
        StandardCharsets.ISO_8859_1);
    assertEquals(
        Map.of("http", Set.of(80), "www", Set.of(80), "https", Set.of(443), "twice", Set.of(7, 8)),
        ServiceDatabase.read(file));
  }

  @Test
  void withoutTheFileThereAreNoNames() {
    assertEquals(Map.of(), ServiceDatabase.read(folder.resolve("missing")));
    assertEquals(Map.of(), ServiceDatabase.read(folder));
  }
}
