package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Ipv6Test {
  @TempDir Path net;

  @Test
  void aKernelWithoutIpv6HasNoListOfItsAddresses() throws IOException {
    assertFalse(Ipv6.isIn(net));
    Files.createFile(net.resolve("if_inet6"));
    assertTrue(Ipv6.isIn(net), "also without an address");
  }

  @Test
  void whereNothingIsToldItMayBeThere() {
    assertTrue(Ipv6.isIn(net.resolve("nowhere")));
  }
}
