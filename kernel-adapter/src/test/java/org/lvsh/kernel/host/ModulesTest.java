package org.lvsh.kernel.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesTest {
  @TempDir Path folder;

  @Test
  void whatIsLoadedBuiltInOrOnTheDiskIsThere() throws IOException {
    Path loaded = Files.writeString(folder.resolve("modules"), "ip_vs_rr 16384 1 - Live 0x0\n");
    Files.writeString(
        folder.resolve("modules.dep"),
        "kernel/net/netfilter/ipvs/ip_vs_wlc.ko.xz: kernel/net/netfilter/ipvs/ip_vs.ko.xz\n");
    Files.writeString(folder.resolve("modules.builtin"), "kernel/net/netfilter/ipvs/ip_vs_sh.ko\n");
    assertEquals(
        Set.of("rr", "wlc", "sh"),
        new Modules(loaded, folder).ipvsParts(List.of("rr", "wlc", "sh", "mh")));
  }

  @Test
  void whereNothingTellsAllMayBeThere() {
    Modules unknown = new Modules(folder.resolve("none"), folder.resolve("none"));
    assertEquals(Set.of("rr", "mh"), unknown.ipvsParts(List.of("rr", "mh")));
  }
}
