package org.lvsh.kernel.host;

import com.google.common.base.CharMatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which of IPVS's modules a kernel has: loaded, built in, or on the disk to be loaded when they are
 * first asked for (modules.dep(5)).
 */
public final class Modules {
  private static final CharMatcher NAME_END = CharMatcher.anyOf(" :");

  private final Path loaded;
  private final Path folder;

  /**
   * The modules of a kernel.
   *
   * @param loaded such as {@code /proc/modules}
   * @param folder such as {@code /lib/modules/6.1.0-44-amd64}
   */
  public Modules(Path loaded, Path folder) {
    this.loaded = loaded;
    this.folder = folder;
  }

  /** The modules of the kernel that runs. */
  public static Modules live() {
    return new Modules(Path.of("/proc/modules"), Path.of("/lib/modules", release()));
  }

  /** The release of the kernel that runs, as {@code uname -r} says it. */
  static String release() {
    return lines(Path.of("/proc/sys/kernel/osrelease")).stream().findFirst().orElse("unknown");
  }

  /**
   * Those of some parts of IPVS that are there, by the names of their modules: {@code ip_vs_wlc}
   * for {@code wlc}. All of them where nothing tells: the kernel will say.
   */
  public Set<String> ipvsParts(Collection<String> parts) {
    List<String> onDisk = lines(folder.resolve("modules.dep"));
    List<String> builtIn = lines(folder.resolve("modules.builtin"));
    if (onDisk.isEmpty() && builtIn.isEmpty()) {
      return new LinkedHashSet<>(parts);
    }
    Set<String> there = new LinkedHashSet<>();
    Stream.of(lines(loaded), onDisk, builtIn)
        .flatMap(List::stream)
        .map(Modules::name)
        .filter(name -> name.startsWith("ip_vs_"))
        .forEach(name -> there.add(name.substring("ip_vs_".length())));
    Set<String> known = new LinkedHashSet<>(parts);
    known.retainAll(there);
    return known;
  }

  /** Whether the file of a module is there to be loaded. */
  boolean isOnDisk(String module) {
    return lines(folder.resolve("modules.dep")).stream()
        .map(Modules::name)
        .anyMatch(module::equals);
  }

  /**
   * The name of a module in a line that begins with it or with its path. There are thousands, and
   * they are read for each plan.
   */
  private static String name(String line) {
    int end = NAME_END.indexIn(line);
    String path = end < 0 ? line : line.substring(0, end);
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.indexOf('.');
    return (dot < 0 ? file : file.substring(0, dot)).replace('-', '_');
  }

  private static List<String> lines(Path file) {
    try {
      // Names and paths of modules are ASCII, and this way nothing is decoded.
      return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException missing) {
      return List.of();
    }
  }
}
