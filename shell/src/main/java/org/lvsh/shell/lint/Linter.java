package org.lvsh.shell.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Warning;

/**
 * Adds to what was compiled the warnings about the services that statements have spoken of, and
 * takes those away that are not wanted. What nobody spoke of is not warned of again.
 */
public final class Linter {
  private Linter() {}

  /** The same with its warnings. */
  public static Desired lint(Desired desired) {
    Collection<ServiceSpec> services = desired.services().values();
    List<Diagnostic> all = new ArrayList<>(desired.diagnostics());
    for (ServiceSpec service : services) {
      if (isSaid(service)) {
        all.addAll(new ServiceLint(service).warnings());
      }
    }
    all.addAll(new PairLint(services).warnings());
    Silenced silenced = Silenced.in(services);
    all.removeIf(
        diagnostic ->
            !diagnostic.isError()
                && (desired.allowed().contains(diagnostic.code()) || silenced.has(diagnostic)));
    return desired.with(all);
  }

  static boolean isSaid(ServiceSpec service) {
    return !service.origin().equals(Span.NONE);
  }

  /** Whether a service has some warning silenced. */
  static boolean allows(ServiceSpec service, Warning warning) {
    return service.allowed().contains(warning.code());
  }

  /** The warnings that single services have silenced: for each its places. */
  private record Silenced(Map<String, Set<Span>> places) {
    static Silenced in(Collection<ServiceSpec> services) {
      Map<String, Set<Span>> places = new HashMap<>();
      for (ServiceSpec service : services) {
        for (String code : service.allowed()) {
          Set<Span> all = places.computeIfAbsent(code, unseen -> new HashSet<>());
          Linter.places(service).forEach(all::add);
        }
      }
      return new Silenced(places);
    }

    boolean has(Diagnostic warning) {
      return places.getOrDefault(warning.code(), Set.of()).contains(warning.span());
    }
  }

  /** Where a service and its servers were said. */
  private static Stream<Span> places(ServiceSpec service) {
    return Stream.concat(
            Stream.of(service.origin()), service.servers().stream().map(ServerSpec::origin))
        .filter(span -> !span.equals(Span.NONE));
  }
}
