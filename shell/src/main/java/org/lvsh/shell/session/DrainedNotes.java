package org.lvsh.shell.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.DrainedServers;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Warning;
import org.lvsh.shell.store.Moment;

/** Which servers of the services that statements have spoken of stay drained. */
final class DrainedNotes {
  private DrainedNotes() {}

  static List<Diagnostic> of(Desired desired, Snapshot live) {
    Map<String, List<String>> drained = new TreeMap<>();
    for (Ownership ownership : desired.snapshot().ownership().values()) {
      if (desired.statements().containsKey(ownership.name())) {
        ownership
            .drains()
            .servers()
            .forEach(
                (server, drain) ->
                    DrainedServers.drain(desired.snapshot(), ownership.key(), server)
                        .ifPresent(
                            there ->
                                drained
                                    .computeIfAbsent(ownership.name(), name -> new ArrayList<>())
                                    .add(
                                        server
                                            + " is drained since "
                                            + Moment.text(drain.since()))));
      }
    }
    List<Diagnostic> notes = new ArrayList<>();
    drained.forEach(
        (name, servers) -> {
          ServiceSpec service = desired.services().get(name);
          if (service != null && !isAllowed(service, desired)) {
            notes.add(note(service, servers, desired));
          }
        });
    return notes;
  }

  private static boolean isAllowed(ServiceSpec service, Desired desired) {
    String code = Warning.DRAINED.code();
    return desired.allowed().contains(code) || service.allowed().contains(code);
  }

  private static Diagnostic note(ServiceSpec service, List<String> servers, Desired desired) {
    String more = servers.size() == 1 ? "" : " and %d more".formatted(servers.size() - 1);
    Span span =
        service.origin().equals(Span.NONE)
            ? desired.statements().getOrDefault(service.name(), Span.NONE)
            : service.origin();
    return Diagnostic.warning(
            Warning.DRAINED.code(),
            span,
            "service %s: %s%s, and stays so".formatted(service.name(), servers.get(0), more))
        .withHint("'undrain' gives it the weight that is said");
  }
}
