package org.lvsh.kernel.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.model.IpAddress;

class HostDatabaseTest {
  @TempDir Path folder;

  private Map<String, List<IpAddress>> read(String text) throws IOException {
    Path file = folder.resolve("hosts");
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    return HostDatabase.read(file);
  }

  @Test
  void eachNameHasItsAddressesInTheOrderOfTheFile() throws IOException {
    Map<String, List<IpAddress>> hosts =
        read(
            """
            127.0.0.1\tlocalhost
            # 10.0.0.9 commented
            192.168.1.2   RS1.example.com rs1 # the first, für alle
            fd00::2 rs1
            192.168.1.3 rs1
            """);
    assertEquals(
        Map.of(
            "localhost",
            List.of(IpAddress.of("127.0.0.1")),
            "rs1.example.com",
            List.of(IpAddress.of("192.168.1.2")),
            "rs1",
            List.of(
                IpAddress.of("192.168.1.2"), IpAddress.of("fd00::2"), IpAddress.of("192.168.1.3"))),
        hosts);
  }

  @Test
  void whatIsNoLineOfHostsIsLeftOut() throws IOException {
    assertEquals(Map.of(), read("nonsense rs1\nfe80::1%eth0 rs2\n192.168.1.2\n\n"));
  }

  @Test
  void whereThereIsNoFileNothingIsKnown() {
    assertEquals(Map.of(), HostDatabase.read(folder.resolve("missing")));
  }
}
