package org.lvsh.shell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.lvsh.kernel.host.Host;

/** What a director is, a line each: nothing of it is good or bad. */
final class DoctorFacts {
  private static final String MODULE = "ip_vs";

  private DoctorFacts() {}

  static List<String> of(DoctorCase director) {
    List<String> facts = new ArrayList<>();
    facts.add(kernel(director));
    schedulers(director, facts);
    director
        .kernel()
        .firewall()
        .ifPresent(
            kind -> facts.add("marks and names: in " + kind.name().toLowerCase(Locale.ROOT)));
    return facts;
  }

  private static String kernel(DoctorCase director) {
    String services = DoctorWords.count(director.state().services().size(), "virtual service");
    return director
        .host()
        .map(host -> "IPVS: %s, %s%s".formatted(module(host), services, chains(host)))
        .orElse("IPVS: simulated, " + services);
  }

  private static String module(Host host) {
    return host.loadedModules().contains(MODULE) ? "loaded as a module" : "built in";
  }

  private static String chains(Host host) {
    return host.connectionTableSize().isPresent()
        ? ", connection table of %d chains".formatted(host.connectionTableSize().getAsLong())
        : "";
  }

  private static void schedulers(DoctorCase director, List<String> facts) {
    Set<String> there = director.kernel().capabilities().schedulers();
    Set<String> used = new TreeSet<>();
    director
        .state()
        .services()
        .values()
        .forEach(entry -> used.add(entry.service().scheduler().name()));
    Set<String> more = new TreeSet<>(there);
    more.removeAll(used);
    facts.add(
        "schedulers: %s in use; %s to be had"
            .formatted(
                used.isEmpty() ? "none" : String.join(" ", used),
                more.isEmpty() ? "no other" : String.join(" ", more)));
  }
}
