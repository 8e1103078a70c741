package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.VirtualService;

/**
 * Where somebody has changed the entry of one family alone of a service that is for both: its name
 * stands for what both have, so statements and edits draw one entry to the other.
 */
public final class FamilyDifferences {
  private final ServiceSpec spec;
  private final Map<AddressFamily, ServiceEntry> there = new EnumMap<>(AddressFamily.class);
  private final Map<AddressFamily, ServiceEntry> made = new EnumMap<>(AddressFamily.class);
  private final List<String> told = new ArrayList<>();

  private FamilyDifferences(ServiceSpec spec, List<ServiceEntry> entries) {
    this.spec = spec;
    entries.forEach(entry -> there.put(entry.service().key().family(), entry));
    new EntryBuilder(spec, spec.mark(), Set.of(spec.scheduler().name()), new ArrayList<>())
        .entries()
        .forEach(entry -> made.put(entry.service().key().family(), entry));
  }

  /** What the services of a snapshot have in one of their entries and lose, in words. */
  public static List<String> of(Snapshot snapshot) {
    Map<String, ServiceSpec> specs = Decompiler.decompile(snapshot);
    List<String> told = new ArrayList<>();
    ServiceNames.keys(snapshot)
        .forEach((name, keys) -> told.addAll(of(specs.get(name), keys, snapshot)));
    return told;
  }

  private static List<String> of(ServiceSpec spec, List<ServiceKey> keys, Snapshot snapshot) {
    if (spec.target().families().size() < AddressFamily.values().length) {
      return List.of();
    }
    FamilyDifferences differences =
        new FamilyDifferences(spec, keys.stream().map(snapshot.services()::get).toList());
    differences.find();
    return differences.told;
  }

  private void find() {
    Set<AddressFamily> missing = EnumSet.copyOf(made.keySet());
    missing.removeAll(there.keySet());
    missing.forEach(
        family -> tell("its %s entry is not there, and is made again".formatted(words(family))));
    if (missing.isEmpty()) {
      compare("the scheduler", VirtualService::scheduler, FamilyDifferences::words);
      compare("'sticky'", VirtualService::persistence, FamilyDifferences::sticky);
      compare("'one-packet'", VirtualService::onePacket, onePacket -> onePacket ? "on" : "off");
      there.values().forEach(this::strangers);
    }
  }

  /** Of each entry as it is, and as the statements make it. */
  private <T> void compare(
      String what, Function<VirtualService, T> part, Function<T, String> words) {
    boolean same =
        there.keySet().stream()
            .allMatch(family -> part(there, family, part).equals(part(made, family, part)));
    if (!same) {
      tell(
          "its IPv4 and IPv6 entries differ in %s (%s and %s): %s is written"
              .formatted(
                  what,
                  words.apply(part(there, AddressFamily.IPV4, part)),
                  words.apply(part(there, AddressFamily.IPV6, part)),
                  words.apply(part(made, AddressFamily.IPV6, part))));
    }
  }

  private static <T> T part(
      Map<AddressFamily, ServiceEntry> entries,
      AddressFamily family,
      Function<VirtualService, T> part) {
    return part.apply(entries.get(family).service());
  }

  /** Servers that are reached from the other family's entry by a tunnel. */
  private void strangers(ServiceEntry entry) {
    AddressFamily family = entry.service().key().family();
    for (ServerKey server : entry.servers().keySet()) {
      AddressFamily own = server.address().family();
      if (own != family) {
        boolean twice = there.get(own).servers().containsKey(server);
        tell(
            twice
                ? "server %s is in both of its entries, and is written once, for %s"
                    .formatted(server, words(own))
                : "server %s of its %s entry is written for %s"
                    .formatted(server, words(family), words(own)));
      }
    }
  }

  private void tell(String what) {
    told.add(spec.name() + ": " + what);
  }

  private static String words(AddressFamily family) {
    return family == AddressFamily.IPV6 ? "IPv6" : "IPv4";
  }

  private static String words(Scheduler scheduler) {
    List<String> flags =
        scheduler.flags().stream().map(bit -> SchedulerFlags.word(scheduler.name(), bit)).toList();
    return scheduler.name() + (flags.isEmpty() ? "" : " with " + String.join(",", flags));
  }

  private static String sticky(Optional<Persistence> persistence) {
    return persistence.map(Decompiler::stickiness).map(FamilyDifferences::words).orElse("none");
  }

  private static String words(Stickiness sticky) {
    String per =
        sticky
            .grain()
            .map(
                grain ->
                    grain.isMask()
                        ? " per " + Masks.toAddress(grain.value()).getHostAddress()
                        : " per /" + grain.value())
            .orElse("");
    String engine = sticky.engine().map(" by "::concat).orElse("");
    return sticky.time().toSeconds() + "s" + per + engine;
  }
}
