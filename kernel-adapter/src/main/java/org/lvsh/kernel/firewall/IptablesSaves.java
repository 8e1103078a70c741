package org.lvsh.kernel.firewall;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.lvsh.kernel.KernelException;

/**
 * What the programs say that list rules of iptables. There are up to six of them, of which many are
 * one under two names, and most have nothing to tell: only the others are run.
 */
final class IptablesSaves {
  private static final List<String> NAMES =
      List.of(
          "iptables-save",
          "ip6tables-save",
          "iptables-legacy-save",
          "ip6tables-legacy-save",
          "iptables-nft-save",
          "ip6tables-nft-save");

  /** They list these tables of nftables, of {@code ip} and {@code ip6}, and no other ones. */
  private static final String OF_NFTABLES = "xtables-nft-multi";

  private static final Set<String> TABLES = Set.of("raw", "mangle", "nat", "filter", "security");

  /** They list what a module has that says in a file of {@code /proc} which tables there are. */
  private static final String OF_THE_MODULE = "xtables-legacy-multi";

  private final Programs programs;
  private final BooleanSupplier ipv6;
  private final Path network;

  /**
   * With other programs.
   *
   * @param ipv6 whether there is IPv6: without it, its own programs fail
   * @param network the folder of {@code /proc} about the network namespace
   */
  IptablesSaves(Programs programs, BooleanSupplier ipv6, Path network) {
    this.programs = programs;
    this.ipv6 = ipv6;
    this.network = network;
  }

  /** Those of this machine, in the network namespace of the thread that asks. */
  static IptablesSaves live() {
    return new IptablesSaves(new Programs(), Ipv6::isHere, Ipv6.FOLDER);
  }

  /**
   * What those print that can have something to tell, by their names.
   *
   * @param tables those of nftables, as {@link NftOutline#tables} has them; empty where they cannot
   *     be asked for
   * @throws KernelException where one fails
   */
  Map<String, String> thatTell(Optional<List<String>> tables) {
    Map<String, String> said = new LinkedHashMap<>();
    Set<String> run = new HashSet<>();
    for (String name : NAMES) {
      boolean isOfIpv6 = name.startsWith("ip6");
      Optional<Path> origin = programs.origin(name);
      if (origin.isEmpty() || (isOfIpv6 && !ipv6.getAsBoolean())) {
        continue;
      }
      Path program = origin.get();
      if (run.add(program + (isOfIpv6 ? " for IPv6" : " for IPv4"))
          && tells(program, isOfIpv6, tables)) {
        said.put(name, programs.run(List.of(name), ""));
      }
    }
    return said;
  }

  private boolean tells(Path program, boolean isOfIpv6, Optional<List<String>> tables) {
    return switch (String.valueOf(program.getFileName())) {
      case OF_NFTABLES ->
          tables.isEmpty()
              || TABLES.stream()
                  .map(table -> (isOfIpv6 ? "ip6 " : "ip ") + table)
                  .anyMatch(tables.get()::contains);
      case OF_THE_MODULE ->
          !Files.isDirectory(network)
              || Files.exists(network.resolve(isOfIpv6 ? "ip6_tables_names" : "ip_tables_names"));
      default -> true;
    };
  }
}
