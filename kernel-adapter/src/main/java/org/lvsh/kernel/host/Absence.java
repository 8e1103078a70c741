package org.lvsh.kernel.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Why a kernel has no IPVS: it was built without, its module is not on this machine, or the module
 * is there and was not loaded. The first is told by the kernel's configuration, where it says so.
 */
public final class Absence {
  private static final String MODULE = "ip_vs";
  private static final String OPTION = "CONFIG_IP_VS";
  private static final int MOST_LINES = 100_000;

  private final String release;
  private final Path folder;
  private final List<Path> configurations;

  /**
   * Of a kernel.
   *
   * @param release as {@code uname -r} says it
   * @param folder of its modules, such as {@code /lib/modules/6.1.0-44-amd64}
   * @param configurations where its configuration may be, plain or as a {@code .gz}
   */
  public Absence(String release, Path folder, List<Path> configurations) {
    this.release = release;
    this.folder = folder;
    this.configurations = List.copyOf(configurations);
  }

  /** Of the kernel that runs. */
  public static Absence live() {
    String release = Modules.release();
    return new Absence(
        release,
        Path.of("/lib/modules", release),
        List.of(Path.of("/proc/config.gz"), Path.of("/boot", "config-" + release)));
  }

  /** What is missing. */
  public enum Reason {
    /** The kernel cannot have IPVS, whatever is installed. */
    BUILT_WITHOUT,
    /** It can, and no file of the module is here; in a container it must be on the host. */
    NOT_INSTALLED,
    /** The file is here, and the kernel did not load it when it was asked for IPVS. */
    NOT_LOADED
  }

  /** The reason, as far as files tell it. */
  public Reason reason() {
    if (new Modules(Path.of("/dev/null"), folder).isOnDisk(MODULE)) {
      return Reason.NOT_LOADED;
    }
    return configuration().map(Absence::isBuiltWithout).orElse(false)
        ? Reason.BUILT_WITHOUT
        : Reason.NOT_INSTALLED;
  }

  /** The release of the kernel it is about. */
  public String release() {
    return release;
  }

  /** Where the kernel's modules would be. */
  public Path folder() {
    return folder;
  }

  private static boolean isBuiltWithout(List<String> configuration) {
    return configuration.stream().noneMatch(line -> line.startsWith(OPTION + "="));
  }

  /** The lines of the first configuration that can be read. */
  private Optional<List<String>> configuration() {
    return configurations.stream()
        .map(Absence::lines)
        .flatMap(Optional::stream)
        .filter(lines -> !lines.isEmpty())
        .findFirst();
  }

  private static Optional<List<String>> lines(Path file) {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return Optional.of(reader.lines().limit(MOST_LINES).toList());
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }
}
