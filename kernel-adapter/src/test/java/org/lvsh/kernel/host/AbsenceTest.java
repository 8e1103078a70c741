package org.lvsh.kernel.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbsenceTest {
  @TempDir Path folder;

  private Absence.Reason reason() {
    List<Path> configurations = List.of(folder.resolve("config.gz"), folder.resolve("config"));
    return new Absence("6.1.0", folder, configurations).reason();
  }

  private void has(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void aModuleOnTheDiskWasNotLoaded() throws IOException {
    has("modules.dep", "kernel/net/netfilter/ipvs/ip_vs.ko.xz: kernel/lib/libcrc32c.ko.xz\n");
    has("config", "CONFIG_IP_VS=m\n");
    assertEquals(Absence.Reason.NOT_LOADED, reason());
  }

  @Test
  void aKernelThatCouldHaveItLacksTheModule() throws IOException {
    has("modules.dep", "kernel/net/netfilter/ipvs/ip_vs_rr.ko: ip_vs.ko\n");
    has("config", "CONFIG_IP_VS=m\nCONFIG_IP_VS_RR=m\n");
    assertEquals(Absence.Reason.NOT_INSTALLED, reason());
  }

  @Test
  void aKernelThatSaysSoIsBuiltWithout() throws IOException {
    has("config", "# CONFIG_IP_VS is not set\nCONFIG_IP_VS_RR=m\n");
    assertEquals(Absence.Reason.BUILT_WITHOUT, reason());
  }

  @Test
  void theConfigurationMayBePacked() throws IOException {
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("config.gz")))) {
      packed.write("CONFIG_NET=y\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(Absence.Reason.BUILT_WITHOUT, reason());
  }

  @Test
  void whereNothingTellsTheModuleMayBeMissing() throws IOException {
    assertEquals(Absence.Reason.NOT_INSTALLED, reason());
    has("config.gz", "no gzip at all");
    assertEquals(Absence.Reason.NOT_INSTALLED, reason());
  }
}
