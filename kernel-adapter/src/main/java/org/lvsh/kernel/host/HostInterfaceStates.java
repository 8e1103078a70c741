package org.lvsh.kernel.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lvsh.kernel.host.HostInterface.State;

/**
 * The states of interfaces. Whether one is switched on is told by the group that it joins then;
 * whether something is at its other end by {@code operstate} in /sys. That folder may be the one of
 * another network namespace, as after {@code unshare -n}: it counts where it has the same
 * interfaces under the same numbers.
 */
final class HostInterfaceStates {
  private static final int MOST = 100_000;

  /** {@code operstates} in {@code net-sysfs.c}: these two are of interfaces without a carrier. */
  private static final Set<String> WITHOUT_CARRIER = Set.of("down", "lowerlayerdown");

  private final Path folder;
  private final Optional<HostGroups> groups;
  private final boolean isSameNetwork;

  /**
   * Those of a network namespace.
   *
   * @param folder {@code /sys/class/net}
   * @param groups empty where the kernel knows no multicast
   * @param names all interfaces that there are
   */
  HostInterfaceStates(Path folder, Optional<HostGroups> groups, Set<String> names) {
    this.folder = folder;
    this.groups = groups;
    this.isSameNetwork =
        names.equals(listed())
            && groups
                .map(known -> names.stream().allMatch(name -> hasSameNumber(known, name)))
                .orElse(false);
  }

  private Set<String> listed() {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      // Beside the interfaces there may be a file of bonding's.
      files
          .limit(MOST)
          .filter(Files::isDirectory)
          .forEach(file -> names.add(file.getFileName().toString()));
      return names;
    } catch (IOException unreadable) {
      return Set.of();
    }
  }

  private boolean hasSameNumber(HostGroups known, String name) {
    return known.number(name).isEmpty()
        || word(name, "ifindex").equals(Integer.toString(known.number(name).getAsInt()));
  }

  State of(String name) {
    if (groups.isEmpty()) {
      return State.UNKNOWN;
    }
    if (!groups.get().isUp(name)) {
      return State.DOWN;
    }
    boolean isCutOff = isSameNetwork && WITHOUT_CARRIER.contains(word(name, "operstate"));
    return isCutOff ? State.NO_CARRIER : State.UP;
  }

  private String word(String name, String file) {
    try {
      return Files.readString(folder.resolve(name).resolve(file), StandardCharsets.ISO_8859_1)
          .strip();
    } catch (IOException unreadable) {
      return "";
    }
  }
}
