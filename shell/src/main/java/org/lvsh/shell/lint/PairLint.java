package org.lvsh.shell.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.PersistenceClass;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Target;
import org.lvsh.shell.compile.Warning;

/** What is to be warned of where two sticky services are on one address. */
final class PairLint {
  private static final int FTP = 21;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final NavigableMap<IpAddress, List<ServiceSpec>> byAddress = new TreeMap<>();
  private final List<Diagnostic> warnings = new ArrayList<>();

  PairLint(Collection<ServiceSpec> services) {
    for (ServiceSpec service : services) {
      boolean tcp =
          service.target() instanceof Target.OnAddresses on
              && on.protocols().contains(Protocol.TCP);
      if (tcp && service.sticky().isPresent()) {
        for (IpAddress address : ((Target.OnAddresses) service.target()).addresses()) {
          byAddress.computeIfAbsent(address, first -> new ArrayList<>()).add(service);
        }
      }
    }
  }

  List<Diagnostic> warnings() {
    byAddress.forEach(
        (address, services) -> {
          checkHttp(address, services);
          checkFtp(address, services);
        });
    return warnings;
  }

  /** A client's template of one service says nothing to the other ({@code ip_vs_sched_persist}). */
  private void checkHttp(IpAddress address, List<ServiceSpec> services) {
    Optional<ServiceSpec> http = narrowest(services, HTTP);
    Optional<ServiceSpec> https = narrowest(services, HTTPS);
    if (http.isPresent() && https.isPresent() && !http.equals(https)) {
      warn(
          Warning.STICKY_APART,
          http.get(),
          https.get(),
          "a client that browses %s on 80 (%s) and pays on 443 (%s) may land on two servers: each is"
                  .formatted(address, http.get().name(), https.get().name())
              + " sticky by itself",
          "hold them together by one service: 'ports 80,443'");
    }
  }

  /** The template of port 21 has port 0, since its data connections come from another port. */
  private void checkFtp(IpAddress address, List<ServiceSpec> services) {
    Optional<ServiceSpec> ftp =
        narrowest(services, FTP).filter(service -> isOf(service, PersistenceClass.PORT));
    Optional<ServiceSpec> all =
        services.stream().filter(service -> isOf(service, PersistenceClass.CLIENT)).findFirst();
    if (ftp.isPresent() && all.isPresent()) {
      warn(
          Warning.STICKY_FTP,
          ftp.get(),
          all.get(),
          "%s on port 21 and %s on any port of %s share their templates: a client of one is sticky"
                  .formatted(ftp.get().name(), all.get().name(), address)
              + " to its server for the other",
          "give them the same servers, or leave one of them out");
    }
  }

  /** The service that a port's packets go to: the one with the fewest ports around it. */
  private static Optional<ServiceSpec> narrowest(List<ServiceSpec> services, int port) {
    ServiceSpec best = null;
    int width = Integer.MAX_VALUE;
    for (ServiceSpec service : services) {
      Target.OnAddresses on = (Target.OnAddresses) service.target();
      for (var ports : on.ports()) {
        int size = ports.last() - ports.first();
        if (ports.first() <= port && port <= ports.last() && size < width) {
          best = service;
          width = size;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean isOf(ServiceSpec service, PersistenceClass persistence) {
    return service.target().persistenceClass() == persistence;
  }

  /** At the later of the two; where no statement spoke of either, it is no news. */
  private void warn(
      Warning warning, ServiceSpec one, ServiceSpec two, String message, String hint) {
    boolean said = Linter.isSaid(one) || Linter.isSaid(two);
    if (said && !Linter.allows(one, warning) && !Linter.allows(two, warning)) {
      ServiceSpec later = isLater(one, two) ? one : two;
      warnings.add(Diagnostic.warning(warning.code(), later.origin(), message).withHint(hint));
    }
  }

  private static boolean isLater(ServiceSpec one, ServiceSpec two) {
    return !Linter.isSaid(two)
        || (Linter.isSaid(one) && one.origin().start() > two.origin().start());
  }
}
